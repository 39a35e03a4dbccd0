"""A plan's targets and its quota table, reconciled with the plan's own numbers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.urls import reverse

from accounts.models import User
from plans.models import Plan
from plans.reads import PlanPage
from reports.as_of import QuotaDay, quota_days, with_quotas_of
from reports.figures_read import PlanFigures, plan_figures
from reports.shown import goal_sentence
from reports.tables import plain
from sheets.numbers import format_decimal, format_number
from sheets.writer import Field, Printout, Style
from targets.allocation import TotalCheck
from targets.models import Target
from units.models import Unit


@dataclass(frozen=True)
class TargetFacts:
    """One target with the plan's own words, and its quotas against its number."""

    target: Target
    goal: str
    baseline: str
    url: str
    check: TotalCheck | None


@dataclass(frozen=True)
class QuotaLine:
    """One unit's quotas; "" where it was given none."""

    number: int
    unit: Unit
    url: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class PlanDetails:
    """The plan page: the document's part, and what was dealt out.

    `as_of` None: the quotas in force at the end of the plan's year.
    """

    page: PlanPage
    figures: PlanFigures
    as_of: dt.date | None = None

    @cached_property
    def quota_days(self) -> list[QuotaDay]:
        return quota_days(self.page.plan)

    @cached_property
    def targets(self) -> list[TargetFacts]:
        return [self._facts(target) for target in self.figures.targets]

    @cached_property
    def heads(self) -> tuple[Target, ...]:
        return self.figures.quota_targets

    @cached_property
    def quota_lines(self) -> list[QuotaLine]:
        return [
            self._quota_line(number, unit)
            for number, unit in enumerate(self.figures.duties.units, 1)
            if unit.pk in self.figures.visible
        ]

    @cached_property
    def checks(self) -> list[tuple[TotalCheck, str]]:
        """Each column's sum and the word about it; empty for who sees a part."""
        if not self.figures.is_whole:
            return []
        checks = [self.figures.check(target) for target in self.heads]
        return [(check, format_number(check.computed)) for check in checks]

    def printouts(self) -> list[Printout]:
        """The quota table as it was issued, blanks left blank."""
        heads = [target.indicator.short_name for target in self.heads]
        fields = (
            Field("TT", 6, Style.COUNT),
            Field("Đơn vị", 30),
            *(Field(head, 18, Style.COUNT, summed=True) for head in heads),
        )
        rows = [
            (x.number, x.unit.full_name, *map(plain, self._values(x.unit)))
            for x in self.quota_lines
        ]
        total = "Tổng cộng" if self.figures.is_whole else ""
        on = f", hiệu lực ngày {self.as_of:%d/%m/%Y}" if self.as_of else ""
        titles = (f"Biểu giao chỉ tiêu, {self.page.plan}{on}",)
        return [
            Printout(
                name="Biểu giao", fields=fields, rows=rows, titles=titles, total=total
            )
        ]

    def _values(self, unit: Unit) -> list[Decimal | None]:
        return [self.figures.quota(target, unit) for target in self.heads]

    def _quota_line(self, number: int, unit: Unit) -> QuotaLine:
        values = tuple(map(format_decimal, self._values(unit)))
        url = f"{reverse('unit', args=[unit.key])}?plan={self.page.plan.slug}"
        return QuotaLine(number, unit, url, values)

    def _facts(self, target: Target) -> TargetFacts:
        dealt = target in self.heads and self.figures.is_whole
        url = reverse("indicator", args=[target.indicator.code])
        return TargetFacts(
            target=target,
            goal=goal_sentence(target),
            baseline=format_decimal(target.baseline),
            url=f"{url}?plan={self.page.plan.slug}",
            check=self.figures.check(target) if dealt else None,
        )


def plan_details(
    plan: Plan, user: User, *, as_of: dt.date | None = None
) -> PlanDetails:
    """Read the page: quotas in force on `as_of`, else at the end of the plan's year."""
    figures = plan_figures(plan, plan.year_period, user=user)
    if as_of is not None:
        figures = with_quotas_of(figures, as_of)
    return PlanDetails(PlanPage(plan, user), figures, as_of)
