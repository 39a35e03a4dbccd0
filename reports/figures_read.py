"""The grouped read of a plan at one period: pages, exports and API share it.

A fixed number of queries whatever the number of units; everything else is the pure
arithmetic of `targets`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.prepared import prepared
from accounts.roles import Permission
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
    three of the register where a target counts communes. `units` narrows to those,
    `user` to what that person may see; `on` is today. Quotas are those in force at the
    cut-off of the period. Raises `BadPeriod`."""
    period.parts(plan.grain_kind)
    if period.year != plan.year:
        raise BadPeriod(f"{plan} không có kỳ {period.label}. Hãy chọn kỳ trong năm.")
    duties = duties_of(plan, units=units)
    since = period.year_before().window(plan.calendar)[1]
    roots = None if user is None else user.unit_ids_for(Permission.VIEW)
    kin = kin_of(duties.reporters if units is None else units, since=since, roots=roots)
    on = on or timezone.localdate()
    return PlanFigures(
        plan=plan,
        period=period,
        duties=duties,
        visible=kin.unit_ids,
        quotas=_quotas(plan, period, kin.unit_ids),
        measures=_measures(plan, duties, kin, on),
        ancestors=kin.lineages,
        finished=_finished(plan, period, on),
    )


def _measures(plan: Plan, duties: Duties, kin: Kin, on: dt.date) -> Measures:
    ancestors = {pk for line in kin.lineages.values() for pk in line.unit_ids}
    ids = kin.unit_ids | ancestors
    typed = read_measures(plan, duties.targets, ids)
    return with_register(typed, plan, duties.targets, ids, on=on)


def _finished(plan: Plan, period: Period, on: dt.date) -> Period | None:
    return last_finished(period, plan.grain_kind, on=on, scheme=plan.calendar)


def _quotas(
    plan: Plan, period: Period, unit_ids: Collection[int]
) -> dict[tuple[int, int], Quota]:
    cut_off = period.window(plan.calendar)[1]
    rows: list[Quota] = _in_force(cut_off, plan.pk, sorted(unit_ids))
    return {(row.target_id, row.unit_id): row for row in rows}


@prepared(Quota)
def _in_force(day: dt.date, plan: int, units: list[int]) -> QuerySet[Quota]:
    rows: QuerySet[Quota] = Quota.objects.as_of(day)  # type: ignore[attr-defined,unused-ignore]
    return rows.filter(target__plan=plan, unit__in=units)
