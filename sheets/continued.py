"""A table that goes on under its header repeated on the next printed page. Pure."""

from collections.abc import Iterable
from dataclasses import replace

from sheets.book import Row, Sheet
from sheets.headers import Header
from sheets.rowwords import is_whole, running
from sheets.table import Table


def continues(first: Table, second: Table) -> bool:
    """The same header again, and the rows count on or follow at once."""
    if first.header.signature != second.header.signature:
        return False
    if not first.rows or not second.rows or (first.total and is_whole(first.total)):
        return False
    if second.header.top == _last(first) + 1:
        return True
    serial = first.header.serial
    if serial is None:
        return False
    last = running(first.rows[-1].at(serial.number))
    following = running(second.rows[0].at(serial.number))
    return last is not None and following == last + 1


def joined(first: Table, second: Table) -> Table:
    """Both as one table under the first header."""
    parts = (first.total,) if first.total else ()
    return replace(
        first,
        rows=first.rows + second.rows,
        total=second.total,
        groups=first.groups + second.groups,
        subtotals=first.subtotals + parts + second.subtotals,
        after=first.after + second.after,
        others=first.others + second.others,
    )


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
