"""What the child tells the parent: one JSON array a line. Pure.

JSON and not pickle: the child has parsed a hostile file and may be taken over.
["sheet", name, state, [[top, left, bottom, right], …], [hidden row, …],
    [hidden column, …]]
["row", number, 1 or 0, [[column, kind, value] or [column, whole number], …]]
    the flag: whether a number is among them; value as text, or null
["beside", [[top, left, bottom, right], …], [hidden row, …], [hidden column, …]]
    after the rows
["problem", code, message, sheet, cell, row]
["end"]
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from sheets.book import Cell, Kind, Merge, Row, Sheet, number_from
from sheets.problems import Problem

Line: TypeAlias = list[Any]
Value: TypeAlias = tuple[int, str, str | None] | tuple[int, int]

END: Line = ["end"]
_encoded = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode


def sheet_line(
    name: str, state: str, merged: Iterable[Merge], hidden: Iterable[int] = ()
) -> Line:
    return ["sheet", name, state, *beside_line(merged, hidden)[1:]]


def beside_line(
    merged: Iterable[Merge], hidden: Iterable[int], columns: Iterable[int] = ()
) -> Line:
    """What a file tells of a sheet after its rows; it replaces what was told before.

    `hidden`, `columns`: numbers of rows and of columns out of sight.
    """
    corners = [[m.top, m.left, m.bottom, m.right] for m in merged]
    return ["beside", corners, sorted(hidden), sorted(columns)]


def row_line(number: int, cells: Sequence[Value]) -> Line:
    has_number = any(len(cell) == 2 or cell[1] == "number" for cell in cells)
    return ["row", number, int(has_number), cells]


def problem_line(problem: Problem) -> Line:
    return [
        "problem",
        problem.code,
        problem.message,
        problem.sheet,
        problem.cell,
        problem.row,
    ]


def encode(line: Line) -> bytes:
    return _encoded(line).encode("ascii") + b"\n"


def decode(data: bytes) -> Line:
    """The line; raises ValueError when it is not one."""
    line = json.loads(data.decode("ascii"))
    if not isinstance(line, list) or not line:
        raise ValueError("not a line")
    return line


def row_from(line: Line) -> Row:
    """The row a "row" line says; raises ValueError on another shape."""
    _, number, _, cells = line
    return Row(number, tuple(cell_from(number, *cell) for cell in cells))


def sheet_from(line: Line) -> Sheet:
    """The sheet a "sheet" line says, still without rows."""
    _, name, state, *beside = line
    return with_beside(Sheet(name, (), (), state), ["beside", *beside])


def with_beside(sheet: Sheet, line: Line) -> Sheet:
    """The sheet with what a "beside" line says of it."""
    _, merged, hidden, columns = line
    return replace(
        sheet,
        merged=tuple(Merge(*corner) for corner in merged),
        hidden_rows=frozenset(map(int, hidden)),
        hidden_columns=frozenset(map(int, columns)),
    )


def problem_from(line: Line) -> Problem:
    _, code, message, sheet, cell, row = line
    return Problem(code, message, sheet, cell, row)


def cell_from(row: int, column: int, kind: str | int, value: str | None = None) -> Cell:
    """One cell of a "row" line: a kind and its text, or a whole number alone."""
    if isinstance(kind, int):
        return Cell(row, column, Kind.NUMBER, kind)
    if kind == "number" and value is not None:
        return Cell(row, column, Kind.NUMBER, number_from(value))
    if kind == Kind.BOOL:
        return Cell(row, column, Kind.BOOL, value == "True")
    return Cell(row, column, Kind(kind), value)
