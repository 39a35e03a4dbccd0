"""Handouts of the results of a period: made for some units, taken back cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import ChangeSet, User
from accounts.refusals import Refusal
from intake.counted import counted_cells, without_counted
from intake.handouts import (
    Author,
    Fill,
    FillStep,
    exact,
    fillable_units,
    place,
)
from intake.models import HandoutDraft
from intake.result_cells import as_shown, read_cell
from intake.steps import Refused409
from plans.models import Round
from sheets.cells import problem_at
from sheets.handout_reading import Filled, FilledHandout
from sheets.problems import Problem, Refused
from targets.actions import CellEdit, save_grid
from targets.cells import PARTS
from targets.edits import BadEdit, applied, part_above_whole, part_sentence
from targets.facts import content_of, spec_of, standings
from targets.models import Result, Submission, Target
from targets.outcomes import SaveOutcome, conflict, told_who
from targets.reporting import duties_of
from targets.states import Action, refusal
from units.models import Unit

_WORDS = {"n": "tử số", "d": "mẫu số", "note": "ghi chú", "grade": "đánh giá"}


class ResultHandout:
    """The results of one round, as far as `by` may hand them in."""

    kind = HandoutDraft.Kind.RESULTS

    def __init__(self, round_: Round, *, by: User | None, whose: str = "") -> None:
        self.round, self.by = round_, by
        self.duties = duties_of(round_.plan)
        mine = set(fillable_units(by).values_list("key", flat=True))
        self.units = {u.key: u for u in self.duties.reporters if u.key in mine}
        self.targets: dict[str, dict[str, Target]] = {}
        self.unread: set[tuple[str, str]] = set()  # told already, not told again
        self.unit = self.units.get(whose) or round_.plan.unit
        self.title = f"Kết quả {round_.period.label}, {self.unit}"

    def target(self, unit: str, code: str) -> Target | None:
        if unit not in self.targets:
            mine = self.duties.targets_of(self.units[unit])
            self.targets[unit] = {t.indicator.code: t for t in mine}
        return self.targets[unit].get(code)

    # Reading ------------------------------------------------------------------

    def read(self, filled: FilledHandout) -> tuple[list[Fill], list[Problem]]:
        counted = counted_cells(self.round, self.duties, self.units.values())
        filled, problems = without_counted(filled, counted)
        fills: list[Fill] = []
        strangers: dict[str, Problem] = {}
        for blank in filled.blanks:
            unit, code, part = _split(blank.id)
            if unit not in self.units:
                strangers.setdefault(unit, _stranger(blank, filled.sheet))
                continue
            target = self.target(unit, code)
            if target is None or part not in PARTS:
                if not blank.cell.is_blank:
                    problems.append(_not_asked(blank, filled.sheet))
                continue
            try:
                text = read_cell(blank.cell, target, part, filled.sheet)
            except Refused as refused:
                problems += refused.problems
                self.unread.add((unit, code))
                continue
            at = blank.cell
            fills.append(Fill(blank.id, text, blank.base, at.address, at.row))
        return fills, [*strangers.values(), *problems]

    def steps(self, fills: Sequence[Fill]) -> list[FillStep]:
        rows = self._rows()
        return [self._step(fill, rows) for fill in fills]

    def _step(self, fill: Fill, rows: dict[tuple[str, str], Result]) -> FillStep:
        key, code, part = _split(fill.id)
        row, target = rows.get((key, code)), self.target(key, code)
        assert target is not None
        old = exact(getattr(row, PARTS[part])) if row else ""
        name = target.indicator.short_name
        return FillStep(
            fill,
            str(self.units[key]),
            f"{name}, {_WORDS[part]}" if part in _WORDS else name,
            old=old,
            version=row.version if row else 0,
            shown_old=as_shown(part, old),
            shown_new=as_shown(part, fill.text),
            url=reverse("entry-unit", args=[self.round.pk, key]),
        )

    def _rows(self) -> dict[tuple[str, str], Result]:
        found = Result.objects.filter(
            unit__in=[u.pk for u in self.units.values()],
            period_code=self.round.period_code,
        ).select_related("indicator", "unit")
        return {(row.unit.key, row.indicator.code): row for row in found}

    # Refusing -----------------------------------------------------------------

    def refusals(self, steps: Sequence[FillStep], sheet: str) -> list[Problem]:
        groups: dict[str, list[FillStep]] = {}
        for step in steps:
            if step.is_write:
                groups.setdefault(_split(step.fill.id)[0], []).append(step)
        closed, rows = self._closed(groups), self._rows()
        problems = []
        for unit, group in groups.items():
            if unit in closed:
                problems.append(self._shut(group, closed[unit], sheet))
            else:
                problems += self._broken(unit, group, rows, sheet)
        return problems

    def _closed(self, units: Iterable[str]) -> dict[str, str]:
        """Unit → why its report takes no figures now."""
        reports = Submission.objects.filter(
            round=self.round, unit__key__in=list(units)
        ).select_related("unit")
        now, places = timezone.now(), standings(reports)
        told = {
            r.unit.key: refusal(Action.SAVE, places[r.pk], now=now) for r in reports
        }
        return {unit: why for unit, why in told.items() if why}

    def _shut(self, group: Sequence[FillStep], why: str, sheet: str) -> Problem:
        first = group[0]
        message = (
            f"{first.unit}, {self.round.period.label}: {why} "
            f"{len(group)} ô khác số đang có, bắt đầu từ ô {first.fill.cell}."
        )
        return Problem("E_CLOSED", message, sheet, first.fill.cell, first.fill.row)

    def _broken(
        self,
        unit: str,
        group: Sequence[FillStep],
        rows: dict[tuple[str, str], Result],
        sheet: str,
    ) -> list[Problem]:
        """Figures that cannot be true: a part above its whole, a note without one."""
        targets = self.duties.targets_of(self.units[unit])
        specs = {t.indicator.code: spec_of(t.indicator) for t in targets}
        contents = {code: content_of(rows.get((unit, code))) for code in specs}
        cells: dict[str, FillStep] = {}
        problems = []
        for code, edit, first in _edits(group, sheet):
            if (unit, code) in self.unread:
                continue
            cells[code] = first
            try:
                contents[code] = applied(edit, specs[code], contents[code])
            except BadEdit as bad:
                problems.append(_at(first, f"{bad}.", sheet))
        for part, whole in part_above_whole(contents, specs):
            if culprit := cells.get(part) or cells.get(whole):
                told = part_sentence(part, whole, contents, specs)
                problems.append(_at(culprit, f"{told}.", sheet))
        return problems

    def authors(self, steps: Sequence[FillStep]) -> dict[str, Author]:
        rows = self._rows()
        keys = {step.fill.id: _split(step.fill.id)[:2] for step in steps}
        asked = [conflict(*key, rows.get(key)) for key in set(keys.values())]
        found = {(c.unit, c.indicator): c for c in told_who(self.round, asked)}
        return {i: (found[key].by, found[key].at) for i, key in keys.items()}

    # Writing ------------------------------------------------------------------

    def write(
        self, steps: Sequence[FillStep], *, by: User | None, sheet: str, **details: Any
    ) -> int | None:
        edits: dict[Unit, list[CellEdit]] = {}
        for key, unit in self.units.items():
            own = [s for s in steps if s.is_write and _split(s.fill.id)[0] == key]
            if own:
                edits[unit] = [edit for _code, edit, _first in _edits(own, sheet)]
        if not edits:
            return None
        try:
            outcome = save_grid(
                round=self.round,
                edits=edits,
                by=by,
                door=ChangeSet.Door.IMPORT,
                origin=Result.Origin.IMPORT,
                all_or_nothing=True,
                duties=self.duties,
                **details,
            )
        except Refusal as refused:
            raise self._told(refused, sheet) from refused
        return outcome.change

    def _told(self, refused: Refusal, sheet: str) -> Refusal:
        """What changed while the save waited for the reports' locks."""
        outcome = refused.details.get("outcome")
        if not isinstance(outcome, SaveOutcome):
            return refused
        found = [*outcome.refused, *outcome.conflicts]
        return Refused409(
            [
                Problem(
                    "E_STALE",
                    f"{self.units[item.unit]}: số liệu hoặc báo cáo vừa thay đổi.",
                    sheet,
                )
                for item in found
            ]
        )


