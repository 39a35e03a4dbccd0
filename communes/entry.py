"""Figures into sheets: which set applies, sheets opened, answers written once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.journal import Change, changeset
from accounts.models import User
from accounts.refusals import Refusal
from communes.models import Answer, Assessment, CriteriaSet, Remark
from communes.models.assessments import year_window
from communes.querysets import CriteriaSetQuerySet
from communes.remarks import locked_sheet, refuse_personal_data, remark
from sheets.wording import gettext as _
from units.models import Unit


@dataclass(frozen=True)
class Entry:
    """One figure to write: exact text (answers.stored) and where it comes from.

    `evidence` None leaves what is there; `version` is the version it was read at,
    0 for a figure that was not there, None to write whatever is there.
    """

    assessment: int
    fact: str
    value: str
    evidence: str | None = None
    version: int | None = None


@dataclass(frozen=True)
class Written:
    """The answers as now stored, and those that somebody else changed first."""

    saved: list[Answer]
    conflicts: list[Answer]


def sets_for(unit: Unit, year: int) -> list[CriteriaSet]:
    """Criteria sets a sheet of `year` may use: newest first, last edition of each."""
    rows = CriteriaSet.objects.binding(unit).in_force_within(*year_window(year))
    return _last_editions(rows)


def sets_binding(unit: Unit) -> list[CriteriaSet]:
    """Criteria sets that bind a unit in some year, the last edition of each."""
    return _last_editions(CriteriaSet.objects.binding(unit))


def _last_editions(rows: CriteriaSetQuerySet) -> list[CriteriaSet]:
    newest: dict[int, CriteriaSet] = {}
    for row in rows.select_related("document"):
        if row.edition >= newest.setdefault(row.document_id, row).edition:
            newest[row.document_id] = row
    return list(newest.values())


def lock_units(units: Iterable[Unit]) -> None:
    """Make others wait who decide on the same units, until the transaction ends."""
    keys = [unit.pk for unit in units]
    list(Unit.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def open_sheets(
    change: Change, units: Iterable[Unit], *, year: int, criteria_set: CriteriaSet
) -> int:
    """Draft sheets for those of `units` that have none; the number created."""
    wanted = list({unit.pk: unit for unit in units}.values())
    lock_units(wanted)
    present = set(
        Assessment.objects.filter(
            unit__in=[unit.pk for unit in wanted], year=year, criteria_set=criteria_set
        ).values_list("unit", flat=True)
    )
    return change.save_all(
        [
            Assessment(unit=unit, year=year, criteria_set=criteria_set)
            for unit in wanted
            if unit.pk not in present
        ]
    )


def open_sheet(
    unit: Unit, *, year: int, criteria_set: CriteriaSet, by: User
) -> Assessment:
    """The unit's sheet of a year under a set in force; created when missing."""
    if criteria_set not in sets_for(unit, year):
        raise Refusal(
            _(
                "Bộ tiêu chí {criteria_set} không áp dụng cho {unit} năm {year}.",
                criteria_set=criteria_set,
                unit=unit,
                year=year,
            )
        )
    what = f"Lập phiếu đánh giá {unit} năm {year}"
    with changeset(by=by, what=what) as change:
        open_sheets(change, [unit], year=year, criteria_set=criteria_set)
    return Assessment.objects.get(unit=unit, year=year, criteria_set=criteria_set)


def write_answers(change: Change, entries: list[Entry]) -> Written:
    """Write the figures that differ; one changed meanwhile is left and named.

    The caller has locked the sheets.
    """
    rows = Answer.objects.filter(assessment__in={e.assessment for e in entries})
    known = {(row.assessment_id, row.fact): row for row in rows}
    written, dirty = Written([], []), []
    for entry in entries:
        row = known.get((entry.assessment, entry.fact)) or _blank(entry)
        if entry.version not in (None, row.version) and row.value != entry.value:
            written.conflicts.append(row)
            continue
        if _take(row, entry):
            dirty.append(row)
        written.saved.append(row)
    change.save_all(dirty)
    return written


def _blank(entry: Entry) -> Answer:
    return Answer(assessment_id=entry.assessment, fact=entry.fact, version=0)


def _take(row: Answer, entry: Entry) -> bool:
    """Put an entry into its row; False where nothing differs."""
    evidence = row.evidence if entry.evidence is None else entry.evidence
    if (row.value, row.evidence) == (entry.value, evidence):
        return False
    row.value, row.evidence, row.version = entry.value, evidence, row.version + 1
    return True


def save_figures(
    sheet: Assessment, entries: list[Entry], *, by: User, reason: str = ""
) -> Written:
    """Save a sheet's figures; once it is submitted, as an amendment with a reason."""
    for text in (reason, *(entry.evidence or "" for entry in entries)):
        refuse_personal_data(text)
    what = f"Nhập số liệu đánh giá {sheet}"
    with changeset(by=by, what=what, reason=reason.strip()) as change:
        locked = locked_sheet(sheet)
        _check_state(locked, reason)
        written = write_answers(change, entries)
        if not locked.is_open and change.rows:
            remark(change, locked, Remark.Step.AMEND, by=by, text=reason.strip())
    return written


def _check_state(sheet: Assessment, reason: str) -> None:
    if sheet.is_open:
        return
    if sheet.state != Assessment.State.SUBMITTED:
        raise Refusal(_("Phiếu đã thẩm định nên không sửa số liệu nữa."), status=409)
    if not reason.strip():
        raise Refusal(_("Phiếu đã nộp; người thẩm định sửa số liệu phải ghi lý do."))
