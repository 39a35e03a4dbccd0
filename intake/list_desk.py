"""Unit lists on the import desk: read, shown, filed once, taken back.

What is shown is computed from the units in force; the confirmed list is computed
again under the draft's lock and refused when it would do anything else by then.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import asdict

from django.conf import settings
from django.core.files.base import File
from django.db import IntegrityError, transaction

from accounts.models import ChangeSet, User
from accounts.refusals import Refusal
from accounts.roles import Permission
from accounts.scoping import units_for
from intake import uploads
from intake.actions import take_back
from intake.models import ListDraft, Upload
from intake.unit_files import read_unit_file
from intake.unit_lists import edition_of, file_edition
from intake.unit_uses import units_in_use
from sheets.limits import LARGE, MEGABYTE
from sheets.problems import Problem, Refused
from units.loading import BadUnitList, EditionPlan, Listed
from units.models import Unit


def receive(file: File, day: dt.date, *, by: User) -> ListDraft:
    """Read and keep a list in force on `day`; raises Refused with every reason."""
    if file.size > settings.UPLOAD_MEGABYTES * MEGABYTE:
        message = f"Tệp lớn hơn {settings.UPLOAD_MEGABYTES} MB; hãy chia nhỏ danh mục."
        raise Refused([Problem("E_TOO_BIG", message)])
    data, name = file.read(), uploads.clean_name(file.name or "")
    rows = read_unit_file(data, name=name, limits=LARGE, day=day)
    plan = _edition(rows, day, name)
    _check_scope(plan, by)
    upload = uploads.store(data, name=name, owner=by)
    return ListDraft.objects.create(
        upload=upload, day=day, rows=[asdict(row) for row in rows], would=_digest(plan)
    )


def plan_of(draft: ListDraft) -> EditionPlan:
    """What this list would change now."""
    rows = [Listed(**row) for row in draft.rows]
    return _edition(rows, draft.day, draft.upload.name)


def own_list(token: str, by: User, *, lock: bool = False) -> ListDraft:
    """The draft of this token; a stranger's does not exist."""
    drafts = ListDraft.objects.select_related("upload")
    if lock:
        drafts = drafts.select_for_update(of=("self",))
    draft = drafts.filter(token=token, upload__owner=by).first()
    if draft is None:
        raise Refusal("Không có lần xem trước này; hãy nạp lại tệp.", status=404)
    return draft


def is_list_token(token: str, by: User) -> bool:
    return ListDraft.objects.filter(token=token, upload__owner=by).exists()


def confirm(token: str, *, by: User) -> ListDraft:
    """File the list, once. Refusal 409: done already, or changed since the preview."""
    stale = "Đơn vị vừa được người khác thay đổi; hãy nạp lại danh mục để xem trước."
    try:
        with transaction.atomic():
            draft = own_list(token, by, lock=True)
            if draft.change_set_id is not None:
                message = "Danh mục này đã được nạp rồi."
                raise Refusal(message, status=409, draft=draft)
            plan = plan_of(draft)
            if _digest(plan) != draft.would:
                raise Refusal(stale, status=409)
            _check_scope(plan, by)
            draft.change_set_id = _file(plan, draft, by)
            draft.save(update_fields=["change_set"])
    except (IntegrityError, Refused) as error:
        raise Refusal(stale, status=409) from error
    return draft


def undo(draft: ListDraft, *, by: User, reason: str) -> ChangeSet:
    """Take the list back; Refusal 409 names the units that are in use since."""
    if draft.change_set is None:
        raise Refusal("Danh mục này chưa được nạp.", status=409)
    try:
        with transaction.atomic():
            return take_back(draft.change_set, by=by, reason=reason, guard=units_in_use)
    except IntegrityError as error:
        raise Refusal(
            "Đơn vị của danh mục này đã được dùng trong kế hoạch hoặc số liệu; "
            "không thu hồi được.",
            status=409,
        ) from error


def _file(plan: EditionPlan, draft: ListDraft, by: User) -> int | None:
    upload = draft.upload
    done = file_edition(
        plan,
        by=by,
        door=ChangeSet.Door.IMPORT,
        file_name=upload.name,
        file_sha256=upload.sha256,
        stored_file=upload.stored,
    )
    if done.change_set is not None:
        Upload.objects.filter(pk=upload.pk).update(expires_at=None)
    return done.change_set


def _edition(rows: list[Listed], day: dt.date, source: str) -> EditionPlan:
    try:
        return edition_of(rows, day=day, source=source)
    except BadUnitList as error:
        raise Refused([Problem("E_UNIT_LIST", str(error))]) from error


def _check_scope(plan: EditionPlan, by: User) -> None:
    """An import never begins or ends a unit outside the person's own scope."""
    mine = set(units_for(by, Permission.IMPORT).values_list("pk", flat=True))
    outside = [unit for unit in plan.ended if unit.pk not in mine]
    outside += [unit for unit in plan.created if not _is_within(unit, mine)]
    if outside:
        raise Refused(
            Problem("E_SCOPE", f"{unit} nằm ngoài phạm vi được giao của bạn.")
            for unit in outside[:100]
        )


def _is_within(unit: Unit, mine: set[int]) -> bool:
    above = unit.parent
    while above is not None and above.pk is None:
        above = above.parent
    return above is not None and above.pk in mine


def _digest(plan: EditionPlan) -> str:
    text = repr(
        (
            sorted((unit.key, unit.full_name) for unit in plan.created),
            sorted(unit.pk for unit in plan.ended),
        )
    )
    return hashlib.sha256(text.encode()).hexdigest()
