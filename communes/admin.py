"""Admin of criteria sets (new versions, checked) and of pilot areas; the register and
the sheets have a way of their own and are shown only.
"""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts.admin_base import JournaledAdmin, ReadOnlyAdmin, worded, worded_filter
from communes import labels
from communes.boards import whole
from communes.criteria_reading import criteria_set_from
from communes.loading import criteria_row
from communes.models import (
    Assessment,
    CriteriaSet,
    Decision,
    KeyArea,
    PilotArea,
    Recognition,
)
from communes.scoring import BadCriteria
from units.wording import gettext_lazy as _


class _Indented(json.JSONEncoder):
    """A set is read by people: one line a part."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "indent": 1})


class CriteriaSetForm(forms.ModelForm):
    """The document, the province it binds, and the criteria as JSON, all checked."""

    content = forms.JSONField(
        label=_("nội dung"),
        encoder=_Indented,
        widget=forms.Textarea(attrs={"rows": 30, "cols": 110}),
        help_text=_("Dạng JSON như các bộ tiêu chí có sẵn: facts, criteria, outcomes."),
    )

    class Meta:
        model = CriteriaSet
        fields = ("document", "scope_unit", "content")

    def clean(self) -> dict[str, Any]:
        good = super().clean()
        content, document = good.get("content"), good.get("document")
        if content is None or document is None:
            return good
        if not isinstance(content, dict):
            raise ValidationError("Nội dung phải là một đối tượng JSON.")
        try:
            made = criteria_set_from(content)
        except BadCriteria as wrong:
            raise ValidationError(list(wrong.sentences)) from None
        if made.symbol != document.symbol:
            raise ValidationError(
                f"Nội dung ghi số {made.symbol[:100]}, văn bản là {document.symbol}."
            )
        self._take(content)
        return good

    def _take(self, content: dict[str, Any]) -> None:
        """Dates, level and scope are those of the content, never typed twice."""
        row = criteria_row(
            content,
            document=self.cleaned_data["document"],
            scope_unit=self.cleaned_data.get("scope_unit"),
        )
        for name in ("unit_level", "in_force_from", "in_force_to", "scope"):
            setattr(self.instance, name, getattr(row, name))


@admin.register(CriteriaSet)
class CriteriaSetAdmin(JournaledAdmin):
    """A set that a sheet rests on stays as it is; a change is a new version."""

    form = CriteriaSetForm
    list_display = (
        "__str__",
        worded("unit_level", labels.UNIT_LEVEL, _("cấp")),
        "edition",
        "in_force_from",
        "in_force_to",
        "scope",
        "used",
    )
    list_filter = (worded_filter("unit_level", labels.UNIT_LEVEL),)
    list_select_related = ("document",)
    search_fields = ("document__symbol", "scope")
    autocomplete_fields = ("document", "scope_unit")
    actions = ("new_version",)

    @admin.display(description=_("đã dùng"), boolean=True)
    def used(self, row: CriteriaSet) -> bool:
        return row.is_used

    @admin.action(description=_("Tạo phiên bản mới từ bộ đã chọn"))
    def new_version(self, request: HttpRequest, rows: Any) -> HttpResponse | None:
        if rows.count() != 1:
            messages.error(request, "Hãy chọn đúng một bộ tiêu chí.")
            return None
        address = reverse("admin:communes_criteriaset_add")
        return HttpResponseRedirect(f"{address}?from={rows.get().pk}")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        old = CriteriaSet.objects.filter(pk=whole(request.GET.get("from"))).first()
        if old is None:
            return {}
        return {
            "document": old.document_id,
            "scope_unit": old.scope_unit_id,
            "content": old.content,
        }

    def has_change_permission(
        self, request: HttpRequest, obj: CriteriaSet | None = None
    ) -> bool:
        if obj is not None and obj.is_used:
            return False
        return super().has_change_permission(request, obj)

    def save_model(
        self, request: HttpRequest, obj: CriteriaSet, form: Any, change: bool
    ) -> None:
        if not change:
            same = CriteriaSet.objects.filter(
                document=obj.document, unit_level=obj.unit_level
            )
            obj.edition = (same.aggregate(last=Max("edition"))["last"] or 0) + 1
        super().save_model(request, obj, form, change)


@admin.register(PilotArea)
class PilotAreaAdmin(JournaledAdmin):
    deletable = True
    list_display = ("__str__", "document", "phase", "unit")
    list_filter = ("phase",)
    list_select_related = ("document", "unit")
    search_fields = ("place", "unit__name")
    autocomplete_fields = ("document", "unit")


@admin.register(Assessment)
class AssessmentAdmin(ReadOnlyAdmin):
    unit_path = "unit"
    list_display = (
        "unit",
        "year",
        "criteria_set",
        worded("state", labels.STATE, _("trạng thái")),
        worded("outcome", labels.PROPOSAL, _("kết luận")),
    )
    list_filter = ("year", worded_filter("state", labels.STATE))
    list_select_related = ("unit", "criteria_set__document")
    search_fields = ("unit__search_key",)


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = (
        "document",
        worded("kind", labels.DECISION_KIND, _("nội dung")),
        "effective_on",
        "year",
    )
    list_filter = (worded_filter("kind", labels.DECISION_KIND), "year")
    list_select_related = ("document",)
    search_fields = ("document__symbol",)


@admin.register(Recognition)
class RecognitionAdmin(ReadOnlyAdmin):
    unit_path = "unit"
    list_display = (
        "unit",
        worded("direction", labels.DIRECTION, _("chiều")),
        "decision",
        "effective_on",
        "year",
    )
    list_filter = ("year",)
    list_select_related = ("unit", "decision__document")
    search_fields = ("unit__search_key",)


@admin.register(KeyArea)
class KeyAreaAdmin(ReadOnlyAdmin):
    unit_path = "unit"
    list_display = (
        "unit",
        "type",
        worded("direction", labels.DIRECTION, _("chiều")),
        "decision",
        "effective_on",
        "year",
    )
    list_filter = ("type", "year")
    list_select_related = ("unit", "decision__document")
    search_fields = ("unit__search_key",)
