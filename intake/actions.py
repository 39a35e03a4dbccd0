"""Writes of the import desk: keep a draft, confirm it once, take it back.

A confirmed import is one transaction: the plan is locked, the table compared again
with what stands there now, written, journalled, and the draft closed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import undoing
from accounts.journal import changeset
from accounts.models import ChangeSet, User
from accounts.refusals import Refusal
from intake import drafts, large_drafts, quota_import, result_import, uploads
from intake.codes import OF_THE_FILE
from intake.desk import Desk, Prepared
from intake.large_drafts import Tell, prepare
from intake.models import ImportDraft, Upload
from intake.orders import Order
from intake.steps import Refused409, Step, check_unchanged, check_units
from intake.tables import Line
from plans.models import Plan, Round
from sheets.problems import Problem
from targets.guards import closed_reports

State = ImportDraft.State


def receive(file: File, order: Order) -> tuple[Prepared, ImportDraft | None]:
    """Read an uploaded file and keep it, to be confirmed or asked about.

    One that is too large or cannot be read as a workbook at all is not kept: no
    draft.
    """
    limits = uploads.limits()
    name = uploads.clean_name(file.name or "")
    if file.size > limits.upload_bytes:
        return Prepared(order, problems=(_too_large(),)), None
    data = file.read()
    prepared = prepare(data, order, name=name, limits=limits)
    is_unread = any(problem.code in OF_THE_FILE for problem in prepared.problems)
    if is_unread or prepared.is_handout:
        return prepared, None
    upload = uploads.store(data, name=name, owner=order.by)
    return prepared, drafts.keep(prepared, upload)


def read_again(
    draft: ImportDraft, by: User, **answers: Any
) -> tuple[Prepared, ImportDraft]:
    """The same file once more, after a person answered a question about it.

    `answers`: fields of the order: columns, or sheet and top of the table meant.
    """
    order = replace(drafts.order_of(draft, by), **answers)
    upload = draft.upload
    data, limits = uploads.read(upload), uploads.limits()
    prepared = prepare(data, order, name=upload.name, limits=limits)
    return prepared, drafts.keep(prepared, upload)


def _silent(done: int, message: str) -> None:
    """Nobody waits for progress."""


def confirm(
    token: str,
    *,
    by: User,
    notices_seen: bool = True,
    tell: Tell = _silent,
) -> ImportDraft:
    """Carry out a draft, once; returns it with its change set.

    `tell` hears the lines that are through and what is being done.

    Raises Refusal: 404 for a stranger's or unknown token; 409 with
    `details["draft"]` when it was carried out already, with `details["problems"]`
    naming what changed since the preview; 422 for notices that nobody ticked.
    """
    with all_or_nothing(), transaction.atomic():
        draft = _locked(token, by)
        if drafts.to_tick(draft) and not notices_seen:
            raise Refusal("Hãy đọc và đánh dấu đã xem các lưu ý trước khi xác nhận.")
        order, lines, sheet = drafts.restored(draft, by)
        tell(len(lines) // 10, "Đang đối chiếu với số liệu hiện có")
        Plan.objects.select_for_update().get(pk=order.plan.pk)
        if draft.reading.get("whole"):
            change = large_drafts.carry_out(draft, order, lines, tell)
        else:
            change = _carry_out_small(draft, order, lines, sheet, tell)
        close(draft, change)
    return draft


def _carry_out_small(
    draft: ImportDraft, order: Order, lines: list[Line], sheet: str, tell: Tell
) -> int | None:
    desk = Desk(order)
    check_units(lines, draft.reading["units"])
    steps = desk.compare(lines, lock=True)
    check_unchanged(steps, draft.reading["bases"], desk.labels)
    tell(len(lines) // 3, "Đang ghi")
    return _execute(desk, lines, steps, sheet, draft.upload)


def take_back(
    change_set: ChangeSet,
    *,
    by: User,
    reason: str,
    guard: undoing.Guard = closed_reports,
) -> ChangeSet:
    """Undo an import with its reason; Refusal 409 lists what stands against it."""
    try:
        return undoing.undo(change_set, by=by, reason=reason, guard=guard)
    except undoing.CannotUndo as error:
        change_set.refresh_from_db()  # it was not taken back after all
        status = 422 if not reason.strip() else 409
        raise Refusal(str(error), status=status, reasons=error.reasons) from error


def carry_out(prepared: Prepared, upload: Upload) -> int | None:
    order = prepared.order
    Plan.objects.select_for_update().get(pk=order.plan.pk)
    desk = Desk(order)
    steps = desk.compare(prepared.reading.lines, lock=True)
    check_unchanged(
        steps, {s.place: s.fingerprint for s in prepared.steps}, desk.labels
    )
    sheet = prepared.reading.sheet
    change = _execute(desk, prepared.reading.lines, steps, sheet, upload)
    close(drafts.keep(prepared, upload, with_reading=False), change)
    return change


def _execute(
    desk: Desk,
    lines: Any,
    steps: list[Step],
    sheet: str,
    upload: Upload,
) -> int | None:
    """Write through the journal; the change set's number, None for no change."""
    order = desk.order
    details = drafts.of_file(upload)
    if order.round is not None:
        return _execute_results(desk, order.round, steps, sheet, details)
    with changeset(
        by=order.by,
        what=f"Nạp {order.title[0].lower()}{order.title[1:]}",
        door=ChangeSet.Door.IMPORT,
        plan_slug=order.plan.slug,
        **details,
    ) as change:
        quota_import.write(change, order.plan, lines, steps, order.under, sheet=sheet)
    return change.pk


def _execute_results(
    desk: Desk, round_: Round, steps: list[Step], sheet: str, details: dict[str, str]
) -> int | None:
    try:
        return result_import.write(
            round_,
            steps,
            by=desk.order.by,
            sheet=sheet,
            duties=desk.duties,
            **details,
        )
    except Refusal as refusal:
        problems = result_import.told(refusal, steps, sheet)
        raise Refusal(
            refusal.message, status=refusal.status, problems=tuple(problems)
        ) from refusal


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """A constraint that broke because somebody was faster is a refusal, not a fault."""
    try:
        yield
    except IntegrityError as error:
        message = "Số liệu vừa được người khác thay đổi; hãy nạp lại tệp để xem trước."
        raise Refused409([Problem("E_STALE", message)]) from error


def _locked(token: str, by: User) -> ImportDraft:
    drafts_ = ImportDraft.objects.select_for_update(of=("self",))
    draft = (
        drafts_.select_related("upload", "plan__document", "plan__unit", "decision")
        .filter(token=token, upload__owner=by)
        .first()
    )
    if draft is None or draft.state == State.REFUSED:
        raise Refusal("Không có lần xem trước này; hãy nạp lại tệp.", status=404)
    if draft.state == State.DONE:
        raise Refusal("Tệp này đã được nạp rồi.", status=409, draft=draft)
    return draft


def close(draft: ImportDraft, change: int | None) -> None:
    draft.state, draft.change_set_id = State.DONE, change
    draft.decided_at = timezone.now()
    draft.reading = {}
    draft.save(update_fields=["state", "change_set", "decided_at", "reading"])
    if change is not None:
        Upload.objects.filter(pk=draft.upload_id).update(expires_at=None)


def _too_large() -> Problem:
    return Problem(
        "E_TOO_BIG",
        f"Tệp lớn hơn {settings.UPLOAD_MEGABYTES} MB; hãy bỏ ảnh, trang thừa hoặc chia "
        "nhỏ tệp rồi nạp lại.",
    )
