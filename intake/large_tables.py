"""A table too large for an object a cell: its figures told row by row.

The rules are those of `tables.read_table`, cell by cell and total by total; what
differs is that nothing of a row is kept once its figures are told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from intake.columns import Wanted, signature, title_of
from intake.group_sums import group_problems
from intake.matching import UnitMatcher
from intake.staging import Staged
from intake.tables import (
    ColumnTotal,
    Layouts,
    TableReading,
    exact,
    find_table,
    in_order,
    in_table,
    readings_of,
    total_problem,
    unread_problem,
)
from sheets.book import Cell, Kind, Workbook
from sheets.cells import (
    BLANK,
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
        self._places, self._keep_blanks = places, keep_blanks
        self._readers = {
            key: read_decimal if decimals.get(key) else read_count for key in self.keys
        }
        self._sums: dict[str, Decimal | int] = dict.fromkeys(self.keys, 0)
        self._bad: set[str] = set()
        self._problems: list[Problem] = []
        self._unread = _Unread(self)
        self.blanks: list[Blank] = []
        self.figures = 0
        self.unmatched_rows = 0

    def tell(
        self, check: Callable[[int, Unit, Mapping[str, Reading]], None] | None = None
    ) -> Iterator[Staged]:
        """Every cell of every row whose unit is known; once.

        `check` hears each row: its number, unit and readings.
        """
        for row, unit in zip(self.table.rows, self.matched.units, strict=True):
            cells = {cell.column: cell for cell in row.cells}
            readings = self._read(cells)
            self._unread.look(cells)
            if unit is not None:
                if check is not None:
                    check(row.number, unit, readings)
                yield from self._staged(row.number, unit, readings)

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

    def _read(self, cells: Mapping[int, Cell]) -> dict[str, Reading]:
        readings = {}
        for key in self.keys:
            cell = cells.get(self.table.found[key].number)
            reading = BLANK
            if cell is not None:
                reading = self._readers[key](cell, sheet=self.table.sheet)
            readings[key] = reading
            if reading.value is not None:
                self._sums[key] += reading.value
            elif reading.problem is not None:
                self._bad.add(key)
                self._tell(reading.problem)
        return readings

    def _staged(
        self, row: int, unit: Unit, readings: Mapping[str, Reading]
    ) -> Iterator[Staged]:
        found: dict[int, dict[str, Decimal | int | None]] = {}
        cells: dict[int, str] = {}
        for key, reading in readings.items():
            item, part = self._places[key]
            if reading.value is None:
                self._blank(row, key, unit, reading)
                if not self._keep_blanks:
                    continue
            else:
                self.figures += 1
            found.setdefault(item, {})[part] = reading.value
            cells.setdefault(item, f"{self.table.found[key].letter}{row}")
        for item, parts in found.items():
            yield Staged(
                unit.pk,
                item,
                parts.get("value"),
                parts.get("numerator"),
                parts.get("denominator"),
                row,
                cells[item],
            )

    def _blank(self, row: int, key: str, unit: Unit, reading: Reading) -> None:
        if self._keep_blanks and len(self.blanks) < MOST:
            is_dash = reading.kind is ReadingKind.NONE
            cell = f"{self.table.found[key].letter}{row}"
            self.blanks.append((row, cell, unit, is_dash))

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

    def _tell(self, problem: Problem) -> None:
        if len(self._problems) < MOST:
            self._problems.append(problem)


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

    def look(self, cells: Mapping[int, Cell]) -> None:
        for column, cell in cells.items():
            if column in self._used:
                continue
            if column in self._beside and not cell.is_blank:
                self._written[column] += 1
                self._numbers[column] += is_numberish(cell)
            if cell.kind is Kind.TEXT and len(self._notes) < MOST:
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
