"""The life of a unit's report as one table: who may do what, in which state.

Pure. The table for people is docs/states.md; a test walks every cell of it.
A round's lock freezes every report in it, except one that is re-opened until a
moment; the exception closes by itself when that moment comes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from accounts.roles import Permission
from sheets.wording import Words
from sheets.wording import gettext as _


class State(StrEnum):
    """Where a report stands; the values are those of `Submission.state`."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    APPROVED = "APPROVED"


class Action(StrEnum):
    """What a person can do to a report."""

    SAVE = "SAVE"
    SUBMIT = "SUBMIT"
    TAKE_BACK = "TAKE_BACK"
    RETURN = "RETURN"
    APPROVE = "APPROVE"
    REOPEN = "REOPEN"


NEEDS: dict[Action, Permission] = {
    Action.SAVE: Permission.ENTER,
    Action.SUBMIT: Permission.SUBMIT,
    Action.TAKE_BACK: Permission.SUBMIT,
    Action.RETURN: Permission.REVIEW,
    Action.APPROVE: Permission.REVIEW,
    Action.REOPEN: Permission.REVIEW,
}
FROM: dict[Action, frozenset[State]] = {
    Action.SAVE: frozenset({State.DRAFT, State.RETURNED}),
    Action.SUBMIT: frozenset({State.DRAFT, State.RETURNED}),
    Action.TAKE_BACK: frozenset({State.SUBMITTED}),
    Action.RETURN: frozenset({State.SUBMITTED}),
    Action.APPROVE: frozenset({State.SUBMITTED}),
    Action.REOPEN: frozenset({State.APPROVED}),
}
_STANDS = Words(
    "state",
    {
        State.DRAFT: "Báo cáo đang nhập, chưa nộp",
        State.SUBMITTED: "Báo cáo đã nộp, đang chờ duyệt",
        State.RETURNED: "Báo cáo đang được trả lại để sửa",
        State.APPROVED: "Báo cáo đã được duyệt",
    },
)
_INSTEAD = Words(
    "state",
    {
        (Action.SAVE, State.SUBMITTED): "hãy rút báo cáo về rồi sửa",
        (Action.SAVE, State.APPROVED): "hãy đề nghị Thư ký mở lại có thời hạn",
        (Action.SUBMIT, State.SUBMITTED): "không cần nộp lần nữa",
        (Action.SUBMIT, State.APPROVED): "không cần nộp lần nữa",
        (Action.TAKE_BACK, State.APPROVED): "hãy đề nghị Thư ký mở lại có thời hạn",
        (Action.RETURN, State.RETURNED): "đơn vị chưa nộp lại",
        (Action.RETURN, State.APPROVED): "hãy mở lại có thời hạn",
        (Action.REOPEN, State.SUBMITTED): "hãy trả lại kèm lý do",
    },
)
_FALLBACK = Words(
    "state",
    {
        Action.SAVE: "không sửa được số liệu",
        Action.SUBMIT: "không nộp được",
        Action.TAKE_BACK: "không có gì để rút về",
        Action.RETURN: "không có gì để trả lại",
        Action.APPROVE: "không có gì để duyệt",
        Action.REOPEN: "đơn vị vẫn nhập được, không cần mở lại",
    },
)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A report's state, its round's lock and the exception that may lift it.

    `lock_reason` is None while the round is open. `reopened_until` counts only
    before that instant.
    """

    state: State
    lock_reason: str | None = None
    reopened_until: dt.datetime | None = None

    @property
    def is_locked(self) -> bool:
        return self.lock_reason is not None

    def is_reopened(self, now: dt.datetime) -> bool:
        return self.reopened_until is not None and now < self.reopened_until


def refusal(action: Action, standing: Standing, *, now: dt.datetime) -> str:
    """Why `action` is not possible now, as one sentence; "" where it is."""
    reopened = standing.is_reopened(now)
    if action is Action.REOPEN:
        return _reopening(standing)
    if standing.is_locked and not reopened:
        return _locked(standing)
    if action is Action.SAVE and reopened and standing.state is State.APPROVED:
        return ""
    if standing.state in FROM[action]:
        return ""
    return _not_from(action, standing.state)


def _reopening(standing: Standing) -> str:
    """An approved report, or any report of a locked round, can be re-opened."""
    if standing.is_locked or standing.state in FROM[Action.REOPEN]:
        return ""
    return _not_from(Action.REOPEN, standing.state)


def _not_from(action: Action, state: State) -> str:
    instead = _INSTEAD.get((action, state), _FALLBACK[action])
    return _("{stands}; {instead}.", stands=_STANDS[state], instead=instead)


def _locked(standing: Standing) -> str:
    reason = (standing.lock_reason or "").rstrip(". ")
    because = f" ({reason})" if reason else ""
    return _(
        "Kỳ này đã khóa{because}; Thư ký có thể mở khóa hoặc mở lại cho đơn vị.",
        because=because,
    )
