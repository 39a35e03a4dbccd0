"""The picture of a plan at one period, computed on asking from what was read.

`official` figures count approved reports only, `current` ones everything that was
entered, drafts too. No query is made here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import cached_property

from plans.models import Plan
from plans.periods import Kind, Period
from reports.goals_read import city_goal, schedule_of, starts_from_base, unit_goal
from reports.measures import APPROVED, Entry, Measures, Span, figure_of, together
from reports.predecessors import Lineage
from reports.rows import Row, compared
from sheets import wording
from targets.allocation import TotalCheck, check_totals
from targets.figures import Figure, over_units
from targets.goals import Goal
from targets.kinds import IndicatorKind
from targets.models import Quota, Target
from targets.progress import Comparison, Moment, Progress
from targets.reporting import Duties
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
        return tuple(u for u in self.duties.reporters if u.id in self.visible)

    @property
    def is_whole(self) -> bool:
        """Whether the reader sees every unit: only then are sums those of the plan."""
        return len(self.units) == len(self.duties.reporters)

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
        return tuple(u for u in self.duties.units_of(target) if u.id in self.visible)

    def targets_of(self, unit: Unit) -> tuple[Target, ...]:
        """Every target the unit reports on, two of one indicator both kept."""
        return tuple(t for t in self.targets if self.duties.applies(t, unit))

    def quota(self, target: Target, unit: Unit) -> Decimal | None:
        found = self.quotas.get((target.id, unit.id))
        return found.value if found else None

    def series(self, target: Target, unit: Unit) -> Sequence[Entry | None]:
        """What the unit entered, one for each grain period of the whole year."""
        key = (target.id, unit.id)
        found = self._series.get(key)
        if found is None:
            found = self._series[key] = self.measures.of(target, unit.id)
        return found

    @cached_property
    def _series(self) -> dict[tuple[int, int], Sequence[Entry | None]]:
        return {}

    def series_before(self, target: Target, unit: Unit) -> Sequence[Entry | None]:
        """Last year's, of the unit itself or of the one whole unit it was before."""
        ids = self._lineage(unit).unit_ids
        if len(ids) != 1:
            return (None,) * len(self.measures.grains)
        return self.measures.of(target, ids[0], before=True)

    def row(self, target: Target, unit: Unit) -> Row:
        """One unit against one target."""
        asked = target.id, self.quota(target, unit), self._base(target, (unit,))
        if asked not in self._goals:
            _, quota, base = asked
            self._goals[asked] = unit_goal(target, quota=quota, baseline=base)
        return self._row(target, (unit,), self._goals[asked], unit=unit)

    @cached_property
    def _goals(self) -> dict[tuple[int, Decimal | None, Decimal | None], Goal | None]:
        """By target, quota and base: most targets ask the same of every unit."""
        return {}

    def group(self, target: Target, units: Sequence[Unit]) -> Row:
        """Some units as one against what was dealt to them together."""
        dealt = [q for unit in units if (q := self.quota(target, unit)) is not None]
        goal = unit_goal(
            target,
            quota=sum(dealt, Decimal(0)) if dealt else None,
            baseline=self._base(target, units),
        )
        return self._row(target, units, goal, unit=None)

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
        """The figure of `units` over `span` of this year.

        A unit that was dealt nothing is not waited for; what it reports counts.
        """
        if len(units) > 1:
            units = self._counted(target, units)
        found = [self._figure(target, unit, span, official) for unit in units]
        return found[0] if len(found) == 1 else over_units(found)

    def _counted(self, target: Target, units: Sequence[Unit]) -> Sequence[Unit]:
        basis = self.duties.basis_of(target)
        if basis not in self.quota_targets:
            return units
        return [
            unit
            for unit in units
            if (basis.id, unit.id) in self.quotas or any(self.series(target, unit))
        ]

    def figure_before(
        self, target: Target, units: Sequence[Unit], span: Span
    ) -> Figure:
        """The approved figure of the same units, or what they were, a year before."""
        found = [self._before(target, unit, span) for unit in units]
        return found[0] if len(found) == 1 else over_units(found)

    def _figure(self, target: Target, unit: Unit, span: Span, official: bool) -> Figure:
        """Kept: the unit's row and the total of the city ask for the same figure."""
        key = (target.id, unit.id, span.first, span.last, span.finished, official)
        found = self._kept.get(key)
        if found is None:
            series = self.series(target, unit)
            found = figure_of(target, series, span, official=official)
            self._kept[key] = found
        return found

    @cached_property
    def _kept(self) -> dict[tuple[int, int, int, int, int, object], Figure]:
        return {}

    def _before(self, target: Target, unit: Unit, span: Span) -> Figure:
        key = (target.id, unit.id, span.first, span.last, 0, "before")
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._read_before(target, unit, span)
        return found

    def _read_before(self, target: Target, unit: Unit, span: Span) -> Figure:
        over = Span(first=span.first, last=span.last, finished=span.last)
        found = [
            figure_of(
                target, self.measures.of(target, pk, before=True), over, official=True
            )
            for pk in self._lineage(unit).unit_ids
        ]
        return found[0] if len(found) == 1 else together(found)

    def _row(
        self,
        target: Target,
        units: Sequence[Unit],
        goal: Goal | None,
        *,
        unit: Unit | None,
    ) -> Row:
        official = current = self._progress(target, units, goal, official=True)
        if self._waits(target, units):
            current = self._progress(target, units, goal, official=False)
        return Row(
            target=target,
            unit=unit,
            units=units,
            goal=goal,
            official=official,
            current=current,
            picture=self,
        )

    def _progress(
        self,
        target: Target,
        units: Sequence[Unit],
        goal: Goal | None,
        *,
        official: bool,
    ) -> Progress:
        return Progress(
            kind=IndicatorKind(target.indicator.kind),
            goal=goal,
            in_period=self.figure(target, units, self.in_period, official=official),
            to_date=self.figure(target, units, self.to_date, official=official),
            moment=self._moment,
        )

    @cached_property
    def _moment(self) -> Moment:
        return Moment(
            period=self.period,
            finished=self.finished,
            grain=self.grain,
            schedule=schedule_of(self.plan),
        )

    def against_year_ago(self, row: Row, span: Span, now: Figure) -> Comparison:
        """The row's figure `now` over `span`, beside the same span a year before."""
        lines = [found for unit in row.units if (found := self._lineage(unit).reason)]
        reason = lines[0] if len(lines) == len(row.units) == 1 else ""
        if lines and not reason:
            reason = wording.gettext(
                "{count} đơn vị tách, nhập không trọn vẹn", count=len(lines)
            )
        if not self.measures.before:  # the first year: no unit has a year ago
            return compared(row.kind, now, Figure(), reason=reason)
        before = self.figure_before(row.target, row.units, span)
        return compared(row.kind, now, before, reason=reason)

    def _base(self, target: Target, units: Sequence[Unit]) -> Decimal | None:
        """Last year's figure at its end, which REDUCE_BY and its like start from."""
        if not starts_from_base(target):
            return None
        figure = self.figure_before(target, units, self.whole_year)
        return figure.value if figure.is_complete else None

    def _lineage(self, unit: Unit) -> Lineage:
        return self.ancestors.get(unit.id) or Lineage((unit.id,))

    def _waits(self, target: Target, units: Sequence[Unit]) -> bool:
        """Whether anything entered up to the period's end is not approved."""
        parts = {target.indicator_id, target.indicator.part_of_id}
        return bool(self._waiting) and any(
            _is_waiting(self.to_date.cut(self.series(target, unit)))
            for unit in units
            if any((unit.id, part) in self._waiting for part in parts)
        )

    @cached_property
    def _waiting(self) -> frozenset[tuple[int, int]]:
        return frozenset(
            key
            for key, series in self.measures.now.items()
            if _is_waiting(self.to_date.cut(series))
        )

    def _span(self, parts: Sequence[Period], *, first: int) -> Span:
        finished = len(self.finished.up_to(self.grain)) if self.finished else 0
        return Span(first=first, last=first + len(parts), finished=finished)


def _is_waiting(series: Sequence[Entry | None]) -> bool:
    return any(entry and entry.state != APPROVED for entry in series)
