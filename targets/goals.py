"""Goals: what a target asks of a figure, and whether the figure meets it.

Pure. Comparisons use whole numbers or cross-multiplication, never a rounded percent;
the cases are those of arithmetic §3.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil
from operator import eq, ge, gt, le, lt
from typing import Any

from targets.allocation import reduction
from targets.figures import Figure
from targets.kinds import Comparator, IndicatorKind, Rounding, Verdict

_ZERO_EVENTS_TOLERATED = Decimal(0)
_CERTAIN_EARLY = (Comparator.AT_LEAST, Comparator.MORE_THAN)
# How a figure stands to a count; the others need a baseline or two ends.
_COMPARED: Mapping[Comparator, Callable[[Any, Any], bool]] = {
    Comparator.AT_LEAST: ge,
    Comparator.ALL: ge,
    Comparator.MAINTAIN: ge,
    Comparator.MORE_THAN: gt,
    Comparator.AT_MOST: le,
    Comparator.LESS_THAN: lt,
    Comparator.EXACTLY: eq,
}


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What is asked: a count, or a percent for ratios, REDUCE_BY and GROW_BY.

    `value` None: not assigned. `upper` closes BETWEEN (both ends belong to it).
    `baseline` is the count that MAINTAIN, REDUCE_BY, GROW_BY and a counted ALL
    ("100% điểm còn tồn tại": 06) are measured from.
    """

    comparator: Comparator
    value: Decimal | None = None
    upper: Decimal | None = None
    baseline: Decimal | None = None
    rounding: Rounding = Rounding.REPORT_ONLY

    @property
    def count(self) -> Decimal | None:
        """The count to reach or keep under; None where no count is asked."""
        if self.comparator in (Comparator.ALL, Comparator.MAINTAIN):
            return self.value if self.baseline is None else self.baseline
        return self.value


def reaches_share(part: Decimal, whole: Decimal, percent: Decimal) -> bool:
    """Whether part/whole ≥ percent: 22 of 45 is not 50%, since 2×22 < 45."""
    return part * 100 >= percent * whole


def needed_for_share(whole: Decimal, percent: Decimal) -> int:
    """The least count that is `percent` of `whole`: 23 of 45 for 50%."""
    return ceil(Fraction(whole) * Fraction(percent) / 100)


def judge(kind: IndicatorKind, goal: Goal | None, figure: Figure) -> Verdict:
    """Whether the figure meets the goal, without regard to the time of the year.

    What is known may already decide: a count that is reached stays reached, a cap
    that is broken stays broken. Otherwise a unit that has not reported leaves caps,
    zero tolerance and its own figure open (`NOT_REPORTED`).
    """
    if kind is IndicatorKind.QUALITATIVE:
        return Verdict.NOT_GRADED if figure.reported else Verdict.NOT_REPORTED
    if kind is IndicatorKind.EVENT_FREE:
        goal = Goal(comparator=Comparator.AT_MOST, value=_ZERO_EVENTS_TOLERATED)
    if goal is None or not is_assigned(kind, goal):
        return Verdict.NOT_ASSIGNED
    if not figure.is_reported or (kind.is_state and not figure.reported):
        return Verdict.NOT_REPORTED
    if kind.is_fraction:
        verdict = _judge_fraction(goal, figure)
    else:
        verdict = _judge_count(goal, figure.value)
    return verdict if _is_certain(goal, figure, verdict) else Verdict.NOT_REPORTED


def is_assigned(kind: IndicatorKind, goal: Goal) -> bool:
    """Whether the goal says enough to be judged: a blank quota is no quota."""
    if kind.is_fraction and goal.comparator is Comparator.ALL:
        return True
    if goal.comparator in (Comparator.REDUCE_BY, Comparator.GROW_BY):
        return goal.value is not None and goal.baseline is not None
    if goal.comparator is Comparator.BETWEEN and goal.upper is None:
        return False
    return goal.count is not None


def change_asked(goal: Goal) -> Fraction:
    """The share of the baseline by which REDUCE_BY or GROW_BY ask it to change."""
    return Fraction(goal.value or 0) / 100


def _is_certain(goal: Goal, figure: Figure, verdict: Verdict) -> bool:
    if figure.is_complete:
        return True
    if goal.comparator.is_cap:
        return verdict is Verdict.NOT_MET
    if goal.comparator in _CERTAIN_EARLY and not figure.is_fraction:
        return bool(figure.reported) or verdict is Verdict.MET
    return bool(figure.reported)


def _judge_fraction(goal: Goal, figure: Figure) -> Verdict:
    part, whole = figure.numerator, figure.denominator
    if part is None or whole is None:
        return Verdict.NOT_REPORTED
    if not whole:
        # 0/0: all of nothing is done; a share of nothing has not arisen.
        is_all = goal.comparator is Comparator.ALL
        return Verdict.NOTHING_TO_DO if is_all else Verdict.NOT_ARISEN
    if goal.comparator is Comparator.ALL:
        return _met(part >= whole)
    return _met(_holds(goal, Fraction(part) * 100, scale=Fraction(whole)))


def _judge_count(goal: Goal, value: Decimal | None) -> Verdict:
    if value is None:
        return Verdict.NOT_REPORTED
    if goal.comparator is Comparator.REDUCE_BY:
        return _judge_reduction(goal, value)
    plain = _COMPARED.get(goal.comparator)
    if plain is not None:
        return _met(plain(value, goal.count or 0))
    return _met(_holds(goal, Fraction(value), scale=Fraction(1)))


def _judge_reduction(goal: Goal, now: Decimal) -> Verdict:
    baseline = goal.baseline or Decimal(0)
    if not baseline:
        # Nothing to reduce; what has come up since is not "không phát sinh".
        return Verdict.NOT_MET if now > 0 else Verdict.NOTHING_TO_DO
    asked = reduction(baseline, change_asked(goal) * 100, goal.rounding)
    if asked.required is None:
        return Verdict.NOT_GRADED
    return _met(Fraction(baseline) - Fraction(now) >= asked.required)


def _holds(goal: Goal, figure: Fraction, *, scale: Fraction) -> bool:
    """Whether figure/scale stands to the goal as asked, by cross-multiplication.

    The baseline of a ratio is a percent, like its goal.
    """
    asked = Fraction(goal.count or 0) * scale
    baseline = Fraction(goal.baseline or 0) * scale
    if goal.comparator is Comparator.GROW_BY:
        return figure >= baseline * (1 + change_asked(goal))
    if goal.comparator is Comparator.REDUCE_BY:
        return figure <= baseline * (1 - change_asked(goal))
    if goal.comparator is Comparator.BETWEEN:
        return asked <= figure <= Fraction(goal.upper or 0) * scale
    return _COMPARED[goal.comparator](figure, asked)


def _met(holds: bool) -> Verdict:
    return Verdict.MET if holds else Verdict.NOT_MET
