"""The grouped read of a plan at one period: pages, exports and API share it.

A fixed number of queries whatever the number of units; everything else is the pure
arithmetic of `targets`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from django.utils import timezone

from accounts.models import User
from accounts.scoping import visible_units
from plans.models import Plan
from plans.periods import BadPeriod, Period
from reports.measures import Measures, read_measures
from reports.plan_picture import PlanFigures
from reports.predecessors import Kin, kin_of
from reports.register_read import with_register
from targets.models import Quota
from targets.progress import last_finished
from targets.reporting import Duties, duties_of
from units.models import Unit
from units.querysets import UnitQuerySet

__all__ = ["PlanFigures", "plan_figures"]


def plan_figures(
    plan: Plan,
    period: Period,
    *,
    units: Sequence[Unit] | None = None,
    user: User | None = None,
    on: dt.date | None = None,
) -> PlanFigures:
    """Read `plan` at `period` (the plan's grain must end with it): five queries, and
    three of the register where a target counts communes.
    `units` narrows to those, `user` to what that person may see; `on` is today.
    Quotas are those in force at the cut-off of the period. Raises `BadPeriod`.
    """
    period.parts(plan.grain_kind)
    if period.year != plan.year:
        raise BadPeriod(f"{plan} không có kỳ {period.label}. Hãy chọn kỳ trong năm.")
    duties = duties_of(plan, units=units)
    since = period.year_before().window(plan.calendar)[1]
    kin = kin_of(_visible(duties, units, user), since=since)
    today = on or timezone.localdate()
    return PlanFigures(
        plan=plan,
        period=period,
        duties=duties,
        visible=kin.unit_ids,
        quotas=_quotas(plan, period, kin.unit_ids),
        measures=_measures(plan, duties, kin, today),
        ancestors=kin.lineages,
        finished=_finished(plan, period, today),
    )


def _measures(plan: Plan, duties: Duties, kin: Kin, on: dt.date) -> Measures:
    ancestors = {pk for line in kin.lineages.values() for pk in line.unit_ids}
    ids = kin.unit_ids | ancestors
    typed = read_measures(plan, duties.targets, ids)
    return with_register(typed, plan, duties.targets, ids, on=on)


def _finished(plan: Plan, period: Period, on: dt.date) -> Period | None:
    return last_finished(period, plan.grain_kind, on=on, scheme=plan.calendar)


def _visible(
    duties: Duties, units: Sequence[Unit] | None, user: User | None
) -> UnitQuerySet:
    asked = duties.reporters if units is None else units
    scope = Unit.objects.all() if user is None else visible_units(user)
    found: UnitQuerySet = scope.filter(pk__in=[unit.pk for unit in asked])
    return found


def _quotas(
    plan: Plan, period: Period, unit_ids: Collection[int]
) -> dict[tuple[int, int], Quota]:
    cut_off = period.window(plan.calendar)[1]
    rows = Quota.objects.as_of(cut_off).filter(target__plan=plan, unit__in=unit_ids)
    return {(row.target_id, row.unit_id): row for row in rows}
