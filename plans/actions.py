"""Writes on plans and their calendar that must leave a journal line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone

from accounts.journal import Change, changeset
from accounts.models import User
from accounts.refusals import Refusal
from plans import deadlines
from plans.models import AssignedUnit, DeadlineRule, Holiday, Plan, Round
from plans.periods import Kind, Period
from sheets.wording import gettext as _
from units.models import Unit

# Khoản 2 ngày làm việc sau ngày chốt: QĐ 01/2023/QĐ-UBND Khánh Hòa (domain.md §1.1).
DEFAULT_WORKING_DAYS = 2


def open_rounds(change: Change, plan: Plan, periods: list[Period]) -> list[Round]:
    """Open the collection of `periods`; those already open are left alone."""
    present = set(plan.rounds.values_list("period_code", flat=True))
    rounds = [
        Round(
            plan=plan,
            period_code=period.code,
            opened_at=_start_of(period.window(plan.calendar)[0]),
            due_at=deadlines.due_at(due_date(plan, period)),
        )
        for period in periods
        if period.code not in present
    ]
    change.save_all(rounds)
    return rounds


def open_round(plan: Plan, period: Period, *, by: User) -> Round:
    """Open one period for entry; refused when the plan does not collect it."""
    if period not in plan.grain_periods:
        raise Refusal(
            _(
                "{plan} không thu số liệu theo kỳ {period}.",
                plan=plan,
                period=period.label,
            )
        )
    what = f"Mở đợt báo cáo {period.label}"
    with changeset(by=by, what=what, plan_slug=plan.slug) as change:
        opened = open_rounds(change, plan, [period])
    return opened[0] if opened else plan.rounds.get(period_code=period.code)


def assign_units(change: Change, plan: Plan, units: list[Unit]) -> int:
    """Add units to the plan's list, after those already there; the number added."""
    rows = list(plan.assigned_units.values_list("unit_id", "position"))
    present = {unit for unit, _ in rows}
    last = max((position for _, position in rows), default=0)
    fresh = [unit for unit in units if unit.pk not in present]
    change.save_all(
        [
            AssignedUnit(plan=plan, unit=unit, position=last + number)
            for number, unit in enumerate(fresh, 1)
        ]
    )
    return len(fresh)


def rank_units(plan: Plan, *, on: bool, reason: str, by: User) -> Plan:
    """Turn the order of the plan's units on or off; the reason stays on record."""
    if not reason.strip():
        raise Refusal(_("Hãy ghi lý do."))
    plan.is_ranked = on
    what = "Bật xếp thứ tự đơn vị" if on else "Tắt xếp thứ tự đơn vị"
    with changeset(
        by=by, what=what, reason=reason.strip(), plan_slug=plan.slug
    ) as change:
        change.save(plan)
    return plan


def due_date(
    plan: Plan,
    period: Period,
    *,
    rules: Sequence[deadlines.Rule] | None = None,
    calendar: deadlines.WorkCalendar | None = None,
) -> dt.date:
    """When the figures of `period` are due under the plan's rules.

    `rules` and `calendar` where they have been read already. Refused where the rules
    contradict each other: a deadline is never guessed.
    """
    rules = rules_of(plan) if rules is None else rules
    calendar = work_calendar() if calendar is None else calendar
    try:
        rule = deadlines.rule_for(rules, period, plan.calendar)
        if rule is None:
            cut_off = period.window(plan.calendar)[1]
            return calendar.after(cut_off, DEFAULT_WORKING_DAYS)
        return deadlines.due_on(rule, period, plan.calendar, calendar)
    except deadlines.BadDeadline as error:
        raise Refusal(str(error)) from error


def rules_of(plan: Plan) -> list[deadlines.Rule]:
    """The plan's own rules, else those that hold for every plan."""
    own = [as_rule(row) for row in plan.rules.all()]
    return own or [as_rule(row) for row in DeadlineRule.objects.filter(plan=None)]


def work_calendar() -> deadlines.WorkCalendar:
    """The editable table of days off and make-up days as a value."""
    rows = list(Holiday.objects.values_list("day", "is_working"))
    return deadlines.WorkCalendar(
        holidays=frozenset(day for day, working in rows if not working),
        make_up_days=frozenset(day for day, working in rows if working),
    )


def as_rule(row: DeadlineRule) -> deadlines.Rule:
    """A stored rule as a value of the pure module."""
    return deadlines.Rule(
        kind=Kind(row.period_kind),
        month=row.month,
        day=row.day,
        working_days=row.working_days,
        legal_basis=row.legal_basis,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _start_of(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
