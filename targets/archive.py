"""The figures around a period for some units: two queries, whatever their number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from plans.as_of import AsOf
from plans.models import Plan
from plans.periods import Period
from targets.figures import Figure, Measure, over_periods, paired
from targets.kinds import IndicatorKind
from targets.models import Indicator, Quota, Result, Target
from targets.register import Register, book_of, counted_in, cut_off, tell
from targets.running import Before, takes_total
from units.models import Kind, Unit

Key = tuple[int, int, str]  # unit, indicator, period code


@dataclass(frozen=True)
class Archive:
    """Stored results and quotas as seen from `period`."""

    plan: Plan
    period: Period | AsOf
    rows: dict[Key, Result]
    quotas: dict[tuple[int, int], Decimal]  # unit, target
    counted: frozenset[Key] = frozenset()  # read from the register of communes
    fixed: frozenset[int] = frozenset()  # ratios of a fixed base: states, not flows

    def is_counted(self, unit: int, indicator: int) -> bool:
        """Whether the period's figure is the register's: nobody has to type it."""
        return (unit, indicator, self.period.code) in self.counted

    def row(self, unit: int, indicator: int, period: Period | AsOf) -> Result | None:
        return self.rows.get((unit, indicator, period.code))

    def now(self, unit: int, indicator: int) -> Result | None:
        return self.row(unit, indicator, self.period)

    def quota(self, unit: int, target: Target) -> Decimal | None:
        return self.quotas.get((unit, target.pk))

    def register_url(self, unit: Unit) -> str:
        """The register of communes on the day the period's figure is counted."""
        day = cut_off(self.plan, self.period, timezone.localdate())
        asked = {"as_of": f"{day}"}
        if unit.kind == Kind.DISTRICT:
            asked["district"] = unit.key
        return f"{reverse('communes')}?{urlencode(asked)}"

    def before(self, unit: int, indicator: int) -> list[Decimal | None]:
        """Values of the same period last year and of the periods just before."""
        periods = [self.period.year_before(), *reversed(_behind(self.period, 3))]
        once = list(dict.fromkeys(periods))
        rows = [self.row(unit, indicator, period) for period in once]
        return [row.value if row else None for row in rows]

    def year_so_far(self, unit: int, indicator: int) -> Before:
        """The year's periods before this one, with what stands in them."""
        periods = self.period.up_to(self.plan.grain_kind)[:-1]
        rows = [(p, self.row(unit, indicator, p)) for p in periods]
        return Before(tuple((p.label, row.value if row else None) for p, row in rows))

    def total(self, unit: int, indicator: Indicator) -> Decimal | None:
        """The running total as a person would type it; None where it is not known:
        nothing in this period, or an earlier one that is not reported."""
        row = self.now(unit, indicator.pk)
        before = self.year_so_far(unit, indicator.pk).sum
        takes = takes_total(IndicatorKind(indicator.kind))
        if not takes or row is None or row.value is None or before is None:
            return None
        return before + row.value

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
        is_state = indicator.pk in self.fixed
        ratio_of = IndicatorKind.STOCK if is_state else IndicatorKind.FLOW
        return over_periods(kind, measures, ratio_of=ratio_of)


def read_archive(
    plan: Plan,
    period: Period | AsOf,
    units: Iterable[int],
    indicators: Iterable[Indicator],
) -> Archive:
    """What is stored of `indicators` for `units`; two queries, and three of the
    register where some of them count communes."""
    units, indicators = list(units), list(indicators)
    results = Result.objects.filter(
        unit__in=units,
        period_code__in=_codes(plan, period),
        indicator__in=indicators,
    )
    quotas = Quota.objects.filter(
        target__plan=plan, unit__in=units, target__indicator__in=indicators
    )
    rows = {(r.unit_id, r.indicator_id, r.period_code): r for r in results}
    told = _from_register(plan, period, units, indicators)
    in_force = quotas.as_of(period.window(plan.calendar)[1])
    given = in_force.values_list("unit_id", "target_id", "value")
    return Archive(
        plan,
        period,
        rows | told,
        {(unit, target): value for unit, target, value in given},
        frozenset(told),
        _fixed(plan, indicators),
    )


def _fixed(plan: Plan, indicators: Iterable[Indicator]) -> frozenset[int]:
    """Ratios measured from a fixed base ("còn tồn tại: 06"): the latest stands. One
    query, where there is a ratio at all."""
    ratios = {i.pk: i for i in indicators if i.is_ratio}
    if not ratios:
        return frozenset()
    based = plan.targets.filter(indicator__in=ratios, baseline__isnull=False)
    found = set(based.order_by().values_list("indicator_id", flat=True))
    return frozenset(found | {pk for pk, i in ratios.items() if book_of(i)})


def _from_register(
    plan: Plan,
    period: Period,
    units: list[int],
    indicators: Iterable[Indicator],
) -> dict[Key, Result]:
    """The register's answers as rows that are nowhere stored, above what was typed."""
    found: dict[Key, Result] = {}
    counted, today = counted_in(indicators), timezone.localdate()
    if not counted:
        return found
    register = Register([plan.unit_id, *units], today)
    for around in _periods(plan, period):
        code, day = around.code, cut_off(plan, around, today)
        for unit, (pk, indicator) in product(units, counted.items()):
            tally = register.tally(book_of(indicator), unit, day) if day else None
            if tally:
                row = Result(unit_id=unit, indicator_id=pk, period_code=code)
                tell(row, indicator, tally)
                found[unit, pk, code] = row
    return found


def with_wholes(targets: Iterable[Target]) -> list[Indicator]:
    """The indicators of `targets` and the wholes their parts are divided by."""
    found = {t.indicator_id: t.indicator for t in targets}
    wholes = [i.part_of for i in found.values() if i.part_of is not None]
    return list(({whole.pk: whole for whole in wholes} | found).values())


def measure_of(row: Result | None) -> Measure | None:
    """A stored row as a value of the arithmetic."""
    if row is None:
        return None
    pair = (row.numerator, row.denominator)
    numerator, denominator = (None if n is None else Decimal(n) for n in pair)
    return Measure(value=row.value, numerator=numerator, denominator=denominator)


def _periods(plan: Plan, period: Period) -> list[Period]:
    around = [*period.up_to(plan.grain_kind), period.year_before()]
    return list(dict.fromkeys([*around, *_behind(period, 3)]))


def _codes(plan: Plan, period: Period | AsOf) -> list[str]:
    return [around.code for around in _periods(plan, period)]


def _behind(period: Period | AsOf, count: int) -> list[Period | AsOf]:
    """The `count` periods before, the nearest first."""
    found: list[Period | AsOf] = []
    for _ in range(count):
        period = period.previous()
        found.append(period)
    return found
