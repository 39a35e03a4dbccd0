"""Tasks of agencies: who is charged, what is due when, and the five statuses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from accounts.models import User
from plans.models import Assignment, Task
from plans.task_board import Duty, assignments_of, duties_of
from plans.tasks import Status, status_of
from reports.api import told
from reports.api.asking import Page, UnitKey, choice_of, one_of, unit_of
from reports.api.auth import person
from reports.api.refusing import MAY_REFUSE
from units import names

router = Router(tags=["Nhiệm vụ"])
STATUSES = [status.value for status in Status]
# A task stands where its worst instance stands; what is done late is still done.
_WORST_FIRST = (
    Status.OVERDUE,
    Status.DUE_SOON,
    Status.NOT_DUE,
    Status.DONE_LATE,
    Status.ON_TIME,
)


class TaskQuery(Page):
    agency: UnitKey
    status: str = one_of("Tình trạng", STATUSES)


@dataclass(frozen=True)
class TaskLine:
    """A task with those of its instances that are asked about."""

    task: Task
    assignments: Sequence[Assignment]
    duties: Sequence[Duty]

    @property
    def status(self) -> Status:
        """Of the instances told; a task nobody is charged with has only its day."""
        found = {duty.status for duty in self.duties}
        if not found:
            return status_of(self.task.deadline, None, timezone.now())
        return next(status for status in _WORST_FIRST if status in found)


@router.get("tasks", response={200: told.Listed[told.TaskItem], **MAY_REFUSE})
def tasks(request: HttpRequest, asked: Query[TaskQuery]) -> Any:
    """Tasks of agencies; `agency` is a unit's key or its name as the document has it.

    `status` of a task is that of its worst instance: of the agency's own where one
    is named, else of all the asker may see (`duties`).
    """
    user = person(request)
    status = choice_of(asked.status, "status", STATUSES)
    lines = _lines(user, asked.agency)
    kept = [line for line in lines if not status or line.status == status]
    return {"items": [_told(line) for line in kept[asked.cut]], "count": len(kept)}


def _lines(user: User, agency: str) -> list[TaskLine]:
    found = Task.objects.visible_to(user).select_related("plan")
    rows = list(found.order_by("plan__slug", "order"))
    own = assignments_of(user).filter(task__in=rows).order_by("pk")
    chosen = _of_agency(list(own), agency, user) if agency else list(own)
    by_task: dict[int, list[Duty]] = {}
    for duty in duties_of(chosen):
        by_task.setdefault(duty.assignment.task_id, []).append(duty)
    charged = _charged(rows)
    return [
        TaskLine(row, charged.get(row.pk, ()), by_task.get(row.pk, ()))
        for row in rows
        if not agency or row.pk in by_task
    ]


def _of_agency(
    rows: Sequence[Assignment], agency: str, user: User
) -> Sequence[Assignment]:
    """A plan has tens of tasks: what people call an agency is compared here."""
    words = names.search_key(agency)
    named = [row for row in rows if names.search_key(row.agency) == words]
    if named:
        return named
    unit = unit_of(user, agency)
    return [row for row in rows if row.unit_id == unit.pk]


def _charged(rows: Iterable[Task]) -> dict[int, list[Assignment]]:
    """Everybody the paper names, for each task: it is a public document."""
    found: dict[int, list[Assignment]] = {}
    every = Assignment.objects.filter(task__in=list(rows)).select_related("unit")
    for row in every.order_by("pk"):
        found.setdefault(row.task_id, []).append(row)
    return found


def _told(line: TaskLine) -> dict[str, Any]:
    task = line.task
    return {
        "plan": task.plan.slug,
        "paragraph": task.paragraph,
        "title": task.title,
        "text": task.text,
        "cycle": task.cycle,
        "deadline": task.deadline,
        "deadline_text": task.deadline_text or None,
        "status": line.status.value,
        "agencies": [_agency(row) for row in line.assignments],
        "duties": [_duty(duty) for duty in line.duties],
    }


def _agency(row: Assignment) -> dict[str, Any]:
    unit = row.unit.key if row.unit else None
    return {"agency": row.agency, "unit": unit, "part": row.part}


def _duty(duty: Duty) -> dict[str, Any]:
    """One agency's instance; `first_due` keeps the day before it was extended."""
    return _agency(duty.assignment) | {
        "period": duty.period_code or None,
        "due": duty.due,
        "first_due": duty.first_due,
        "status": duty.status.value,
        "finished_at": duty.report.finished_at if duty.report else None,
    }
