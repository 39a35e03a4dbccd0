"""Figures of many communes from one file: all of them or none, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.journal import CREATED, changeset
from accounts.models import ChangeSet, User
from accounts.refusals import SENTENCES, Refusal
from communes import labels
from communes.entry import Entry, open_sheets, write_answers
from communes.models import Answer, Assessment, CriteriaSet
from units.models import Unit


@dataclass(frozen=True)
class FactEntry:
    """One figure: exact text (answers.stored) and the version it was compared with."""

    fact: str
    text: str
    version: int


def import_facts(
    entries: Mapping[Unit, Sequence[FactEntry]],
    *,
    year: int,
    criteria_set: CriteriaSet,
    by: User | None,
    **details: Any,
) -> int | None:
    """Save figures of a year as one change set, sheets opened as needed; its number.

    All or nothing. Raises Refusal 409: a sheet is no longer open, or a figure was
    changed since it was compared. `details` go to the change set.
    """
    units = list(entries)
    what = f"Nạp số liệu đánh giá năm {year} cho {len(units)} xã theo {criteria_set}"
    with changeset(by=by, what=what, door=ChangeSet.Door.IMPORT, **details) as change:
        open_sheets(change, units, year=year, criteria_set=criteria_set)
        locked = Assessment.objects.select_for_update().filter(
            unit__in=[unit.pk for unit in units], year=year, criteria_set=criteria_set
        )
        sheets = {row.unit_id: row for row in locked.order_by("pk")}
        _check_open(sheets, units)
        rows = [
            Entry(sheets[unit.pk].pk, entry.fact, entry.text, None, entry.version)
            for unit, group in entries.items()
            for entry in group
        ]
        if write_answers(change, rows).conflicts:
            raise Refusal(SENTENCES[409], status=409)
    return change.pk


def _check_open(sheets: Mapping[int, Assessment], units: Iterable[Unit]) -> None:
    shut = [sheets[unit.pk] for unit in units if not sheets[unit.pk].is_open]
    if shut:
        told = (closed_sentence(sheet, sheet.unit) for sheet in shut[:5])
        raise Refusal("; ".join(told), status=409)


def closed_sentence(sheet: Assessment, unit: Unit) -> str:
    """Why a sheet takes no figures, naming it."""
    state = labels.STATE[sheet.state].lower()
    return (
        f"Phiếu đánh giá {unit} năm {sheet.year} đang ở trạng thái “{state}” nên không "
        "nhận số liệu; hãy đề nghị trả lại phiếu."
    )


def closed_sheets(versions: Iterable[Any]) -> list[str]:
    """Why an import of figures may not be taken back now, one sentence a sheet.

    Call inside the transaction of the undo: the sheets are locked first.
    """
    versions = list(versions)
    changes = {v.change_set_id for v in versions}
    opened = {
        v.id
        for v in versions
        if v.instance_type is Assessment and v.history_type == CREATED
    }
    filled = {v.assessment_id for v in versions if v.instance_type is Answer}
    locked = Assessment.objects.select_for_update(of=("self",)).filter(
        pk__in=filled | opened
    )
    sheets = list(locked.select_related("unit").order_by("pk"))
    told = [closed_sentence(row, row.unit) for row in sheets if not row.is_open]
    later = set(
        Answer.history.filter(assessment__in=opened)
        .exclude(change_set__in=changes)
        .values_list("assessment_id", flat=True)
    )
    return told + [
        f"Phiếu đánh giá {row.unit} năm {row.year} lập ở lần nạp này đã có số liệu "
        "nhập sau đó; hãy thu hồi các lần nhập đó trước."
        for row in sheets
        if row.is_open and row.pk in later
    ]
