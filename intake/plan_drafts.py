"""Papers on the reading desk: kept as read, decided field by field, dropped.

A reading is no business row: nothing of it counts before it is confirmed
(intake.plan_confirm). What a person saves lies in `decisions`, by section.
"""

from __future__ import annotations

import copy
import hashlib
import tempfile
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.refusals import Refusal
from intake.docx_text import MAX_FILE, PlanFileError
from intake.models import PlanReading
from intake.plan_additions import Addition
from intake.plan_file import read_plan_file
from intake.plan_sections import is_annex, tables_of
from intake.reading import PlanDraft, as_json, read_plan_text
from intake.uploads import clean_name

MOST_CHARACTERS = 1_000_000
NOT_A_PLAN = "NOT_A_PLAN"


def read_paste(text: str) -> PlanDraft:
    """The draft of a pasted text; Refusal 413 for more than any plan has."""
    if len(text) > MOST_CHARACTERS:
        raise Refusal(
            "Văn bản dài hơn 1.000.000 ký tự; hãy dán từng kế hoạch một.", status=413
        )
    return read_plan_text(text)


def read_upload(data: bytes) -> PlanDraft:
    """The draft of a file's bytes; Refusal 413, 415 with what to do."""
    if len(data) > MAX_FILE:
        message = "Tệp lớn hơn 10 MB. Hãy bỏ bớt hình ảnh rồi lưu lại."
        raise Refusal(message, status=413)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan"
        path.write_bytes(data)
        try:
            return read_plan_file(path)
        except PlanFileError as error:
            raise Refusal(str(error), status=415) from error


def what_is_wrong(draft: PlanDraft) -> str | None:
    """Why this text gives no plan, or None where it does."""
    doubts = [q.message for q in draft.questions if q.code == NOT_A_PLAN]
    return doubts[0] if doubts else None


def keep(
    draft: PlanDraft, *, owner: User | None, data: bytes, name: str = ""
) -> PlanReading:
    """Put a draft on the desk; the same paper of the same person is there once.

    Refusal 422 for a text that is no plan.
    """
    wrong = what_is_wrong(draft)
    if wrong:
        raise Refusal(wrong)
    digest = hashlib.sha256(data).hexdigest()
    standing = PlanReading.objects.filter(
        owner=owner, sha256=digest, state=PlanReading.State.OPEN
    ).first()
    if standing:
        return standing
    plain: dict[str, Any] = as_json(draft)
    text = plain.pop("text")
    return PlanReading.objects.create(
        owner=owner,
        name=clean_name(name) if name else "",
        sha256=digest,
        text=text,
        draft=plain,
    )


def readings_of(user: User) -> QuerySet[PlanReading]:
    """Own readings, and those nobody has taken up yet."""
    return PlanReading.objects.filter(Q(owner=user) | Q(owner=None))


def save_section(
    reading: PlanReading,
    section: str,
    values: Any,
    *,
    by: User,
    version: int,
    added: Addition | None = None,
) -> PlanReading:
    """Keep what a person says of one section; whoever saves first owns it.

    `added` are items a person found in the paper, put after those that were read.
    Refusal 409 where it was confirmed or saved elsewhere in the meantime.
    """
    with transaction.atomic():
        row = _locked(reading.pk)
        if row.version != version:
            raise Refusal(
                "Bản đọc này vừa được lưu ở nơi khác; hãy tải lại trang rồi sửa tiếp.",
                status=409,
            )
        row.decisions = {**row.decisions, section: values}
        if added:
            row.draft = with_items(row.draft, added, by=by)
        row.owner = row.owner or by
        row.version += 1
        row.save()
    return row


def with_items(draft: dict[str, Any], added: Addition, *, by: User) -> dict[str, Any]:
    """The draft with more items at the end of one section, and who added them."""
    made = copy.deepcopy(draft)
    for item in added.items:
        for one in (item, *item.get("requirements", ())):
            one["added_by"] = str(by)
    if not is_annex(added.section):
        made[added.section] = [*made.get(added.section, ()), *added.items]
        return made
    tables_of(made)[added.section]["rows"] += added.items
    return made


def drop(reading: PlanReading) -> None:
    """Take an open reading off the desk."""
    with transaction.atomic():
        _locked(reading.pk).delete()


def _locked(pk: int) -> PlanReading:
    row = PlanReading.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        raise Refusal("Bản đọc này không còn trên bàn.", status=404)
    if row.state == PlanReading.State.DONE:
        raise Refusal("Bản đọc này đã được xác nhận.", status=409)
    return row
