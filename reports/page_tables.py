"""What a page shows as sheets: figures are numbers again, days are dates. Pure.

Whoever may see a table may take it along, in the same scope and the same words.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from reports.page_reading import Cell, ScreenPage, ScreenTable
from sheets.numbers import BadNumber, parse_decimal
from sheets.printouts import Field, Printout, Style, Value

_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_SIGNS = {"−": "-", "–": "-", "-": "-", "+": ""}
_NARROW, _WIDE = 8, 60


def printouts_of(page: ScreenPage, *notes: str) -> list[Printout]:
    """A sheet for each table that has rows; `notes` stand under its titles."""
    return [
        _printout(table, (page.heading, *notes)) for table in page.tables if table.rows
    ]


def _printout(table: ScreenTable, titles: tuple[str, ...]) -> Printout:
    heads, rows = _laid_out(table.heads), _laid_out(table.rows)
    width = max(map(len, [*heads, *rows]))
    columns = [
        (_head(heads, at), [row[at] if at < len(row) else None for row in rows])
        for at in range(width)
    ]
    kept = [(head, cells) for head, cells in columns if _says(cells)]
    values = [_values(cells) for _, cells in kept]
    fields = [
        Field(head, _width(head, cells), style)
        for (head, cells), (style, _) in zip(kept, values, strict=True)
    ]
    name = table.title or titles[0]
    return Printout(
        name=name,
        fields=tuple(fields),
        rows=list(zip(*(found for _, found in values), strict=True)),
        titles=tuple(dict.fromkeys(t for t in (*titles[:1], name, *titles[1:]) if t)),
    )


def _laid_out(rows: Sequence[Sequence[Cell]]) -> list[list[Cell | None]]:
    """Each cell in the column it stands in; what a span covers is None."""
    grid: list[list[Cell | None]] = []
    covered: dict[int, int] = {}  # column → rows still under a cell from above
    for row in rows:
        line: list[Cell | None] = []
        for cell in row:
            _step_over(line, covered)
            line += [cell, *[None] * (cell.columns - 1)]
            if cell.rows > 1:
                first = len(line) - cell.columns
                covered |= dict.fromkeys(range(first, len(line)), cell.rows)
        _step_over(line, covered)
        grid.append(line)
        covered = {at: left - 1 for at, left in covered.items() if left > 1}
    return grid


def _step_over(line: list[Cell | None], covered: dict[int, int]) -> None:
    while len(line) in covered:
        line.append(None)


def _head(heads: Sequence[Sequence[Cell | None]], at: int) -> str:
    """The words over a column, the wider ones first: "Quý I – Lũy kế"."""
    said = []
    for line in heads:
        over = next(
            (
                cell
                for column, cell in reversed(list(enumerate(line[: at + 1])))
                if cell is not None and column + cell.columns > at
            ),
            None,
        )
        if over and over.text:
            said.append(over.text)
    return " – ".join(dict.fromkeys(said))


def _says(cells: Sequence[Cell | None]) -> bool:
    """A column of buttons only, or one that only a span covers, is no data."""
    return any(cell and cell.text for cell in cells)


def _values(cells: Sequence[Cell | None]) -> tuple[Style, list[Value]]:
    """The column's values and style; a figure that is a word stays a word."""
    found = [_value(cell) for cell in cells]
    texts = [cell.text for cell in cells if cell and cell.is_figure and cell.text]
    numbers = [text for text in texts if _number(text) is not None]
    if numbers and all(text.endswith("%") for text in numbers):
        return Style.PERCENT, found
    shares = {text for text in numbers if text.endswith("%")}
    if shares:
        found = [
            cell.text if cell and cell.text in shares else value
            for cell, value in zip(cells, found, strict=True)
        ]
    plain = [text for text in numbers if text not in shares]
    if not plain:
        return Style.TEXT, found
    return (Style.DECIMAL if any("," in t for t in plain) else Style.COUNT), found


def _value(cell: Cell | None) -> Value:
    if cell is None or not cell.text:
        return None
    number = _number(cell.text) if cell.is_figure else None
    return _day(cell.text) if number is None else number


def _number(text: str) -> Value:
    """ "1.205", "−12,5", "+3", "49,91%" as a number; None for anything else."""
    sign, body = "", text.removesuffix("%").strip()
    if body[:1] in _SIGNS and len(body) > 1:
        sign, body = _SIGNS[body[0]], body[1:].strip()
    try:
        number = parse_decimal(body)
    except BadNumber:
        return None
    if number is None:
        return None
    number = -number if sign else number
    return int(number) if number == number.to_integral_value() else number


def _day(text: str) -> Value:
    found = _DAY.fullmatch(text)
    if found is None:
        return text
    try:
        return dt.date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return text


def _width(head: str, cells: Sequence[Cell | None]) -> int:
    longest = max((len(cell.text) for cell in cells if cell), default=0)
    return min(max(_NARROW, longest + 2, min(len(head) + 2, 14)), _WIDE)
