"""The grouped read model of a plan at one period: pages, exports and API share it.

A fixed number of queries whatever the number of units; everything else is the pure
arithmetic of `targets`. `official` figures count approved reports only, `current`
ones everything that was entered, drafts too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils import timezone

from accounts.models import User
from accounts.scoping import visible_units
from plans.models import Plan
from plans.periods import BadPeriod, Kind, Period
from reports.goals_read import (
    city_goal,
    schedule_of,
    starts_from_base,
    unit_goal,
)
from reports.measures import (
    APPROVED,
    Entry,
    Measures,
    Span,
    figure_of,
    read_measures,
    together,
)
from reports.predecessors import Lineage, lineages
from reports.rows import Row, compared
from targets.allocation import TotalCheck, check_totals
from targets.figures import Figure, over_units
from targets.goals import Goal
from targets.kinds import IndicatorKind
from targets.models import Quota, Target
from targets.progress import (
    Comparison,
    Progress,
    last_finished,
    progress_of,
)
from targets.reporting import Duties, duties_of
from units.models import Unit


@dataclass(frozen=True, kw_only=True)
class PlanFigures:
    """A plan at `period`, as far as the reader may see; rows are computed on asking."""

    plan: Plan
    period: Period
    duties: Duties
    visible: frozenset[int]
    quotas: Mapping[tuple[int, int], Quota]  # (target, unit)
    measures: Measures
    ancestors: Mapping[int, Lineage]
    finished: Period | None

    @property
    def targets(self) -> tuple[Target, ...]:
        return self.duties.targets

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Units in the paper's order, then those that report for the whole city."""
        return tuple(u for u in self.duties.reporters if u.pk in self.visible)

    @cached_property
    def quota_targets(self) -> tuple[Target, ...]:
        """The targets that are dealt out to units by a quota table."""
        dealt = {target for target, _ in self.quotas}
        return tuple(target for target in self.targets if target.pk in dealt)

    @cached_property
    def to_date(self) -> Span:
        return self._span(self.period.up_to(self.grain), first=0)

    @cached_property
    def in_period(self) -> Span:
        parts = self.period.parts(self.grain)
        return self._span(parts, first=self.measures.grains.index(parts[0]))

    @property
    def whole_year(self) -> Span:
        return Span(first=0, last=len(self.measures.grains), finished=0)

    @property
    def grain(self) -> Kind:
        return self.plan.grain_kind

    def units_of(self, target: Target) -> tuple[Unit, ...]:
        """Visible units that report on `target`."""
        return tuple(u for u in self.duties.units_of(target) if u.pk in self.visible)

    def targets_of(self, unit: Unit) -> tuple[Target, ...]:
        """Every target the unit reports on, two of one indicator both kept."""
        return tuple(t for t in self.targets if self.duties.applies(t, unit))

    def quota(self, target: Target, unit: Unit) -> Decimal | None:
        found = self.quotas.get((target.pk, unit.pk))
        return found.value if found else None

    def series(self, target: Target, unit: Unit) -> Sequence[Entry | None]:
        """What the unit entered, one for each grain period of the whole year."""
        return self.measures.of(target, unit.pk)

    def row(self, target: Target, unit: Unit) -> Row:
        """One unit against one target."""
        goal = unit_goal(
            target,
            quota=self.quota(target, unit),
            baseline=self._base(target, (unit,)),
        )
        return self._row(target, (unit,), goal, unit=unit)

    def total(self, target: Target) -> Row:
        """All visible units together; units without a quota count too."""
        units = self.units_of(target)
        goal = city_goal(target, baseline=self._base(target, units))
        return self._row(target, units, goal, unit=None)

    def check(self, target: Target) -> TotalCheck:
        """The plan's own number against the sum of its quotas: "khớp" or "lệch n"."""
        values = [q.value for (t, _), q in self.quotas.items() if t == target.pk]
        dealt = target in self.quota_targets
        return check_totals(target.value if dealt else None, values)

    def figure(
        self, target: Target, units: Sequence[Unit], span: Span, *, official: bool
    ) -> Figure:
        """The figure of `units` over `span` of this year."""
        return over_units(
            figure_of(target, self.series(target, unit), span, official=official)
            for unit in units
        )

    def figure_before(
        self, target: Target, units: Sequence[Unit], span: Span
    ) -> Figure:
        """The approved figure of the same units, or what they were, a year before."""
        return over_units(self._before(target, unit, span) for unit in units)

    def _before(self, target: Target, unit: Unit, span: Span) -> Figure:
        over = Span(first=span.first, last=span.last, finished=span.last)
        return together(
            figure_of(
                target,
                self.measures.of(target, pk, before=True),
                over,
                official=True,
            )
            for pk in self._lineage(unit).unit_ids
        )

    def _row(
        self,
        target: Target,
        units: Sequence[Unit],
        goal: Goal | None,
        *,
        unit: Unit | None,
    ) -> Row:
        states = self._states(target, units)
        official = current = self._progress(target, units, goal, official=True)
        if states - {APPROVED}:
            current = self._progress(target, units, goal, official=False)
        return Row(
            target=target,
            unit=unit,
            goal=goal,
            official=official,
            current=current,
            year_ago=self._compare(target, units, self.in_period, official.in_period),
            year_ago_to_date=self._compare(
                target, units, self.to_date, official.to_date
            ),
            states=states,
        )

    def _progress(
        self,
        target: Target,
        units: Sequence[Unit],
        goal: Goal | None,
        *,
        official: bool,
    ) -> Progress:
        return progress_of(
            kind=IndicatorKind(target.indicator.kind),
            goal=goal,
            in_period=self.figure(target, units, self.in_period, official=official),
            to_date=self.figure(target, units, self.to_date, official=official),
            period=self.period,
            finished=self.finished,
            grain=self.grain,
            schedule=schedule_of(self.plan),
        )

    def _compare(
        self, target: Target, units: Sequence[Unit], span: Span, now: Figure
    ) -> Comparison:
        parted = [line.reason for line in map(self._lineage, units) if line.reason]
        reason = parted[0] if len(parted) == len(units) == 1 else ""
        if parted and not reason:
            reason = f"{len(parted)} đơn vị tách, nhập không trọn vẹn"
        before = self.figure_before(target, units, span)
        kind = IndicatorKind(target.indicator.kind)
        return compared(kind, now, before, reason=reason)

    def _base(self, target: Target, units: Sequence[Unit]) -> Decimal | None:
        """Last year's figure at its end, which REDUCE_BY and its like start from."""
        if not starts_from_base(target):
            return None
        figure = self.figure_before(target, units, self.whole_year)
        return figure.value if figure.is_complete else None

    def _lineage(self, unit: Unit) -> Lineage:
        return self.ancestors.get(unit.pk, Lineage((unit.pk,)))

    def _states(self, target: Target, units: Sequence[Unit]) -> frozenset[str]:
        entries = (e for u in units for e in self.to_date.cut(self.series(target, u)))
        return frozenset(entry.state for entry in entries if entry)

    def _span(self, parts: Sequence[Period], *, first: int) -> Span:
        finished = len(self.finished.up_to(self.grain)) if self.finished else 0
        return Span(first=first, last=first + len(parts), finished=finished)


