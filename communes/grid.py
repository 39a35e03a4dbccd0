"""Bulk entry: many communes by the facts of one set, each changed cell on its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from accounts.journal import changeset
from accounts.models import User
from communes.answers import BadAnswer, shown, stored, typed
from communes.criteria_data import Fact, FactKind
from communes.entry import Entry, open_sheets, write_answers
from communes.models import Answer, Assessment, CriteriaSet
from units.models import Unit
from units.querysets import UnitQuerySet

_DECIMALS = 6
_SUBMITTED = "Phiếu đã nộp nên ô này không sửa được; hãy đề nghị trả lại phiếu."


@dataclass(frozen=True)
class Cell:
    """As partials/entry_cell.html takes it."""

    id: str
    value: str
    version: int
    row: int
    col: int
    label: str
    decimals: int
    readonly: bool
    applicable: bool = True
    state: str = ""


@dataclass(frozen=True)
class Row:
    unit: Unit
    sheet: Assessment | None
    cells: list[Cell]


def grid_rows(units: list[Unit], *, year: int, criteria_set: CriteriaSet) -> list[Row]:
    """One row a commune, one cell a fact of the set; two queries."""
    sheets = _sheets(units, year, criteria_set)
    answers = {
        (row.assessment_id, row.fact): row
        for row in Answer.objects.filter(assessment__in=[s.pk for s in sheets.values()])
    }
    facts = criteria_set.value.facts
    return [
        Row(
            unit,
            sheets.get(unit.pk),
            [
                _cell(unit, sheets.get(unit.pk), (row, col), fact, answers)
                for col, fact in enumerate(facts)
            ],
        )
        for row, unit in enumerate(units)
    ]


def _sheets(
    units: list[Unit], year: int, criteria_set: CriteriaSet
) -> dict[int, Assessment]:
    rows = Assessment.objects.filter(
        unit__in=[unit.pk for unit in units], year=year, criteria_set=criteria_set
    )
    return {row.unit_id: row for row in rows}


def _cell(
    unit: Unit,
    sheet: Assessment | None,
    place: tuple[int, int],
    fact: Fact,
    answers: dict[tuple[int, str], Answer],
) -> Cell:
    answer = answers.get((sheet.pk, fact.name)) if sheet else None
    return Cell(
        id=f"{unit.key}.{fact.name}",
        value=typed(fact, answer.value) if answer else "",
        version=answer.version if answer else 0,
        row=place[0],
        col=place[1],
        label=f"{unit}: {fact.label}",
        decimals=_DECIMALS if fact.kind is FactKind.DECIMAL else 0,
        readonly=sheet is not None and not sheet.is_open,
    )


# Saving -----------------------------------------------------------------------


@dataclass
class Saving:
    """What a save of cells answers: see docs/design.md, "Entry grid"."""

    saved: list[dict[str, Any]] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)
    conflicts: list[dict[str, Any]] = field(default_factory=list)

    @property
    def status(self) -> int:
        if self.conflicts:
            return 409
        return 422 if self.refused else 200

    def as_json(self) -> dict[str, Any]:
        return {
            "saved": self.saved,
            "refused": self.refused,
            "conflicts": self.conflicts,
        }


def save_cells(
    cells: list[dict[str, Any]],
    *,
    units: UnitQuerySet,
    year: int,
    criteria_set: CriteriaSet,
    by: User,
) -> Saving:
    """Save typed cells `{"id","value","version"}`; sheets are opened as needed.

    `units` are those `by` may enter: another unit's cell is refused as unknown.
    """
    facts = {fact.name: fact for fact in criteria_set.value.facts}
    found = {unit.key: unit for unit in units.filter(key__in=_keys(cells))}
    saving, good = Saving(), []
    for cell in {str(cell.get("id", "")): cell for cell in cells}.values():
        key, _, name = str(cell.get("id", "")).partition(".")
        try:
            if key not in found or name not in facts:
                raise BadAnswer("Ô này không có trong bảng của đồng chí.")
            text = stored(facts[name], str(cell.get("value") or ""))
            good.append((cell["id"], found[key], facts[name], text, _version(cell)))
        except BadAnswer as wrong:
            saving.refused.append({"id": cell.get("id"), "message": str(wrong)})
    if good:
        _write(saving, good, year=year, criteria_set=criteria_set, by=by)
    return saving


def _keys(cells: list[dict[str, Any]]) -> set[str]:
    return {str(cell.get("id", "")).partition(".")[0] for cell in cells}


def _version(cell: dict[str, Any]) -> int:
    text = str(cell.get("version", ""))
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadAnswer("Ô này gửi lên chưa đúng; hãy tải lại trang.")
    return int(text)


Good = tuple[str, Unit, Fact, str, int]


def _write(
    saving: Saving,
    good: list[Good],
    *,
    year: int,
    criteria_set: CriteriaSet,
    by: User,
) -> None:
    units = list({unit.pk: unit for _, unit, _, _, _ in good}.values())
    what = f"Nhập số liệu đánh giá năm {year} cho {len(units)} xã"
    with changeset(by=by, what=what) as change:
        filled = [unit for _, unit, _, text, _ in good if text]
        open_sheets(change, filled, year=year, criteria_set=criteria_set)
        locked = Assessment.objects.select_for_update().filter(
            unit__in=units, year=year, criteria_set=criteria_set
        )
        sheets = {row.unit_id: row for row in locked}
        entries, places = [], {}
        for identity, unit, fact, text, version in good:
            sheet = sheets.get(unit.pk)
            if sheet is None:  # an empty cell of a sheet that is not there yet
                saving.saved.append(_saved(identity, fact, "", 0))
            elif not sheet.is_open:
                saving.refused.append({"id": identity, "message": _SUBMITTED})
            else:
                entries.append(Entry(sheet.pk, fact.name, text, version=version))
                places[sheet.pk, fact.name] = (identity, fact)
        written = write_answers(change, entries)
    _tell(saving, written.saved, written.conflicts, places)


def _tell(
    saving: Saving,
    saved: list[Answer],
    conflicts: list[Answer],
    places: dict[tuple[int, str], tuple[str, Fact]],
) -> None:
    for row in saved:
        identity, fact = places[row.assessment_id, row.fact]
        saving.saved.append(_saved(identity, fact, row.value, row.version))
    for row in conflicts:
        identity, fact = places[row.assessment_id, row.fact]
        saving.conflicts.append(_conflict(identity, fact, row))


def _saved(identity: str, fact: Fact, text: str, version: int) -> dict[str, Any]:
    shown_text = typed(fact, text)
    return {
        "id": identity,
        "value": shown_text,
        "version": version,
        "display": shown_text,
    }


def _conflict(identity: str, fact: Fact, row: Answer) -> dict[str, Any]:
    last = row.history.select_related("change_set").order_by("-history_id").first()
    by = last.change_set.made_by_text if last and last.change_set else "người khác"
    at = timezone.localtime(last.history_date).strftime("%H:%M %d/%m/%Y")
    return {
        "id": identity,
        "value": typed(fact, row.value),
        "version": row.version,
        "by": by,
        "at": at,
        "message": f"Ô này vừa được {by} sửa thành “{shown(fact, row.value)}”.",
    }
