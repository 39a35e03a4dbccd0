"""What the child tells the parent: one JSON array a line. Pure.

JSON and not pickle: the child has parsed a hostile file and may be taken over.
["sheet", name, state, [[top, left, bottom, right], …], [hidden row, …]]
["row", number, [[column, kind, value], …]]          value as text, or null
["problem", code, message, sheet, cell, row]
["end"]
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from sheets.book import Cell, Kind, Merge, Row, Sheet, number_from
from sheets.problems import Problem

Line: TypeAlias = list[Any]
Value: TypeAlias = tuple[int, str, str | None]

END: Line = ["end"]


def sheet_line(
    name: str, state: str, merged: Iterable[Merge], hidden: Iterable[int] = ()
) -> Line:
    corners = [[m.top, m.left, m.bottom, m.right] for m in merged]
    return ["sheet", name, state, corners, sorted(hidden)]


def row_line(number: int, cells: Sequence[Value]) -> Line:
    return ["row", number, cells]


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
    text = json.dumps(line, ensure_ascii=True, separators=(",", ":"))
    return text.encode("ascii") + b"\n"


def decode(data: bytes) -> Line:
    """The line; raises ValueError when it is not one."""
    line = json.loads(data)
    if not isinstance(line, list) or not line:
        raise ValueError("not a line")
    return line


def row_from(line: Line) -> Row:
    """The row a "row" line says; raises ValueError on another shape."""
    _, number, cells = line
    return Row(number, tuple(_cell(number, *cell) for cell in cells))


def sheet_from(line: Line) -> Sheet:
    """The sheet a "sheet" line says, still without rows."""
    _, name, state, merged, hidden = line
    corners = tuple(Merge(*corner) for corner in merged)
    return Sheet(name, (), corners, state, frozenset(map(int, hidden)))


def problem_from(line: Line) -> Problem:
    _, code, message, sheet, cell, row = line
    return Problem(code, message, sheet, cell, row)


def _cell(row: int, column: int, kind: str, value: str | None) -> Cell:
    if kind == "number" and value is not None:
        return Cell(row, column, Kind.NUMBER, number_from(value))
    if kind == Kind.BOOL:
        return Cell(row, column, Kind.BOOL, value == "True")
    return Cell(row, column, Kind(kind), value)