def plan_figures(
    plan: Plan,
    period: Period,
    *,
    units: Sequence[Unit] | None = None,
    user: User | None = None,
    on: dt.date | None = None,
) -> PlanFigures:
    """Read `plan` at `period` (the plan's grain must end with it): six queries.

    `units` narrows to those, `user` to what that person may see; `on` is today.
    Quotas are those in force at the cut-off of the period. Raises `BadPeriod`.
    """
    period.parts(plan.grain_kind)
    if period.year != plan.year:
        raise BadPeriod(f"{plan} không có kỳ {period.label}. Hãy chọn kỳ trong năm.")
    duties = duties_of(plan)
    visible = _visible(duties, units, user)
    window_before = period.year_before().window(plan.calendar)
    ancestors = lineages(visible, since=window_before[1])
    read = {*visible, *(pk for line in ancestors.values() for pk in line.unit_ids)}
    return PlanFigures(
        plan=plan,
        period=period,
        duties=duties,
        visible=frozenset(visible),
        quotas=_quotas(plan, period, visible),
        measures=read_measures(plan, duties.targets, sorted(read)),
        ancestors=ancestors,
        finished=last_finished(
            period, plan.grain_kind, on=on or timezone.localdate(), scheme=plan.calendar
        ),
    )


def _visible(
    duties: Duties, units: Sequence[Unit] | None, user: User | None
) -> list[int]:
    asked = duties.reporters if units is None else units
    ids = [unit.pk for unit in asked]
    if user is None:
        return ids
    seen = set(visible_units(user).filter(pk__in=ids).values_list("pk", flat=True))
    return [pk for pk in ids if pk in seen]


def _quotas(
    plan: Plan, period: Period, unit_ids: Sequence[int]
) -> dict[tuple[int, int], Quota]:
    cut_off = period.window(plan.calendar)[1]
    rows = Quota.objects.as_of(cut_off).filter(target__plan=plan, unit__in=unit_ids)
    return {(row.target_id, row.unit_id): row for row in rows}
