"""What the pages of a plan show: its facts, what it rests on, targets, tasks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from plans import labels
from plans.models import Assignment, Citation, Document, Plan, Task
from sheets.wording import gettext as _


@dataclass(frozen=True)
class Fact:
    """One line of a list of facts."""

    label: str
    value: str
    url: str = ""


@dataclass(frozen=True)
class Basis:
    """Documents the plan stands in one relation to ("triển khai")."""

    relation: str
    citations: list[Citation]


@dataclass(frozen=True)
class Charge:
    """One agency's part in one task, in finished words."""

    paragraph: str
    title: str
    part: str
    when: str
    plan: str


@dataclass(frozen=True)
class AgencyTasks:
    """What one agency is charged with, as the document names it."""

    agency: str
    charges: list[Charge]


def plan_list(user: User) -> QuerySet[Plan]:
    """Every visible plan with how much hangs on it, the latest first."""
    plans: QuerySet[Plan] = (
        Plan.objects.visible_to(user)  # type: ignore[attr-defined,unused-ignore]
        .select_related("document", "unit")
        .annotate(
            target_count=Count("targets", distinct=True),
            unit_count=Count("assigned_units", distinct=True),
            task_count=Count("tasks", distinct=True),
        )
        .order_by("-year", "slug")
    )
    return plans


@dataclass(frozen=True)
class PlanPage:
    """A plan as its document has it."""

    plan: Plan
    user: User

    @property
    def document(self) -> Document:
        return self.plan.document

    @cached_property
    def facts(self) -> list[Fact]:
        document, plan = self.document, self.plan
        kind = labels.DOCUMENT_KIND.get(document.kind, document.kind)
        rows = (
            (
                _("Số, ký hiệu"),
                _("{kind} số {symbol}", kind=kind, symbol=document.symbol),
            ),
            (_("Cơ quan ban hành"), document.issuer),
            (_("Ngày ban hành"), _day(document.issued_on)),
            (_("Người ký"), _signed(document)),
            (_("Tình trạng"), labels.DOCUMENT_STATUS.get(document.status, "")),
            (_("Thực hiện"), f"{_day(plan.start)} – {_day(plan.end)}"),
            (
                _("Kỳ báo cáo"),
                f"{labels.GRAIN[plan.grain]}; {labels.SCHEME[plan.scheme]}",
            ),
        )
        return [Fact(label, value) for label, value in rows if value]

    @cached_property
    def bases(self) -> list[Basis]:
        """What it rests on, by relation, in the document's order."""
        rows = self.document.citations.select_related("cited__plan").order_by("order")
        found: dict[str, list[Citation]] = {}
        for row in rows:
            found.setdefault(row.relation, []).append(row)
        return [Basis(labels.RELATION[key], rows) for key, rows in found.items()]

    @cached_property
    def agencies(self) -> list[AgencyTasks]:
        return by_agency(tasks_of(self.user, plan=self.plan))


def tasks_of(
    user: User, *, plan: Plan | None = None, text: str = "", part: str = ""
) -> list[Assignment]:
    """Who is charged with what, as far as `user` may see; one query."""
    tasks = Task.objects.visible_to(user)  # type: ignore[attr-defined,unused-ignore]
    rows = Assignment.objects.filter(task__in=tasks.values("pk"))
    if plan is not None:
        rows = rows.filter(task__plan=plan)
    if part:
        rows = rows.filter(part=part)
    if text:
        words = Q(agency__icontains=text) | Q(task__title__icontains=text)
        rows = rows.filter(words)
    order = ("-task__plan__year", "task__order", "pk")
    return list(rows.select_related("task__plan__document", "unit").order_by(*order))


def by_agency(assignments: list[Assignment]) -> list[AgencyTasks]:
    """Grouped in the order the document first names each agency."""
    found: dict[str, list[Charge]] = {}
    for row in assignments:
        agency = row.unit.name if row.unit else row.agency
        found.setdefault(agency, []).append(_charge(row))
    return [AgencyTasks(agency, rows) for agency, rows in found.items()]


def when(task: Task) -> str:
    """The deadline as the document words it, else its day, else its cycle."""
    told = task.deadline_text or _day(task.deadline)
    return told or labels.CYCLE.get(task.cycle, "")


def _charge(row: Assignment) -> Charge:
    task = row.task
    return Charge(
        paragraph=task.paragraph,
        title=task.title,
        part=labels.PART[row.part],
        when=when(task),
        plan=task.plan.document.symbol,
    )


def _signed(document: Document) -> str:
    capacity = document.signing_capacity.replace(" / ", ", ")
    return f"{document.signer} ({capacity})" if capacity else document.signer


def _day(date: dt.date | None) -> str:
    return date.strftime("%d/%m/%Y") if date else ""
