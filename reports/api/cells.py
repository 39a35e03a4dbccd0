"""The cells a plan's units owe, with what was entered; read a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from accounts.scoping import visible_units
from plans.models import Plan
from plans.periods import Period
from reports.api.told import number
from targets.models import Result, Submission, Target
from targets.reporting import duties_of
from units.models import Unit

Key = tuple[str, int, int]  # (period, unit, indicator)
COLUMNS = ("value", "numerator", "denominator", "text", "grade", "note", "version")


@dataclass(frozen=True, kw_only=True)
class Cells:
    """Periods × (unit, target) in the paper's order: five queries, however many."""

    plan: Plan
    periods: Sequence[Period]
    owed: Sequence[tuple[Unit, Target]]

    @classmethod
    def of(
        cls, plan: Plan, *, user: User, unit: Unit | None, period: Period | None
    ) -> Cells:
        """Of the units `user` may see, or of `unit`; of the year, or of `period`.

        A longer period is given by the periods it is entered in; raises BadPeriod
        where it is not made of them.
        """
        duties = duties_of(plan)
        asked = [unit.pk] if unit else [one.pk for one in duties.reporters]
        seen = set(
            visible_units(user).filter(pk__in=asked).values_list("pk", flat=True)
        )
        owed = [
            (one, target)
            for one in duties.reporters
            if one.pk in seen
            for target in duties.targets_of(one)
        ]
        whole = period or plan.year_period
        return cls(plan=plan, periods=whole.parts(plan.grain_kind), owed=owed)

    def __len__(self) -> int:
        return len(self.periods) * len(self.owed)

    def rows(self, cut: slice) -> list[dict[str, Any]]:
        """The rows of one page; only their own results are read."""
        wanted = [
            (
                self.periods[number_ // len(self.owed)],
                *self.owed[number_ % len(self.owed)],
            )
            for number_ in range(*cut.indices(len(self)))
        ]
        stored, states = self._stored(wanted), self._states(wanted)
        return [
            {
                "plan": self.plan.slug,
                "period": period.code,
                "unit": unit.key,
                "indicator": target.indicator.code,
                "state": states.get((period.code, unit.pk)),
                **_content(stored.get((period.code, unit.pk, target.indicator_id))),
            }
            for period, unit, target in wanted
        ]

    def _stored(
        self, wanted: Sequence[tuple[Period, Unit, Target]]
    ) -> dict[Key, dict[str, Any]]:
        rows = Result.objects.filter(
            unit__in={unit.pk for _, unit, _ in wanted},
            period_code__in={period.code for period, _, _ in wanted},
            indicator__in={target.indicator_id for _, _, target in wanted},
        ).values("period_code", "unit_id", "indicator_id", *COLUMNS)
        return {(r["period_code"], r["unit_id"], r["indicator_id"]): r for r in rows}

    def _states(
        self, wanted: Sequence[tuple[Period, Unit, Target]]
    ) -> dict[tuple[str, int], str]:
        rows = Submission.objects.filter(
            round__plan=self.plan,
            round__period_code__in={period.code for period, _, _ in wanted},
            unit__in={unit.pk for _, unit, _ in wanted},
        ).values_list("round__period_code", "unit_id", "state")
        return {(code, unit): state for code, unit, state in rows}


def _content(row: dict[str, Any] | None) -> dict[str, Any]:
    if row is None:
        return dict.fromkeys(COLUMNS) | {"version": 0}
    return {
        "value": number(row["value"]),
        "numerator": number(row["numerator"]),
        "denominator": number(row["denominator"]),
        "text": row["text"] or None,
        "grade": row["grade"] or None,
        "note": row["note"] or None,
        "version": row["version"],
    }
