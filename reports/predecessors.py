"""Whose figures of last year are a unit's own: itself, or all it came out of whole.

Source: arithmetic of targets §5: a unit that came out of a merger is comparable only
if every predecessor passed to it whole.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from units.models import Succession

_WHOLE = (
    Succession.Extent.FULL,
    Succession.Extent.UNCHANGED,
    Succession.Extent.RENAMED,
)


@dataclass(frozen=True)
class Lineage:
    """Units whose last year counts as this unit's; `reason` says why none can."""

    unit_ids: tuple[int, ...]
    reason: str = ""


def lineages(unit_ids: Sequence[int], *, since: dt.date) -> Mapping[int, Lineage]:
    """Of the given units those that came out of others after `since`: one query."""
    rows = (
        Succession.objects.filter(new__in=unit_ids, on__gt=since)
        .order_by("old__sort_key")
        .values_list("new_id", "old_id", "extent", "old__type", "old__name")
    )
    found: dict[int, list[tuple[int, str, str]]] = {}
    for new, old, extent, type_, name in rows:
        found.setdefault(new, []).append((old, extent, f"{type_} {name}".strip()))
    return {unit: _lineage(unit, olds) for unit, olds in found.items()}


def _lineage(unit: int, olds: list[tuple[int, str, str]]) -> Lineage:
    parted = [name for old, extent, name in olds if extent not in _WHOLE]
    if parted:
        return Lineage((), f"chỉ nhận một phần của {', '.join(parted)}")
    return Lineage(tuple(dict.fromkeys(old for old, _, _ in olds if old != unit)))
