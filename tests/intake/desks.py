"""A person at the reading desk, as the browser would send it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from accounts.journal import changeset
from accounts.models import User
from intake.models import PlanReading
from intake.plan_sections import Desk
from plans.models import Assignment, Plan

ROOT = Path(__file__).resolve().parent.parent.parent
PAPERS = ROOT / "fixtures" / "documents"
HANOI_2021 = PAPERS / "ke-hoach-21-kh-ubnd-2021.txt"


def forget_the_plan() -> None:
    """An office whose plan of 2021 has only just come on paper."""
    plan = Plan.objects.get(document__symbol="21/KH-UBND")
    rows = (Assignment.objects.filter(task__plan=plan), plan.tasks.all())
    with changeset(by=None, what="Chưa có kế hoạch") as change:
        for row in (*rows[0], *rows[1], *plan.targets.all(), plan):
            change.delete(row)


def paste(client: Any, text: str) -> PlanReading:
    """The text pasted in; the reading that lies on the desk then."""
    response = client.post("/plans/read/", {"text": text})
    assert response.status_code == 302, response.content.decode()[:500]
    return PlanReading.objects.get(pk=response.url.split("/")[3])


def as_shown(reading: PlanReading, user: User, section: str) -> dict[str, Any]:
    """Every field of a section as the page has it: proposals or what was saved."""
    rows = Desk(PlanReading.objects.get(pk=reading.pk), user).section(section).rows
    shown = {field.html_name: field.value() for row in rows for field in row.form}
    version = PlanReading.objects.get(pk=reading.pk).version
    return {k: "" if v is None else v for k, v in shown.items()} | {"version": version}


def save(client: Any, reading: PlanReading, user: User, section: str, **typed: Any):
    """Save a section as shown, with some fields typed over."""
    data = as_shown(reading, user, section) | typed
    return client.post(f"/plans/read/{reading.pk}/{section}/", data)


def save_all(client: Any, reading: PlanReading, user: User) -> None:
    """Go through every section and let the open names be made."""
    rest = {"citations": "stub", "targets": "new", "tasks": "new"}
    for section in Desk(reading, user).keys:
        typed = {"rest": rest.get(section, "")}
        if section == "questions":
            questions = range(len(reading.draft["questions"]))
            typed |= {f"questions-{n}-answer": "keep" for n in questions}
        save(client, reading, user, section, **typed)


def confirm(client: Any, reading: PlanReading):
    version = PlanReading.objects.get(pk=reading.pk).version
    return client.post(f"/plans/read/{reading.pk}/confirm/", {"version": version})
