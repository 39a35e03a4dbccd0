"""Sheets → the tables in them: header, rows, total, groups. Pure.

Titles above, the line of column numbers, group rows, wrapped names, the total and
the signatures below are told from the rows of data; nothing is dropped silently
that carries a number.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sheets import gridproblems as say
from sheets.bodies import read_body
from sheets.bodyparts import Body
from sheets.book import Sheet, Workbook
from sheets.continued import continues, counts_on, joined
from sheets.folding import fold
from sheets.headers import (
    Column,
    ColumnWish,
    Header,
    candidates,
    has_numbers_below,
    header_at,
    matches,
    name_matches,
)
from sheets.problems import Problem, Refused
from sheets.sidebyside import apart
from sheets.table import NAME_KEY, Table

NAME_WISH: Final = ColumnWish(
    NAME_KEY, ("đơn vị", "địa bàn", "địa phương", "quận huyện", "xã phường"), "Đơn vị"
)
_TITLES: Final = 3  # of a header that does not count its rows

__all__ = ["NAME_KEY", "NAME_WISH", "Finding", "Table", "find_tables"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a workbook holds for the wishes: tables that answer all, and problems.

    With exactly one table and no E_ problem the table may be used.
    """

    tables: tuple[Table, ...]
    problems: tuple[Problem, ...]

    def one(self) -> Table:
        """The table; raises Refused with every problem when there is not one."""
        errors = [problem for problem in self.problems if not problem.is_warning]
        if errors or len(self.tables) != 1:
            raise Refused(self.problems)
        return self.tables[0]


def find_tables(
    workbook: Workbook, wanted: Sequence[ColumnWish] = (), *, sheet: str = ""
) -> Finding:
    """Every table in the visible sheets (or only in `sheet`) that answers `wanted`.

    The wish with key "unit" names the rows; without one, usual words stand in.
    Which sheet was active when the file was saved makes no difference.
    """
    name = next((wish for wish in wanted if wish.key == NAME_KEY), NAME_WISH)
    values = [wish for wish in wanted if wish.key != NAME_KEY]
    sheets = _named(workbook, sheet) if sheet else _visible(workbook)
    read = {one.name for one in sheets}
    left = (s for s in workbook.sheets if not s.visible and s.name not in read)
    hidden = tuple(say.hidden(one) for one in left if one.rows)
    if not any(s.rows for s in sheets):
        return Finding((), (say.nothing(sheet), *hidden))
    attempts = [a for s in sheets for a in _attempts(s, name, values)]
    whole = [a.table for a in attempts if not a.problems]
    if whole:
        return _chosen(whole, hidden, is_final=bool(values))
    if not attempts and values:
        attempts = [a for s in sheets for a in _attempts(s, name, ()) if a.problems]
    best = max(attempts, key=lambda attempt: attempt.answered, default=None)
    if best is None and (unseen := _out_of_sight(workbook, name)):
        return Finding((), (say.unseen(unseen), *hidden))
    problems = best.problems if best else (say.no_header(name, values),)
    return Finding((), (*problems, *hidden))


def _out_of_sight(workbook: Workbook, name: ColumnWish) -> str:
    """A hidden sheet with some table, where no sheet in sight has one."""
    unseen = (sheet for sheet in workbook.sheets if not sheet.visible)
    found = (s.name for s in unseen if any(True for _ in _attempts(s, name, ())))
    return next(found, "")


def _visible(workbook: Workbook) -> list[Sheet]:
    return [sheet for sheet in workbook.sheets if sheet.visible]


def _named(workbook: Workbook, name: str) -> list[Sheet]:
    """The sheet of this name; case, blanks and the form of accents do not count."""
    exact = [sheet for sheet in workbook.sheets if sheet.name == name]
    alike = [sheet for sheet in workbook.sheets if fold(sheet.name) == fold(name)]
    return exact or (alike if len(alike) == 1 else [])


@dataclass(frozen=True, slots=True)
class _Attempt:
    table: Table
    problems: tuple[Problem, ...]

    @property
    def answered(self) -> int:
        return len(self.table.found)


@dataclass(frozen=True, slots=True)
class _Met:
    """A header of a sheet; `answers`: its titles have what is wanted."""

    header: Header
    found: dict[str, Column]
    problems: tuple[Problem, ...]
    answers: bool


