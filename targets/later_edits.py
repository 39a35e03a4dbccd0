"""What moved after it was approved, and the later periods it touches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import ChangeSet
from targets.facts import content_of
from targets.models import Result, Submission
from targets.texts import result_text, when


@dataclass(frozen=True, kw_only=True)
class LaterEdit:
    """One cell that is not what was approved, in finished words."""

    title: str
    before: str
    after: str
    by: str
    at: str


def touched_after_approval(
    submissions: Iterable[Submission],
) -> dict[int, set[int]]:
    """Indicators by report whose figures were written after its approval; one query."""
    approved = [s.pk for s in submissions if s.state == Submission.State.APPROVED]
    later = Result.history.filter(
        submission__in=approved,
        change_set__made_at__gt=F("submission__decided_at"),
    ).exclude(change_set__door=ChangeSet.Door.DEMO)
    touched: dict[int, set[int]] = {}
    for submission, indicator in later.values_list("submission_id", "indicator_id"):
        touched.setdefault(submission, set()).add(indicator)
    return touched


def shaken_by(
    submissions: Iterable[Submission], edited: Iterable[int]
) -> dict[int, list[str]]:
    """Labels of earlier periods that were corrected, by the approved report after
    them: its figures to date are not those that were approved."""
    found = list(submissions)
    found = [s for s in found if s.round.is_regular]
    corrected = [s for s in found if s.pk in set(edited)]
    return {
        later.pk: labels
        for later in found
        if later.state == Submission.State.APPROVED
        and (
            labels := [
                s.round.period.label
                for s in corrected
                if s.unit_id == later.unit_id and s.round.period < later.round.period
            ]
        )
    }


def later_edits(submission: Submission) -> list[LaterEdit]:
    """Every cell of an approved report that differs from what was approved."""
    if submission.state != Submission.State.APPROVED:
        return []
    versions = (
        Result.history.filter(submission=submission)
        .select_related("change_set", "indicator")
        .order_by("history_id")
    )
    cells: dict[int, list[Result]] = {}
    for version in versions:
        cells.setdefault(version.indicator_id, []).append(version)
    edits = [_difference(rows, submission) for rows in cells.values()]
    return [edit for edit in edits if edit]


def _difference(versions: list[Result], submission: Submission) -> LaterEdit | None:
    before = [v for v in versions if _is_before(v.change_set, submission)]
    first = _alive(before[-1]) if before else None
    last = versions[-1]
    if len(before) == len(versions) or content_of(first) == content_of(_alive(last)):
        return None
    return LaterEdit(
        title=last.indicator.short_name,
        before=result_text(first) or _("trống"),
        after=result_text(_alive(last)) or _("trống"),
        by=last.change_set.made_by_text,
        at=when(last.change_set.made_at),
    )


def _is_before(change_set: ChangeSet, submission: Submission) -> bool:
    """The demo's figures are of 2021 and were written today."""
    is_demo = change_set.door == ChangeSet.Door.DEMO
    return is_demo or change_set.made_at <= submission.decided_at


def _alive(version: Result) -> Result | None:
    return None if version.history_type == "-" else version
