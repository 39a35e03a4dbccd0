"""Admin of people, duties, the journal (read-only) and of units one floor below."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django_tasks_db.models import DBTaskResult

from accounts.admin_base import (
    JournaledAdmin,
    ReadOnlyAdmin,
    worded,
    worded_filter,
)
from accounts.flat_import import FlatListAdmin
from accounts.labels import DOORS
from accounts.models import ChangeSet, Membership, Seal, User
from accounts.resources import UnitResource, UserResource
from accounts.roles import ROLES
from accounts.scoping import people_of
from sheets.wording import Words
from units import labels
from units.models import Alias, Edition, Succession, Unit
from units.wording import gettext_lazy as _

ROLE_LABELS = Words("role", {role.value: spec.name for role, spec in ROLES.items()})
RIGHTS = ("is_superuser", "is_staff", "groups", "user_permissions")

admin.site.unregister(Group)  # rights come from memberships only
admin.site.unregister(DBTaskResult)  # people follow a job on the import desk


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ("unit",)

    def formfield_for_choice_field(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "role":
            kwargs["choices"] = list(ROLE_LABELS.items())
        return super().formfield_for_choice_field(db_field, request, **kwargs)


@admin.register(User)
class PersonAdmin(FlatListAdmin, UserAdmin):
    resource_classes = [UserResource]
    list_display = ("username", "full_name", "duties_text", "is_active", "last_login")
    list_filter = ("is_active", worded_filter("memberships__role", ROLE_LABELS))
    search_fields = ("username", "full_name")
    ordering = ("username",)
    inlines = [MembershipInline]
    fieldsets = (
        (None, {"fields": ("username", "password", "full_name", "email")}),
        (_("Trạng thái"), {"fields": ("is_active", "must_change_password")}),
        (_("Lần cuối"), {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ()

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("memberships__unit")

    def in_scope(self, rows: QuerySet, user: User) -> QuerySet:
        return rows.filter(pk__in=people_of(user).values("pk"))

    @admin.display(description=_("Vai trò"))
    def duties_text(self, user: User) -> str:
        return "; ".join(f"{m.role_label} · {m.unit}" for m in user.memberships.all())


@admin.register(Membership)
class MembershipAdmin(JournaledAdmin):
    unit_path = "unit"
    deletable = True
    list_display = ("user", worded("role", ROLE_LABELS, _("vai trò")), "unit")
    list_filter = (worded_filter("role", ROLE_LABELS),)
    list_select_related = ("user", "unit")
    search_fields = ("unit__search_key",)
    autocomplete_fields = ("user", "unit")


class AliasInline(admin.TabularInline):
    model = Alias
    extra = 0


@admin.register(Unit)
class UnitAdmin(FlatListAdmin):
    resource_classes = [UnitResource]
    unit_path = ""
    search_fields = ("search_key",)
    list_display = (
        "display_name",
        "key",
        worded("kind", labels.KIND, _("loại")),
        "parent",
        "valid_from",
        "valid_to",
    )
    list_filter = (worded_filter("kind", labels.KIND), "valid_to")
    list_select_related = ("parent",)
    autocomplete_fields = ("parent",)
    inlines = [AliasInline]

    @admin.display(description=_("Tên"), ordering="sort_key")
    def display_name(self, unit: Unit) -> str:
        return unit.full_name

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("key",) if obj else ()  # public for ever


@admin.register(Alias)
class AliasAdmin(JournaledAdmin):
    unit_path = "unit"
    deletable = True
    list_display = ("text", "unit", "reason")
    list_select_related = ("unit",)
    search_fields = ("unit__search_key",)
    autocomplete_fields = ("unit",)


@admin.register(Succession)
class SuccessionAdmin(JournaledAdmin):
    unit_path = "old"
    deletable = True
    list_display = ("old", "new", worded("extent", labels.EXTENT, _("mức")), "on")
    list_select_related = ("old", "new")
    search_fields = ("old__search_key", "new__search_key")
    autocomplete_fields = ("old", "new")


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    list_display = ("in_force_on", "source", "rows")
    search_fields = ("source",)


@admin.register(ChangeSet)
class ChangeSetAdmin(ReadOnlyAdmin):
    list_display = (
        "pk",
        "made_at",
        "made_by_text",
        worded("door", DOORS, "qua"),
        "what",
        "undone_by",
    )
    list_filter = (worded_filter("door", DOORS),)
    list_select_related = ("undone_by",)
    search_fields = ("made_by_text", "what", "reason", "file_name")
    date_hierarchy = "made_at"


@admin.register(Seal)
class SealAdmin(ReadOnlyAdmin):
    list_display = ("number", "change_set", "rows", "digest")
    list_select_related = ("change_set",)
    search_fields = ("digest",)
