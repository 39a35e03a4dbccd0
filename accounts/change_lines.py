"""What a change set wrote, row by row, in words: the page of one journal line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone

from accounts.journal import CHANGED, CREATED, DELETED
from sheets.wording import Words
from sheets.wording import gettext as _

WORDS = Words("journal", {CREATED: "thêm", CHANGED: "sửa", DELETED: "xóa"})
# Fields that point to another row; the others say their own name.
FIELDS = Words(
    "field",
    {
        "assessment": "phiếu đánh giá",
        "assignment": "việc được giao",
        "by": "người ghi",
        "cited": "văn bản được viện dẫn",
        "decided_by": "người quyết định",
        "document": "văn bản",
        "extent": "phạm vi",
        "indicator": "chỉ tiêu",
        "locked_by": "người khóa",
        "new": "đơn vị mới",
        "old": "đơn vị cũ",
        "order": "thứ tự",
        "origin": "nguồn số liệu",
        "plan": "kế hoạch",
        "report": "báo cáo định kỳ",
        "round": "đợt báo cáo",
        "source": "văn bản viện dẫn",
        "submission": "báo cáo của đơn vị",
        "submitted_by": "người nộp",
        "target": "mục tiêu của kế hoạch",
        "task": "nhiệm vụ",
        "unit": "đơn vị",
        "user": "người dùng",
        "verified_by": "người thẩm định",
    },
)
# Derived or technical: a reader of the journal learns nothing from them.
_SILENT = ("sort_key", "match_key", "search_key", "symbol_key", "version", "sha256",
           "stored_file")  # fmt: skip
_LONGEST = 120
_NAMED = ("units.Unit", "targets.Indicator", "accounts.User")  # named in one query each


@dataclass(frozen=True)
class FieldChange:
    """One field: what it was (empty for a new row) and what it became."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class RowChange:
    """One row version: the deed, the kind of row and its fields."""

    deed: str
    kind: str
    number: int
    fields: tuple[FieldChange, ...]


def change_lines(versions: Sequence[Any]) -> list[RowChange]:
    """The versions as lines; a few queries for each model, not for each row."""
    before = _versions_before(versions)
    names = _names([*versions, *before.values()])
    return [_line(version, before.get(_key(version)), names) for version in versions]


def _line(version: Any, before: Any, names: dict[tuple[str, Any], str]) -> RowChange:
    deed = version.history_type
    shown = [f for f in version.tracked_fields if is_told(f)]
    pairs = [(f, _value(before, f, names), _value(version, f, names)) for f in shown]
    if deed == CHANGED:
        kept = [(f, old, new) for f, old, new in pairs if old != new]
    else:
        kept = [(f, "", new) for f, _, new in pairs if new]
    return RowChange(
        deed=WORDS.get(deed, deed),
        kind=str(version.instance_type._meta.verbose_name),
        number=version.id,
        fields=tuple(FieldChange(_label(f), old, new) for f, old, new in kept),
    )


def _versions_before(versions: Sequence[Any]) -> dict[tuple[type, Any], Any]:
    """The last version of every changed row before the given one."""
    found: dict[tuple[type, Any], Any] = {}
    for model, rows in _by_model(v for v in versions if v.history_type == CHANGED):
        first = min(row.history_id for row in rows)
        older = model.objects.filter(id__in=[r.id for r in rows], history_id__lt=first)
        for row in older.order_by("history_id"):
            found[_key(row)] = row
    return found


def _names(versions: Sequence[Any]) -> dict[tuple[str, Any], str]:
    """Names of the units, indicators and people the rows point to."""
    wanted: dict[type[models.Model], set[Any]] = {}
    for version in versions:
        for field in version.tracked_fields:
            target = field.related_model
            if target is not None and target._meta.label in _NAMED:
                wanted.setdefault(target, set()).add(getattr(version, field.attname))
    return {
        (model._meta.label, pk): str(row)
        for model, ids in wanted.items()
        for pk, row in model._base_manager.in_bulk(ids - {None}).items()
    }


def _value(version: Any, field: Any, names: dict[tuple[str, Any], str]) -> str:
    value = getattr(version, field.attname) if version is not None else None
    if value is None or value in ("", [], {}):
        return ""
    if field.related_model is not None:
        key = (field.related_model._meta.label, value)
        return names.get(key, _("số {number}", number=value))
    return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).strftime("%H:%M %d/%m/%Y")
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _label(field: Any) -> str:
    """What the field is called; a name that Django made of the code is none."""
    label = str(field.verbose_name)
    is_made = label == field.name.replace("_", " ")
    return FIELDS.get(field.name, label) if is_made else label


def is_told(field: Any) -> bool:
    """Whether a reader of the journal learns something from this field."""
    return not field.primary_key and not field.name.endswith(_SILENT)


def _by_model(versions: Iterable[Any]) -> Iterable[tuple[Any, list[Any]]]:
    found: dict[Any, list[Any]] = {}
    for version in versions:
        found.setdefault(type(version), []).append(version)
    return found.items()


def _key(version: Any) -> tuple[type, Any]:
    return (type(version), version.id)
