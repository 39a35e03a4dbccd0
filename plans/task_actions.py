"""Writes on agency tasks: report, accept, return, extend; each leaves its line."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.journal import changeset
from accounts.models import User
from accounts.refusals import Refusal
from plans import files
from plans.models import Assignment
from plans.task_models import Extension, TaskReport

State = TaskReport.State


def report(
    assignment: Assignment, period_code: str, *, by: User, note: str, file: Any = None
) -> TaskReport:
    """The agency says what it did; again after a return. Refusal 409 once accepted."""
    if not note.strip():
        raise Refusal("Hãy ghi kết quả thực hiện.")
    kept = files.store(file.read(), name=file.name) if file else None
    with transaction.atomic():
        row = _locked(assignment, period_code)
        if row and row.state == State.ACCEPTED:
            raise Refusal("Báo cáo đã được xác nhận, không sửa được nữa.", status=409)
        row = row or TaskReport(assignment=assignment, period_code=period_code)
        row.version += not row._state.adding
        row.state, row.note, row.reason = State.SUBMITTED, note.strip(), ""
        row.submitted_at, row.submitted_by = timezone.now(), by
        row.decided_at = row.decided_by = None
        if kept:
            row.file_name, row.stored_file = kept.name, kept.place
            row.file_sha256 = kept.sha256
        details = _details(assignment, "Báo cáo", by=by)
        if kept:
            details |= {"file_name": kept.name, "file_sha256": kept.sha256}
        with changeset(**details) as change:
            change.save(row)
    return row


def decide(
    assignment: Assignment, period_code: str, *, by: User, reason: str = ""
) -> TaskReport:
    """Accept a report, or return it where a reason is given."""
    with transaction.atomic():
        row = _locked(assignment, period_code)
        if row is None or row.state != State.SUBMITTED:
            raise Refusal("Không có báo cáo nào đang chờ xem xét.", status=409)
        row.state = State.RETURNED if reason.strip() else State.ACCEPTED
        row.reason, row.version = reason.strip(), row.version + 1
        row.decided_at, row.decided_by = timezone.now(), by
        deed = "Trả lại báo cáo" if row.reason else "Xác nhận báo cáo"
        with changeset(
            **_details(assignment, deed, by=by, reason=row.reason)
        ) as change:
            change.save(row)
    return row


def extend(
    assignment: Assignment,
    period_code: str,
    *,
    by: User,
    old_due: dt.date | None,
    new_due: dt.date,
    reason: str,
) -> Extension:
    """A later day for this agency; the old one stays on record."""
    if old_due is None:
        raise Refusal("Nhiệm vụ không có thời hạn nên không có gì để gia hạn.")
    if new_due <= old_due:
        raise Refusal(f"Hạn mới phải sau hạn cũ {old_due:%d/%m/%Y}.")
    if not reason.strip():
        raise Refusal("Hãy ghi lý do gia hạn.")
    row = Extension(
        assignment=assignment,
        period_code=period_code,
        old_due=old_due,
        new_due=new_due,
        reason=reason.strip()[:500],
    )
    with changeset(
        **_details(assignment, "Gia hạn", by=by, reason=row.reason)
    ) as change:
        change.save(row)
    return row


def _locked(assignment: Assignment, period_code: str) -> TaskReport | None:
    rows = TaskReport.objects.select_for_update()
    found: TaskReport | None = rows.filter(
        assignment=assignment, period_code=period_code
    ).first()
    return found


def _details(
    assignment: Assignment, deed: str, *, by: User, reason: str = ""
) -> dict[str, Any]:
    task = assignment.task
    return {
        "by": by,
        "what": f"{deed} nhiệm vụ {task.paragraph}, {assignment.agency}",
        "reason": reason,
        "plan_slug": task.plan.slug,
    }
