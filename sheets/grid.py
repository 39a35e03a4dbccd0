"""Sheets → the tables in them: header, rows, total, groups. Pure.

Titles above, the line of column numbers, group rows, wrapped names, the total and
the signatures below are told from the rows of data; nothing is dropped silently
that carries a number.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sheets.bodies import Body, read_body
from sheets.book import Cell, Row, Sheet, Workbook
from sheets.headers import (
    Column,
    ColumnWish,
    Header,
    candidates,
    has_numbers_below,
    header_at,
    is_numberish,
    matches,
    name_matches,
)
from sheets.problems import Problem, Refused

NAME_KEY: Final = "unit"
NAME_WISH: Final = ColumnWish(
    NAME_KEY, ("đơn vị", "địa bàn", "địa phương", "quận huyện", "xã phường"), "Đơn vị"
)


@dataclass(frozen=True)
class Table:
    """One table of a sheet.

    `rows` are those of data; `total` the declared total, if any; `groups` the rows
    that only head others; `subtotals` further rows of sums. `found` gives the
    column that answered each wish, by the wish's key.
    """

    sheet: str
    header: Header
    found: dict[str, Column]
    rows: tuple[Row, ...]
    total: Row | None = None
    number_row: Row | None = None
    groups: tuple[Row, ...] = ()
    subtotals: tuple[Row, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.header.columns

    @property
    def name_column(self) -> Column:
        return self.found[NAME_KEY]

    @property
    def value_columns(self) -> tuple[Column, ...]:
        """Columns whose cells are mostly numbers, the serial column left out."""
        serial = self.header.serial
        return tuple(
            column
            for column in self.columns
            if column not in (serial, self.name_column) and self._is_numeric(column)
        )

    def cell(self, row: Row, key: str) -> Cell:
        """The cell of a row under the column that answered the wish `key`."""
        return row.at(self.found[key].number)

    def _is_numeric(self, column: Column) -> bool:
        cells = [row.at(column.number) for row in self.rows]
        written = [cell for cell in cells if not cell.is_blank]
        return sum(map(is_numberish, written)) * 2 > len(written)


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
    hidden = tuple(_hidden(s) for s in workbook.sheets if not s.visible and s.rows)
    sheets = [s for s in workbook.sheets if (s.name == sheet if sheet else s.visible)]
    if not any(s.rows for s in sheets):
        return Finding((), (_nothing(sheet), *hidden))
    attempts = [a for s in sheets for a in _attempts(s, name, values)]
    whole = [a for a in attempts if not a.problems]
    if whole:
        return _chosen(whole, hidden)
    best = max(attempts, key=lambda attempt: attempt.answered, default=None)
    problems = best.problems if best else (_no_header(name, values),)
    return Finding((), (*problems, *hidden))


@dataclass(frozen=True, slots=True)
class _Attempt:
    table: Table
    problems: tuple[Problem, ...]

    @property
    def answered(self) -> int:
        return len(self.table.found)


def _attempts(
    sheet: Sheet, name: ColumnWish, values: Sequence[ColumnWish]
) -> Iterator[_Attempt]:
    """Each header of the sheet with its table, repeated headers joined to it."""
    headers = list(_headers(sheet, name, values))
    current: Table | None = None
    problems: tuple[Problem, ...] = ()
    for at, (header, found, wrong) in enumerate(headers):
        end = headers[at + 1][0].top if at + 1 < len(headers) else None
        body = read_body(sheet, header, found[NAME_KEY], end, _columns(found))
        table = _table(sheet, header, found, body)
        if current is not None and _continues(current, table):
            current = _joined(current, table)
            continue
        if current is not None:
            yield _Attempt(current, problems)
        current, problems = table, wrong
    if current is not None:
        yield _Attempt(current, problems)


def _headers(
    sheet: Sheet, name: ColumnWish, values: Sequence[ColumnWish]
) -> Iterator[tuple[Header, dict[str, Column], tuple[Problem, ...]]]:
    below = 0
    for number, column in candidates(sheet, name):
        if number <= below:
            continue
        header = header_at(sheet, number, column)
        found, problems = _answers(sheet, header, name, values)
        if NAME_KEY not in found or len(found) < 1 + bool(values):
            continue
        if not values and not has_numbers_below(sheet, header):
            continue
        below = header.bottom
        yield header, found, problems


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
            problems.append(_doubled(sheet, header, wish, columns))
        elif not columns and wish.required:
            problems.append(_missing(sheet, header, wish))
    numbers = [column.number for column in found.values()]
    if len(set(numbers)) < len(numbers):
        problems.append(_shared(sheet, header, found))
    return found, tuple(problems)


def _table(sheet: Sheet, header: Header, found: dict[str, Column], body: Body) -> Table:
    return Table(
        sheet.name,
        header,
        found,
        tuple(body.rows),
        body.total,
        body.number_row,
        tuple(body.groups),
        tuple(body.subtotals),
    )


def _columns(found: dict[str, Column]) -> tuple[int, ...]:
    return tuple(c.number for key, c in found.items() if key != NAME_KEY)


def _continues(first: Table, second: Table) -> bool:
    """A header repeated at the top of the next printed page, not another table."""
    serial = first.header.serial
    if first.header.signature != second.header.signature or first.total or not serial:
        return False
    if not first.rows or not second.rows:
        return False
    last = first.rows[-1].at(serial.number).value
    following = second.rows[0].at(serial.number).value
    return isinstance(last, int) and following == last + 1


def _joined(first: Table, second: Table) -> Table:
    return replace(
        first,
        rows=first.rows + second.rows,
        total=second.total,
        groups=first.groups + second.groups,
        subtotals=first.subtotals + second.subtotals,
    )


def _chosen(whole: list[_Attempt], hidden: tuple[Problem, ...]) -> Finding:
    tables = tuple(attempt.table for attempt in whole)
    if len(tables) == 1:
        return Finding(tables, hidden)
    places = ", ".join(f"“{t.sheet[:31]}” dòng {t.header.top}" for t in tables[:5])
    many = Problem(
        "E_MANY_TABLES",
        f"Có {len(tables)} bảng cùng kiểu (trang {places}); "
        "hãy chọn một trang hoặc chỉ để lại một bảng rồi nạp lại.",
        tables[1].sheet,
        row=tables[1].header.top,
    )
    return Finding(tables, (many, *hidden))


def _hidden(sheet: Sheet) -> Problem:
    return Problem(
        "W_HIDDEN", f"Trang ẩn “{sheet.name[:31]}” được bỏ qua, không đọc.", sheet.name
    )


def _nothing(sheet: str) -> Problem:
    where = f"Trang “{sheet[:31]}” không có" if sheet else "Tệp không có trang nào có"
    return Problem(
        "E_NO_TABLE", f"{where} số liệu; hãy kiểm tra lại tệp và tên trang.", sheet
    )


def _no_header(name: ColumnWish, values: Sequence[ColumnWish]) -> Problem:
    needed = ", ".join(f"“{wish.name}”" for wish in (name, *values) if wish.required)
    return Problem(
        "E_HEADER",
        f"Không tìm thấy dòng tiêu đề có các cột {needed}; "
        "hãy thêm dòng tiêu đề ngay trên dòng số liệu đầu tiên.",
    )


def _missing(sheet: Sheet, header: Header, wish: ColumnWish) -> Problem:
    return Problem(
        "E_HEADER",
        f"Trang “{sheet.name[:31]}”: dòng tiêu đề {header.bottom} thiếu cột "
        f"“{wish.name}”; hãy ghi đúng tiêu đề cột này.",
        sheet.name,
        row=header.bottom,
    )


def _doubled(
    sheet: Sheet, header: Header, wish: ColumnWish, columns: Sequence[Column]
) -> Problem:
    letters = " và ".join(column.letter for column in columns[:3])
    return Problem(
        "E_HEADER_DUPLICATE",
        f"Trang “{sheet.name[:31]}”: tiêu đề các cột {letters} trùng nhau, không rõ "
        f"cột nào là “{wish.name}”; hãy sửa tiêu đề cho khác nhau.",
        sheet.name,
        f"{columns[1].letter}{header.bottom}",
        header.bottom,
    )


def _shared(sheet: Sheet, header: Header, found: dict[str, Column]) -> Problem:
    return Problem(
        "E_HEADER",
        f"Trang “{sheet.name[:31]}”: một cột ở dòng tiêu đề {header.bottom} ứng với "
        f"nhiều nội dung cần đọc ({', '.join(found)}); hãy tách tiêu đề từng cột.",
        sheet.name,
        row=header.bottom,
    )
