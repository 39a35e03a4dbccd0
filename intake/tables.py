"""A workbook → the lines of one table: unit by unit, column by column, all checked.

Every problem of the file is gathered before anything is refused. Nothing here writes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from intake.choices import Choice, ManyTables
from intake.columns import Wanted, signature, title_of, wishes_for
from intake.fonts import OLD_FONT, is_old_font
from intake.group_sums import group_problems, settled
from intake.matching import UnitMatcher
from sheets.book import Kind, Row, Workbook
from sheets.cells import Reading, ReadingKind, problem_at, read_count, read_decimal
from sheets.grid import NAME_WISH, Table, find_tables
from sheets.headers import Column
from sheets.hidden import hidden_columns, hidden_rows
from sheets.numbers import echo
from sheets.privacy import looks_personal
from sheets.problems import Problem, Refused
from sheets.shared_cells import shared_cells
from targets.allocation import TotalCheck, check_totals
from units.models import Unit

Layouts = Callable[[str], Mapping[str, str]]  # signature → columns remembered


@dataclass(frozen=True)
class Figure:
    """One cell of numbers: `value` None for a blank or a dash."""

    value: Decimal | None
    cell: str
    is_dash: bool = False


@dataclass(frozen=True)
class Line:
    """One row of the table: who, as typed and as known, and the figures by key."""

    row: int
    typed: str
    unit: Unit
    figures: Mapping[str, Figure]


@dataclass(frozen=True)
class ColumnTotal:
    """The declared total of one column beside what its rows add up to."""

    key: str
    title: str
    letter: str
    check: TotalCheck


@dataclass(frozen=True)
class TableReading:
    """What a file says, or why it cannot be used (any problem with E_)."""

    sheet: str = ""
    lines: tuple[Line, ...] = ()
    totals: tuple[ColumnTotal, ...] = ()
    problems: tuple[Problem, ...] = ()
    unmatched: tuple[str, ...] = ()
    signature: str = ""
    titles: tuple[str, ...] = ()  # of every column
    columns: Mapping[str, str] = field(default_factory=dict)  # key → title
    choices: tuple[Choice, ...] = ()  # several tables: which one?

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if not p.is_warning)


def read_table(
    workbook: Workbook,
    wanted: Sequence[Wanted],
    matcher: UnitMatcher,
    *,
    sheet: str = "",
    top: int = 0,
    layout: Layouts = lambda signature: {},
    decimals: Mapping[str, int] | None = None,
) -> TableReading:
    """The one table that answers `wanted` (its header at `top`, if a person chose);
    raises Refused. `layout`: columns remembered by signature; `decimals`: who may.
    """
    table, hidden = find_table(workbook, wanted, sheet, layout, top)
    keys = [item.key for item in wanted if item.key in table.found]
    names = [table.cell(row, "unit") for row in table.rows]
    matched = matcher.match_all(names, sheet=table.sheet)
    readings = [readings_of(table, row, keys, decimals or {}) for row in table.rows]
    totals, wrong = _sums(table, keys, readings, decimals or {})
    return TableReading(
        table.sheet,
        lines_of(table, table.rows, matched.units, readings),
        tuple(totals),
        in_order((*matched.problems, *wrong, *_notes(table), *_unread(table), *hidden)),
        matched.unknown,
        signature(table.header),
        tuple(title_of(column) for column in table.columns),
        {key: title_of(table.found[key]) for key in keys},
    )


def lines_of(
    table: Table,
    rows: Sequence[Row],
    units: Sequence[Unit | None],
    readings: Sequence[Mapping[str, Reading]],
) -> tuple[Line, ...]:
    """Those of the rows whose unit is known."""
    told = zip(rows, units, readings, strict=True)
    return tuple(
        Line(
            row.number,
            echo(table.cell(row, "unit").text),
            unit,
            _figures(table, row.number, line),
        )
        for row, unit, line in told
        if unit is not None
    )


def find_table(
    workbook: Workbook,
    wanted: Sequence[Wanted],
    sheet: str,
    layout: Layouts,
    top: int,
) -> tuple[Table, tuple[Problem, ...]]:
    """The table, and the notices that came with it (hidden sheets)."""
    tables = find_tables(workbook.tops(), [NAME_WISH], sheet=sheet).tables
    told: dict[str, str] = {}
    for table in tables:
        told |= layout(signature(table.header))
    wishes = wishes_for([table.header for table in tables], wanted, told)
    finding = find_tables(workbook, [NAME_WISH, *wishes], sheet=sheet)
    if not finding.tables and is_old_font(workbook):
        raise Refused([OLD_FONT])
    chosen = [table for table in finding.tables if table.header.top == top]
    if len(finding.tables) > 1 and not chosen:
        raise ManyTables(finding, workbook)
    table = chosen[0] if chosen else finding.one()
    if not table.rows:
        raise Refused(
            [Problem("E_EMPTY", "Biểu không có dòng số liệu nào dưới dòng tiêu đề.")]
        )
    notices = tuple(p for p in finding.problems if p.is_warning)
    return settled(table), (*notices, *_out_of_sight(workbook, table))


def _out_of_sight(workbook: Workbook, table: Table) -> tuple[Problem, ...]:
    """Rows and columns nobody sees, and figures merged over several units."""
    sheet = next(s for s in workbook.sheets if s.name == table.sheet)
    hidden = hidden_rows(sheet, (row.number for row in table.rows))
    columns = hidden_columns(sheet, table.found.values())
    return (*shared_cells(sheet, table), *hidden, *columns)


def readings_of(
    table: Table, row: Row, keys: Sequence[str], decimals: Mapping[str, int]
) -> dict[str, Reading]:
    """The cell of each key in this row, read as a count or as a decimal."""
    return {
        key: (read_decimal if decimals.get(key) else read_count)(
            table.cell(row, key), sheet=table.sheet
        )
        for key in keys
    }


def _figures(table: Table, row: int, line: Mapping[str, Reading]) -> dict[str, Figure]:
    return {
        key: Figure(
            exact(reading),
            f"{table.found[key].letter}{row}",
            reading.kind is ReadingKind.NONE,
        )
        for key, reading in line.items()
    }


def exact(reading: Reading) -> Decimal | None:
    return None if reading.value is None else Decimal(reading.value)


def _sums(
    table: Table,
    keys: Sequence[str],
    readings: Sequence[Mapping[str, Reading]],
    decimals: Mapping[str, int],
) -> tuple[list[ColumnTotal], list[Problem]]:
    """The totals, and what is wrong in cells, in totals and in sums of groups."""
    totals, wrong = _totals(table, keys, readings, decimals)
    wrong += [r.problem for line in readings for r in line.values() if r.problem]
    wrong += group_problems(
        table, keys, lambda row: readings_of(table, row, keys, decimals)
    )
    return totals, wrong


def _totals(
    table: Table,
    keys: Sequence[str],
    readings: Sequence[Mapping[str, Reading]],
    decimals: Mapping[str, int],
) -> tuple[list[ColumnTotal], list[Problem]]:
    """Each column's total beside its sum; a total that does not close is a problem."""
    told = readings_of(table, table.total, keys, decimals) if table.total else {}
    totals, problems = [], [r.problem for r in told.values() if r.problem]
    for key in keys:
        declared = exact(told[key]) if key in told else None
        check = check_totals(declared, [exact(line[key]) for line in readings])
        totals.append(in_table(table, key, check))
        if not any(line[key].problem for line in readings):
            problems += total_problem(table, key, check)
    return totals, problems


