"""Targets that count communes: their figures are the register's, not a report's.

The register answers for any day under the map of that day (communes/standing.py):
what counts, and out of how many, move with decisions and with mergers. Before its
first entry it knows nothing, which is not 0.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from communes.standing import Book, Status
from plans.models import Plan
from plans.periods import Period
from targets.kinds import IndicatorKind
from targets.models import Indicator, Result
from units.models import Kind, Unit

_KEY = (Status.KEY_I, Status.KEY_II, Status.KEY_III)
# By the beginning of the indicator's code: "drug-free-communes-share" is the ratio of
# the same communes to all.
COUNTED: Mapping[str, tuple[Status, ...]] = {
    "drug-free-communes": (Status.RECOGNISED,),
    "key-communes": _KEY,
}
_READ_AS = (IndicatorKind.STOCK, IndicatorKind.RATIO)


def book_of(indicator: Indicator) -> str:
    """Which list an indicator counts: a key of `COUNTED`, "" for none of them."""
    if indicator.kind not in _READ_AS:
        return ""
    return next((book for book in COUNTED if indicator.code.startswith(book)), "")


@dataclass(frozen=True)
class Tally:
    """Communes that count, and all communes of the area on that day."""

    count: int
    of: int


class _Place(NamedTuple):
    pk: int
    parent: int | None
    above: int | None
    valid_from: dt.date
    valid_to: dt.date | None
    full_name: str = ""

    def exists_on(self, day: dt.date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    @property
    def areas(self) -> set[int | None]:
        """The commune and everything above it; the tree is three deep."""
        return {self.pk, self.parent, self.above}


class Register:
    """The register under some units, asked for days up to `last`: three queries.

    One query where it is empty.
    """

    def __init__(self, roots: Iterable[int], last: dt.date) -> None:
        self.roots, self.last = list(roots), last
        self._days: dict[dt.date, _Day] = {}

    def tally(self, book: str, area: int, day: dt.date) -> Tally | None:
        """The communes of `area` that stand in `book` on `day`.

        None before the first entry of that list, and in an area without communes.
        """
        begun = self._begun.get(book)
        if begun is None or not begun <= day <= self.last:
            return None
        found = self._days.get(day)
        if found is None:
            found = self._days[day] = _Day(self._places, self._book, day)
        whole = found.all_communes[area]
        return Tally(found.counted[book, area], whole) if whole else None

    @cached_property
    def _book(self) -> Book:
        return Book(self.last)

    @cached_property
    def _places(self) -> list[_Place]:
        if not self._book.units:
            return []
        rows = Unit.objects.within(self.roots).filter(kind=Kind.COMMUNE)
        columns = ("pk", "parent", "parent__parent", "valid_from", "valid_to")
        return [_Place(*row) for row in rows.order_by().values_list(*columns)]

    @cached_property
    def _begun(self) -> dict[str, dt.date]:
        """The first day of each list in this area."""
        mine = {place.pk for place in self._places}
        lists = (self._book.recognitions, self._book.key_areas)
        days = {
            book: [e.effective_on for pk, es in rows.items() if pk in mine for e in es]
            for book, rows in zip(COUNTED, lists, strict=True)
        }
        return {book: min(found) for book, found in days.items() if found}


class _Day:
    """One day's map: how many communes each area has, and how many of them count."""

    def __init__(self, places: list[_Place], book: Book, day: dt.date) -> None:
        self.all_communes: Counter[int | None] = Counter()
        self.counted: Counter[tuple[str, int | None]] = Counter()
        # Before the first list that was loaded, the communes of that list.
        first = min((place.valid_from for place in places), default=day)
        known = book.units
        for place in places:
            if not place.exists_on(max(day, first)):
                continue
            self.all_communes.update(place.areas)
            if place.pk in known:
                status = book.standing(place, day).status
                self.counted.update(
                    (name, area)
                    for name, counts in COUNTED.items()
                    if status in counts
                    for area in place.areas
                )


def counted_in(indicators: Iterable[Indicator]) -> dict[int, Indicator]:
    """Those of `indicators` that the register answers, by their key."""
    return {row.pk: row for row in indicators if book_of(row)}


def cut_off(plan: Plan, period: Period, today: dt.date) -> dt.date | None:
    """The day the register is asked for a period: its last one, today while it runs.

    None for a period that has not begun.
    """
    first, last = period.window(plan.calendar)
    return min(last, today) if first <= today else None


def tell(row: Result, indicator: Indicator, tally: Tally) -> None:
    """Put the register's answer into a row of the indicator."""
    if indicator.is_ratio:
        row.numerator, row.denominator = tally.count, tally.of
    else:
        row.value = Decimal(tally.count)
