"""The way of a sheet: submitted, verified or returned, approved; and its comments."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from accounts.journal import changeset
from accounts.models import User
from accounts.refusals import Refusal
from accounts.reviewing import is_only_reviewer
from communes import labels
from communes.answers import figures
from communes.models import Assessment, CriteriaSet, Remark
from communes.remarks import locked_sheet, refuse_personal_data, remark
from communes.scoring import Score, score
from sheets.wording import gettext as _

S = Assessment.State
Step = Remark.Step


def scored(sheet: Assessment) -> Score:
    """What the sheet's figures say under its set, now."""
    texts = dict(sheet.answers.values_list("fact", "value"))
    value = sheet.criteria_set.value
    return score(value, figures(value, texts))


def outcomes_of(criteria_set: CriteriaSet) -> dict[str, str]:
    """The conclusions a sheet under this set may have, with their words."""
    value = criteria_set.value
    codes = [outcome.proposal for outcome in value.outcomes] + [value.otherwise]
    return {code: labels.PROPOSAL.get(code, code) for code in codes}


def submit(sheet: Assessment, *, by: User, text: str = "") -> None:
    """The commune, or the district for it, hands the sheet up."""
    with _step(sheet, Step.SUBMIT, {S.DRAFT, S.RETURNED}, by=by, text=text) as locked:
        if not locked.answers.exclude(value="").exists():
            raise Refusal(_("Phiếu chưa có số liệu nào; hãy nhập rồi nộp."))
        locked.state = S.SUBMITTED
        locked.submitted_at, locked.submitted_by = timezone.now(), by


def return_sheet(sheet: Assessment, *, by: User, text: str) -> None:
    """The level above sends the sheet back and says why."""
    if not text.strip():
        raise Refusal(_("Hãy ghi lý do trả lại."))
    allowed = {S.SUBMITTED, S.VERIFIED}
    with _step(sheet, Step.RETURN, allowed, by=by, text=text) as locked:
        locked.state, locked.reason = S.RETURNED, text.strip()
        locked.decided_at, locked.decided_by = timezone.now(), by


def verify(
    sheet: Assessment, *, by: User, text: str = "", confirmed: bool = False
) -> None:
    """The level above has checked the figures and stands by them.

    Whoever handed the sheet in does not, unless nobody else could: then `confirmed`.
    """
    with _step(sheet, Step.VERIFY, {S.SUBMITTED}, by=by, text=text) as locked:
        _four_eyes(locked, by, confirmed=confirmed)
        locked.state = S.VERIFIED
        locked.verified_at, locked.verified_by = timezone.now(), by


def approve(
    sheet: Assessment,
    *,
    by: User,
    outcome: str,
    text: str = "",
    confirmed: bool = False,
) -> None:
    """A person decides the class; with a reason where it is not simply the proposal.

    Not the one who handed the sheet in, as for `verify`.
    """
    with _step(sheet, Step.APPROVE, {S.VERIFIED}, by=by, text=text) as locked:
        _four_eyes(locked, by, confirmed=confirmed)
        _check_outcome(locked, outcome, text.strip())
        locked.state, locked.outcome, locked.reason = S.APPROVED, outcome, text.strip()
        locked.decided_at, locked.decided_by = timezone.now(), by


def _four_eyes(sheet: Assessment, by: User, *, confirmed: bool) -> None:
    if sheet.submitted_by_id != by.pk:
        return
    if not is_only_reviewer(by, sheet.unit):
        raise Refusal(
            _("Người nộp phiếu không tự thẩm định, tự duyệt; cần một người khác."),
            status=409,
        )
    if not confirmed:
        raise Refusal(
            _(
                "Đồng chí là người nộp phiếu này và chưa có ai khác được thẩm "
                "định; hãy đánh dấu xác nhận rồi làm lại, nhật ký sẽ ghi rõ."
            )
        )


def must_confirm(sheet: Assessment, by: User) -> bool:
    """Whether `by` handed the sheet in and nobody else could take the next step."""
    return sheet.submitted_by_id == by.pk and is_only_reviewer(by, sheet.unit)


def _check_outcome(sheet: Assessment, outcome: str, text: str) -> None:
    if outcome not in outcomes_of(sheet.criteria_set):
        raise Refusal(_("Hãy chọn một kết luận của bộ tiêu chí."))
    made = scored(sheet)
    if outcome != made.proposal and not text:
        raise Refusal(_("Kết luận khác đề xuất; hãy ghi lý do."))
    if made.questions and not text:
        raise Refusal(_("Phiếu có câu hỏi cần quyết định; hãy ghi lý do."))


def comment(sheet: Assessment, *, by: User, text: str, clause: str = "") -> None:
    """A remark on the sheet, or on one clause of it, that changes nothing."""
    if not text.strip():
        raise Refusal(_("Hãy ghi nội dung ý kiến."))
    if clause and clause not in _clauses(sheet):
        raise Refusal(_("Bộ tiêu chí của phiếu không có điểm này; hãy tải lại trang."))
    refuse_personal_data(text)
    with changeset(by=by, what=f"Ý kiến về phiếu đánh giá {sheet}") as change:
        said = text.strip()
        remark(change, sheet, Step.COMMENT, by=by, text=said, clause=clause)


def _clauses(sheet: Assessment) -> set[str]:
    return {row.code for row in sheet.criteria_set.value.requirements}


@contextmanager
def _step(
    sheet: Assessment, step: Step, allowed: set[S], *, by: User, text: str
) -> Iterator[Assessment]:
    """One step of a locked sheet: its state checked, its remark and line written."""
    refuse_personal_data(text)
    words = labels.STEP[step]
    what = f"{words} phiếu đánh giá {sheet}"
    with changeset(by=by, what=what, reason=text.strip()) as change:
        locked = locked_sheet(sheet)
        if locked.state not in allowed:
            now = labels.STATE[locked.state].lower()
            raise Refusal(
                _(
                    "Không thể {words}: phiếu đang ở trạng thái “{now}”.",
                    words=words.lower(),
                    now=now,
                ),
                status=409,
            )
        yield locked
        locked.version += 1
        change.save(locked)
        remark(change, locked, step, by=by, text=text.strip())
