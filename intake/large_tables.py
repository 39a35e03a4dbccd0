"""A table too large for an object a cell: its figures told row by row.

The rules are those of `tables.read_table`, cell by cell and total by total; what
differs is that nothing of a row is kept once its figures are told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from itertools import chain

from intake.columns import Wanted, signature, title_of
from intake.group_sums import group_problems
from intake.matching import UnitMatcher
from intake.staging import Staged
from intake.tables import (
    ColumnTotal,
    Layouts,
    Line,
    TableReading,
    exact,
    find_table,
    in_order,
    in_table,
    lines_of,
    readings_of,
    total_problem,
    unread_problem,
)
from sheets.book import Cell, Row, Workbook
from sheets.cells import (
    Number,
    Reading,
    ReadingKind,
    problem_at,
    read_count,
    read_decimal,
)
from sheets.headers import is_numberish
from sheets.privacy import looks_personal
from sheets.problems import Problem
from targets.allocation import check_totals
from units.models import Unit

MOST = 2_000  # problems that are told one by one
Blank = tuple[int, str, Unit, bool]  # row, cell, unit, whether it is a dash
Check = Callable[[int, Unit, Mapping[str, Number]], None]


class LargeTable:
    """The table that answers `wanted`, ready to be told once; raises Refused.

    `places`: key → (item of the database, "value", "numerator" or "denominator").
    `keep_blanks`: whether a blank is told too, since it may take a figure back.
    """

    def __init__(
        self,
        workbook: Workbook,
        wanted: Sequence[Wanted],
        matcher: UnitMatcher,
        *,
        places: Mapping[str, tuple[int, str]],
        decimals: Mapping[str, int],
        keep_blanks: bool,
        sheet: str = "",
        top: int = 0,
        layout: Layouts = lambda signature: {},
    ) -> None:
        table, hidden = find_table(workbook, wanted, sheet, layout, top)
        self.table, self._hidden, self._decimals = table, hidden, decimals
        self.keys = [item.key for item in wanted if item.key in table.found]
        names = [table.cell(row, "unit") for row in table.rows]
        self.matched = matcher.match_all(names, sheet=table.sheet)
        self.units = {u.pk: u for u in self.matched.units if u is not None}
        self._keep_blanks, self._unread = keep_blanks, _Unread(self)
        self._columns = [(key, table.found[key].number) for key in self.keys]
        self._single, self._ratios = self._items(places)
        self._readers = {
            key: read_decimal if decimals.get(key) else read_count for key in self.keys
        }
        self._sums: dict[str, Number] = dict.fromkeys(self.keys, 0)
        self._bad: set[str] = set()
        self._problems: list[Problem] = []
        self.blanks: list[Blank] = []
        self.figures = 0

    def _items(
        self, places: Mapping[str, tuple[int, str]]
    ) -> tuple[list[tuple[str, int, str]], list[tuple[int, str, str, str]]]:
        """(key, item, letter) of figures that stand alone; (item, letter, key of the
        numerator, key of the denominator) of ratios."""
        single, parts = [], dict[int, dict[str, str]]()
        for key in self.keys:
            item, part = places[key]
            if part == "value":
                single.append((key, item, self.table.found[key].letter))
            else:
                parts.setdefault(item, {})[part] = key
        ratios = [
            (
                item,
                self.table.found[next(iter(keys.values()))].letter,
                keys.get("numerator", ""),
                keys.get("denominator", ""),
            )
            for item, keys in parts.items()
        ]
        return single, ratios

    def tell(self, check: Check | None = None) -> Iterator[Staged]:
        """Every cell of every row whose unit is known; once."""
        return chain.from_iterable(self._told(check))

    def _told(self, check: Check | None) -> Iterator[list[Staged]]:
        """The same row by row.

        `check` hears each row: its number, its unit and the keys with a figure.
        """
        for row, unit in zip(self.table.rows, self.matched.units, strict=True):
            figures = self._read(row)
            self._unread.look(row)
            if unit is not None:
                if check is not None:
                    check(row.number, unit, figures)
                self._note_blanks(row, unit, figures)
                yield self._staged(row.number, unit.pk, figures)

    def reading(self) -> TableReading:
        """What the table says, after it was told."""
        totals, wrong = self._totals()
        table = self.table
        wrong += self._problems
        wrong += group_problems(
            table,
            self.keys,
            lambda row: readings_of(table, row, self.keys, self._decimals),
        )
        notes = self._unread.problems()
        problems = (*self.matched.problems, *wrong, *notes, *self._hidden)
        return TableReading(
            table.sheet,
            (),
            tuple(totals),
            in_order(problems),
            self.matched.unknown,
            signature(table.header),
            tuple(title_of(column) for column in table.columns),
            {key: title_of(table.found[key]) for key in self.keys},
        )

    def lines(self, numbers: Set[int]) -> tuple[Line, ...]:
        """The rows with these numbers, as a small table has them."""
        pairs = [
            (row, unit)
            for row, unit in zip(self.table.rows, self.matched.units, strict=True)
            if row.number in numbers
        ]
        told = [
            readings_of(self.table, row, self.keys, self._decimals) for row, _ in pairs
        ]
        found, units = [row for row, _ in pairs], [unit for _, unit in pairs]
        return lines_of(self.table, found, units, told)

    def _read(self, row: Row) -> dict[str, Number]:
        """Key → figure of one row, added to the sums; what is no number is told."""
        wholes, sums = row.wholes, self._sums
        figures: dict[str, Number] = {}
        for key, column in self._columns:
            value: Number | None = wholes.get(column)
            if value is None:
                value = self._look(row, key, column)
            if value is not None:
                figures[key] = value
                sums[key] += value
        return figures

    def _look(self, row: Row, key: str, column: int) -> Number | None:
        """A cell that is more, or less, than a plain whole number."""
        reading = self._readers[key](row.at(column), sheet=self.table.sheet)
        if reading.problem is not None:
            self._bad.add(key)
            if len(self._problems) < MOST:
                self._problems.append(reading.problem)
        return reading.value

    def _staged(
        self, row: int, unit: int, figures: Mapping[str, Number]
    ) -> list[Staged]:
        self.figures += len(figures)
        blanks, get = self._keep_blanks, figures.get
        found = [
            Staged(unit, item, get(key), None, None, row, f"{letter}{row}")
            for key, item, letter in self._single
            if blanks or key in figures
        ]
        for item, letter, upper, lower in self._ratios:
            parts = get(upper), get(lower)
            if blanks or any(part is not None for part in parts):
                found.append(Staged(unit, item, None, *parts, row, f"{letter}{row}"))
        return found

    def _note_blanks(self, row: Row, unit: Unit, figures: Mapping[str, Number]) -> None:
        if not self._keep_blanks or len(figures) == len(self.keys):
            return
        for key, column in self._columns:
            if key not in figures and len(self.blanks) < MOST:
                is_dash = self._readers[key](row.at(column)).kind is ReadingKind.NONE
                cell = f"{self.table.found[key].letter}{row.number}"
                self.blanks.append((row.number, cell, unit, is_dash))

    def _totals(self) -> tuple[list[ColumnTotal], list[Problem]]:
        table = self.table
        told: dict[str, Reading] = {}
        if table.total is not None:
            told = readings_of(table, table.total, self.keys, self._decimals)
        totals, problems = [], [r.problem for r in told.values() if r.problem]
        for key in self.keys:
            declared = exact(told[key]) if key in told else None
            check = check_totals(declared, [Decimal(self._sums[key])])
            totals.append(in_table(table, key, check))
            if key not in self._bad:
                problems += total_problem(table, key, check)
        return totals, problems


class _Unread:
    """What stands beside the figures: columns nobody asked for, people's data."""

    def __init__(self, owner: LargeTable) -> None:
        table = owner.table
        serial = table.header.serial
        self._table = table
        self._used = {column.number for column in table.found.values()}
        beside = {c.number for c in table.columns} - self._used
        self._beside = beside - ({serial.number} if serial else set())
        self._written = dict.fromkeys(self._beside, 0)
        self._numbers = dict.fromkeys(self._beside, 0)
        self._notes: list[Problem] = []

    def look(self, row: Row) -> None:
        for column in self._beside:
            cell = row.at(column)
            if not cell.is_blank:
                self._written[column] += 1
                self._numbers[column] += is_numberish(cell)
        for cell in row.texts:
            if cell.column not in self._used and len(self._notes) < MOST:
                self._personal(cell)

    def problems(self) -> list[Problem]:
        columns = [
            column
            for column in self._table.columns
            if column.number in self._beside
            and 0 < self._written[column.number] < 2 * self._numbers[column.number]
        ]
        return [*self._notes, *(unread_problem(self._table, c) for c in columns)]

    def _personal(self, cell: Cell) -> None:
        personal = looks_personal(cell.text)
        if personal:
            what = f"có thể chứa dữ liệu cá nhân ({personal}); hãy xóa khỏi tệp"
            sheet = self._table.sheet
            self._notes.append(problem_at(cell, "W_PERSONAL", what, sheet=sheet))
