"""What a stored target asks: of the whole city, and of one unit.

Pure but for the types of the rows it is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from plans.models import Plan
from plans.periods import Period
from targets.goals import Goal
from targets.kinds import Comparator, IndicatorKind, Rounding
from targets.models import Target

_BY_PERCENT = (Comparator.REDUCE_BY, Comparator.GROW_BY)
_FROM_BASE = (Comparator.MAINTAIN, Comparator.REDUCE_BY, Comparator.GROW_BY)


def city_goal(target: Target, *, baseline: Decimal | None) -> Goal:
    """The plan's own number; `baseline` is used where the plan names none."""
    own = target.baseline
    return _goal(target, value=target.value, baseline=baseline if own is None else own)


def starts_from_base(target: Target) -> bool:
    """Whether the goal is a change from last year's end."""
    return Comparator(target.comparator) in _FROM_BASE


def unit_goal(
    target: Target, *, quota: Decimal | None, baseline: Decimal | None
) -> Goal | None:
    """The unit's quota; percents and zero tolerance bind every unit alike.

    None where the target is dealt out and this unit has no share of it.
    """
    if target.scope == Target.Scope.OWNER:
        return city_goal(target, baseline=baseline)
    if quota is not None:
        return _goal(target, value=quota, baseline=baseline)
    kind = IndicatorKind(target.indicator.kind)
    binds_all = (
        kind.is_fraction
        or kind is IndicatorKind.EVENT_FREE
        or Comparator(target.comparator) in _BY_PERCENT
    )
    return _goal(target, value=target.value, baseline=baseline) if binds_all else None


def schedule_of(plan: Plan) -> Mapping[int, Fraction] | None:
    """The plan's own stages (phân kỳ) by the month they end with; None: linear."""
    if not plan.pace:
        return None
    return {
        Period.parse(code).last_month: Fraction(str(share))
        for code, share in plan.pace.items()
    }


def _goal(target: Target, *, value: Decimal | None, baseline: Decimal | None) -> Goal:
    comparator = Comparator(target.comparator)
    is_fraction = IndicatorKind(target.indicator.kind).is_fraction
    uses_base = comparator in _FROM_BASE or comparator is Comparator.ALL
    base = baseline if uses_base and not is_fraction else None
    if comparator is Comparator.REDUCE_BY and value is None:
        # “giảm so với năm 2020” without a number: any count below the base.
        return Goal(comparator=Comparator.LESS_THAN, value=base)
    if comparator is Comparator.GROW_BY and value is None:
        return Goal(comparator=Comparator.MORE_THAN, value=base)
    return Goal(
        comparator=comparator,
        value=value,
        upper=target.value_to,
        baseline=base,
        rounding=Rounding(target.rounding),
    )
