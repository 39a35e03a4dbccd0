"""Names in a table → units of the plan, or a question with candidates.

Never a silent guess: a name settles it or a person does. Source: product.md,
promise 1; domain.md §7.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plans.models import Plan
from sheets.book import Cell
from sheets.cells import name_problem, problem_at, read_text
from sheets.numbers import echo
from sheets.privacy import looks_personal
from sheets.problems import Problem
from units.models import Alias, Succession, Unit
from units.names import Candidate, Match, NameIndex, key, looks_like_tcvn3, split_type


@dataclass(frozen=True)
class Matched:
    """Units of the cells, None where a problem says why; `unknown` names as typed."""

    units: tuple[Unit | None, ...]
    problems: tuple[Problem, ...]
    unknown: tuple[str, ...] = ()


class UnitMatcher:
    """The units a table of one plan may name, prepared once."""

    def __init__(self, units: Sequence[Unit], *, day: dt.date) -> None:
        self.day = day
        self.units = {unit.pk: unit for unit in units}
        spellings: dict[int, list[str]] = defaultdict(list)
        aliases = Alias.objects.filter(unit__in=list(self.units))
        for unit_id, text in aliases.values_list("unit_id", "text"):
            spellings[unit_id].append(text)
        self._index = NameIndex(
            [
                Candidate(unit.pk, unit.name, unit.type, tuple(spellings[unit.pk]))
                for unit in units
            ]
        )

    def match_all(self, cells: Sequence[Cell], *, sheet: str) -> Matched:
        """The unit of each cell; a table in an old font is one problem, not many."""
        old_font = [cell for cell in cells if looks_like_tcvn3(cell.text)]
        if old_font:
            return Matched((None,) * len(cells), (_old_font(old_font[0], sheet),))
        found = [self._one(cell, sheet) for cell in cells]
        asked = [c for c, a in zip(cells, found, strict=True) if _is_question(a)]
        others = self._of_other_days(asked)
        units = tuple(answer if isinstance(answer, Unit) else None for answer in found)
        problems = [
            _with_past(answer, others.get(read_text(cell), ""))
            for cell, answer in zip(cells, found, strict=True)
            if isinstance(answer, Problem)
        ]
        unknown = tuple(dict.fromkeys(echo(read_text(cell)) for cell in asked))
        return Matched(units, (*problems, *_twice(cells, units, sheet)), unknown)

    def _one(self, cell: Cell, sheet: str) -> Unit | Problem:
        fault = name_problem(cell, sheet=sheet)
        if fault is not None:
            return fault
        text = read_text(cell)
        if not text:
            return _blank(cell, sheet)
        personal = looks_personal(text)
        if personal:
            what = f"có dấu hiệu chứa dữ liệu cá nhân ({personal}); hãy xóa khỏi tệp"
            return problem_at(cell, "E_PERSONAL", what, sheet=sheet)
        match = self._index.match(text)
        if match.id is not None:
            return self.units[int(match.id)]
        return self._question(cell, text, match, sheet)

    def _question(self, cell: Cell, text: str, match: Match, sheet: str) -> Problem:
        near = " hay ".join(candidate.full_name for candidate in match.near[:5])
        shown = f"“{echo(text)}”"
        if match.ids:
            what = f"{shown} ứng với nhiều đơn vị: {near}; hãy ghi rõ cấp và tên"
            return problem_at(cell, "E_UNIT_AMBIGUOUS", what, sheet=sheet)
        hint = f"có phải {near} không" if near else "hãy sửa tên hoặc bỏ dòng này"
        what = f"{shown} không phải tên đơn vị của kế hoạch; {hint}"
        return problem_at(cell, "E_UNIT_UNKNOWN", what, sheet=sheet)

    def _of_other_days(self, cells: Iterable[Cell]) -> dict[str, str]:
        """Typed name → what is known of a unit of that name on another day."""
        typed = {read_text(cell): key(split_type(cell.text)[1]) for cell in cells}
        typed = {text: name for text, name in typed.items() if name}
        if not typed:
            return {}
        past = Unit.objects.filter(match_key__in=set(typed.values()))
        gone = {u.match_key: u for u in past if not u.exists_on(self.day)}
        return {
            text: self._history(gone[name])
            for text, name in typed.items()
            if name in gone
        }

    def _history(self, unit: Unit) -> str:
        if unit.valid_from > self.day:
            return f"{unit} chỉ có từ ngày {unit.valid_from:%d/%m/%Y}"
        heirs = Succession.objects.filter(old=unit).select_related("new")
        names = " và ".join(str(row.new) for row in heirs)
        became = f", nay là {names}" if names else ""
        return f"{unit} đã kết thúc ngày {unit.valid_to:%d/%m/%Y}{became}"


def candidates_of(plan: Plan, day: dt.date) -> list[Unit]:
    """Units under the plan's own on `day`, and whatever it has already assigned."""
    children = Unit.objects.on(day).filter(parent=plan.unit_id)
    assigned = Unit.objects.filter(pk__in=plan.assigned_units.values("unit"))
    return list((children | assigned).distinct().order_by("sort_key", "key"))


def plan_day(plan: Plan) -> dt.date:
    """The day whose list of units the plan speaks of: that of its document."""
    return plan.document.issued_on or plan.start


def _is_question(answer: Unit | Problem) -> bool:
    """A name that a person can say the unit of."""
    asked = ("E_UNIT_UNKNOWN", "E_UNIT_AMBIGUOUS")
    return isinstance(answer, Problem) and answer.code in asked


def _with_past(problem: Problem, past: str) -> Problem:
    if not past:
        return problem
    message = f"{problem.message} {past}."
    return Problem(problem.code, message, problem.sheet, problem.cell, problem.row)


def _blank(cell: Cell, sheet: str) -> Problem:
    what = f"trống tên đơn vị trong khi dòng {cell.row} có số; hãy ghi tên đơn vị"
    return problem_at(cell, "E_UNIT_BLANK", what, sheet=sheet)


def _old_font(cell: Cell, sheet: str) -> Problem:
    what = (
        "và các tên đơn vị gõ bằng bảng mã cũ TCVN3 (phông .VnTime); "
        "hãy chuyển tệp sang Unicode rồi nạp lại"
    )
    return problem_at(cell, "E_TCVN3", what, sheet=sheet)


def _twice(
    cells: Sequence[Cell], units: Sequence[Unit | None], sheet: str
) -> list[Problem]:
    first: dict[int, Cell] = {}
    problems = []
    for cell, unit in zip(cells, units, strict=True):
        if unit is None:
            continue
        if unit.pk in first:
            what = (
                f"“{echo(cell.text)}” trùng đơn vị với dòng {first[unit.pk].row}; "
                "hãy để lại một dòng"
            )
            problems.append(problem_at(cell, "E_UNIT_DUPLICATE", what, sheet=sheet))
        first.setdefault(unit.pk, cell)
    return problems
