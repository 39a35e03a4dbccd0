"""The year's earlier periods of the cells whose running total is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from plans.as_of import AsOf
from plans.models import Round
from plans.periods import Period
from targets.edits import KEPT, CellEdit
from targets.models import Result
from targets.running import Before
from units.models import Unit


@dataclass(frozen=True)
class Years:
    """What stands in the year's earlier `periods`: (unit, code, period) → value."""

    periods: tuple[Period | AsOf, ...]
    values: Mapping[tuple[int, str, str], Decimal | None]

    def before(self, unit: Unit, code: str) -> Before:
        return Before(
            tuple(
                (period.label, self.values.get((unit.pk, code, period.code)))
                for period in self.periods
            )
        )


def years_before(round_: Round, edits: Mapping[Unit, Sequence[CellEdit]]) -> Years:
    """One query for the cells with a running total; none where there is none."""
    grain = round_.plan.grain_kind
    periods: tuple[Period | AsOf, ...] = tuple(round_.period.up_to(grain)[:-1])
    units = [unit.pk for unit, cells in edits.items() if any(map(_is_total, cells))]
    codes = {c.indicator for cells in edits.values() for c in cells if _is_total(c)}
    if not units or not periods:
        return Years(periods, {})
    rows = Result.objects.filter(
        unit__in=units,
        indicator__code__in=codes,
        period_code__in=[period.code for period in periods],
    ).values_list("unit_id", "indicator__code", "period_code", "value")
    return Years(periods, {(u, code, period): v for u, code, period, v in rows})


def _is_total(cell: CellEdit) -> bool:
    return cell.stated_total is not KEPT
