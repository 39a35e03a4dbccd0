"""The board of agency tasks: each agency's instances with their day and status."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.roles import Permission
from accounts.scoping import units_for, visible_units
from plans import labels
from plans.actions import DEFAULT_WORKING_DAYS, as_rule, work_calendar
from plans.deadlines import BadDeadline, due_on, rule_for
from plans.models import Assignment, DeadlineRule, Plan, Task
from plans.periods import Period
from plans.task_models import Extension, TaskReport
from plans.tasks import Status, Tally, instances, status_of
from units.models import Kind, Unit
from units.names import search_key

BADGES = {
    Status.NOT_DUE: "DOING",
    Status.DUE_SOON: "DUE_SOON",
    Status.ON_TIME: "ON_TIME",
    Status.OVERDUE: "LATE",
    Status.DONE_LATE: "SLOW",
}


class DueDates:
    """The days instances come due, rules and holidays read once a plan."""

    def __init__(self) -> None:
        self._calendar = work_calendar()
        self._rules = list(DeadlineRule.objects.all())

    def of(self, task: Task, period: Period | None) -> dt.date | None:
        """A task's own day, or its period's under the plan's rules; None: no day."""
        if period is None:
            return task.deadline
        plan = task.plan
        own = [as_rule(r) for r in self._rules if r.plan_id == plan.pk]
        rules = own or [as_rule(r) for r in self._rules if r.plan_id is None]
        try:
            rule = rule_for(rules, period, plan.calendar)
        except BadDeadline:
            rule = None
        if rule:
            return due_on(rule, period, plan.calendar, self._calendar)
        last = period.window(plan.calendar)[1]
        return self._calendar.after(last, DEFAULT_WORKING_DAYS)


@dataclass(frozen=True)
class Duty:
    """One agency's instance of one task, in finished words where people read."""

    assignment: Assignment
    period: Period | None
    due: dt.date | None
    first_due: dt.date | None
    status: Status
    report: TaskReport | None

    @property
    def task(self) -> Task:
        return self.assignment.task

    @property
    def agency(self) -> str:
        row = self.assignment
        return row.unit.name if row.unit else row.agency

    @property
    def period_code(self) -> str:
        return self.period.code if self.period else ""

    @property
    def part(self) -> str:
        return labels.PART[self.assignment.part]

    @property
    def badge(self) -> str:
        return BADGES[self.status]

    @property
    def label(self) -> str:
        return labels.TASK_STATUS[self.status]

    @property
    def is_awaiting(self) -> bool:
        """Reported, and nobody has looked at it yet."""
        return self.report is not None and self.report.state == "SUBMITTED"

    @property
    def is_returned(self) -> bool:
        return self.report is not None and self.report.state == "RETURNED"

    @property
    def may_extend(self) -> bool:
        """More time is for what has a day and is not done."""
        return self.due is not None and (self.report is None or self.is_returned)

    @property
    def when(self) -> str:
        """The day in force, after the words of the paper where there is no day."""
        if self.due:
            return f"{self.due:%d/%m/%Y}"
        return self.task.deadline_text or labels.CYCLE[self.task.cycle]


@dataclass(frozen=True)
class Agency:
    """One agency's group on the board."""

    name: str
    duties: list[Duty]
    tally: Tally


@dataclass(frozen=True)
class Board:
    """Everything found, narrowed by status and day, grouped by agency."""

    duties: list[Duty]

    @cached_property
    def tally(self) -> Tally:
        return Tally.of(duty.status for duty in self.duties)

    @cached_property
    def agencies(self) -> list[Agency]:
        """In the order the document first names each."""
        found: dict[str, list[Duty]] = {}
        for duty in self.duties:
            found.setdefault(duty.agency, []).append(duty)
        return [
            Agency(name, duties, Tally.of(duty.status for duty in duties))
            for name, duties in found.items()
        ]

    def narrowed(self, *, status: str = "", until: dt.date | None = None) -> Board:
        """Only one status, or what comes due up to a day."""
        kept = [
            duty
            for duty in self.duties
            if (not status or duty.status == status)
            and (until is None or (duty.due is not None and duty.due <= until))
        ]
        return Board(kept)


