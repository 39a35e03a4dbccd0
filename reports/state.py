"""The business rows as others see them: sorted, stable, with public keys for rows.

For acceptance and for comparing two moments; the archive (accounts/archive.py) is what
a database is rebuilt from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import models

from accounts.digests import plain
from accounts.journal import history_models
from accounts.models import ChangeSet, JournalHead, JournalRow, Seal
from accounts.tables import kept_models

ROOMS = {"units", "accounts", "plans", "communes", "targets", "intake", "reports"}
JOURNAL = {ChangeSet, Seal, JournalHead}
# The public name of a row, the first of these its model has.
PUBLIC = ("key", "slug", "code", "username")
SECRET = {"password", "last_login", "digest", "last_used_at"}


def business_models() -> list[type[models.Model]]:
    """Models of the rooms without the journal, in a stable order."""
    return [
        model
        for model in kept_models()
        if model._meta.app_label in ROOMS
        and model not in JOURNAL
        and not issubclass(model, JournalRow)
    ]


def rows(model: type[models.Model]) -> Iterator[dict[str, Any]]:
    """Each row with every column, foreign keys by public name where they have one."""
    columns = [c for c in model._meta.concrete_fields if _is_told(c)]
    named = {c.name: public for c in columns if (public := _public(c))}
    joined = model._base_manager.select_related(*named)
    for row in joined.order_by("pk").iterator(chunk_size=2_000):
        yield {column.name: _told(row, column, named) for column in columns}


def journal_counts() -> dict[str, Any]:
    """How much the journal holds, and the digest its chain ends with."""
    head = JournalHead.objects.first()
    versions = {m._meta.label: m._base_manager.count() for m in history_models()}
    doors = Counter(ChangeSet.objects.values_list("door", flat=True))
    return {
        "change_sets": sum(doors.values()),
        "by_door": dict(sorted(doors.items())),
        "seals": Seal.objects.count(),
        "row_versions": versions,
        "head": head.digest if head else None,
    }


def _is_told(column: models.Field) -> bool:
    derived = not column.editable and column.name.endswith("_key")
    return column.name not in SECRET and not derived


def _public(column: models.Field) -> str | None:
    if column.related_model is None:
        return None
    names = {field.name for field in column.related_model._meta.concrete_fields}
    return next((name for name in PUBLIC if name in names), None)


def _told(row: models.Model, column: models.Field, named: dict[str, str]) -> Any:
    if column.name in named:
        related = getattr(row, column.name)
        return getattr(related, named[column.name]) if related else None
    value = getattr(row, column.attname)
    if value is None or isinstance(value, bool | int | list | dict):
        return value
    return plain(column, row)
