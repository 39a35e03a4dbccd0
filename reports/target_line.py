"""The line of a target from year to year: what each plan asked of one indicator."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from plans.models import Plan
from reports.shown import goal_sentence
from sheets.numbers import format_decimal
from targets.models import Indicator, Target


@dataclass(frozen=True)
class YearOfTarget:
    """One plan's demand, in finished words; `change` is against the year before."""

    year: int
    symbol: str
    url: str
    paragraph: str
    goal: str
    baseline: str
    change: str
    text: str


def target_line(indicator: Indicator, user: User) -> list[YearOfTarget]:
    """Every visible plan's target of `indicator`, oldest first."""
    plans = Plan.objects.visible_to(user)  # type: ignore[attr-defined,unused-ignore]
    rows = list(
        Target.objects.filter(indicator=indicator, plan__in=plans.values("pk"))
        .select_related("plan__document", "plan__unit", "indicator__part_of")
        .order_by("plan__year", "plan__slug", "order")
    )
    return [_year(row, _before(row, rows)) for row in rows]


def _before(row: Target, rows: list[Target]) -> Target | None:
    """The same unit's target of the year before, asked in the same way."""
    found = [
        other
        for other in rows
        if other.plan.unit_id == row.plan.unit_id
        and other.plan.year == row.plan.year - 1
        and other.comparator == row.comparator
    ]
    return found[0] if len(found) == 1 else None


def _year(row: Target, before: Target | None) -> YearOfTarget:
    return YearOfTarget(
        year=row.plan.year,
        symbol=row.plan.document.symbol,
        url=reverse("plan", args=[row.plan.slug]),
        paragraph=row.paragraph,
        goal=goal_sentence(row),
        baseline=format_decimal(row.baseline),
        change=_change(row, before),
        text=row.text,
    )


def _change(row: Target, before: Target | None) -> str:
    """ "+200", "−50", "giữ nguyên"; "" where one of the two has no number."""
    if before is None or row.value is None or before.value is None:
        return ""
    difference = row.value - before.value
    if not difference:
        return "giữ nguyên"
    sign = "+" if difference > 0 else "−"
    return f"{sign}{format_decimal(abs(difference))}"
