"""Merged cells of figures: one number written for several units is nobody's. Pure.

The file keeps the number in the first row of the merge; read as it stands, the first
unit would get it and the others nothing, and a figure hidden under a merge would be
read although nobody sees it.
"""

from sheets.book import Merge, Sheet, column_letter
from sheets.grid import NAME_KEY, Table
from sheets.problems import Problem


def shared_cells(sheet: Sheet, table: Table) -> tuple[Problem, ...]:
    """A refusal for each merge with something in it over two figures of the table.

    A row of two lines, merged into one, holds one unit and is no problem.
    """
    rows = {row.number for row in table.rows}
    columns = {c.number for key, c in table.found.items() if key != NAME_KEY}
    return tuple(
        _problem(sheet, merge)
        for merge in sheet.merged
        if (across := sum(merge.left <= c <= merge.right for c in columns))
        and (down := _covered(merge, rows))
        and (across > 1 or down > 1)
        and not sheet.row(merge.top).at(merge.left).is_blank
    )


def _covered(merge: Merge, rows: set[int]) -> int:
    """How many of the rows stand in the merge, whichever of the two is shorter."""
    if merge.bottom - merge.top > len(rows):
        return sum(merge.top <= row <= merge.bottom for row in rows)
    return sum(row in rows for row in range(merge.top, merge.bottom + 1))


def _problem(sheet: Sheet, merge: Merge) -> Problem:
    cell = f"{column_letter(merge.left)}{merge.top}"
    last = f"{column_letter(merge.right)}{merge.bottom}"
    message = (
        f"Ô {cell} gộp chung đến ô {last} cho nhiều số liệu; "
        "hãy bỏ gộp ô rồi ghi số của từng đơn vị."
    )
    return Problem("E_NUMBER", message, sheet.name, cell, merge.top)
