"""Progress of one indicator against its goal: verdict, pace, forecast, comparison.

Pure. Percentages are `Fraction` shares (1 is 100%) and are never capped; verdicts
compare by whole numbers and cross-multiplication, never a rounded percent. The
pace is an aid ("tiến độ tham khảo"), never an official grade.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, floor

from plans.periods import Kind, Period, Scheme
from targets.figures import (
    Figure,
    Measure,
    first_fall,
    over_periods,
    over_units,
    paired,
)
from targets.goals import Goal, judge, needed_for_share, reaches_share
from targets.kinds import Comparator, Direction, IndicatorKind, Verdict

__all__ = [
    "Comparison",
    "Figure",
    "Goal",
    "Measure",
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
_CENT = Decimal("0.01")
_FLOORS = (
    Comparator.AT_LEAST,
    Comparator.MORE_THAN,
    Comparator.EXACTLY,
    Comparator.BETWEEN,
    Comparator.ALL,
    Comparator.MAINTAIN,
)
_CAPS = (Comparator.AT_MOST, Comparator.LESS_THAN)


@dataclass(frozen=True, kw_only=True)
class Progress:
    """One row of a dashboard.

    `percent` is a share of 1; `expected` the count due at the last finished period;
    `needed` the count per period that is left; `forecast` the year's count at the
    present pace. None: cannot be said.
    """

    quota: Decimal | None
    in_period: Figure
    to_date: Figure
    percent: Fraction | None
    expected: Decimal | None
    verdict: Verdict
    needed: Decimal | None
    forecast: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Now against the same period of last year; `percent` None where last year was 0.

    `reason` says why two figures cannot be compared; then nothing else is computed.
    """

    now: Decimal | None
    before: Decimal | None
    difference: Decimal | None
    percent: Fraction | None
    reason: str = ""


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
    """The row of one unit (or of the whole city) at `period`.

    `finished` is the last finished period of `grain` (`last_finished`): only what is
    over is judged, whatever a running period already holds.
    """
    share = expected_share(finished, schedule)
    expected = _expected(kind, goal, share)
    return Progress(
        quota=goal.count if goal else None,
        in_period=in_period,
        to_date=to_date,
        percent=_percent(kind, goal, to_date),
        expected=None if expected is None else _rounded(expected),
        verdict=_verdict(kind, goal, to_date, expected, is_over=share >= 1),
        needed=_needed(kind, goal, to_date, _left(finished, grain)),
        forecast=_forecast(kind, to_date, period, finished, grain),
    )


def compare(
    now: Decimal | None, before: Decimal | None, *, reason: str = ""
) -> Comparison:
    """The difference to the same period of last year (arithmetic §5)."""
    if reason or now is None or before is None:
        return Comparison(
            now=now, before=before, difference=None, percent=None, reason=reason
        )
    difference = now - before
    percent = Fraction(difference) / Fraction(before) if before else None
    return Comparison(now=now, before=before, difference=difference, percent=percent)


def is_better(difference: Decimal | None, direction: Direction) -> bool | None:
    """Whether a change goes the way it should; None for no change or no direction."""
    if not difference or direction is Direction.LEVEL:
        return None
    return (difference > 0) == (direction is Direction.UP)


def _expected(
    kind: IndicatorKind, goal: Goal | None, share: Fraction
) -> Fraction | None:
    """The count due by now; None where the goal is not reached step by step."""
    if goal is None or goal.count is None or not _is_paced(kind, goal):
        return None
    start = _start(kind, goal)
    return start + (Fraction(goal.count) - start) * share


def _is_paced(kind: IndicatorKind, goal: Goal) -> bool:
    """Flows go step by step; a state only from a known baseline up to its goal."""
    if kind is IndicatorKind.FLOW:
        return goal.comparator in _FLOORS + _CAPS
    if kind in (IndicatorKind.STOCK, IndicatorKind.CUMULATIVE):
        rises = goal.comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN)
        return rises and _start(kind, goal) < Fraction(goal.count or 0)
    return False


def _start(kind: IndicatorKind, goal: Goal) -> Fraction:
    if kind is IndicatorKind.FLOW:
        return Fraction(0)
    return (
        Fraction(goal.count or 0) if goal.baseline is None else Fraction(goal.baseline)
    )


def _verdict(
    kind: IndicatorKind,
    goal: Goal | None,
    figure: Figure,
    expected: Fraction | None,
    *,
    is_over: bool,
) -> Verdict:
    verdict = judge(kind, goal, figure)
    if goal is None or expected is None or figure.value is None:
        return verdict
    done = Fraction(figure.value)
    if goal.comparator in _CAPS:
        return _cap_verdict(verdict, done, expected, is_over=is_over)
    if verdict is Verdict.MET:
        return Verdict.OVER if not goal.count and done > 0 else Verdict.DONE
    if verdict is not Verdict.NOT_MET or _overshoots(goal, done):
        return verdict
    return _floor_verdict(
        done - _start(kind, goal), expected - _start(kind, goal), is_over=is_over
    )


def _floor_verdict(gain: Fraction, due: Fraction, *, is_over: bool) -> Verdict:
    """On track from the pace up; a year that is over and not met is not on track."""
    if gain >= due and not is_over:
        return Verdict.ON_TRACK
    return Verdict.SLOW if gain >= due * SLOW_FROM else Verdict.BEHIND


def _cap_verdict(
    verdict: Verdict, done: Fraction, expected: Fraction, *, is_over: bool
) -> Verdict:
    """Under a cap the pace runs the other way: what is used up too fast is slow."""
    if verdict is not Verdict.MET:
        return verdict
    if is_over:
        return Verdict.DONE
    if done <= expected:
        return Verdict.ON_TRACK
    return Verdict.SLOW if done * SLOW_FROM <= expected else Verdict.BEHIND


def _overshoots(goal: Goal, done: Fraction) -> bool:
    return goal.comparator in (Comparator.EXACTLY, Comparator.BETWEEN) and (
        done > Fraction(goal.count or 0)
    )


def _percent(kind: IndicatorKind, goal: Goal | None, figure: Figure) -> Fraction | None:
    """Share of the quota, of the denominator, or of the baseline that changed."""
    if kind.is_fraction:
        return figure.share
    if goal is None or figure.value is None or kind is IndicatorKind.EVENT_FREE:
        return None
    done = Fraction(figure.value)
    if goal.comparator in (Comparator.REDUCE_BY, Comparator.GROW_BY):
        if not goal.baseline:
            return None
        change = (done - Fraction(goal.baseline)) / Fraction(goal.baseline)
        return change if goal.comparator is Comparator.GROW_BY else -change
    return done / Fraction(goal.count) if goal.count else None


def _left(finished: Period | None, grain: Kind) -> int:
    return grain.per_year - (len(finished.up_to(grain)) if finished else 0)


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


def _forecast(
    kind: IndicatorKind,
    figure: Figure,
    period: Period,
    finished: Period | None,
    grain: Kind,
) -> Decimal | None:
    """The year's count at the present pace, from the second finished period on."""
    if kind is not IndicatorKind.FLOW or figure.value is None or not figure.reported:
        return None
    if finished is None or finished.last_month != period.last_month:
        return None
    if len(finished.up_to(grain)) < 2:
        return None
    return _rounded(Fraction(figure.value) / finished.elapsed_share)


def _rounded(value: Fraction) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(_CENT, ROUND_HALF_UP)