def assignments_of(user: User) -> QuerySet[Assignment]:
    """Who sees the city sees every agency's part; an agency only its own."""
    rows = Assignment.objects.select_related("task__plan__document", "unit")
    if user.may(Permission.VIEW_CITY):
        plans = Plan.objects.visible_to(user)  # type: ignore[attr-defined,unused-ignore]
        return rows.filter(task__plan__in=plans.values("pk"))
    return rows.filter(unit__in=visible_units(user))


def choices(user: User) -> dict[str, dict[str, str]]:
    """The agencies and plans a person's board may be narrowed to, by key; one query."""
    agencies: dict[str, str] = {}
    plans: dict[str, str] = {}
    order = ("-task__plan__year", "task__plan", "unit__sort_key")
    for row in assignments_of(user).order_by(*order):
        plan = row.task.plan
        plans.setdefault(plan.slug, str(plan))
        if row.unit:
            agencies.setdefault(row.unit.key, row.unit.name)
    by_name = sorted(agencies.items(), key=lambda pair: search_key(pair[1]))
    return {"agencies": dict(by_name), "plans": plans}


def idle_agencies(user: User) -> list[str]:
    """Agencies of today without a single task, for who sees the city."""
    if not user.may(Permission.VIEW_CITY):
        return []
    today = Unit.objects.on(timezone.localdate())
    rows = today.filter(kind=Kind.AGENCY, pk__in=visible_units(user))
    idle = rows.filter(assignments=None).order_by("sort_key", "key")
    return [unit.name for unit in idle]


def reportable(user: User) -> QuerySet[Assignment]:
    """Parts whose reports this person may write.

    For a body that is no unit here ("Các Sở, ban, ngành") the standing office writes.
    """
    mine = units_for(user, Permission.TASKS)
    plans = units_for(user, Permission.REVIEW)
    nobodys = Q(unit=None, task__plan__unit__in=plans)
    return assignments_of(user).filter(Q(unit__in=mine) | nobodys)


def reviewable(user: User) -> QuerySet[Assignment]:
    """Parts whose reports this person may accept, return or give more time."""
    mine = units_for(user, Permission.REVIEW)
    return assignments_of(user).filter(Q(task__plan__unit__in=mine))


def board(
    user: User, *, text: str = "", part: str = "", agency: str = "", plan: str = ""
) -> Board:
    """The duties a person may see; five queries whatever their number."""
    rows = assignments_of(user)
    if plan:
        rows = rows.filter(task__plan__slug=plan)
    if part:
        rows = rows.filter(part=part)
    if agency:
        rows = rows.filter(unit__key=agency)
    if text:
        words = Q(agency__icontains=text) | Q(task__title__icontains=text)
        rows = rows.filter(words)
    order = ("-task__plan__year", "task__plan", "task__order", "pk")
    return Board(duties_of(rows.order_by(*order)))


def duties_of(rows: Iterable[Assignment]) -> list[Duty]:
    """Each part's instances with the day in force and the report there is."""
    found = list(rows)
    dates, now = DueDates(), timezone.now()
    reports = {
        (row.assignment_id, row.period_code): row
        for row in TaskReport.objects.filter(assignment__in=found)
    }
    longer: dict[tuple[int, str], dt.date] = {}
    for row in Extension.objects.filter(assignment__in=found).order_by("pk"):
        longer[row.assignment_id, row.period_code] = row.new_due
    duties = []
    for row in found:
        for period in instances(row.task.cycle, row.task.plan.year):
            place = (row.pk, period.code if period else "")
            first = dates.of(row.task, period)
            due, said = longer.get(place, first), reports.get(place)
            status = status_of(due, said.finished_at if said else None, now)
            duties.append(Duty(row, period, due, first, status, said))
    return duties


def duty_of(assignment: Assignment, period_code: str) -> Duty | None:
    """One instance, or None where the task has none of that code."""
    every = duties_of([assignment])
    return next((duty for duty in every if duty.period_code == period_code), None)
