"""Tables laid side by side on one sheet, taken apart before they are read. Pure.

A row of titles that names the units twice begins two tables: the second where its
running numbers, or a column without a title, or its own names begin.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from sheets.book import Cell, Merge, Row, Sheet
from sheets.folding import fold
from sheets.headers import ColumnWish, is_serial_title, name_score, title_rows

_EXACT: Final = 3


def apart(sheet: Sheet, name: ColumnWish) -> list[Sheet]:
    """The sheet itself, or its parts from left to right, each with its own cells."""
    phrases = [fold(keyword) for keyword in name.keywords]
    for row in title_rows(sheet):
        starts = _starts(row, phrases, sheet.merged)
        if len(starts) > 1:
            bounds = [1, *starts[1:], None]
            return [_part(sheet, a or 1, b) for a, b in pairwise(bounds)]
    return [sheet]


def _starts(row: Row, phrases: Sequence[str], merged: Sequence[Merge]) -> list[int]:
    """The first column of each table under this row of titles."""
    titles = [cell for cell in row.texts if not cell.is_blank]
    names = [cell for cell in titles if name_score(cell, phrases) >= _EXACT]
    alike = [cell for cell in names if fold(cell.text) == fold(names[0].text)]
    starts = [cell.column for cell in alike[:1]]
    for before, following in pairwise(alike):
        between = [c for c in titles if before.column < c.column < following.column]
        if not between:
            return []
        starts.append(_start(between, following, merged))
    return starts


def _start(between: Sequence[Cell], name: Cell, merged: Sequence[Merge]) -> int:
    """The column after which the tables part: that of TT, of a gap, of the name."""
    serial = [cell.column for cell in between if is_serial_title(cell.text)]
    if serial:
        return serial[-1]
    ends = [_right_of(cell, merged) for cell in between]
    gap = max(ends) + 1
    return gap if gap < name.column else name.column


def _right_of(cell: Cell, merged: Sequence[Merge]) -> int:
    return next(
        (m.right for m in merged if (m.top, m.left) == (cell.row, cell.column)),
        cell.column,
    )


def _part(sheet: Sheet, left: int, right: int | None) -> Sheet:
    def inside(column: int) -> bool:
        return column >= left and (right is None or column < right)

    rows = (
        Row(row.number, tuple(cell for cell in row.cells if inside(cell.column)))
        for row in sheet.rows
    )
    kept = tuple(row for row in rows if row.cells)
    merged = tuple(m for m in sheet.merged if inside(m.left) and inside(m.right))
    return replace(sheet, rows=kept, merged=merged)
