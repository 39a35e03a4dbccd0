"""What units entered, read in one grouped pass: unit × indicator × period.

The rows of this year and of last year come in one query; everything after it is
pure. `None` in a series is "not reported".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet

from accounts.prepared import prepared
from plans.models import Plan
from plans.periods import Period
from targets.figures import Figure, Measure, over_periods, over_units, paired
from targets.kinds import IndicatorKind
from targets.models import Result, Target
from targets.register import book_of

APPROVED = "APPROVED"
Key = tuple[int, int]  # (unit, indicator)
Series = Sequence["Entry | None"]
# unit, indicator, period, value, numerator, denominator, text, state
_Raw = tuple[int, int, str, Decimal | None, int | None, int | None, str, str]
_SILENT = Figure(reported=0, expected=1)
_TOLD = Decimal(1)  # stands for a text in a measure; never shown


class Entry(NamedTuple):
    """One cell as entered, and where the report that carries it stands.

    A plain row: a city has thousands of them, and most are only added up.
    """

    value: Decimal | None
    numerator: Decimal | int | None
    denominator: Decimal | int | None
    text: str
    state: str
    is_register: bool = False  # counted in the register of communes, typed by nobody

    @property
    def measure(self) -> Measure:
        return Measure(
            value=self.value,
            numerator=_exact(self.numerator),
            denominator=_exact(self.denominator),
        )

    @property
    def is_official(self) -> bool:
        return self.state == APPROVED


@dataclass(frozen=True)
class Measures:
    """Series of grain periods, a full year long, by unit and indicator.

    `typed` keeps what units reported where the register of communes answers instead.
    """

    grains: tuple[Period, ...]
    now: Mapping[Key, Series]
    before: Mapping[Key, Series]
    typed: Mapping[Key, Series] = field(default_factory=dict)

    def of(self, target: Target, unit_id: int, *, before: bool = False) -> Series:
        """A unit's year on one target; a share comes paired with its whole."""
        year = self.before if before else self.now
        nothing: Series = (None,) * len(self.grains)
        indicator = target.indicator
        own = year.get((unit_id, indicator.pk), nothing)
        if indicator.kind != IndicatorKind.SHARE or indicator.part_of is None:
            return own
        whole = year.get((unit_id, indicator.part_of.pk), nothing)
        return [_pair(a, b) for a, b in zip(own, whole, strict=True)]


@dataclass(frozen=True, kw_only=True)
class Span:
    """Which grain periods of the year a question is about: `[first, last)`."""

    first: int
    last: int
    finished: int  # how many of the year's grain periods are over

    def cut(self, series: Series) -> Series:
        return series[self.first : self.last]

    @property
    def due(self) -> int:
        return min(max(self.finished - self.first, 0), self.last - self.first)


def figure_of(
    target: Target, series: Series, span: Span, *, official: bool = False
) -> Figure:
    """One unit's figure over `span`; only approved entries where `official`."""
    entries = span.cut(series)
    if official:
        entries = [e if e and e.state == APPROVED else None for e in entries]
    if not any(entries):
        return _SILENT  # most of a city in a young quarter: nothing to add up
    kind, part = IndicatorKind(target.indicator.kind), IndicatorKind.FLOW
    if kind is IndicatorKind.RATIO:
        part = ratio_of(target)
    return over_periods(kind, entries, finished=span.due, ratio_of=part)


def ratio_of(target: Target) -> IndicatorKind:
    """A ratio measured from a fixed base ("còn tồn tại: 06") is a state, not a flow."""
    is_state = target.baseline is not None or bool(book_of(target.indicator))
    return IndicatorKind.STOCK if is_state else IndicatorKind.FLOW


def together(figures: Iterable[Figure]) -> Figure:
    """Several predecessors as one unit: complete only where each of them is."""
    summed = over_units(figures)
    return Figure(
        value=summed.value,
        numerator=summed.numerator,
        denominator=summed.denominator,
        reported=int(summed.is_complete),
        expected=1,
    )


def read_measures(
    plan: Plan, targets: Sequence[Target], unit_ids: Collection[int]
) -> Measures:
    """Everything the units entered this year and last year: one query."""
    [found] = read_years([(plan, targets)], unit_ids)
    return found


def read_years(
    asked: Sequence[tuple[Plan, Sequence[Target]]], unit_ids: Collection[int]
) -> list[Measures]:
    """What `read_measures` gives for each plan, one query for all of them."""
    targets = [target for _, some in asked for target in some]
    places = [_places(plan) for plan, _ in asked]
    rows = list(_rows(targets, unit_ids, sorted({c for one in places for c in one})))
    return [
        _placed(plan.grain_periods, place, rows)
        for (plan, _), place in zip(asked, places, strict=True)
    ]


def _places(plan: Plan) -> dict[str, tuple[int, int]]:
    """Code → which year (0 now, 1 before) and which of its grain periods."""
    grains = plan.grain_periods
    years = (grains, tuple(period.year_before() for period in grains))
    return {
        period.code: (year, at)
        for year, periods in enumerate(years)
        for at, period in enumerate(periods)
    }


def _placed(
    grains: tuple[Period, ...],
    place: Mapping[str, tuple[int, int]],
    rows: Iterable[_Raw],
) -> Measures:
    found: tuple[dict[Key, list[Entry | None]], ...] = ({}, {})
    for row in rows:
        if row[2] not in place:  # another year's
            continue
        year, at = place[row[2]]
        series = found[year].get(row[:2])
        if series is None:
            series = found[year][row[:2]] = [None] * len(grains)
        value, text = row[3], row[6]
        if value is None and text:
            value = _TOLD
        series[at] = Entry(value, row[4], row[5], text, row[7])
    return Measures(grains, *found)


def _rows(
    targets: Sequence[Target], unit_ids: Collection[int], codes: list[str]
) -> Iterable[_Raw]:
    own = {target.indicator for target in targets}
    indicators = {pk for one in own for pk in (one.pk, one.part_of_id) if pk}
    return _results(sorted(indicators), codes, sorted(unit_ids))


@prepared(Result)
def _results(
    indicators: list[int], codes: list[str], units: list[int]
) -> QuerySet[Any, Any]:
    return (
        Result.objects.filter(
            indicator__in=indicators, period_code__in=codes, unit__in=units
        )
        .order_by()
        .values_list(
            "unit_id",
            "indicator_id",
            "period_code",
            "value",
            "numerator",
            "denominator",
            "text",
            "submission__state",
        )
    )


def _exact(number: Decimal | int | None) -> Decimal | None:
    return None if number is None else Decimal(number)


def _pair(part: Entry | None, whole: Entry | None) -> Entry | None:
    if part is None or whole is None:
        return None
    measure = paired(part.measure, whole.measure)
    if measure is None:
        return None
    state = whole.state if part.is_official else part.state
    return Entry(None, measure.numerator, measure.denominator, "", state)
