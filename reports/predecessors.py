"""Whose figures of last year are a unit's own: itself, or all it came out of whole.

Source: arithmetic of targets §5: a unit that came out of a merger is comparable only
if every predecessor passed to it whole.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet

from accounts.prepared import prepared
from sheets import wording
from units.models import Succession, Unit

WHOLE = (
    Succession.Extent.FULL,
    Succession.Extent.UNCHANGED,
    Succession.Extent.RENAMED,
)


@dataclass(frozen=True)
class Lineage:
    """Units whose last year counts as this unit's; `reason` says why none can."""

    unit_ids: tuple[int, ...]
    reason: str = ""


@dataclass(frozen=True)
class Kin:
    """The units that were found, in no order, and those of them with predecessors."""

    unit_ids: frozenset[int]
    lineages: Mapping[int, Lineage]


def kin_of(
    units: Sequence[Unit], *, since: dt.date, roots: Sequence[int] | None = None
) -> Kin:
    """The ids of `units`, and what they came out of after `since`: one query.

    With `roots` only of the units under those.
    """
    seen: set[int] = set()
    found: dict[int, list[tuple[int, str, str]]] = {}
    ids = [unit.pk for unit in units]
    rows = _kin(ids, since) if roots is None else _kin(ids, since, list(roots))
    for new, old, extent, type_, name in rows:
        seen.add(new)
        if old is not None:
            found.setdefault(new, []).append((old, extent, f"{type_} {name}".strip()))
    return Kin(
        frozenset(seen), {unit: _lineage(unit, olds) for unit, olds in found.items()}
    )


@prepared(Unit)
def _kin(
    units: list[int], since: dt.date, roots: list[int] | None = None
) -> QuerySet[Any, Any]:
    recent = FilteredRelation("predecessors", condition=Q(predecessors__on__gt=since))
    rows = Unit.objects.all() if roots is None else Unit.objects.within(roots)
    return (
        rows.filter(pk__in=units)
        .annotate(recent=recent)
        .order_by("recent__old__sort_key")
        .values_list(
            "pk",
            "recent__old_id",
            "recent__extent",
            "recent__old__type",
            "recent__old__name",
        )
    )


def _lineage(unit: int, olds: list[tuple[int, str, str]]) -> Lineage:
    parted = [name for old, extent, name in olds if extent not in WHOLE]
    if parted:
        return Lineage((), _parted(parted))
    return Lineage(tuple(dict.fromkeys(old for old, _, _ in olds if old != unit)))


def _parted(names: Sequence[str]) -> str:
    return wording.gettext("chỉ nhận một phần của {units}", units=", ".join(names))
