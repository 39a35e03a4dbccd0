"""The steps of a report from draft to approved, and the lock of a round.

`by=None` is the system itself (the demo, a command on the server). A person without
the permission gets 403, one for whom the unit does not exist 404; what the state
table (states.py) does not allow is 409 with the sentence. Refusals change nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from accounts.journal import Change, changeset
from accounts.models import ChangeSet, User
from accounts.refusals import Refusal
from accounts.roles import Permission
from plans.models import Round
from sheets.wording import gettext as _
from targets.completeness import gaps_of
from targets.facts import standing
from targets.models import Submission
from targets.rights import require
from targets.states import NEEDS, Action, refusal

Door = ChangeSet.Door
LONGEST_REOPENING = dt.timedelta(days=31)


def submit(
    submission: Submission, *, by: User | None, answer: str = "", door: str = Door.FORM
) -> Submission:
    """Hand the report in; with cells missing `answer` (giải trình) must say why."""
    with deed(Action.SUBMIT, submission, by=by, what="Nộp báo cáo", door=door) as (
        _change,
        own,
    ):
        gap = gaps_of([own])[own.pk]
        if gap.is_blank:
            raise Refusal(
                _(
                    "Báo cáo chưa có số nào; hãy nhập số liệu, hoặc chọn «Không phát "
                    "sinh» nếu trong kỳ không có việc gì."
                )
            )
        if gap.targets and not answer.strip():
            raise Refusal(
                _(
                    "Còn thiếu {targets} chỉ tiêu: {names}. Hãy nhập cho đủ, hoặc "
                    "ghi giải trình rồi nộp.",
                    targets=len(gap.targets),
                    names=gap.names,
                ),
                missing=gap.targets,
            )
        own.state, own.answer = Submission.State.SUBMITTED, answer.strip()
        own.submitted_at, own.submitted_by = timezone.now(), by
        own.decided_at = own.decided_by = None
    return own


def take_back(submission: Submission, *, by: User | None) -> Submission:
    """The unit takes its report back before anybody decided on it."""
    with deed(Action.TAKE_BACK, submission, by=by, what="Rút báo cáo") as (
        _change,
        own,
    ):
        own.state = Submission.State.DRAFT
        own.submitted_at = own.submitted_by = None
    return own


def return_(submission: Submission, *, reason: str, by: User | None) -> Submission:
    """Send a report back for correction; the reason is what the unit will read."""
    reason = _reason(reason, _("trả lại"))
    with deed(
        Action.RETURN, submission, by=by, what="Trả lại báo cáo", reason=reason
    ) as (_change, own):
        own.state, own.reason = Submission.State.RETURNED, reason
        own.decided_at, own.decided_by = timezone.now(), by
    return own


def reopen(
    submission: Submission, *, until: dt.datetime, reason: str, by: User | None
) -> Submission:
    """Let one unit correct its report until a moment; closes by itself then."""
    reason = _reason(reason, _("mở lại"))
    if not timezone.now() < until <= timezone.now() + LONGEST_REOPENING:
        raise Refusal(_("Thời hạn mở lại phải sau lúc này và trong vòng 31 ngày."))
    with deed(
        Action.REOPEN, submission, by=by, what="Mở lại báo cáo", reason=reason
    ) as (_change, own):
        own.reopened_until, own.reason = until, reason
    return own


def lock_round(round: Round, *, reason: str, by: User | None) -> Round:
    """Freeze every report of the round; the reason is shown to whoever meets it."""
    reason = _reason(reason, _("khóa kỳ"))
    with _round_deed(round, by=by, what="Khóa kỳ", reason=reason) as (change, own):
        if own.is_locked:
            raise Refusal(
                _("{period} đã khóa từ trước.", period=own.period.label), status=409
            )
        # Wait for every save under way; later ones see the lock.
        list(own.submissions.select_for_update().order_by("pk").values_list("pk"))
        own.locked_at, own.locked_by, own.lock_reason = timezone.now(), by, reason
        change.save(own)
    return own


def unlock_round(round: Round, *, reason: str, by: User | None) -> Round:
    """Open a locked round again, with the reason in the journal."""
    reason = _reason(reason, _("mở khóa"))
    with _round_deed(round, by=by, what="Mở khóa kỳ", reason=reason) as (change, own):
        if not own.is_locked:
            raise Refusal(
                _("{period} không bị khóa.", period=own.period.label), status=409
            )
        own.locked_at, own.locked_by, own.lock_reason = None, None, ""
        change.save(own)
    return own


@contextmanager
def deed(
    action: Action,
    submission: Submission,
    *,
    by: User | None,
    what: str,
    reason: str = "",
    door: str = Door.FORM,
) -> Iterator[tuple[Change, Submission]]:
    """One allowed step of one report, read anew under its lock and saved at the end."""
    require(by, NEEDS[action], [submission.unit_id])
    round_ = submission.round
    with changeset(
        by=by,
        what=f"{what}: {submission.unit}, {round_.period.label}",
        door=door,
        reason=reason,
        plan_slug=round_.plan.slug,
    ) as change:
        own = locked([submission.pk])[0]
        why = refusal(action, standing(own, own.round), now=timezone.now())
        if why:
            raise Refusal(why, status=409)
        yield change, own
        own.version += 1
        change.save(own)


def locked(keys: list[int]) -> list[Submission]:
    """The reports of `keys` under their locks, with rounds read after the locks."""
    rows = Submission.objects.filter(pk__in=keys).order_by("pk")
    list(rows.select_for_update().values_list("pk"))
    return list(rows.select_related("unit", "round__plan__document", "submitted_by"))


@contextmanager
def _round_deed(
    round_: Round, *, by: User | None, what: str, reason: str
) -> Iterator[tuple[Change, Round]]:
    """The round's row under its lock, for who reviews the plan's own unit."""
    require(by, Permission.REVIEW, [round_.plan.unit_id])
    with changeset(
        by=by,
        what=f"{what} {round_.period.label}",
        reason=reason,
        plan_slug=round_.plan.slug,
    ) as change:
        Round.objects.select_for_update().get(pk=round_.pk)
        yield change, Round.objects.select_related("plan__document").get(pk=round_.pk)


def _reason(text: str, deed_name: str) -> str:
    """The words, tidied; 422 where there are none."""
    if not text.strip():
        raise Refusal(_("Hãy ghi lý do {deed_name}.", deed_name=deed_name))
    return text.strip()