def _attempts(
    sheet: Sheet, name: ColumnWish, values: Sequence[ColumnWish]
) -> Iterator[_Attempt]:
    """Each header of the sheet with its table, those side by side apart."""
    for part in apart(sheet, name):
        yield from _downwards(part, name, values)


def _downwards(
    sheet: Sheet, name: ColumnWish, values: Sequence[ColumnWish]
) -> Iterator[_Attempt]:
    """Each header from the top with its table, repeated headers joined to it."""
    current: _Attempt | None = None
    met = list(_headers(sheet, name, values))
    for at, one in enumerate(met):
        if not one.answers:
            continue
        following = _following(sheet, one, met[at + 1 :])
        table = _table(sheet, one, following)
        if current is not None and continues(current.table, table):
            current = _Attempt(joined(current.table, table), current.problems)
            continue
        if current is not None:
            yield current
        current = _Attempt(table, one.problems)
    if current is not None:
        yield current


def _following(sheet: Sheet, one: _Met, below: Sequence[_Met]) -> _Met | None:
    """The header that ends the table of `one`: not a title among its counted rows."""
    for other in below:
        if other.answers or not counts_on(sheet, one.header, other.header):
            return other
    return None


def _headers(
    sheet: Sheet, name: ColumnWish, values: Sequence[ColumnWish]
) -> Iterator[_Met]:
    below = 0
    for number, column in candidates(sheet, name):
        if number <= below:
            continue
        header = header_at(sheet, number, column)
        found, problems = _answers(sheet, header, name, values)
        if NAME_KEY not in found:
            continue
        answers = len(found) >= 1 + bool(values)
        answers &= bool(values) or has_numbers_below(sheet, header)
        if answers or _is_other(header, found[NAME_KEY], name):
            below = header.bottom
            yield _Met(header, found, problems, answers)


def _is_other(header: Header, column: Column, name: ColumnWish) -> bool:
    """The header of a table of another kind, and not a line of words about units."""
    if fold(column.title) not in map(fold, name.keywords):
        return False
    return header.serial is not None or len(header.columns) >= _TITLES


def _answers(
    sheet: Sheet, header: Header, name: ColumnWish, values: Sequence[ColumnWish]
) -> tuple[dict[str, Column], tuple[Problem, ...]]:
    """Which column answers each wish, and what is missing or doubled."""
    found: dict[str, Column] = {}
    problems: list[Problem] = []
    finders: list[tuple[ColumnWish, Callable[[Header, ColumnWish], list[Column]]]] = [
        (name, name_matches),
        *((wish, matches) for wish in values),
    ]
    for wish, finder in finders:
        columns = finder(header, wish)
        if columns:
            found[wish.key] = columns[0]
        if len(columns) > 1:
            problems.append(say.doubled(sheet, header, wish, columns))
        elif not columns and wish.required:
            problems.append(say.missing(sheet, header, wish))
    numbers = [column.number for column in found.values()]
    if len(set(numbers)) < len(numbers):
        problems.append(say.shared(sheet, header, found))
    return found, tuple(problems)


def _table(sheet: Sheet, one: _Met, following: _Met | None) -> Table:
    end = following.header.top if following else None
    found, values = one.found, _columns(one.found)
    body: Body = read_body(sheet, one.header, found[NAME_KEY], end, values)
    ended = end if following and not following.answers else None
    others = tuple(number for number in (body.other, ended) if number)[:1]
    return Table(
        sheet.name,
        one.header,
        found,
        tuple(body.rows),
        body.total,
        body.number_row,
        tuple(body.groups),
        tuple(body.subtotals),
        tuple(body.after),
        others,
    )


def _columns(found: dict[str, Column]) -> tuple[int, ...]:
    return tuple(c.number for key, c in found.items() if key != NAME_KEY)


def _chosen(
    whole: Sequence[Table], hidden: tuple[Problem, ...], *, is_final: bool
) -> Finding:
    """The one table with figures; several are asked about, unless side by side."""
    tables = tuple(table for table in whole if table.has_figures) or tuple(whole)
    if len(tables) == 1 or not is_final:
        return Finding(tables, hidden if len(tables) == 1 else (say.many(tables),))
    places = {(table.sheet, table.header.top) for table in tables}
    if len(places) < len(tables):
        return Finding((), (say.beside(tables), *hidden))
    return Finding(tables, (say.many(tables), *hidden))
