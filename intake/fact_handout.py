"""Handouts of the facts communes are assessed on: a year, a set, a district."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from communes.answers import BadAnswer, shown, stored
from communes.bulk import FactEntry, closed_sentence, import_facts
from communes.criteria_data import Fact, FactKind
from communes.models import Answer, Assessment, CriteriaSet
from intake.handouts import Author, Fill, FillStep, fillable_units
from intake.models import HandoutDraft
from sheets.book import Cell, Kind
from sheets.cells import name_problem, problem_at, read_count, read_decimal
from sheets.folding import fold
from sheets.handout_reading import Filled, FilledHandout
from sheets.numbers import is_dash
from sheets.problems import Problem, Refused
from units.models import Unit


class FactHandout:
    """The facts of one year under one set, for communes `by` may hand in."""

    kind = HandoutDraft.Kind.FACTS

    def __init__(
        self, year: int, criteria_set: CriteriaSet, whose: Unit, *, by: User | None
    ) -> None:
        self.year, self.criteria_set, self.unit, self.by = year, criteria_set, whose, by
        self.facts = {fact.name: fact for fact in criteria_set.value.facts}
        self.title = f"Số liệu đánh giá năm {year}, {whose}, theo {criteria_set}"
        self.units: dict[str, Unit] = {}

    # Reading ------------------------------------------------------------------

    def read(self, filled: FilledHandout) -> tuple[list[Fill], list[Problem]]:
        self._find({blank.id.partition(".")[0] for blank in filled.blanks})
        fills, problems = [], []
        strangers: dict[str, Problem] = {}
        for blank in filled.blanks:
            key, _dot, name = blank.id.partition(".")
            fact = self.facts.get(name)
            if key not in self.units or fact is None:
                strangers.setdefault(key, _stranger(blank, filled.sheet))
                continue
            try:
                text = _read(blank.cell, fact, filled.sheet)
            except Refused as refused:
                problems += refused.problems
                continue
            at = blank.cell
            fills.append(Fill(blank.id, text, blank.base, at.address, at.row))
        return fills, [*strangers.values(), *problems]

    def _find(self, keys: set[str]) -> None:
        units = fillable_units(self.by).filter(key__in=keys, kind="COMMUNE")
        self.units = {unit.key: unit for unit in units}

    def steps(self, fills: Sequence[Fill]) -> list[FillStep]:
        self._find({fill.id.partition(".")[0] for fill in fills})
        found = self._sheets()
        answers, sheets = _answers(found), {row.unit_id: row for row in found}
        steps = []
        for fill in fills:
            key, _dot, name = fill.id.partition(".")
            unit, fact, answer = self.units.get(key), self.facts[name], None
            if unit is None:  # gone since it was read; told by refusals
                continue
            answer = answers.get(fill.id)
            old, sheet = answer.value if answer else "", sheets.get(unit.pk)
            steps.append(
                FillStep(
                    fill,
                    str(unit),
                    fact.label,
                    old=old,
                    version=answer.version if answer else 0,
                    shown_old=shown(fact, old),
                    shown_new=shown(fact, fill.text),
                    url=reverse("assessment", args=[sheet.pk]) if sheet else "",
                )
            )
        return steps

    def _sheets(self) -> list[Assessment]:
        return list(
            Assessment.objects.filter(
                unit__in=[unit.pk for unit in self.units.values()],
                year=self.year,
                criteria_set=self.criteria_set,
            ).select_related("unit")
        )

    # Refusing and writing -----------------------------------------------------

    def refusals(self, steps: Sequence[FillStep], sheet: str) -> list[Problem]:
        """Sheets that were handed in or approved take no more figures."""
        first: dict[str, FillStep] = {}
        for step in steps:
            if step.is_write:
                first.setdefault(step.fill.id.partition(".")[0], step)
        return [
            Problem(
                "E_CLOSED",
                closed_sentence(row, row.unit),
                sheet,
                first[row.unit.key].fill.cell,
                first[row.unit.key].fill.row,
            )
            for row in self._sheets()
            if row.unit.key in first and not row.is_open
        ]

    def authors(self, steps: Sequence[FillStep]) -> dict[str, Author]:
        versions = (
            Answer.history.filter(
                assessment__in=[row.pk for row in self._sheets()],
                fact__in={step.fill.id.partition(".")[2] for step in steps},
            )
            .order_by("history_id")
            .select_related("change_set", "assessment__unit")
        )
        return {
            f"{v.assessment.unit.key}.{v.fact}": (
                v.change_set.made_by_text,
                v.change_set.made_at,
            )
            for v in versions
        }

    def write(
        self, steps: Sequence[FillStep], *, by: User | None, sheet: str, **details: Any
    ) -> int | None:
        entries: dict[Unit, list[FactEntry]] = {}
        for step in steps:
            if step.is_write:
                key, _dot, name = step.fill.id.partition(".")
                entry = FactEntry(name, step.fill.text, step.version)
                entries.setdefault(self.units[key], []).append(entry)
        if not entries:
            return None
        return import_facts(
            entries, year=self.year, criteria_set=self.criteria_set, by=by, **details
        )


def _answers(sheets: Sequence[Assessment]) -> dict[str, Answer]:
    """The figures of these sheets by the id of their cell."""
    keys = {sheet.pk: sheet.unit.key for sheet in sheets}
    rows = Answer.objects.filter(assessment__in=list(keys))
    return {f"{keys[row.assessment_id]}.{row.fact}": row for row in rows}


def _read(cell: Cell, fact: Fact, sheet: str) -> str:
    """The cell as exact text, "" for nothing said; raises Refused."""
    if cell.is_blank:
        return ""
    if fact.kind in (FactKind.COUNT, FactKind.DECIMAL) and not is_dash(cell.value):
        is_count = fact.kind is FactKind.COUNT
        reading = (read_count if is_count else read_decimal)(cell, sheet=sheet)
        if reading.problem:
            raise Refused([reading.problem])
        typed = str(reading.value).replace(".", ",")
    else:
        typed = _word(cell, fact, sheet)
    try:
        return stored(fact, typed)
    except BadAnswer as bad:
        message = f"Ô {cell.address}: {bad}"
        raise Refused(
            [Problem("E_CHOICE", message, sheet, cell.address, cell.row)]
        ) from bad


def _word(cell: Cell, fact: Fact, sheet: str) -> str:
    """A yes or no, or a rank by its word, as a person would type it."""
    fault = name_problem(cell, sheet=sheet)
    if fault:
        raise Refused([fault])
    if cell.kind is Kind.DATE:
        what = "là ngày hoặc giờ; hãy chọn trong danh sách của ô"
        raise Refused([problem_at(cell, "E_DATE", what, sheet=sheet)])
    if cell.kind is Kind.BOOL:
        return "1" if cell.value else "0"
    ranks = {fold(word): str(rank) for rank, word in enumerate(fact.grades, 1)}
    return ranks.get(fold(cell.text), cell.text)


def _stranger(blank: Filled, sheet: str) -> Problem:
    """A commune out of scope and one that does not exist are told alike."""
    message = _(
        "Dòng {row}: xã này hoặc số liệu này không có trong biểu hay ngoài phạm vi "
        "được giao; hãy tải biểu mẫu của địa bàn mình."
    ).format(row=blank.cell.row)
    return Problem("E_UNIT_UNKNOWN", message, sheet, row=blank.cell.row)