def _split(text: str) -> tuple[str, str, str]:
    """ "d002.cases.note" → unit, indicator, part."""
    unit, _, rest = text.partition(".")
    code, _, part = rest.partition(".")
    return unit, code, part


def _edits(
    steps: Sequence[FillStep], sheet: str
) -> list[tuple[str, CellEdit, FillStep]]:
    """The cells of one unit as edits, one an indicator, with the first cell of each."""
    groups: dict[str, list[FillStep]] = {}
    for step in steps:
        groups.setdefault(_split(step.fill.id)[1], []).append(step)
    return [
        (code, _edit(code, group, sheet), group[0]) for code, group in groups.items()
    ]


def _edit(code: str, group: Sequence[FillStep], sheet: str) -> CellEdit:
    typed: dict[str, Any] = {}
    for step in group:
        name = PARTS[_split(step.fill.id)[2]]
        text = step.fill.text
        typed[name] = Decimal(text) if name == "value" else text
        if name in ("numerator", "denominator"):
            typed[name] = int(text)
    cell = group[0].fill.cell
    return CellEdit(
        indicator=code,
        version=group[0].version,
        origin_cell=f"{sheet[:60]}!{cell}",
        **typed,
    )


def _at(step: FillStep, what: str, sheet: str) -> Problem:
    message = f"{place(step)}: {what}"
    return Problem("E_RESULT", message, sheet, step.fill.cell, step.fill.row)


def _stranger(blank: Filled, sheet: str) -> Problem:
    """A unit out of scope and one that does not exist are told alike."""
    message = _(
        "Dòng {row}: đơn vị này không có trong kỳ báo cáo hoặc ngoài phạm vi được "
        "giao; hãy tải biểu mẫu của đơn vị mình."
    ).format(row=blank.cell.row)
    return Problem("E_UNIT_UNKNOWN", message, sheet, row=blank.cell.row)


def _not_asked(blank: Filled, sheet: str) -> Problem:
    what = "có số nhưng kế hoạch nay không hỏi chỉ tiêu này; hãy để trống ô"
    return problem_at(blank.cell, "E_NOT_ASSIGNED", what, sheet=sheet)
