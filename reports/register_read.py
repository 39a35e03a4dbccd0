"""The series of indicators that count communes, read from the register.

Its decisions are official as they stand: what a unit typed is kept aside, told beside
the number and named by the data checks where it differs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from plans.models import Plan
from reports.measures import APPROVED, Entry, Key, Measures, Series
from targets.models import Indicator, Target
from targets.register import Register, Tally, book_of, counted_in, cut_off


def with_register(
    measures: Measures,
    plan: Plan,
    targets: Sequence[Target],
    unit_ids: Collection[int],
    *,
    on: dt.date,
) -> Measures:
    """`measures` with the register's counts, for both years, in its place.

    Nothing is read where no target counts communes. The register speaks for every
    period begun by `on` in which it knows anything; the others stay as typed.
    """
    counted = counted_in(target.indicator for target in targets)
    if not counted:
        return measures
    register = Register([plan.unit_id, *unit_ids], on)
    keys = {(unit, pk): row for unit in unit_ids for pk, row in counted.items()}
    years = [
        _told(register, keys, year, _days(measures, plan, on, is_before=is_before))
        for year, is_before in ((measures.now, False), (measures.before, True))
    ]
    typed = {key: measures.now[key] for key in keys if key in measures.now}
    return replace(measures, now=years[0], before=years[1], typed=typed)


def _told(
    register: Register,
    keys: Mapping[Key, Indicator],
    year: Mapping[Key, Series],
    days: Sequence[dt.date | None],
) -> dict[Key, Series]:
    """A year's series, the register's counts above what was typed."""
    found = dict(year)
    nothing: Series = (None,) * len(days)
    for key, indicator in keys.items():
        told = _series(register, indicator, key[0], days)
        if any(told):
            typed = year.get(key, nothing)
            found[key] = [a or b for a, b in zip(told, typed, strict=True)]
    return found


def _days(
    measures: Measures, plan: Plan, on: dt.date, *, is_before: bool
) -> list[dt.date | None]:
    grains = measures.grains
    if is_before:
        grains = tuple(grain.year_before() for grain in grains)
    return [cut_off(plan, grain, on) for grain in grains]


def _series(
    register: Register, indicator: Indicator, unit: int, days: Sequence[dt.date | None]
) -> list[Entry | None]:
    book = book_of(indicator)
    tallies = [register.tally(book, unit, day) if day else None for day in days]
    return [entry_of(indicator, tally) if tally else None for tally in tallies]


def entry_of(indicator: Indicator, tally: Tally) -> Entry:
    """The register's answer as an approved entry of the indicator."""
    if indicator.is_ratio:
        return Entry(None, tally.count, tally.of, "", APPROVED, True)
    return Entry(Decimal(tally.count), None, None, "", APPROVED, True)
