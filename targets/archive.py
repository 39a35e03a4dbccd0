"""The figures around a period for some units: two queries, whatever their number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from plans.models import Plan
from plans.periods import Period
from targets.figures import Figure, Measure, over_periods, paired
from targets.kinds import IndicatorKind
from targets.models import Indicator, Quota, Result, Target

Key = tuple[int, int, str]  # unit, indicator, period code


@dataclass(frozen=True)
class Archive:
    """Stored results and quotas as seen from `period`."""

    plan: Plan
    period: Period
    rows: dict[Key, Result]
    quotas: dict[tuple[int, int], Decimal]  # unit, target

    def row(self, unit: int, indicator: int, period: Period) -> Result | None:
        return self.rows.get((unit, indicator, period.code))

    def now(self, unit: int, indicator: int) -> Result | None:
        return self.row(unit, indicator, self.period)

    def quota(self, unit: int, target: Target) -> Decimal | None:
        return self.quotas.get((unit, target.pk))

    def before(self, unit: int, indicator: int) -> list[Decimal | None]:
        """Values of the same period last year and of the periods just before."""
        periods = [self.period.year_before(), *reversed(_behind(self.period, 3))]
        once = list(dict.fromkeys(periods))
        rows = [self.row(unit, indicator, period) for period in once]
        return [row.value if row else None for row in rows]

    def to_date(self, unit: int, indicator: Indicator) -> Figure:
        """The unit's figure of the year up to the period, drafts included."""
        periods = self.period.up_to(self.plan.grain_kind)
        measures = [measure_of(self.row(unit, indicator.pk, p)) for p in periods]
        kind = IndicatorKind(indicator.kind)
        if kind is IndicatorKind.SHARE and indicator.part_of_id:
            whole = indicator.part_of_id
            wholes = [measure_of(self.row(unit, whole, p)) for p in periods]
            pairs = [paired(m, w) for m, w in zip(measures, wholes, strict=True)]
            return over_periods(kind, pairs)
        return over_periods(kind, measures)


def read_archive(
    plan: Plan,
    period: Period,
    units: Iterable[int],
    indicators: Iterable[int] | None = None,
) -> Archive:
    """What is stored for `units` (and only `indicators`, if said)."""
    units = list(units)
    results = Result.objects.filter(
        unit__in=units, period_code__in=_codes(plan, period)
    )
    quotas = Quota.objects.filter(target__plan=plan, unit__in=units)
    if indicators is not None:
        results = results.filter(indicator__in=indicators)
        quotas = quotas.filter(target__indicator__in=indicators)
    in_force = quotas.as_of(period.window(plan.calendar)[1])
    given = in_force.values_list("unit_id", "target_id", "value")
    return Archive(
        plan,
        period,
        {(r.unit_id, r.indicator_id, r.period_code): r for r in results},
        {(unit, target): value for unit, target, value in given},
    )


def measure_of(row: Result | None) -> Measure | None:
    """A stored row as a value of the arithmetic."""
    if row is None:
        return None
    pair = (row.numerator, row.denominator)
    numerator, denominator = (None if n is None else Decimal(n) for n in pair)
    return Measure(value=row.value, numerator=numerator, denominator=denominator)


def _codes(plan: Plan, period: Period) -> list[str]:
    around = [*period.up_to(plan.grain_kind), period.year_before()]
    return [p.code for p in dict.fromkeys([*around, *_behind(period, 3)])]


def _behind(period: Period, count: int) -> list[Period]:
    """The `count` periods before, the nearest first."""
    found: list[Period] = []
    for _ in range(count):
        period = period.previous()
        found.append(period)
    return found
