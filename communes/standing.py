"""Where communes stand on a day: recognised, withdrawn, key area, or to be reviewed.

A standing is the last entry of the register up to the day. Recognition is never
carried over a merger: who takes over a recognised commune's area, in whole or in
part, is to be reviewed until a decision of its own. Only a unit that was merely
renamed, or listed anew unchanged, keeps what it had.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from django.db.models import CharField, Q, Value

from communes.models import KeyArea, Recognition
from communes.models.register import Direction
from units.models import Kind, Succession, Unit
from units.querysets import UnitQuerySet


class Status(StrEnum):
    RECOGNISED = "RECOGNISED"
    NEEDS_REVIEW = "NEEDS_REVIEW"
    WITHDRAWN = "WITHDRAWN"
    KEY_I = "KEY_I"
    KEY_II = "KEY_II"
    KEY_III = "KEY_III"
    NONE = "NONE"
    ENDED = "ENDED"


class Placed(Protocol):
    """A unit as far as its standing needs it: the row itself, or a part of it."""

    @property
    def pk(self) -> int: ...

    @property
    def valid_to(self) -> dt.date | None: ...

    @property
    def full_name(self) -> str: ...


@dataclass(frozen=True)
class Standing:
    """A status, since when, under which document, and from which units it came."""

    status: Status
    since: dt.date | None = None
    basis: str = ""
    came_from: tuple[str, ...] = ()


_DAY = dt.timedelta(days=1)
_SAME_AREA = (Succession.Extent.UNCHANGED, Succession.Extent.RENAMED)


def status_on(unit: Unit, day: dt.date) -> Standing:
    """Where one unit stands at the end of `day`."""
    return standings([unit], day)[unit.pk]


def standings(units: Iterable[Unit], day: dt.date) -> dict[int, Standing]:
    """Where each of `units` stands at the end of `day`; two queries, however many."""
    book = Book(day)
    return {unit.pk: book.standing(unit, day) for unit in units}


def communes_on(units: UnitQuerySet, day: dt.date) -> list[Unit]:
    """Those of `units` that are communes on `day`, in order of name; one query.

    Before the first list that was loaded, the communes of that list: an older one is
    not known.
    """
    return standing_communes(all_communes(units), day)


def all_communes(units: UnitQuerySet) -> list[Unit]:
    """The communes among `units` of whatever time, in order of name; one query."""
    return list(units.filter(kind=Kind.COMMUNE).select_related("parent").in_order())


def standing_communes(communes: list[Unit], day: dt.date) -> list[Unit]:
    """Those of `communes` that exist on `day`, as `communes_on` has it."""
    first = min((unit.valid_from for unit in communes), default=day)
    return [unit for unit in communes if unit.exists_on(max(day, first))]


def count_recognised(units: UnitQuerySet, day: dt.date) -> tuple[int, list[Unit]]:
    """How many communes among `units` are recognised on `day`, and which."""
    communes = communes_on(units, day)
    found = standings(communes, day)
    named = [u for u in communes if found[u.pk].status is Status.RECOGNISED]
    return len(named), named


@dataclass(frozen=True)
class Entry:
    """One line of the register: in or out, of which list, by which document.

    `key_type` is empty for the list of communes without drugs.
    """

    unit: int
    key_type: str
    direction: str
    effective_on: dt.date
    basis: str

    @property
    def enters(self) -> bool:
        return self.direction == Direction.IN


class Book:
    """Every entry up to a last day, and the mergers that touch a recognised unit.

    Read once (two queries), it answers for any day up to the last.
    """

    def __init__(self, last: dt.date) -> None:
        self.recognitions: dict[int, list[Entry]] = defaultdict(list)
        self.key_areas: dict[int, list[Entry]] = defaultdict(list)
        for entry in _entries(last):
            book = self.key_areas if entry.key_type else self.recognitions
            book[entry.unit].append(entry)
        self.mergers: dict[int, list[Succession]] = defaultdict(list)
        for row in _mergers(last) if self.recognitions else ():
            self.mergers[row.new_id].append(row)

    @property
    def units(self) -> set[int]:
        """Every unit the book knows anything of; all others stand nowhere."""
        return {*self.recognitions, *self.key_areas, *self.mergers}

    def begun(self, units: set[int]) -> dt.date | None:
        """The day of the first entry about any of `units`."""
        days = [
            entry.effective_on
            for book in (self.recognitions, self.key_areas)
            for unit, entries in book.items()
            for entry in entries
            if unit in units
        ]
        return min(days, default=None)

    def standing(self, unit: Placed, day: dt.date) -> Standing:
        """Where `unit` stands at the end of `day`."""
        if unit.valid_to and unit.valid_to <= day:
            return Standing(Status.ENDED, unit.valid_to)
        own = self._named(unit, self.recognition(unit.pk, day), day)
        key = _last(self.key_areas.get(unit.pk, []), day)
        if key is None or not key.enters:
            return own
        # The later entry speaks: a commune stands in one of the two lists only.
        if (
            own.status is Status.RECOGNISED
            and own.since
            and own.since > key.effective_on
        ):
            return own
        return Standing(Status(f"KEY_{key.key_type}"), key.effective_on, key.basis)

    def _named(self, unit: Placed, own: Standing, day: dt.date) -> Standing:
        """A recognised unit that took others in came from itself too."""
        entry = _last(self.recognitions.get(unit.pk, []), day)
        if own.status is Status.NEEDS_REVIEW and entry and entry.enters:
            return replace(own, came_from=(unit.full_name, *own.came_from))
        return own

    def recognition(self, unit: int, day: dt.date) -> Standing:
        entry = _last(self.recognitions.get(unit, []), day)
        entered = entry.effective_on if entry else dt.date.min
        later = [m for m in self.mergers.get(unit, []) if entered < m.on <= day]
        heirs = [merger for merger in later if self._had(merger)]
        if entry and entry.enters and not later:
            return Standing(Status.RECOGNISED, entry.effective_on, entry.basis)
        if entry and not entry.enters and not heirs:
            return Standing(Status.WITHDRAWN, entry.effective_on, entry.basis)
        if entry is None and not heirs:
            return Standing(Status.NONE)
        if entry is None and len(later) == 1 and later[0].extent in _SAME_AREA:
            return self.recognition(later[0].old_id, later[0].on - _DAY)
        return self._to_review(later, heirs)

    def _had(self, merger: Succession) -> bool:
        """Whether what was merged had a recognition, or was itself under review."""
        before = self.recognition(merger.old_id, merger.on - _DAY).status
        return before in (Status.RECOGNISED, Status.NEEDS_REVIEW)

    def _to_review(self, later: list[Succession], heirs: list[Succession]) -> Standing:
        last = max(later, key=lambda merger: merger.on)
        came_from = tuple(merger.old.full_name for merger in heirs)
        return Standing(Status.NEEDS_REVIEW, last.on, last.decision, came_from)


def _entries(day: dt.date) -> Iterable[Entry]:
    """Both lists in one query, oldest first."""
    last = ("direction", "effective_on", "decision__document__symbol", "pk")
    nothing = Value("", output_field=CharField())
    recognitions = Recognition.objects.filter(effective_on__lte=day).order_by()
    key_areas = KeyArea.objects.filter(effective_on__lte=day).order_by()
    both = recognitions.values_list("unit", nothing, *last).union(
        key_areas.values_list("unit", "type", *last), all=True
    )
    rows = sorted(both, key=lambda row: (row[3], row[5]))
    return (Entry(*row[:5]) for row in rows)


def _last(entries: list[Entry], day: dt.date) -> Entry | None:
    known = [entry for entry in entries if entry.effective_on <= day]
    return known[-1] if known else None


def _mergers(day: dt.date) -> Iterable[Succession]:
    """Successions of units that were ever recognised, three mergers deep."""
    recognised = Recognition.objects.values("unit")
    return (
        Succession.objects.filter(on__lte=day)
        .filter(
            Q(new__in=recognised)
            | Q(old__in=recognised)
            | Q(old__predecessors__old__in=recognised)
            | Q(old__predecessors__old__predecessors__old__in=recognised)
        )
        .select_related("old")
        .order_by("on", "pk")
        .distinct()
    )
