"""The rows below a header: data, groups, totals, wrapped names, signatures. Pure.

Rule of doubt: a row with something where numbers are expected is data, so that a
person hears of it; only rows without any are taken for headings and signatures.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import compress, pairwise
from typing import Final

from sheets.book import Cell, Kind, Row, Sheet
from sheets.folding import contains_words, fold
from sheets.headers import Column, Header, is_numberish
from sheets.numbers import BadNumber, parse_decimal

_ROMAN: Final = re.compile(r"(?=[IVX])X{0,3}(IX|IV|V?I{0,3})[.)]?|[A-E][.)]?")
_ROMAN_NAME: Final = re.compile(
    r"(?=[IVX])X{0,3}(IX|IV|V?I{0,3})[.)/]\s*\S.*", re.DOTALL
)
_NUMBERED: Final = re.compile(r"[(\[]?\s*-?(\d{1,3})\s*[)\]]?(\s*=.*)?", re.DOTALL)
_LETTERED: Final = re.compile(r"[(\[]?\s*[A-Za-z]\s*[)\]]?")
_WHOLE: Final = ("tổng", "tổng cộng", "tổng số", "cộng", "toàn thành phố", "toàn tỉnh")
_TOTALS: Final = frozenset(
    map(fold, (*_WHOLE, "toàn quốc", "cộng chung", "tổng chung"))
)
_TOTAL_STARTS: Final = tuple(
    f"{fold(start)} "
    for start in ("tổng cộng", "tổng số", "tổng toàn", "cộng toàn", "toàn thành phố")
)
# "Cộng Hòa" is a commune: after "cộng" only the words of a part make a sum.
_PART_WORDS: Final = frozenset(
    map(
        fold, ("I", "II", "III", "IV", "V", "A", "B", "C", "nhóm", "mục", "khối", "các")
    )
)
_CLOSING: Final = tuple(
    map(
        fold,
        ("người lập", "người lập biểu", "thủ trưởng", "chủ tịch", "nơi nhận", "ghi chú",
         "giám đốc", "trưởng phòng", "ký tên", "ký ghi rõ họ tên", "kt", "tm", "tl"),
    )
)  # fmt: skip


@dataclass
class Body:
    """The rows of one table, sorted into what they are."""

    rows: list[Row] = field(default_factory=list)
    groups: list[Row] = field(default_factory=list)
    subtotals: list[Row] = field(default_factory=list)
    total: Row | None = None
    number_row: Row | None = None


def read_body(
    sheet: Sheet,
    header: Header,
    name: Column,
    end: int | None,
    values: Sequence[int] = (),
) -> Body:
    """Sort the rows below `header` and above row `end` (None: to the last).

    `values`: columns where numbers are expected; none given means every column but
    those of names and running numbers.
    """
    serial = header.serial.number if header.serial else 0
    others = tuple(c.number for c in header.columns if c.number != name.number)
    sorter = _Sorter(serial, name.number, values or tuple(set(others) - {serial}))
    body = Body()
    for row in sheet.rows:
        if row.number > header.bottom and (end is None or row.number < end):
            sorter.take(row, body)
    _settle_groups(body, serial)
    _settle_totals(body, sorter)
    return body


class _Sorter:
    """Decides row by row; rows in doubt wait until data follow or do not."""

    def __init__(self, serial: int, name: int, values: Sequence[int]) -> None:
        self.serial, self.name, self.values = serial, name, values
        self.waiting: list[Row] = []
        self.labelled: list[Row] = []

    def take(self, row: Row, body: Body) -> None:
        if row.is_blank:
            return
        if not body.rows and body.number_row is None and self._is_number_row(row):
            body.number_row = row
        elif self._is_total(row):
            self.labelled.append(row)
        elif self._continues(row, body):
            body.rows[-1] = self._lengthened(body.rows[-1], row)
        elif self._is_data(row, body):
            body.groups += self.waiting
            self.waiting = []
            body.rows.append(row)
        elif not self._is_prepared(row):
            self.waiting.append(row)

    def numbers(self, row: Row) -> tuple[Decimal | None, ...]:
        """The readable numbers of the value columns; None for the rest."""
        return tuple(_number(row.at(column)) for column in self.values)

    def has_label(self, row: Row) -> bool:
        return any(True for _ in self._labels(row))

    def _labels(self, row: Row) -> Iterator[Cell]:
        return (
            cell
            for cell in row.cells
            if cell.kind is Kind.TEXT
            and not cell.is_blank
            and cell.column not in self.values
        )

    def _is_number_row(self, row: Row) -> bool:
        cells = [cell for cell in row.cells if not cell.is_blank]
        at_name = row.at(self.name).text
        if not (_NUMBERED.fullmatch(at_name) or _LETTERED.fullmatch(at_name)):
            return False
        found = [_NUMBERED.fullmatch(cell.text) for cell in cells]
        letters = [_LETTERED.fullmatch(cell.text) for cell in cells]
        if not all(a or b for a, b in zip(found, letters, strict=True)):
            return False
        numbers = [int(number[1]) for number in found if number]
        follow = all(after - before == 1 for before, after in pairwise(numbers))
        return bool(numbers) and len(cells) > 1 and follow and numbers[0] <= 3

    def _is_total(self, row: Row) -> bool:
        return any(_is_total_label(cell.text) for cell in self._labels(row))

    def _is_data(self, row: Row, body: Body) -> bool:
        if any(is_numberish(row.at(column)) for column in self.values):
            return True
        if self.serial and _is_serial(row.at(self.serial)):
            return not row.at(self.name).is_blank or self._has_values(row)
        if row.at(self.name).is_blank or _is_closing(row):
            return False
        adjacent = bool(body.rows) and body.rows[-1].number == row.number - 1
        return adjacent and self._has_values(row) and not self.labelled

    def _is_prepared(self, row: Row) -> bool:
        """A running number alone, waiting for somebody to fill the row."""
        return all(cell.column == self.serial for cell in row.cells)

    def _has_values(self, row: Row) -> bool:
        return any(not row.at(column).is_blank for column in self.values)

    def _continues(self, row: Row, body: Body) -> bool:
        """The second line of a wrapped name: "Phòng Cảnh sát" / "điều tra …"."""
        alone = [c.column for c in row.cells if not c.is_blank] == [self.name]
        if not (alone and self.serial and body.rows) or self.labelled:
            return False
        before, text = body.rows[-1], row.at(self.name).text
        wrapped = text[0].islower() or text[0] in "(-–"
        return wrapped and before.number == row.number - 1

    def _lengthened(self, before: Row, row: Row) -> Row:
        whole = f"{before.at(self.name).text} {row.at(self.name).text}"
        cells = tuple(
            replace(cell, value=whole) if cell.column == self.name else cell
            for cell in before.cells
        )
        return Row(before.number, cells)


def _settle_groups(body: Body, serial: int) -> None:
    """Move rows numbered I, II, A, B to the groups where others count 1, 2, 3."""
    counted = any(_is_serial(row.at(serial)) for row in body.rows) if serial else True

    def heads(row: Row) -> bool:
        if serial and counted and _ROMAN.fullmatch(row.at(serial).text):
            return True
        first = row.cells[0]
        return first.kind is Kind.TEXT and bool(_ROMAN_NAME.fullmatch(first.text))

    heading = [heads(row) for row in body.rows]
    body.groups = sorted(
        [*body.groups, *compress(body.rows, heading)], key=lambda row: row.number
    )
    body.rows = [
        r for r, is_group in zip(body.rows, heading, strict=True) if not is_group
    ]


def _settle_totals(body: Body, sorter: _Sorter) -> None:
    """The declared total; other rows of sums beside it are subtotals."""
    labelled = sorter.labelled
    whole = [row for row in labelled if _is_whole(row)] or labelled
    if whole:
        body.total = whole[-1]
        body.subtotals = [row for row in labelled if row is not body.total]
    elif len(body.rows) > 2 and _sums_the_rest(body.rows, sorter):
        body.total = body.rows.pop()


def _sums_the_rest(rows: Sequence[Row], sorter: _Sorter) -> bool:
    """A last row without any label whose every number is the sum of those above."""
    *rest, last = rows
    unlabelled = not sorter.has_label(last) and last.at(sorter.serial).is_blank
    numbers = sorter.numbers(last)
    if not unlabelled or not any(number for number in numbers):
        return False
    columns = zip(*(sorter.numbers(row) for row in rest), strict=True)
    sums = [sum((n for n in column if n is not None), Decimal(0)) for column in columns]
    return all(n is None or n == s for n, s in zip(numbers, sums, strict=True))


def _is_total_label(text: str) -> bool:
    if text[:1].casefold() not in {"t", "c"}:  # spares the folding of most names
        return False
    folded = fold(text)
    if folded in _TOTALS or f"{folded} ".startswith(_TOTAL_STARTS):
        return True
    first, _, rest = folded.partition(" ")
    part = rest.partition(" ")[0]
    return first in {fold("cộng"), fold("tổng")} and part in _PART_WORDS


def _is_whole(row: Row) -> bool:
    """A sum of the whole table and not of one of its parts."""
    return any(
        fold(cell.text) in _TOTALS or f"{fold(cell.text)} ".startswith(_TOTAL_STARTS)
        for cell in row.cells
        if cell.kind is Kind.TEXT
    )


def _is_serial(cell: Cell) -> bool:
    if cell.kind is Kind.TEXT:
        return bool(re.fullmatch(r"\(?\d+([.)]\d*)*", cell.text.strip()))
    return cell.kind in {Kind.NUMBER, Kind.FORMULA}


def _is_closing(row: Row) -> bool:
    return any(
        contains_words(" ".join(fold(cell.text).split()[:4]), phrase)
        for cell in row.cells
        for phrase in _CLOSING
    )


def _number(cell: Cell) -> Decimal | None:
    if cell.kind not in {Kind.NUMBER, Kind.TEXT} or isinstance(cell.value, bool):
        return None
    try:
        value = parse_decimal(cell.value)
    except BadNumber:
        return None
    return None if value is None else Decimal(value)
