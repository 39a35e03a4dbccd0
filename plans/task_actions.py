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
from sheets.privacy import looks_personal
from sheets.wording import gettext as _

State = TaskReport.State


def report(
    assignment: Assignment,
    period_code: str,
    *,
    by: User,
    note: str,
    file: Any = None,
    version: int | None = None,
) -> TaskReport:
    """The agency says what it did; again after a return.

    `version` is the report's own as it was read (0: none yet). Refusal 409 once
    accepted or where somebody reported in the meantime.
    """
    if not note.strip():
        raise Refusal(_("Hãy ghi kết quả thực hiện."))
    _refuse_personal_data(note)
    kept = files.store(file.read(), name=file.name) if file else None
    try:
        return _reported(assignment, period_code, version, by, note.strip(), kept)
    except Refusal:
        if kept:
            files.drop(kept)
        raise


def _reported(
    assignment: Assignment,
    period_code: str,
    version: int | None,
    by: User,
    note: str,
    kept: files.Stored | None,
) -> TaskReport:
    details = _details(assignment, "Báo cáo", by=by)
    with transaction.atomic():
        row = _to_write(assignment, period_code, version)
        row.state, row.note, row.reason = State.SUBMITTED, note, ""
        row.submitted_at, row.submitted_by = timezone.now(), by
        row.decided_at = row.decided_by = None
        if kept:
            row.file_name, row.stored_file = kept.name, kept.place
            row.file_sha256 = kept.sha256
            details |= {"file_name": kept.name, "file_sha256": kept.sha256}
            details["stored_file"] = kept.place
        with changeset(**details) as change:
            change.save(row)
    return row


def _to_write(
    assignment: Assignment, period_code: str, version: int | None
) -> TaskReport:
    row = _locked(assignment, period_code)
    if row and row.state == State.ACCEPTED:
        raise Refusal(_("Báo cáo đã được xác nhận, không sửa được nữa."), status=409)
    _check_version(row, version)
    row = row or TaskReport(assignment=assignment, period_code=period_code)
    row.version += not row._state.adding
    return row


def _check_version(row: TaskReport | None, version: int | None) -> None:
    if version is not None and version != (row.version if row else 0):
        message = "Báo cáo vừa được sửa ở nơi khác; hãy tải lại trang rồi làm tiếp."
        raise Refusal(message, status=409)


def decide(
    assignment: Assignment,
    period_code: str,
    *,
    by: User,
    reason: str = "",
    version: int | None = None,
) -> TaskReport:
    """Accept the report that was read, or return it where a reason is given."""
    with transaction.atomic():
        row = _locked(assignment, period_code)
        if row is None or row.state != State.SUBMITTED:
            raise Refusal(_("Không có báo cáo nào đang chờ xem xét."), status=409)
        _check_version(row, version)
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
    """A later day for this agency; the old one stays. Refusal 409 once reported."""
    if old_due is None:
        raise Refusal(_("Nhiệm vụ không có thời hạn nên không có gì để gia hạn."))
    if new_due <= old_due:
        raise Refusal(
            _("Hạn mới phải sau hạn cũ {old_due}.", old_due=format(old_due, "%d/%m/%Y"))
        )
    if not reason.strip():
        raise Refusal(_("Hãy ghi lý do gia hạn."))
    row = Extension(
        assignment=assignment,
        period_code=period_code,
        old_due=old_due,
        new_due=new_due,
        reason=reason.strip(),
    )
    details = _details(assignment, "Gia hạn", by=by, reason=row.reason)
    with changeset(**details) as change:
        _check_open(assignment, period_code, old_due)
        change.save(row)
    return row


def _check_open(assignment: Assignment, period_code: str, due: dt.date) -> None:
    """Not done yet (more time afterwards would hide a delay), and its day not moved."""
    said = _locked(assignment, period_code)
    if said and said.state != State.RETURNED:
        message = "Đã có báo cáo kết quả; gia hạn chỉ dành cho việc chưa xong."
        raise Refusal(message, status=409)
    earlier = assignment.extensions.filter(period_code=period_code).order_by("pk")
    last = earlier.last()
    if last and last.new_due != due:
        raise Refusal(_("Hạn vừa được đổi ở nơi khác; hãy tải lại trang."), status=409)


def _refuse_personal_data(text: str) -> None:
    """Counts only: product.md, head."""
    if why := looks_personal(text):
        raise Refusal(
            _(
                "Nội dung ghi có vẻ chứa {why}; hệ thống không lưu thông tin cá "
                "nhân, hãy bỏ phần đó rồi lưu lại.",
                why=why,
            )
        )


def _locked(assignment: Assignment, period_code: str) -> TaskReport | None:
    """The report there is; the part itself is locked, so that a first one waits."""
    Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
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
