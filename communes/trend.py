"""How the register stood at the end of each year, under the map of that day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from communes.boards import Tally, current_year, day_of
from communes.standing import Book, Status, all_communes, standing_communes
from units.querysets import UnitQuerySet

_MOST_YEARS = 12


@dataclass(frozen=True)
class YearLine:
    """One year: its last day (today while it runs) and how many stand where."""

    year: int
    day: str
    tally: Tally


def year_lines(units: UnitQuerySet) -> list[YearLine]:
    """From the register's first year to the running one, the newest first.

    Three queries; empty where the register knows nothing of these units.
    """
    last = current_year()
    book = Book(day_of(last))
    communes = all_communes(units)
    begun = book.begun({unit.pk for unit in communes})
    if begun is None:
        return []
    first = max(current_year(begun), last - _MOST_YEARS + 1)
    lines = []
    for year in range(last, first - 1, -1):
        day = day_of(year)
        present = standing_communes(communes, day)
        known = book.units
        counts = Counter(
            book.standing(unit, day).status if unit.pk in known else Status.NONE
            for unit in present
        )
        tally = Tally(str(year), len(present), counts)
        lines.append(YearLine(year, f"{day:%d/%m/%Y}", tally))
    return lines
