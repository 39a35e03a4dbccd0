"""How the register moved: at the end of each year, and commune by commune in a year.

Every count is under the map of its own day.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from communes import labels
from communes.boards import Tally, current_year, day_of
from communes.models.assessments import year_window
from communes.standing import Book, Status, all_communes, standing_communes
from sheets.wording import gettext as _
from units.models import Unit
from units.querysets import UnitQuerySet

_MOST_YEARS = 12
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class YearLine:
    """One year: its last day (today while it runs) and how many stand where."""

    year: int
    day: str
    tally: Tally


@dataclass(frozen=True)
class Move:
    """A commune that stands elsewhere than a year before; ready to print."""

    unit: Unit
    was: str
    now: str
    code: str
    since: str
    basis: str


class Trend:
    """The register of some units over time: three queries, whatever is asked."""

    def __init__(self, units: UnitQuerySet) -> None:
        self._communes = all_communes(units)
        self._book = Book(day_of(current_year()))
        self._known = self._book.units

    def lines(self) -> list[YearLine]:
        """From the register's first year to the running one, the newest first.

        Empty where the register knows nothing of these units.
        """
        last = current_year()
        begun = self._book.begun({unit.pk for unit in self._communes})
        if begun is None:
            return []
        first = max(current_year(begun), last - _MOST_YEARS + 1)
        return [self._line(year) for year in range(last, first - 1, -1)]

    def moves(self, day: dt.date) -> list[Move]:
        """Who changed lists or types from the end of the year before to `day`."""
        before = year_window(current_year(day))[0] - _DAY
        present = standing_communes(self._communes, day)
        moves = [self._move(u, before, day) for u in present if u.pk in self._known]
        return [move for move in moves if move]

    def _line(self, year: int) -> YearLine:
        day = day_of(year)
        present = standing_communes(self._communes, day)
        counts = Counter(
            self._book.standing(unit, day).status
            if unit.pk in self._known
            else Status.NONE
            for unit in present
        )
        tally = Tally(str(year), len(present), counts)
        return YearLine(year, f"{day:%d/%m/%Y}", tally)

    def _move(self, unit: Unit, before: dt.date, day: dt.date) -> Move | None:
        was = self._book.standing(unit, before).status
        now = self._book.standing(unit, day)
        if now.status is was:
            return None
        is_new = unit.valid_from > before and bool(now.came_from)
        told = (
            _("từ {came_from}", came_from=", ".join(now.came_from))
            if is_new
            else labels.STANDING[was]
        )
        return Move(
            unit=unit,
            was=told,
            now=labels.STANDING[now.status],
            code=labels.STANDING_BADGE[now.status],
            since=f"{now.since:%d/%m/%Y}" if now.since else "",
            basis=now.basis,
        )
