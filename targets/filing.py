"""Files beside a figure: added and taken away like the figure itself.

Who may save the cell may file with it, as long as the state table lets the figure
itself be changed (states.py); both deeds are in the journal. The bytes of a file that
was taken away stay in the private storage, for the journal's line still names them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from accounts.models import User
from accounts.refusals import SENTENCES, Refusal
from plans import filing
from sheets.wording import gettext as _
from targets.evidence_models import Evidence
from targets.models import Indicator, Submission
from targets.reporting import duties_of
from targets.states import Action
from targets.transitions import deed

MOST_FILES = 10  # beside one cell

Cell = tuple[int, int]  # report, indicator


def attach(
    submission: Submission,
    indicator: Indicator,
    *,
    data: bytes,
    name: str,
    by: User | None,
) -> Evidence:
    """Keep one file with a cell; 413, 415, 422 where it is no paper of an office,
    409 where the cell has it already or the report takes no figures now."""
    with deed(
        Action.SAVE, submission, by=by, what=f"Gửi minh chứng {indicator.short_name}"
    ) as (change, own):
        _require_duty(own, indicator)
        _refuse_more(own, indicator, hashlib.sha256(data).hexdigest())
        row = Evidence(submission=own, indicator=indicator)
        filing.keep(change, row, data=data, name=name, by=by)
    return row


def detach(evidence: Evidence, *, by: User | None) -> None:
    """Take one file away from its cell; its line in the journal stays."""
    with deed(
        Action.SAVE,
        evidence.submission,
        by=by,
        what=f"Bỏ minh chứng {evidence.indicator.short_name}",
    ) as (change, _own):
        filing.take_away(change, evidence)


def papers_beside(reports: Iterable[int]) -> dict[Cell, list[Evidence]]:
    """The files of many reports (their keys) by cell; one query."""
    found: dict[Cell, list[Evidence]] = {}
    rows = Evidence.objects.filter(submission__in=set(reports))
    for row in rows.select_related("added_by"):
        found.setdefault((row.submission_id, row.indicator_id), []).append(row)
    return found


def _require_duty(submission: Submission, indicator: Indicator) -> None:
    duties = duties_of(submission.round.plan).of(submission.round)
    targets = duties.targets_of(submission.unit)
    if indicator.pk not in {target.indicator_id for target in targets}:
        raise Refusal(SENTENCES[404], status=404)


def _refuse_more(submission: Submission, indicator: Indicator, sha256: str) -> None:
    rows = Evidence.objects.filter(submission=submission, indicator=indicator)
    if rows.filter(sha256=sha256).exists():
        raise Refusal(_("Ô này đã có tệp này; không cần gửi lại."), status=409)
    if rows.count() >= MOST_FILES:
        raise Refusal(
            _(
                "Ô này đã có {most_files} tệp; hãy gộp các trang vào một tệp PDF.",
                most_files=MOST_FILES,
            ),
            status=409,
        )
