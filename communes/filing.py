"""Files of a sheet: added and taken away while its figures may be changed.

The bytes of a file that was taken away stay in the private storage, for the journal
still names them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from accounts.journal import Change, changeset
from accounts.models import User
from accounts.refusals import Refusal
from communes.models import Assessment, Paper
from communes.remarks import locked_sheet
from plans import files, filing
from sheets.wording import gettext as _

MOST_FILES = 30  # of one sheet


def attach(
    sheet: Assessment, *, data: bytes, name: str, clause: str = "", by: User
) -> Paper:
    """Keep one file with a sheet or one of its clauses.

    Refusal 413, 415, 422 where it is no paper of an office; 409 where the clause has
    it already, where there are too many, or where the sheet is verified.
    """
    with _filing(sheet, by=by, what="Gửi hồ sơ") as (change, locked):
        _check(locked, clause, hashlib.sha256(data).hexdigest())
        row = Paper(assessment=locked, clause=clause)
        filing.keep(change, row, data=data, name=name, by=by)
    return row


def detach(paper: Paper, *, by: User) -> None:
    """Take one file away from its sheet; its line in the journal stays."""
    with _filing(paper.assessment, by=by, what="Bỏ hồ sơ") as (change, _locked):
        filing.take_away(change, paper)


def damaged() -> Iterator[tuple[str, str]]:
    """Sheet, and a sentence for each file that is gone or was altered."""
    for row in Paper.objects.select_related("assessment__unit").iterator():
        try:
            files.read(row.stored_file, row.sha256)
        except Refusal as refusal:
            yield (
                row.assessment.unit.key,
                (
                    f"Hồ sơ «{row.name}» của phiếu đánh giá {row.assessment}: "
                    f"{refusal.message}"
                ),
            )


@contextmanager
def _filing(
    sheet: Assessment, *, by: User, what: str
) -> Iterator[tuple[Change, Assessment]]:
    with changeset(by=by, what=f"{what} phiếu đánh giá {sheet}") as change:
        locked = locked_sheet(sheet)
        if not (locked.is_open or locked.state == Assessment.State.SUBMITTED):
            raise Refusal(_("Phiếu đã thẩm định nên hồ sơ không đổi nữa."), status=409)
        yield change, locked


def _check(sheet: Assessment, clause: str, sha256: str) -> None:
    codes = {row.code for row in sheet.criteria_set.value.requirements}
    if clause and clause not in codes:
        raise Refusal(_("Bộ tiêu chí của phiếu không có điểm này; hãy tải lại trang."))
    rows = Paper.objects.filter(assessment=sheet)
    if rows.filter(clause=clause, sha256=sha256).exists():
        raise Refusal(_("Đã có tệp này; không cần gửi lại."), status=409)
    if rows.count() >= MOST_FILES:
        raise Refusal(
            _(
                "Phiếu đã có {most_files} tệp; hãy gộp các trang vào một tệp PDF.",
                most_files=MOST_FILES,
            ),
            status=409,
        )
