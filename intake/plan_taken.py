"""What of a reading counts: its needed sections, and the items nobody skipped."""

from __future__ import annotations

from intake.plan_rows import Row
from intake.plan_sections import Desk, is_annex

PLAN_ONLY = ("targets", "tasks")


def is_plan(desk: Desk) -> bool:
    """Whether the document is to be followed as a plan."""
    return desk.section("plan").rows[0].form.is_taken


def needed(desk: Desk) -> list[str]:
    """The sections that must be settled: a mere document has no targets."""
    keys = desk.keys
    plan = desk.section("plan")
    if plan.is_settled and not is_plan(desk):
        return [key for key in keys if key not in PLAN_ONLY and not is_annex(key)]
    return keys


def taken(desk: Desk, key: str) -> list[tuple[int, Row]]:
    """Items of a section that were not skipped, with their numbers."""
    if key not in needed(desk):
        return []
    rows = list(enumerate(desk.section(key).rows))
    if (is_annex(key) or key == "criteria") and not rows[0][1].form.is_taken:
        return []
    return [(number, row) for number, row in rows if row.form.is_taken]
