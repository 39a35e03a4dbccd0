"""One indicator under every plan that asks for it, read for all years at once.

A fixed number of queries whatever the number of plans and units (three more for each
plan where the register of communes answers); the arithmetic is that of one plan.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from accounts.scoping import visible_units
from plans.models import AssignedUnit, Plan
from plans.periods import BadPeriod, Period
from reports.descent import descent_of
from reports.measures import Measures, read_years
from reports.plan_picture import PlanFigures
from reports.predecessors import Lineage
from reports.register_read import with_register
from reports.rows import Row
from sheets.wording import gettext as _
from targets.models import Indicator, Quota, Target
from targets.progress import last_finished
from targets.reporting import Duties
from units.models import Unit


@dataclass(frozen=True)
class Year:
    """One plan's target and its row; without a row `reason` says why there is none."""

    target: Target
    period: Period
    units: tuple[Unit, ...]
    row: Row | None
    reason: str = ""

    @property
    def plan(self) -> Plan:
        return self.target.plan


def years_of(
    indicator: Indicator, user: User, *, part: str, unit: Unit | None
) -> list[Year]:
    """Oldest first; `part` is a period code without its year ("H1").

    `unit` None: all the units of each plan, for those who see them all.
    """
    targets = _targets(indicator, user, part)
    plans = {target.plan_id: target.plan for target in targets}
    duties = _duties(plans, targets)
    lineages = _lineages(plans, duties, unit, user)
    ids = {pk for line in lineages.values() for pk in line.unit_ids}
    quotas = _quotas(targets, ids)
    asked = [(plans[pk], duties[pk].targets) for pk in plans]
    measures = dict(zip(plans, read_years(asked, ids), strict=True))
    return [
        _year(target, part, duties[pk], lineages[pk], quotas, measures[pk], unit)
        for target in targets
        if target.indicator_id == indicator.pk
        for pk in [target.plan_id]
    ]


def _targets(indicator: Indicator, user: User, part: str) -> list[Target]:
    """Of the indicator and of the whole it is a part of, where the plan has `part`."""
    wanted = {indicator.pk, indicator.part_of_id} - {None}
    plans = Plan.objects.visible_to(user)  # type: ignore[attr-defined,unused-ignore]
    rows = Target.objects.filter(indicator__in=wanted, plan__in=plans.values("pk"))
    rows = rows.select_related(
        "plan__document", "plan__unit", "indicator__part_of", "reporter"
    ).order_by("plan__year", "plan__slug", "order")
    return [row for row in rows if _has_part(row.plan, part)]


def _has_part(plan: Plan, part: str) -> bool:
    try:
        return Period.parse(f"{plan.year}-{part}").is_made_of(plan.grain_kind)
    except BadPeriod:
        return False


def _duties(plans: Mapping[int, Plan], targets: Sequence[Target]) -> dict[int, Duties]:
    rows = AssignedUnit.objects.filter(plan__in=plans).select_related("unit")
    units: dict[int, list[Unit]] = {pk: [] for pk in plans}
    for row in rows.order_by("position"):
        units[row.plan_id].append(row.unit)
    return {
        pk: Duties(tuple(units[pk]), tuple(row for row in targets if row.plan_id == pk))
        for pk in plans
    }


def _lineages(
    plans: Mapping[int, Plan],
    duties: Mapping[int, Duties],
    unit: Unit | None,
    user: User,
) -> dict[int, Lineage]:
    """Which units of each plan are meant."""
    reporters = {pk: [u.pk for u in duties[pk].reporters] for pk in plans}
    if unit is None:
        every = {pk for some in reporters.values() for pk in some}
        seen = set(
            visible_units(user).filter(pk__in=every).values_list("pk", flat=True)
        )
        return {
            pk: Lineage(tuple(u for u in some if u in seen))
            for pk, some in reporters.items()
        }
    descent = descent_of(unit)
    return {
        pk: descent.under(reporters[pk], until=_end(plan)) for pk, plan in plans.items()
    }


def _end(plan: Plan) -> dt.date:
    return plan.year_period.window(plan.calendar)[1]


def _quotas(targets: Sequence[Target], ids: set[int]) -> list[Quota]:
    return list(Quota.objects.filter(target__in=targets, unit__in=ids))


def _year(
    target: Target,
    part: str,
    duties: Duties,
    line: Lineage,
    quotas: Sequence[Quota],
    measures: Measures,
    unit: Unit | None,
) -> Year:
    plan, period = target.plan, Period.parse(f"{target.plan.year}-{part}")
    cut_off, today = period.window(plan.calendar)[1], timezone.localdate()
    figures = PlanFigures(
        plan=plan,
        period=period,
        duties=duties,
        visible=frozenset(line.unit_ids),
        quotas=_in_force(quotas, on=cut_off),
        measures=with_register(measures, plan, duties.targets, line.unit_ids, on=today),
        ancestors={},
        finished=last_finished(period, plan.grain_kind, on=today, scheme=plan.calendar),
    )
    units = figures.units_of(target)
    if line.reason or not units:
        reason = line.reason or _("kế hoạch năm ấy không giao đơn vị này")
        return Year(target, period, units, None, reason)
    row = figures.group(target, units) if unit else figures.total(target)
    return Year(target, period, units, row)


def _in_force(quotas: Sequence[Quota], *, on: dt.date) -> dict[tuple[int, int], Quota]:
    """The quotas of that day by target and unit."""
    return {
        (row.target_id, row.unit_id): row
        for row in quotas
        if row.valid_from <= on < (row.valid_to or dt.date.max)
    }
