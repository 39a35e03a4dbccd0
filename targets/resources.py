"""Flat lists of indicators and quotas for the admin (django-import-export)."""

from __future__ import annotations

from django.db.models import QuerySet
from import_export.fields import Field

from accounts.flat_import import JournaledResource
from accounts.flat_widgets import DayWidget, DecimalWidget, KnownWidget
from accounts.models import User
from targets.models import Indicator, Quota, Target
from units.models import Unit


class IndicatorResource(JournaledResource):
    part_of = Field(
        attribute="part_of",
        column_name="part_of",
        widget=KnownWidget(Indicator, "code"),
    )

    class Meta(JournaledResource.Meta):
        model = Indicator
        import_id_fields = ("code",)
        fields = (
            "code",
            "name",
            "short_name",
            "measure_unit",
            "kind",
            "direction",
            "part_of",
            "order",
            "definition",
        )
        export_order = fields


class QuotaResource(JournaledResource):
    """Quotas of the importer's own units; "2.300" is 2300 and "1.5" is refused."""

    target = Field(
        attribute="target", column_name="target", widget=KnownWidget(Target, "pk")
    )
    unit = Field(attribute="unit", column_name="unit", widget=KnownWidget(Unit, "key"))
    value = Field(attribute="value", column_name="value", widget=DecimalWidget())
    valid_from = Field(
        attribute="valid_from",
        column_name="valid_from",
        widget=DayWidget(),
    )

    class Meta(JournaledResource.Meta):
        model = Quota
        import_id_fields = ("target", "unit", "valid_from")
        fields = ("target", "unit", "value", "valid_from")
        export_order = fields

    def scope(self, user: User) -> QuerySet:
        return Quota.objects.visible_to(user)
