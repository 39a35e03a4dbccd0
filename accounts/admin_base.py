"""What every page of the admin keeps to: the journal, the row scope, folded search."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from accounts.journal import changeset
from accounts.models import ChangeSet, User
from accounts.scoping import visible_units
from units.models import Unit
from units.names import search_key

DOOR = ChangeSet.Door.ADMIN


class ScopedAdmin(admin.ModelAdmin):
    """Rows, foreign-key choices and search stay inside the person's scope.

    `unit_path` is the lookup from the model to its unit ("" for a unit itself, None
    where rows belong to no unit).
    """

    unit_path: str | None = None
    search_fields: tuple[str, ...] = ()
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return self.in_scope(super().get_queryset(request), request.user)

    def in_scope(self, rows: QuerySet, user: User) -> QuerySet:
        if self.unit_path is None:
            return rows
        lookup = f"{self.unit_path}__in" if self.unit_path else "pk__in"
        return rows.filter(**{lookup: visible_units(user).values("pk")})

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.related_model is Unit and "queryset" not in kwargs:
            kwargs["queryset"] = visible_units(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Search without diacritics: "hoa" finds Hòa and Hoà on both databases.

        SQLite folds only ASCII, so text without a stored key is compared here; these
        are lists of hundreds of rows, units and their rows have a key.
        """
        wanted = search_key(search_term).strip()
        if not wanted:
            return queryset, False
        keyed = [f for f in self.search_fields if f.endswith("search_key")]
        if keyed:
            found = models.Q()
            for name in keyed:
                found |= models.Q(**{f"{name}__contains": wanted})
            return queryset.filter(found), False
        rows = queryset.values_list("pk", *self.search_fields)
        hits = [pk for pk, *texts in rows if wanted in search_key(_joined(texts))]
        return queryset.filter(pk__in=hits), False


class JournaledAdmin(ScopedAdmin, SimpleHistoryAdmin):
    """Saves and deletions leave a journal line; what leaves the scope is refused."""

    history_list_display = ["change_set"]
    deletable = False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.deletable and super().has_delete_permission(request, obj)

    def save_model(
        self, request: HttpRequest, obj: Any, form: Any, change: bool
    ) -> None:
        verb = "Sửa" if change else "Thêm"
        what = f"{verb} {self.opts.verbose_name}: {obj}"
        if hasattr(obj, "derive_keys"):
            obj.derive_keys()
        if change and hasattr(obj, "version"):
            obj.version += 1
        with changeset(by=request.user, what=what, door=DOOR) as line:
            line.save(obj)
            self.stays_in_scope(request, obj)

    def stays_in_scope(self, request: HttpRequest, obj: Any) -> None:
        """Re-read through the scope inside the transaction: no row may be moved out."""
        rows = type(obj)._default_manager.filter(pk=obj.pk)
        if not self.in_scope(rows, request.user).exists():
            raise PermissionDenied

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        what = f"Xóa {self.opts.verbose_name}: {obj}"
        with changeset(by=request.user, what=what, door=DOOR) as line:
            line.delete(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        what = f"Xóa {self.opts.verbose_name_plural}"
        with changeset(by=request.user, what=what, door=DOOR) as line:
            for obj in queryset:
                line.delete(obj)

    def save_formset(
        self, request: HttpRequest, form: Any, formset: Any, change: bool
    ) -> None:
        rows = formset.save(commit=False)
        what = f"Sửa {formset.model._meta.verbose_name_plural} của {form.instance}"
        with changeset(by=request.user, what=what, door=DOOR) as line:
            for row in rows:
                if hasattr(row, "derive_keys"):
                    row.derive_keys()
                line.save(row)
            for row in formset.deleted_objects:
                line.delete(row)
        formset.save_m2m()


class ReadOnlyAdmin(ScopedAdmin):
    """Rows with a workflow of their own: shown, never edited here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def worded(name: str, words: Mapping[str, str], description: str) -> Any:
    """A list column that prints a stored choice in words."""

    @admin.display(description=description, ordering=name)
    def column(obj: Any) -> str:
        value = str(getattr(obj, name))
        return words.get(value, value)

    return column


def worded_filter(name: str, words: Mapping[str, str]) -> tuple[str, type]:
    """A list filter whose choices are in words, for `list_filter`."""

    class Worded(admin.ChoicesFieldListFilter):
        def choices(self, changelist: Any) -> Any:
            for choice in super().choices(changelist):
                label = str(choice["display"])
                yield {**choice, "display": words.get(label.upper(), label)}

    return name, Worded


def _joined(texts: list[object]) -> str:
    return " ".join(str(text or "") for text in texts)
