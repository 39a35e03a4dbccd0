"""What became of the cells of a request, told to a page, an import or the API."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from plans.models import Round
from targets.edits import Content
from targets.facts import content_of
from targets.models import Result


@dataclass(frozen=True, kw_only=True)
class Saved:
    """A cell that now holds `content`; version 0 where it was cleared."""

    unit: str
    indicator: str
    version: int
    content: Content
    changed: bool


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A cell that was not written, and why (a clause without the address)."""

    unit: str
    indicator: str
    message: str
    is_closed: bool = False


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """A cell somebody else changed first: what it holds now, by whom and when."""

    unit: str
    indicator: str
    version: int
    content: Content
    by: str
    at: dt.datetime | None


@dataclass(kw_only=True)
class SaveOutcome:
    """What became of every cell of a request; `change` is None if nothing changed."""

    saved: list[Saved] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    change: int | None = None

    @property
    def closed(self) -> list[Refused]:
        """Cells refused because their unit's report takes no figures now."""
        return [item for item in self.refused if item.is_closed]

    @property
    def is_clean(self) -> bool:
        return not self.refused and not self.conflicts


def conflict(unit: str, code: str, row: Result | None) -> Conflict:
    """What the cell holds now; who and when come from `told_who`."""
    return Conflict(
        unit=unit,
        indicator=code,
        version=row.version if row else 0,
        content=content_of(row),
        by="",
        at=None,
    )


def told_who(round_: Round, conflicts: Sequence[Conflict]) -> list[Conflict]:
    """The conflicts with the person and the instant of the last change of each."""
    if not conflicts:
        return []
    versions = (
        Result.history.filter(
            unit__key__in={c.unit for c in conflicts},
            indicator__code__in={c.indicator for c in conflicts},
            period_code=round_.period_code,
        )
        .order_by("history_id")
        .values_list(
            "unit__key",
            "indicator__code",
            "change_set__made_by_text",
            "change_set__made_at",
        )
    )
    last = {(unit, code): (by, at) for unit, code, by, at in versions}
    return [
        _with_author(c, *last.get((c.unit, c.indicator), ("", None))) for c in conflicts
    ]


def _with_author(found: Conflict, by: str, at: dt.datetime | None) -> Conflict:
    return replace(found, by=by or "Hệ thống", at=at)
