"""The approval desk: what waits, with the figures to check beside last year's."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from accounts.models import User
from targets.entry import UnitSheet, unit_sheets
from targets.models import Submission
from targets.texts import lateness, when

PER_PAGE = 30


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One report on the desk, in finished words."""

    submission: Submission
    sheet: UnitSheet
    submitted: str
    by: str
    timing: str
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class Desk:
    items: tuple[Waiting, ...]
    page: Page


def desk(
    user: User, *, number: str = "", keys: list[int] | None = None, each: int = PER_PAGE
) -> Desk:
    """What waits for this person's decision, the earliest first; `keys`: only these."""
    waiting = (
        Submission.objects.reviewable_by(user)
        .waiting()
        .select_related("unit", "round__plan__document", "submitted_by")
        .order_by("round__due_at", "submitted_at", "pk")
    )
    if keys is not None:
        waiting = waiting.filter(pk__in=keys)
    page = Paginator(waiting, each).get_page(number)
    reports = list(page.object_list)
    sheets = unit_sheets(reports)
    return Desk(items=tuple(_item(s, sheets[s.pk], user) for s in reports), page=page)


def _item(submission: Submission, sheet: UnitSheet, user: User) -> Waiting:
    return Waiting(
        submission=submission,
        sheet=sheet,
        submitted=when(submission.submitted_at),
        by=str(submission.submitted_by or _("Hệ thống")),
        timing=lateness(submission, submission.round, submission.submitted_at),
        is_own=submission.submitted_by_id == user.pk,
    )
