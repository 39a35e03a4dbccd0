"""What became of the tasks a plan lays on agencies, as paragraphs of the report.

Five statuses as of the report's cut-off: the same data give the same words on
whatever day the report is made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from plans import labels
from plans.deadlines import VIETNAM
from plans.models import Assignment, Plan, Task
from plans.periods import Period
from plans.task_board import Duty, duties_of
from plans.tasks import Status, Tally, status_of
from reports.letterhead import short_day
from sheets.numbers import format_number

NOTHING_ASSIGNED = "Kế hoạch chưa giao nhiệm vụ cho sở, ngành, cơ quan nào."
_LONGEST = 240
_ORDER = (Assignment.Part.LEAD, Assignment.Part.REQUESTED, Assignment.Part.SUPPORT)
# Good news first, then what is left, then what is late: the order of the sentence.
_TOLD = (
    Status.ON_TIME,
    Status.DONE_LATE,
    Status.NOT_DUE,
    Status.DUE_SOON,
    Status.OVERDUE,
)


@dataclass(frozen=True)
class _Done:
    """One task under the agency that answers for it, judged at `at`."""

    task: Task
    agency: str
    duties: Sequence[Duty]
    at: dt.datetime

    @cached_property
    def statuses(self) -> list[Status]:
        return [_status(duty, self.at) for duty in self.duties]

    def line(self, to_write: str) -> str:
        told = "; ".join(
            f"{_when(duty)}{labels.TASK_STATUS[status].lower()}"
            for duty, status in zip(self.duties, self.statuses, strict=True)
        )
        said = f"- {_said(self.task)} (mục {self.task.paragraph})"
        return f"{said}: {told or 'chưa giao'}. {_result(self.duties) or to_write}"


def task_lines(plan: Plan, period: Period, to_write: str) -> list[str]:
    """How many stand where, then each agency with its tasks in the plan's order.

    `to_write` stands where no agency has told its result. Six queries.
    """
    cut_off = period.window(plan.calendar)[1]
    at = dt.datetime.combine(cut_off, dt.time(23, 59, 59), tzinfo=VIETNAM)
    done = _done(plan, period, at)
    if not done:
        return [NOTHING_ASSIGNED]
    by_agency: dict[str, list[_Done]] = {}
    for item in done:
        by_agency.setdefault(item.agency, []).append(item)
    lines = [_overall(by_agency, cut_off)]
    for number, (agency, given) in enumerate(by_agency.items(), 1):
        name = agency or "Nhiệm vụ chưa ghi cơ quan thực hiện"
        lines.append(f"{number}. {name}: {_counted(given)}")
        lines += [item.line(to_write) for item in given]
    return lines


def _done(plan: Plan, period: Period, at: dt.datetime) -> list[_Done]:
    """Each task with the instances of the one agency that answers for it."""
    tasks = list(plan.tasks.order_by("order"))
    found = Assignment.objects.filter(task__in=tasks).order_by("pk")
    rows = list(found.select_related("task__plan", "unit"))
    answering: dict[int, Assignment] = {}
    for part in _ORDER:
        for row in rows:
            if row.part == part:
                answering.setdefault(row.task_id, row)
    by_task: dict[int, list[Duty]] = {}
    for duty in duties_of(answering.values()):
        if duty.period is None or duty.period.last_month <= period.last_month:
            by_task.setdefault(duty.assignment.task_id, []).append(duty)
    return [
        _Done(task, _agency(answering.get(task.pk)), by_task.get(task.pk, ()), at)
        for task in tasks
        if task.pk in by_task or task.pk not in answering
    ]


def _status(duty: Duty, at: dt.datetime) -> Status:
    return status_of(duty.due, duty.report.finished_at if duty.report else None, at)


def _overall(by_agency: dict[str, list[_Done]], cut_off: dt.date) -> str:
    every = [item for given in by_agency.values() for item in given]
    agencies = format_number(len([name for name in by_agency if name]))
    return (
        f"Kế hoạch giao nhiệm vụ cho {agencies} cơ quan chủ trì. Tính đến ngày "
        f"{short_day(cut_off)}: {_counted(every)}."
    )


def _counted(given: Iterable[_Done]) -> str:
    """ "05 lượt việc: đúng hạn 02; quá hạn 03"; no share of nothing is taken."""
    tally = Tally.of(status for item in given for status in item.statuses)
    if not tally.total:
        return tally.sentence
    told = [
        f"{labels.TASK_STATUS[status].lower()} {tally[status]:02}"
        for status in _TOLD
        if tally[status]
    ]
    return f"{tally.total:02} lượt việc ({'; '.join(told)})"


def _when(duty: Duty) -> str:
    """ "quý I/2021 " before the status of an instance of a cycle."""
    if duty.period is None:
        return ""
    label = duty.period.label
    return f"{label[:1].lower()}{label[1:]} "


def _result(duties: Sequence[Duty]) -> str:
    """What the agency told last; nothing of what was returned to it."""
    told = [
        duty.report.note
        for duty in duties
        if duty.report and duty.report.finished_at is not None
    ]
    words = " ".join(told[-1].split()) if told else ""
    return f"{words.rstrip('.;: ')}." if words else ""


def _agency(row: Assignment | None) -> str:
    """As the document names it."""
    return row.agency if row else ""


def _said(task: Task) -> str:
    """The task in its own words: the title, or the first clause where it was cut."""
    if not task.title.endswith("…"):
        return task.title.rstrip(".;: ")
    text = " ".join(task.text.removeprefix("- ").split())
    clause = text.split(";")[0].split(". ")[0].rstrip(".,;: ")
    if len(clause) <= _LONGEST:
        return clause
    return clause[:_LONGEST].rsplit(" ", 1)[0].rstrip(",;: ") + "…"
