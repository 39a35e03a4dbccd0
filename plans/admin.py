"""Admin of documents, plans, the calendar and tasks."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.admin_base import JournaledAdmin, worded, worded_filter
from plans import labels
from plans.models import (
    AssignedUnit,
    Assignment,
    Citation,
    DeadlineRule,
    Document,
    Holiday,
    Plan,
    ReportingScheme,
    Round,
    Task,
)
from plans.symbols import Symbol
from units.wording import gettext_lazy as _


class CitationInline(admin.TabularInline):
    model = Citation
    fk_name = "source"
    extra = 0
    autocomplete_fields = ("cited",)


@admin.register(Document)
class DocumentAdmin(JournaledAdmin):
    list_display = (
        "symbol",
        worded("kind", labels.DOCUMENT_KIND, _("loại")),
        "issuer",
        "issued_on",
        "title",
        "is_stub",
    )
    list_filter = (
        worded_filter("status", labels.DOCUMENT_STATUS),
        "is_stub",
        "kind",
    )
    search_fields = ("symbol", "issuer", "title")
    inlines = [CitationInline]

    def save_model(
        self, request: HttpRequest, obj: Document, form: Any, change: bool
    ) -> None:
        obj.symbol_key = Symbol.parse(obj.symbol).key()
        super().save_model(request, obj, form, change)


@admin.register(Citation)
class CitationAdmin(JournaledAdmin):
    deletable = True
    list_display = (
        "source",
        worded("relation", labels.RELATION, _("quan hệ")),
        "cited",
    )
    list_filter = (worded_filter("relation", labels.RELATION),)
    list_select_related = ("source", "cited")
    search_fields = ("text", "source__symbol", "cited__symbol")
    autocomplete_fields = ("source", "cited")


@admin.register(Plan)
class PlanAdmin(JournaledAdmin):
    unit_path = "unit"
    list_display = (
        "document",
        "title",
        "unit",
        "year",
        worded("scheme", labels.SCHEME, _("kỳ")),
    )
    list_filter = ("year", worded_filter("scheme", labels.SCHEME))
    list_select_related = ("document", "unit")
    search_fields = ("document__symbol", "title")
    autocomplete_fields = ("document", "unit")


@admin.register(AssignedUnit)
class AssignedUnitAdmin(JournaledAdmin):
    unit_path = "unit"
    deletable = True
    list_display = ("position", "unit", "plan")
    list_filter = ("plan",)
    list_select_related = ("unit", "plan__document")
    search_fields = ("unit__search_key",)
    autocomplete_fields = ("unit", "plan")


@admin.register(Round)
class RoundAdmin(JournaledAdmin):
    list_display = ("period_code", "plan", "opened_at", "due_at", "locked_at")
    list_filter = ("plan",)
    list_select_related = ("plan__document",)
    search_fields = ("period_code", "plan__document__symbol")
    readonly_fields = ("locked_at", "locked_by", "lock_reason")
    autocomplete_fields = ("plan",)


@admin.register(Holiday)
class HolidayAdmin(JournaledAdmin):
    deletable = True
    list_display = ("day", "name", "is_working")
    search_fields = ("name",)


@admin.register(ReportingScheme)
class ReportingSchemeAdmin(JournaledAdmin):
    list_display = (
        "name",
        worded("calendar", labels.SCHEME, _("cách tính kỳ")),
        worded("grain", labels.GRAIN, _("kỳ nhập")),
        "valid_from",
        "valid_to",
    )
    search_fields = ("name", "clause")
    autocomplete_fields = ("basis",)


@admin.register(DeadlineRule)
class DeadlineRuleAdmin(JournaledAdmin):
    deletable = True
    list_display = ("__str__", "period_kind", "plan", "valid_from", "valid_to")
    list_select_related = ("plan__document",)
    search_fields = ("legal_basis",)
    autocomplete_fields = ("plan",)


class AssignmentInline(admin.TabularInline):
    model = Assignment
    extra = 0
    autocomplete_fields = ("unit",)


@admin.register(Task)
class TaskAdmin(JournaledAdmin):
    list_display = (
        "paragraph",
        "title",
        "plan",
        "deadline",
        worded("cycle", labels.CYCLE, _("chu kỳ")),
    )
    list_filter = ("plan", worded_filter("cycle", labels.CYCLE))
    list_select_related = ("plan__document",)
    search_fields = ("title", "text")
    inlines = [AssignmentInline]
    autocomplete_fields = ("plan",)


@admin.register(Assignment)
class AssignmentAdmin(JournaledAdmin):
    deletable = True
    list_display = ("agency", "unit", worded("part", labels.PART, _("vai trò")), "task")
    list_filter = (worded_filter("part", labels.PART),)
    list_select_related = ("unit", "task")
    search_fields = ("agency", "task__title")
    autocomplete_fields = ("unit", "task")
