"""The tasks of a plan by lead agency, each with room for its result."""

from __future__ import annotations

from collections.abc import Sequence

from plans.models import Assignment, Plan, Task

_LONGEST = 240
_ORDER = (Assignment.Part.LEAD, Assignment.Part.REQUESTED, Assignment.Part.SUPPORT)


def task_lines(plan: Plan, to_write: str) -> list[str]:
    """One heading for each agency in the plan's order, then its tasks."""
    tasks = plan.tasks.prefetch_related("assignments__unit").order_by("order")
    by_agency: dict[str, list[Task]] = {}
    for task in tasks:
        by_agency.setdefault(_agency(list(task.assignments.all())), []).append(task)
    return [
        line
        for number, (agency, given) in enumerate(by_agency.items(), 1)
        for line in (
            f"{number}. {agency or 'Nhiệm vụ chưa ghi cơ quan thực hiện'}",
            *(f"- {_said(task)} (mục {task.paragraph}): {to_write}" for task in given),
        )
    ]


def _agency(assignments: Sequence[Assignment]) -> str:
    """As the document names it; the lead before those who are asked or help."""
    for part in _ORDER:
        for assignment in assignments:
            if assignment.part == part:
                return assignment.agency
    return ""


def _said(task: Task) -> str:
    """The task in its own words: the title, or the first clause where it was cut."""
    if not task.title.endswith("…"):
        return task.title.rstrip(".;: ")
    text = " ".join(task.text.removeprefix("- ").split())
    clause = text.split(";")[0].split(". ")[0].rstrip(".,;: ")
    if len(clause) <= _LONGEST:
        return clause
    return clause[:_LONGEST].rsplit(" ", 1)[0].rstrip(",;: ") + "…"
