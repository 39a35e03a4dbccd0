"""A table that goes on under its header repeated on the next printed page. Pure."""

from collections.abc import Iterable
from dataclasses import replace

from sheets.book import Row, Sheet
from sheets.folding import fold
from sheets.headers import Header
from sheets.rowwords import is_whole, running
from sheets.table import Table


def continues(first: Table, second: Table) -> bool:
    """The same header again, and the rows count on, or follow at once with no total
    between."""
    if first.header.signature != second.header.signature:
        return False
    if not first.rows or not second.rows:
        return False
    if second.header.top == _last(first) + 1 and not _is_closed(first):
        return True
    serial = first.header.serial
    if serial is None:
        return False
    last = running(first.rows[-1].at(serial.number))
    following = running(second.rows[0].at(serial.number))
    return last is not None and following == last + 1


def joined(first: Table, second: Table) -> Table:
    """Both as one table under the first header.

    A sum that stands under each of them, in the same words, is of each alone.
    """
    sums = [table.total for table in (first, second) if table.total]
    alike = len(sums) == 2 and _words(sums[0]) == _words(sums[1])
    total = None if alike else second.total
    parts = tuple(row for row in sums if row is not total)
    return replace(
        first,
        rows=first.rows + second.rows,
        total=total,
        groups=first.groups + second.groups,
        subtotals=(*first.subtotals, *second.subtotals, *parts),
        after=first.after + second.after,
        others=first.others + second.others,
    )


def _is_closed(table: Table) -> bool:
    return table.total is not None and is_whole(table.total)


def _words(row: Row) -> list[str]:
    return [fold(cell.text) for cell in row.texts if not cell.is_blank]


def counts_on(sheet: Sheet, header: Header, other: Header) -> bool:
    """The running numbers of a table go on below another row of titles."""
    serial = header.serial
    if serial is None:
        return False
    above = (row for row in sheet.rows if header.bottom < row.number < other.top)
    below = (row for row in sheet.rows if row.number > other.bottom)
    last = _first_running(reversed([*above]), serial.number)
    following = _first_running(below, serial.number)
    return last is not None and following == last + 1


def _first_running(rows: Iterable[Row], column: int) -> int | None:
    found = (running(row.at(column)) for row in rows)
    return next((number for number in found if number is not None), None)


def _last(table: Table) -> int:
    """The number of the lowest row that belongs to the table."""
    sums: tuple[Row, ...] = (*table.groups, *table.subtotals)
    sums += (table.total,) if table.total else ()
    return max(row.number for row in (*table.rows[-1:], *sums))
