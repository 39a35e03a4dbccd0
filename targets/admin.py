"""Admin of the catalogue, targets and quotas; results and submissions are read-only.

Results change only through entry, import and API, where the lock of a round binds.
"""

from __future__ import annotations

from django.contrib import admin

from accounts.admin_base import JournaledAdmin, ReadOnlyAdmin, worded, worded_filter
from accounts.flat_import import FlatListAdmin
from targets import labels
from targets.models import Indicator, Quota, Result, Submission, Target
from targets.resources import IndicatorResource, QuotaResource
from units.wording import gettext_lazy as _


@admin.register(Indicator)
class IndicatorAdmin(FlatListAdmin):
    resource_classes = [IndicatorResource]
    list_display = (
        "code",
        "short_name",
        "measure_unit",
        worded("kind", labels.INDICATOR_KIND, _("loại")),
        "part_of",
    )
    list_filter = (worded_filter("kind", labels.INDICATOR_KIND),)
    list_select_related = ("part_of",)
    search_fields = ("code", "name", "short_name")


@admin.register(Target)
class TargetAdmin(JournaledAdmin):
    list_display = (
        "paragraph",
        "indicator",
        worded("comparator", labels.COMPARATOR, _("so sánh")),
        "value",
        "baseline",
        "plan",
    )
    list_filter = ("plan", worded_filter("comparator", labels.COMPARATOR))
    list_select_related = ("indicator", "plan__document")
    search_fields = ("indicator__name", "text")
    autocomplete_fields = ("plan", "indicator", "reporter")


@admin.register(Quota)
class QuotaAdmin(FlatListAdmin):
    resource_classes = [QuotaResource]
    unit_path = "unit"
    deletable = True
    list_display = ("unit", "target", "value", "valid_from", "valid_to")
    list_filter = ("target__plan", "target__indicator")
    list_select_related = ("unit", "target__indicator", "target__plan__document")
    search_fields = ("unit__search_key",)
    autocomplete_fields = ("unit", "target", "decision")


@admin.register(Result)
class ResultAdmin(ReadOnlyAdmin):
    unit_path = "unit"
    list_display = ("unit", "indicator", "period_code", "value", "version")
    list_filter = ("period_code", "indicator")
    list_select_related = ("unit", "indicator")
    search_fields = ("unit__search_key",)


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    unit_path = "unit"
    list_display = ("unit", "round", worded("state", labels.STATE, _("trạng thái")))
    list_filter = (worded_filter("state", labels.STATE), "round__period_code")
    list_select_related = ("unit", "round__plan__document")
    search_fields = ("unit__search_key",)
