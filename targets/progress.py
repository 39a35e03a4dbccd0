"""Progress of one indicator against its goal: verdict, pace, forecast, comparison.

Pure. Percentages are `Fraction` shares (1 is 100%) and are never capped; verdicts
compare by whole numbers and cross-multiplication, never a rounded percent. The
pace is an aid ("tiến độ tham khảo"), never an official grade.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import ceil, floor

from plans.periods import Kind, Period, Scheme
from targets.comparing import Comparison, compare, is_better, quotient, rounded
from targets.figures import (
    Figure,
    Measure,
    first_fall,
    over_periods,
    over_units,
    paired,
)
from targets.goals import Goal, judge, needed_for_share, reaches_share
from targets.kinds import Comparator, IndicatorKind, Verdict

__all__ = [
    "Comparison",
    "Figure",
    "Goal",
    "Measure",
    "Moment",
    "Progress",
    "compare",
    "expected_share",
    "first_fall",
    "is_better",
    "judge",
    "last_finished",
    "needed_for_share",
    "over_periods",
    "over_units",
    "paired",
    "progress_of",
    "reaches_share",
]

SLOW_FROM = Fraction(4, 5)
_FLOORS = (
    Comparator.AT_LEAST,
    Comparator.MORE_THAN,
    Comparator.EXACTLY,
    Comparator.BETWEEN,
    Comparator.ALL,
    Comparator.MAINTAIN,
)
_CAPS = (Comparator.AT_MOST, Comparator.LESS_THAN)
_STEPS = frozenset(_FLOORS + _CAPS)
_ZERO = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Moment:
    """When rows are judged: at `period`, on what is over by then.

    `finished` is the last finished period of `grain` (`last_finished`): only what is
    over is judged, whatever a running period already holds.
    """

    period: Period
    finished: Period | None
    grain: Kind = Kind.QUARTER
    schedule: Mapping[int, Fraction] | None = None

    @cached_property
    def share(self) -> Fraction:
        """The share of the year's goal that is due by now."""
        return expected_share(self.finished, self.schedule)

    @cached_property
    def is_over(self) -> bool:
        """Whether all of the year's goal is due."""
        return self.share >= 1

    @cached_property
    def left(self) -> int:
        """How many periods of the year are not over."""
        over = len(self.finished.up_to(self.grain)) if self.finished else 0
        return self.grain.per_year - over


@dataclass(frozen=True, kw_only=True)
class Progress:
    """One row of a dashboard, computed as far as it is asked.

    `percent` is a share of 1; `expected` the count due at the last finished period;
    `needed` the count per period that is left; `forecast` the year's count at the
    present pace. None: cannot be said.
    """

    kind: IndicatorKind
    goal: Goal | None
    in_period: Figure
    to_date: Figure
    moment: Moment

    @property
    def quota(self) -> Decimal | None:
        return self.goal.count if self.goal else None

    @cached_property
    def percent(self) -> Fraction | None:
        return _percent(self.kind, self.goal, self.to_date)

    @cached_property
    def expected(self) -> Decimal | None:
        due = _expected(self.kind, self.goal, self.moment.share)
        return None if due is None else rounded(due)

    @cached_property
    def verdict(self) -> Verdict:
        return _verdict(self.kind, self.goal, self.to_date, self.moment)

    @cached_property
    def needed(self) -> Decimal | None:
        return _needed(self.kind, self.goal, self.to_date, self.moment.left)

    @cached_property
    def forecast(self) -> Decimal | None:
        return _forecast(self.kind, self.to_date, self.moment)


def last_finished(
    period: Period, grain: Kind, *, on: date, scheme: Scheme
) -> Period | None:
    """The last period of `grain` up to `period` whose cut-off lies before `on`."""
    done = [part for part in period.up_to(grain) if part.is_finished(on, scheme)]
    return done[-1] if done else None


def expected_share(
    at: Period | None, schedule: Mapping[int, Fraction] | None = None
) -> Fraction:
    """The share due when `at` ends: the plan's own stages, else linear (Q1: 1/4).

    `schedule` maps the month of the year a stage ends with to the share due by then;
    between two stages the earlier one holds. None finished yet: 0.
    """
    if at is None:
        return Fraction(0)
    if schedule is None:
        return at.elapsed_share
    stages = [month for month in schedule if month <= at.last_month]
    return schedule[max(stages)] if stages else Fraction(0)


def progress_of(
    *,
    kind: IndicatorKind,
    goal: Goal | None,
    in_period: Figure,
    to_date: Figure,
    period: Period,
    finished: Period | None,
    grain: Kind = Kind.QUARTER,
    schedule: Mapping[int, Fraction] | None = None,
) -> Progress:
    """The row of one unit (or of the whole city) at `period`; see `Moment`."""
    moment = Moment(period=period, finished=finished, grain=grain, schedule=schedule)
    return Progress(
        kind=kind, goal=goal, in_period=in_period, to_date=to_date, moment=moment
    )


