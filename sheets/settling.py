"""Rows of a whole body weighed against each other: groups, totals, days. Pure.

What a row is called is not always enough: "Khối quận" above its eleven districts is
their sum where its figures are exactly theirs, and "Hà Nội" that of all.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import compress, pairwise
from typing import Final

from sheets.bodyparts import Body, Places
from sheets.book import Kind, Row
from sheets.rowwords import is_carried, is_serial, is_whole

_ROMAN: Final = re.compile(r"(?=[IVX])X{0,3}(IX|IV|V?I{0,3})[.)]?|[A-E][.)]?")
_ROMAN_NAME: Final = re.compile(
    r"(?=[IVX])X{0,3}(IX|IV|V?I{0,3})[.)/]\s*[^\W\d].*", re.DOTALL
)


def settle(body: Body, places: Places, labelled: Sequence[Row]) -> None:
    """Sort what no row tells alone; `labelled`: rows that are sums by their words."""
    _settle_dates(body, places)
    _settle_groups(body, places.serial)
    _settle_heads(body, places)
    _settle_totals(body, places, labelled)


def _settle_groups(body: Body, serial: int) -> None:
    """Move rows numbered I, II, A, B, and 1 above 1.1, to the groups."""
    counted = any(is_serial(row.at(serial)) for row in body.rows) if serial else True
    above = _above(body.rows, serial)

    def heads(row: Row) -> bool:
        mark = row.at(serial).text if serial and counted else ""
        if mark and (mark in above or _ROMAN.fullmatch(mark)):
            return True
        first = row.first
        return first.kind is Kind.TEXT and bool(_ROMAN_NAME.fullmatch(first.text))

    heading = [heads(row) for row in body.rows]
    body.groups = sorted(
        [*body.groups, *compress(body.rows, heading)], key=lambda row: row.number
    )
    body.rows = [
        r for r, is_group in zip(body.rows, heading, strict=True) if not is_group
    ]


def _above(rows: Sequence[Row], serial: int) -> set[str]:
    """The numbers that have others below them: "1" where the next row is "1.1"."""
    if not serial:
        return set()
    marks = [row.at(serial).text for row in rows]
    return {
        mark
        for mark, below in pairwise(marks)
        if mark.isdigit() and below.startswith(f"{mark}.1") and below != f"{mark}.10"
    }


def _settle_dates(body: Body, places: Places) -> None:
    """The day of signing beside no unit, where no data follow it."""
    while len(body.rows) > 1 and _is_day_alone(body.rows[-1], places):
        body.after.append(body.rows.pop())
    body.after.sort(key=lambda row: row.number)


def _settle_heads(body: Body, places: Places) -> None:
    """Rows without a running number among counted ones that head a group by its sum."""
    if not places.serial:
        return
    heads = [row for row in body.rows if not is_serial(row.at(places.serial))]
    if not heads or len(heads) * 2 > len(body.rows):
        return
    bounds = [row.number for row in heads]
    spans = zip(heads, [*bounds[1:], None], strict=True)
    headed = [(head, _between(body, head, end)) for head, end in spans]
    groups = [
        head
        for head, rows in headed
        if places.has_label(head)
        and len(rows) < len(body.rows) - 1  # else it is the total
        and _sums_up(rows, head, places)
    ]
    if groups:
        numbers = {row.number for row in groups}
        body.rows = [row for row in body.rows if row.number not in numbers]
        body.groups = sorted([*body.groups, *groups], key=lambda row: row.number)


def _between(body: Body, head: Row, end: int | None) -> list[Row]:
    return [
        row
        for row in body.rows
        if row.number > head.number and (end is None or row.number < end)
    ]


def _is_day_alone(row: Row, places: Places) -> bool:
    unnamed = row.at(places.name).is_blank and row.at(places.serial).is_blank
    kinds = {cell.kind for cell in row.cells if not cell.is_blank}
    return unnamed and kinds == {Kind.DATE}


def _settle_totals(body: Body, places: Places, labelled: Sequence[Row]) -> None:
    """The declared total; other rows of sums beside it are subtotals."""
    parts = [row for row in labelled if not is_carried(row)]
    whole = [row for row in parts if is_whole(row)] or parts[: len(parts) == 1]
    if whole:
        body.total = whole[-1]
    body.subtotals = [row for row in labelled if row is not body.total]
    if body.total is None and len(body.rows) > 2:
        body.total = _unlabelled(body, places)


def _unlabelled(body: Body, places: Places) -> Row | None:
    """A last or first row that can only be the total: no running number where others
    have one, or no label at all, and the exact sum of all others."""
    *rest, last = body.rows
    if _sums_the_rest(rest, last, places):
        return body.rows.pop()
    first, *rest = body.rows
    if places.serial and _sums_the_rest(rest, first, places):
        return body.rows.pop(0)
    return None


def _sums_the_rest(rest: Sequence[Row], row: Row, places: Places) -> bool:
    """True where every number of the row is the sum of those of the rest.

    With a label beside it, running numbers must say that it is none of the rows, and
    no figure may be missing.
    """
    if is_serial(row.at(places.serial)) and places.serial:
        return False
    numbers = places.numbers(row)
    if places.has_label(row):
        counted = places.serial and all(is_serial(r.at(places.serial)) for r in rest)
        if not counted or None in numbers:
            return False
    return _sums_up(rest, row, places)


def _sums_up(rest: Sequence[Row], row: Row, places: Places) -> bool:
    """True where every number of the row is the sum of those of two rows or more."""
    numbers = places.numbers(row)
    if len(rest) < 2 or not any(number for number in numbers):
        return False
    columns = zip(*(places.numbers(line) for line in rest), strict=True)
    sums = [sum((n for n in column if n is not None), Decimal(0)) for column in columns]
    return all(n is None or n == s for n, s in zip(numbers, sums, strict=True))
