"""The reporting calendar of one plan and year, with every deadline as computed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.refusals import Refusal
from plans import deadlines, labels
from plans.actions import DEFAULT_WORKING_DAYS, due_date, rules_of, work_calendar
from plans.calendar_actions import rounds_by_rule
from plans.models import DeadlineRule, Holiday, Plan, ReportingScheme, Round
from plans.periods import Kind, Period, of_year
from sheets.wording import Words
from sheets.wording import gettext as _

_WEEKDAYS = Words(
    "calendar",
    {
        0: "Thứ Hai",
        1: "Thứ Ba",
        2: "Thứ Tư",
        3: "Thứ Năm",
        4: "Thứ Sáu",
        5: "Thứ Bảy",
        6: "Chủ nhật",
    },
)


@dataclass(frozen=True, kw_only=True)
class PeriodLine:
    """One period: its days, the deadline of today's rules and the round's own."""

    period: Period
    first: str
    cut_off: str
    due: str
    rule: str
    basis: str
    problem: str
    round: Round | None
    round_due: str
    can_open: bool

    @property
    def differs(self) -> bool:
        """The round was opened with another deadline than the rules give now."""
        return bool(self.round_due and self.due and self.round_due != self.due)


@dataclass(frozen=True, kw_only=True)
class RuleLine:
    """A rule with the rounds that stand on it."""

    row: DeadlineRule
    kind: str
    span: str
    used: int


@dataclass(frozen=True, kw_only=True)
class SchemeLine:
    row: ReportingScheme
    calendar: str
    grain: str
    span: str
    plans: int


@dataclass(frozen=True, kw_only=True)
class HolidayLine:
    row: Holiday
    day: str


@dataclass(frozen=True, kw_only=True)
class CalendarPage:
    """Everything the page of one plan and year prints."""

    plan: Plan
    year: int
    plans: Sequence[Plan]
    lines: Sequence[PeriodLine]
    rules: Sequence[RuleLine]
    schemes: Sequence[SchemeLine]
    holidays: Sequence[HolidayLine]
    snapshots: Sequence[Round]

    @property
    def is_own_year(self) -> bool:
        return self.year == self.plan.year

    @property
    def counting(self) -> str:
        """How the plan counts: "Từ ngày 15 đến ngày 14; Quý"."""
        return f"{labels.SCHEME[self.plan.scheme]}; {labels.GRAIN[self.plan.grain]}"


def calendar_page(user: User, *, slug: str, year: int | None) -> CalendarPage | None:
    """The page for a plan the reader sees (the latest, if none is named).

    Eleven queries, whatever the number of rules.
    """
    plans = list(
        Plan.objects.visible_to(user)
        .select_related("document", "reporting_scheme__basis")
        .order_by("-year", "slug")
    )
    plan = next((p for p in plans if p.slug == slug or not slug), None)
    if plan is None:
        return None
    year = year or plan.year
    rounds = list(plan.rounds.order_by("due_at"))
    for round_ in rounds:
        round_.plan = plan
    return CalendarPage(
        plan=plan,
        year=year,
        plans=plans,
        lines=_lines(plan, year, rounds),
        rules=_rule_lines(plan),
        schemes=[
            _scheme(row) for row in ReportingScheme.objects.prefetch_related("plans")
        ],
        holidays=_holidays(plan, year),
        snapshots=[row for row in rounds if not row.is_regular],
    )


def day_text(day: dt.date) -> str:
    """ "Chủ nhật, 14/12/2025"."""
    return f"{_WEEKDAYS[day.weekday()]}, {day:%d/%m/%Y}"


def _lines(plan: Plan, year: int, rounds: Sequence[Round]) -> list[PeriodLine]:
    rules, calendar = rules_of(plan), work_calendar()
    by_code = {row.period_code: row for row in rounds if row.is_regular}
    longer = [
        p for kind in (Kind.HALF, Kind.NINE, Kind.YEAR) for p in of_year(year, kind)
    ]
    periods = sorted([*of_year(year, plan.grain_kind), *longer])
    return [_line(plan, p, rules, calendar, by_code.get(p.code)) for p in periods]


def _line(
    plan: Plan,
    period: Period,
    rules: Sequence[deadlines.Rule],
    calendar: deadlines.WorkCalendar,
    round_: Round | None,
) -> PeriodLine:
    first, last = period.window(plan.calendar)
    due, problem, rule = "", "", None
    try:
        due = day_text(due_date(plan, period, rules=rules, calendar=calendar))
        rule = deadlines.rule_for(rules, period, plan.calendar)
    except Refusal as refused:
        problem = str(refused)
    return PeriodLine(
        period=period,
        first=f"{first:%d/%m/%Y}",
        cut_off=day_text(last),
        due=due,
        rule=_told(rule) if rule else "" if problem else _by_default(),
        basis=rule.legal_basis if rule else "",
        problem=problem,
        round=round_,
        round_due=day_text(timezone.localtime(round_.due_at).date()) if round_ else "",
        can_open=round_ is None and period in plan.grain_periods and not problem,
    )


def _told(rule: deadlines.Rule) -> str:
    if rule.working_days is not None:
        return _(
            "{working_days} ngày làm việc sau ngày chốt", working_days=rule.working_days
        )
    return _("ngày {day}/{month}", day=rule.day, month=rule.month)


def _rule_lines(plan: Plan) -> list[RuleLine]:
    """The rules of this plan and those of every plan."""
    rows = DeadlineRule.objects.filter(Q(plan=plan) | Q(plan=None))
    order = ("plan", "period_kind", "-valid_from", "-pk")
    found = list(rows.select_related("plan__document").order_by(*order))
    used = rounds_by_rule(found)
    return [
        RuleLine(
            row=row,
            kind=labels.KIND[row.period_kind],
            span=_span(row.valid_from, row.valid_to),
            used=len(used[row.pk]),
        )
        for row in found
    ]


def _scheme(row: ReportingScheme) -> SchemeLine:
    return SchemeLine(
        row=row,
        calendar=labels.SCHEME[row.calendar],
        grain=labels.GRAIN[row.grain],
        span=_span(row.valid_from, row.valid_to),
        plans=len(row.plans.all()),
    )


def _holidays(plan: Plan, year: int) -> list[HolidayLine]:
    """The days of the reporting year and of the weeks in which its last figures are
    due."""
    first, last = Period(Kind.YEAR, year).window(plan.calendar)
    until = last + dt.timedelta(days=60)
    rows = Holiday.objects.filter(day__gte=first, day__lte=until).order_by("day")
    return [HolidayLine(row=row, day=day_text(row.day)) for row in rows]


def _span(first: dt.date, end: dt.date | None) -> str:
    """ "từ 15/12/2025", "15/12/2024 – 14/12/2025": both days inside."""
    if end is None:
        return _("từ {first}", first=format(first, "%d/%m/%Y"))
    return f"{first:%d/%m/%Y} – {end - dt.timedelta(days=1):%d/%m/%Y}"


def _by_default() -> str:
    days = DEFAULT_WORKING_DAYS
    return _("{days} ngày làm việc sau ngày chốt (mặc định)", days=days)