def _expected(
    kind: IndicatorKind, goal: Goal | None, share: Fraction
) -> Fraction | None:
    """The count due by now; None where the goal is not reached step by step."""
    if goal is None or goal.count is None or not _is_paced(kind, goal):
        return None
    start = Fraction(_start(kind, goal))
    return start + (Fraction(goal.count) - start) * share


def _is_paced(kind: IndicatorKind, goal: Goal) -> bool:
    """Flows go step by step; a state only from a known baseline up to its goal."""
    if kind is IndicatorKind.FLOW:
        return goal.comparator in _STEPS
    if kind in (IndicatorKind.STOCK, IndicatorKind.CUMULATIVE):
        rises = goal.comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN)
        return rises and _start(kind, goal) < (goal.count or 0)
    return False


def _start(kind: IndicatorKind, goal: Goal) -> Decimal:
    if kind is IndicatorKind.FLOW:
        return _ZERO
    return (goal.count or _ZERO) if goal.baseline is None else goal.baseline


def _verdict(
    kind: IndicatorKind, goal: Goal | None, figure: Figure, at: Moment
) -> Verdict:
    verdict, done = judge(kind, goal, figure), figure.value
    if goal is None or goal.count is None or done is None or not _is_paced(kind, goal):
        return verdict
    if goal.comparator in _CAPS:
        return _cap_verdict(verdict, *_pace(kind, goal, done, at), is_over=at.is_over)
    if verdict is Verdict.MET:
        return Verdict.OVER if not goal.count and done > 0 else Verdict.DONE
    if verdict is not Verdict.NOT_MET or _overshoots(goal, done):
        return verdict
    return _floor_verdict(*_pace(kind, goal, done, at), is_over=at.is_over)


def _pace(
    kind: IndicatorKind, goal: Goal, done: Decimal, at: Moment
) -> tuple[int, int]:
    """What was gained since the start and what was due, in one scale of whole numbers.

    gain : (goal - start) × share, multiplied out: exact, and no fraction is reduced.
    """
    start = _start(kind, goal)
    gain, of = (done - start).as_integer_ratio()
    asked, parts = ((goal.count or _ZERO) - start).as_integer_ratio()
    share = at.share
    return gain * parts * share.denominator, asked * of * share.numerator


def _floor_verdict(gain: int, due: int, *, is_over: bool) -> Verdict:
    """On track from the pace up; a year that is over and not met is not on track."""
    if gain >= due and not is_over:
        return Verdict.ON_TRACK
    return Verdict.SLOW if _nearly(due, gain) else Verdict.BEHIND


def _cap_verdict(verdict: Verdict, done: int, due: int, *, is_over: bool) -> Verdict:
    """Under a cap the pace runs the other way: what is used up too fast is slow."""
    if verdict is not Verdict.MET:
        return verdict
    if is_over:
        return Verdict.DONE
    if done <= due:
        return Verdict.ON_TRACK
    return Verdict.SLOW if _nearly(done, due) else Verdict.BEHIND


def _nearly(more: int, less: int) -> bool:
    """Whether `less` is at least `SLOW_FROM` of `more`."""
    return less * SLOW_FROM.denominator >= more * SLOW_FROM.numerator


def _overshoots(goal: Goal, done: Decimal) -> bool:
    return goal.comparator in (Comparator.EXACTLY, Comparator.BETWEEN) and (
        done > (goal.count or 0)
    )


def _percent(kind: IndicatorKind, goal: Goal | None, figure: Figure) -> Fraction | None:
    """Share of the quota, of the denominator, or of the baseline that changed."""
    if kind.is_fraction:
        return figure.share
    if goal is None or figure.value is None or kind is IndicatorKind.EVENT_FREE:
        return None
    if goal.comparator in (Comparator.REDUCE_BY, Comparator.GROW_BY):
        if not goal.baseline:
            return None
        change = quotient(figure.value, goal.baseline) - 1
        return change if goal.comparator is Comparator.GROW_BY else -change
    return quotient(figure.value, goal.count) if goal.count else None


def _needed(
    kind: IndicatorKind, goal: Goal | None, figure: Figure, left: int
) -> Decimal | None:
    """What each period that is left must bring, rounded up; 0 when reached."""
    paced = kind is IndicatorKind.FLOW and goal and goal.comparator in _FLOORS
    if not paced or not goal or goal.count is None or not left:
        return None
    if figure.value is None or not figure.reported:
        return None
    gap = Fraction(goal.count) - Fraction(figure.value)
    if goal.comparator is Comparator.MORE_THAN:
        gap = Fraction(floor(gap) + 1)
    return Decimal(max(ceil(gap / left), 0))


def _forecast(kind: IndicatorKind, figure: Figure, at: Moment) -> Decimal | None:
    """The year's count at the present pace, from the second finished period on."""
    if kind is not IndicatorKind.FLOW or figure.value is None or not figure.reported:
        return None
    if at.finished is None or at.finished.last_month != at.period.last_month:
        return None
    if at.grain.per_year - at.left < 2:
        return None
    return rounded(Fraction(figure.value) / at.finished.elapsed_share)