def in_table(table: Table, key: str, check: TotalCheck) -> ColumnTotal:
    """The check of one column with the place and the title of the column."""
    column = table.found[key]
    return ColumnTotal(key, echo(title_of(column)), column.letter, check)


def total_problem(table: Table, key: str, check: TotalCheck) -> list[Problem]:
    """A declared total that does not close, its rows all being readable."""
    if not check.difference or table.total is None:
        return []
    what = f"không khớp: {check.sentence}; hãy sửa dòng tổng hoặc dòng sai"
    cell = table.cell(table.total, key)
    return [problem_at(cell, "E_TOTAL", what, sheet=table.sheet)]


def _notes(table: Table) -> list[Problem]:
    """Text beside the figures that looks like somebody's identity."""
    problems = []
    used = {column.number for column in table.found.values()}
    for row in table.rows:
        for cell in row.cells:
            if cell.kind is Kind.TEXT and cell.column not in used:
                personal = looks_personal(cell.text)
                if personal:
                    what = f"có thể chứa dữ liệu cá nhân ({personal}); hãy xóa khỏi tệp"
                    problems.append(
                        problem_at(cell, "W_PERSONAL", what, sheet=table.sheet)
                    )
    return problems


def _unread(table: Table) -> list[Problem]:
    """Columns of numbers that answer nothing the plan asks for."""
    used = {column.number for column in table.found.values()}
    return [
        unread_problem(table, column)
        for column in table.value_columns
        if column.number not in used
        and any(not row.at(column.number).is_blank for row in table.rows)
    ]


def unread_problem(table: Table, column: Column) -> Problem:
    return Problem(
        "W_COLUMN",
        f"Cột {column.letter} “{echo(title_of(column))}” không ứng với chỉ tiêu "
        "nào của kế hoạch nên không đọc.",
        table.sheet,
        f"{column.letter}{table.header.bottom}",
        table.header.bottom,
    )


def layout_of(workbook: Workbook, *, sheet: str = "") -> TableReading:
    """Only the header of the largest table there may be: for a person to say which
    column holds what, where words did not tell."""
    tables = find_tables(workbook, [NAME_WISH], sheet=sheet).tables
    if not tables:
        return TableReading()
    table = max(tables, key=lambda table: len(table.rows))
    titles = tuple(title_of(column) for column in table.columns)
    return TableReading(table.sheet, signature=signature(table.header), titles=titles)


def in_order(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda p: (p.is_warning, p.row or 0)))
