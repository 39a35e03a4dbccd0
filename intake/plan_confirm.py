"""A reading confirmed: document, citations, plan, targets, tasks and quotas at once.

One change set, written only when every section was settled by a person; undone as
one while nothing else rests on it.
"""

from __future__ import annotations

from typing import Any

from django.db import models, transaction

from accounts import undoing
from accounts.journal import CREATED, JournalRow, changeset, versions_of
from accounts.models import ChangeSet, User
from accounts.refusals import Refusal
from intake.models import PlanReading
from intake.plan_checks import checks
from intake.plan_filing import Filing
from intake.plan_sections import Desk

State = PlanReading.State
_MOST = 20


def confirm(pk: int, *, by: User, version: int) -> PlanReading:
    """Put a reading in, once; returns it with its change set.

    Refusal 409 when it was confirmed or changed meanwhile, 422 with
    `details["reasons"]` for what is still open.
    """
    with transaction.atomic():
        reading = _locked(pk, by)
        if reading.state == State.DONE:
            raise Refusal("Bản đọc này đã được xác nhận.", status=409)
        if reading.version != version:
            message = "Bản đọc này vừa được sửa ở nơi khác; hãy xem lại rồi xác nhận."
            raise Refusal(message, status=409)
        desk = Desk(reading, by)
        open_ = checks(desk)
        if open_:
            raise Refusal("Chưa xác nhận được. " + open_[0], reasons=open_)
        reading.change_set = _file(desk, by)
        reading.owner, reading.state = reading.owner or by, State.DONE
        reading.save()
    return reading


def take_back(pk: int, *, by: User, reason: str) -> PlanReading:
    """Undo a confirmed reading; it lies open on the desk again."""
    with transaction.atomic():
        reading = _locked(pk, by)
        if reading.state != State.DONE or reading.change_set is None:
            raise Refusal("Bản đọc này chưa được xác nhận.", status=409)
        resting = dependants(reading.change_set)
        if resting:
            raise Refusal(resting[0], status=409, reasons=resting)
        try:
            undoing.undo(reading.change_set, by=by, reason=reason)
        except undoing.CannotUndo as error:
            status = 409 if reason.strip() else 422
            raise Refusal(str(error), status=status, reasons=error.reasons) from error
        reading.change_set, reading.state = None, State.OPEN
        reading.version += 1
        reading.save()
    return reading


def dependants(change_set: ChangeSet) -> list[str]:
    """Sentences naming rows of other deeds that rest on rows this one created."""
    made: dict[type[models.Model], set[Any]] = {}
    for version in versions_of(change_set):
        if version.history_type == CREATED:
            made.setdefault(version.instance_type, set()).add(version.id)
    found = []
    for model, ids in made.items():
        for relation in model._meta.related_objects:
            other = relation.related_model
            if issubclass(other, JournalRow):
                continue
            rows = other._base_manager.filter(**{f"{relation.field.name}__in": ids})
            rows = rows.exclude(pk__in=made.get(other, set()))
            name = other._meta.verbose_name.capitalize()
            found += [
                f"{name} «{str(row)[:100]}» dựa vào kế hoạch này; hãy thu hồi hoặc "
                "xóa mục đó trước."
                for row in rows[:_MOST]
            ]
    return found[:_MOST]


def _file(desk: Desk, by: User) -> ChangeSet:
    reading = desk.reading
    with changeset(
        by=by,
        what=f"Đọc {reading} vào hệ thống",
        door=ChangeSet.Door.IMPORT if reading.name else ChangeSet.Door.FORM,
        reason=_answers(desk),
        plan_slug=Filing.plan_slug(desk),
        file_name=reading.name,
        file_sha256=reading.sha256,
    ) as change:
        Filing(change, desk).everything()
    return change.row


def _answers(desk: Desk) -> str:
    """What was answered to the questions of the paper, for the journal."""
    if "questions" not in desk.keys:
        return ""
    told = []
    for row in desk.section("questions").rows:
        data = row.form.cleaned_data
        answer = dict(row.form.fields["answer"].choices)[data["answer"]]
        told.append(f"{row.words[:200]}: {answer} {data['note']}".strip())
    return "; ".join(told)


def _locked(pk: int, by: User) -> PlanReading:
    mine = models.Q(owner=by) | models.Q(owner=None)
    rows = PlanReading.objects.select_for_update().filter(mine, pk=pk)
    found = rows.first()
    if found is None:
        raise Refusal("Không có bản đọc này.", status=404)
    return found
