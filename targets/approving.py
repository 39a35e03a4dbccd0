"""Approval of many reports at once, with every exception named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from accounts.journal import changeset
from accounts.models import User
from accounts.roles import Permission
from targets.completeness import Gap, gaps_of
from targets.facts import standing
from targets.models import Submission
from targets.rights import is_only_reviewer, require
from targets.states import Action, refusal
from targets.transitions import locked

_ANOTHER = "Người nộp không tự duyệt; cần một Thư ký khác duyệt báo cáo này."
_ALONE = "Đồng chí vừa nộp vừa duyệt báo cáo này; nhật ký sẽ ghi rõ."


@dataclass(frozen=True)
class Held:
    """A report that was not approved; `reasons` are sentences.

    `can_confirm`: a person who has read them may approve all the same.
    """

    submission: Submission
    reasons: tuple[str, ...]
    can_confirm: bool


@dataclass(frozen=True)
class ApprovalOutcome:
    """What became of each report of the request."""

    approved: tuple[Submission, ...]
    held: tuple[Held, ...]


def approve(
    submissions: Iterable[Submission],
    *,
    by: User | None,
    confirmed: bool = False,
    seen: Mapping[int, int] | None = None,
) -> ApprovalOutcome:
    """Approve those that can be; the others are held with their reasons, by name.

    Held until `confirmed`: cells missing, an earlier period not approved. Held
    always: not waiting, locked, changed since `seen` (key → version the approver
    read), handed in by the approver where somebody else could approve it
    (docs/adr/0006).
    """
    wanted = {submission.pk: submission for submission in submissions}
    require(by, Permission.REVIEW, {s.unit_id for s in wanted.values()})
    plans = {s.round.plan.slug for s in wanted.values()}
    slug = plans.pop() if len(plans) == 1 else ""
    with changeset(by=by, what=_what(wanted.values()), plan_slug=slug) as change:
        found = locked(list(wanted))
        held = _held(found, by=by, seen=seen or {}, confirmed=confirmed)
        out = {item.submission.pk for item in held}
        approved = [row for row in found if row.pk not in out]
        for row in approved:
            row.state, row.reopened_until = Submission.State.APPROVED, None
            row.decided_at, row.decided_by = timezone.now(), by
            row.version += 1
        change.save_all(approved)
    return ApprovalOutcome(tuple(approved), tuple(held))


def _what(submissions: Iterable[Submission]) -> str:
    names = [f"{s.unit}, {s.round.period.label}" for s in submissions]
    more = f" và {len(names) - 3} báo cáo nữa" if len(names) > 3 else ""
    return f"Duyệt báo cáo: {'; '.join(names[:3])}{more}"


def _held(
    found: Sequence[Submission],
    *,
    by: User | None,
    seen: Mapping[int, int],
    confirmed: bool,
) -> list[Held]:
    gaps, earlier = gaps_of(found), _earlier_open(found)
    own = {row.pk for row in found if by is not None and row.submitted_by_id == by.pk}
    alone = bool(own) and is_only_reviewer(by, found[0].unit)
    held = []
    for row in found:
        firm = _firm_reasons(row, seen=seen)
        soft = _soft_reasons(gaps[row.pk], earlier[row.pk])
        if row.pk in own and not firm:
            (soft if alone else firm).append(_ALONE if alone else _ANOTHER)
        if firm or (soft and not confirmed):
            held.append(Held(row, tuple(firm or soft), can_confirm=not firm))
    return held


def _firm_reasons(row: Submission, *, seen: Mapping[int, int]) -> list[str]:
    why = refusal(Action.APPROVE, standing(row, row.round), now=timezone.now())
    if why:
        return [why]
    if seen.get(row.pk, row.version) != row.version:
        return ["Báo cáo đã thay đổi từ khi đồng chí mở trang; hãy xem lại số liệu."]
    return []


def _soft_reasons(gap: Gap, earlier: Sequence[Submission]) -> list[str]:
    reasons = []
    if gap.targets:
        reasons.append(f"Còn thiếu {len(gap.targets)} chỉ tiêu: {gap.names}.")
    if earlier:
        labels = ", ".join(s.round.period.label for s in earlier)
        reasons.append(f"Kỳ trước chưa được duyệt: {labels}.")
    return reasons


def _earlier_open(found: Sequence[Submission]) -> dict[int, list[Submission]]:
    """Reports of earlier periods of the same unit and plan that are not approved,
    nor about to be in this very request."""
    others = list(
        Submission.objects.filter(
            unit__in={s.unit_id for s in found},
            round__plan__in={s.round.plan_id for s in found},
            round__as_of=None,
        )
        .exclude(state=Submission.State.APPROVED)
        .exclude(pk__in=[s.pk for s in found])
        .select_related("round")
        .order_by("round__due_at")
    )
    return {
        row.pk: [
            other
            for other in others
            if other.unit_id == row.unit_id
            and other.round.plan_id == row.round.plan_id
            and row.round.is_regular
            and other.round.period < row.round.period
        ]
        for row in found
    }
