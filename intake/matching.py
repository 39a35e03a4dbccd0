"""Names in a table → units of the plan, or a question with candidates.

Never a silent guess: a name settles it or a person does. Source: product.md,
promise 1; domain.md §7.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from intake.gazetteer import Gazetteer, is_type
from plans.models import Plan
from sheets.book import Cell
from sheets.cells import name_problem, problem_at, read_text
from sheets.numbers import echo
from sheets.privacy import looks_personal
from sheets.problems import Problem
from units.models import Alias, Kind, Unit
from units.names import Candidate, NameIndex, key, looks_like_tcvn3, split_type
from units.wrappings import pieces, placed, strangeness, unwrapped, without_office


@dataclass(frozen=True)
class Matched:
    """Units of the cells, None where a problem says why; `unknown` names as typed."""

    units: tuple[Unit | None, ...]
    problems: tuple[Problem, ...]
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Question:
    """A cell whose name a person can say the unit of; `units` it may mean."""

    cell: Cell
    text: str
    units: tuple[Unit, ...] = ()


_EXPLAINED = 200  # questions that come with what is like the name and known of it
_LONGEST = 200  # letters of a name; nothing longer is looked into


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
        # "Hoàng Mai¹": a footnote; the same sign is a letter of the old fonts.
        old_font = [c for c in cells if looks_like_tcvn3(c.text.rstrip("¹²³"))]
        if old_font:
            return Matched((None,) * len(cells), (_old_font(old_font[0], sheet),))
        found = [self._one(cell, sheet) for cell in cells]
        units = tuple(answer if isinstance(answer, Unit) else None for answer in found)
        questions = [answer for answer in found if isinstance(answer, _Question)]
        problems = [answer for answer in found if isinstance(answer, Problem)]
        problems += self._asked(questions, sheet)
        unknown = tuple(dict.fromkeys(echo(question.text) for question in questions))
        return Matched(units, (*problems, *_twice(cells, units, sheet)), unknown)

    def _one(self, cell: Cell, sheet: str) -> Unit | Problem | _Question:
        fault = name_problem(cell, sheet=sheet)
        if fault is not None:
            return fault
        text = read_text(cell)
        if not text:
            return _blank(cell, sheet)
        match = self._index.match(text, with_near=False)
        if match.id is not None:
            return self.units[int(match.id)]
        personal = looks_personal(text)
        if personal:
            what = f"có dấu hiệu chứa dữ liệu cá nhân ({personal}); hãy xóa khỏi tệp"
            return problem_at(cell, "E_PERSONAL", what, sheet=sheet)
        named = self._named(text) if len(text) <= _LONGEST else ()
        if len(named) == 1:
            return named[0]
        several = () if named else self._several(text[:_LONGEST])
        return _many(cell, several, sheet) if several else _Question(cell, text, named)

    def _named(self, text: str) -> tuple[Unit, ...]:
        """The units `text` may name, whatever an office wrote around the name."""
        match = self._index.match(text, with_near=False)
        if match.ids:
            return tuple(self.units[int(number)] for number in match.ids)
        if (inner := unwrapped(text)) and inner != text:
            return self._named(inner)
        if (area := without_office(text)) != text:
            # The police of a province is an agency of its own.
            return tuple(u for u in self._named(area) if u.kind != Kind.PROVINCE)
        name, place = placed(text)
        if not place:
            return ()
        return tuple(u for u in self._named(name) if self._lies_in(u, place))

    def _lies_in(self, unit: Unit, place: str) -> bool:
        """Whether the words after a name are of what the unit belongs to, or its type.

        "Ba Đình, TP Hà Nội" and "Ba Đình (quận)"; never "Mê Linh (Vĩnh Phúc)".
        """
        kind, bare = split_type(place)
        above = self._above.get(unit.parent_id)
        while above is not None:
            if key(bare) == key(above.name) and (not kind or is_type(above.type, kind)):
                return True
            above = self._above.get(above.parent_id)
        return key(place) == key(unit.type)

    @cached_property
    def _above(self) -> dict[int | None, Unit]:
        """Everything the units belong to, up to the province."""
        found: dict[int | None, Unit] = {}
        wanted = {unit.parent_id for unit in self.units.values()}
        while missing := wanted - found.keys() - {None}:
            found |= Unit.objects.in_bulk(missing)
            wanted = {unit.parent_id for unit in found.values()}
        return found

    def _several(self, text: str) -> tuple[Unit, ...]:
        """The units of a cell that names more than one; () for any other cell."""
        named = [self._named(piece) for piece in pieces(text)]
        units = dict.fromkeys(some[0] for some in named if len(some) == 1)
        return tuple(units) if len(units) > 1 else ()

    def _asked(self, questions: Sequence[_Question], sheet: str) -> list[Problem]:
        """The problem of each name; only the first of many come with explanations."""
        told = [question.text[:_LONGEST] for question in questions[:_EXPLAINED]]
        known = Gazetteer(self.day, self.units).known_of(told) if told else {}
        return [
            self._question(question, known, sheet, is_explained=number < _EXPLAINED)
            for number, question in enumerate(questions)
        ]

    def _question(
        self,
        question: _Question,
        known: Mapping[str, str],
        sheet: str,
        *,
        is_explained: bool,
    ) -> Problem:
        cell, text = question.cell, question.text[:_LONGEST]
        shown = f"“{echo(question.text)}”"
        if question.units:
            names = " hay ".join(unit.full_name for unit in question.units[:5])
            what = f"{shown} ứng với nhiều đơn vị: {names}; hãy ghi rõ cấp và tên"
            return problem_at(cell, "E_UNIT_AMBIGUOUS", what, sheet=sheet)
        near = self._near(text) if is_explained else ""
        hint = f"có phải {near} không, hãy ghi đúng tên" if near else _NO_HINT
        past = known.get(text) or self._elsewhere(text) or strangeness(question.text)
        aside = f" ({past})" if past else ""
        what = f"{shown} không phải tên đơn vị của kế hoạch{aside}; {hint}"
        return problem_at(cell, "E_UNIT_UNKNOWN", what, sheet=sheet)

    def _elsewhere(self, text: str) -> str:
        """What a name of ours followed by somebody else's place belongs to."""
        name, place = placed(unwrapped(text))
        units = self._named(name) if place else ()
        above = self._above.get(units[0].parent_id) if len(units) == 1 else None
        is_place = Unit.objects.filter(match_key=key(split_type(place)[1])).exists
        if above is None or not is_place():
            return ""
        return f"{units[0]} của kế hoạch thuộc {above}"

    def _near(self, text: str) -> str:
        """ "Quận Ba Đình hay Huyện Ba Vì": what is like the name, or has this code."""
        coded = [u for u in self.units.values() if u.code and _is_code(text, u.code)]
        if coded:
            return " hay ".join(f"{u.full_name} (mã {u.code})" for u in coded[:3])
        inner = without_office(unwrapped(text))
        tries = (self._index.match(t).near for t in (inner, placed(inner)[0], text))
        near = next(filter(None, tries), ())
        return " hay ".join(candidate.full_name for candidate in near)


def candidates_of(plan: Plan, day: dt.date) -> list[Unit]:
    """Units under the plan's own on `day`, and whatever it has already assigned."""
    children = Unit.objects.on(day).filter(parent=plan.unit_id)
    assigned = Unit.objects.filter(pk__in=plan.assigned_units.values("unit"))
    return list((children | assigned).distinct().order_by("sort_key", "key"))


def plan_day(plan: Plan) -> dt.date:
    """The day whose list of units the plan speaks of: that of its document."""
    return plan.document.issued_on or plan.start


_NO_HINT = "hãy sửa tên hoặc bỏ dòng này"


def _is_code(text: str, code: str) -> bool:
    return text.isdecimal() and text.lstrip("0") == code.lstrip("0")


def _many(cell: Cell, units: Sequence[Unit], sheet: str) -> Problem:
    names = " và ".join(unit.full_name for unit in units[:3])
    what = (
        f"“{echo(cell.text)}” gộp nhiều đơn vị ({names}); hãy tách mỗi đơn vị một dòng"
    )
    return problem_at(cell, "E_UNIT_AMBIGUOUS", what, sheet=sheet)


def _blank(cell: Cell, sheet: str) -> Problem:
    what = f"trống tên đơn vị trong khi dòng {cell.row} có số; hãy ghi tên đơn vị"
    return problem_at(cell, "E_UNIT_BLANK", what, sheet=sheet)


def _old_font(cell: Cell, sheet: str) -> Problem:
    what = (
        "và các tên đơn vị gõ bằng bảng mã cũ, TCVN3 (phông .VnTime) hoặc VNI; "
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
