"""The rows below a header: data, groups, totals, wrapped names, signatures. Pure.

Rule of doubt: a row with something where numbers are expected is data, so that a
person hears of it; only rows without any are taken for headings and signatures.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sheets.bodyparts import Body, Places
from sheets.book import Kind, Merge, Row, Sheet
from sheets.folding import fold
from sheets.headers import Column, Header, is_numberish, is_serial_title
from sheets.numberrows import is_number_row
from sheets.rowwords import (
    is_closing,
    is_remark,
    is_serial,
    is_total_label,
    is_whole,
)
from sheets.settling import settle

_WRAPPED: Final = 4  # rows one name may take
# A cell that says only what kind of unit it is: the name stands in the next row.
_KINDS_ALONE: Final = frozenset(
    map(
        fold,
        ("phòng", "quận", "huyện", "thị xã", "thành phố", "phường", "xã", "thị trấn",
         "công an", "công an quận", "công an huyện", "công an thị xã", "ubnd",
         "ubnd quận", "ubnd huyện", "ubnd thị xã"),
    )
)  # fmt: skip


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
    columns = tuple(values) or tuple(set(others) - {serial})
    places = Places(serial, name.number, columns)
    sorter = _Sorter(places, _tall(sheet, header, name.number))
    body = Body()
    for row in sheet.rows:
        if row.number > header.bottom and (end is None or row.number < end):
            sorter.take(row, body)
    body.after += (row for row in sorter.waiting if sorter.has_figure(row))
    settle(body, places, sorter.labelled)
    return body


def _tall(sheet: Sheet, header: Header, name: int) -> dict[int, int]:
    """Row → the row above it that cells merged downwards make one with it.

    Merges in the column of names say nothing: a long name may fill two rows.
    """
    tall: dict[int, int] = {}
    for merge in sheet.merged:
        below = merge.top > header.bottom and merge.bottom > merge.top
        if below and not merge.left <= name <= merge.right and _is_short(merge):
            tall |= dict.fromkeys(range(merge.top + 1, merge.bottom + 1), merge.top)
    return tall


def _is_short(merge: Merge) -> bool:
    return merge.bottom - merge.top < _WRAPPED


class _Sorter:
    """Decides row by row; rows in doubt wait until data follow or do not."""

    def __init__(self, places: Places, tall: dict[int, int]) -> None:
        self.places, self.tall = places, tall
        self.serial, self.name, self.values = places.serial, places.name, places.values
        self.waiting: list[Row] = []
        self.labelled: list[Row] = []
        self.has_ended = False

    def take(self, row: Row, body: Body) -> None:
        if row.is_blank or body.other or self._is_numbering(row, body):
            return
        if self.has_ended and is_serial_title(row.at(self.serial).text):
            body.other = row.number  # the titles of another table
            return
        if self._is_total(row):
            self.labelled.append(row)
            self.has_ended |= bool(body.rows) and is_whole(row)
        elif self._continues(row, body):
            body.rows[-1] = self._lengthened(body.rows[-1], row)
        elif self._is_after(row, body):
            body.after.append(row)
            self.has_ended = True
        elif self._is_data(row, body):
            body.groups += self.waiting
            self.waiting = []
            body.rows.append(row)
        elif not self._is_prepared(row):
            self.waiting.append(row)
            self.has_ended |= bool(body.rows) and is_closing(row)

    def _is_numbering(self, row: Row, body: Body) -> bool:
        """The row of column numbers, there again on every printed page."""
        known = body.number_row
        if known is None:
            if body.rows or not is_number_row(row, self.name):
                return False
            body.number_row = row
            return True
        same = row.at(self.name).text == known.at(self.name).text
        return same and [c.text for c in row.cells] == [c.text for c in known.cells]

    def _is_total(self, row: Row) -> bool:
        """A note beside a name ("Tổng số 5 vụ …") makes no sum of a unit's row."""
        named = not row.at(self.name).is_blank
        return any(
            is_total_label(cell.text)
            for cell in self.places.labels(row)
            if cell.column <= self.name or not named
        )

    def _is_after(self, row: Row, body: Body) -> bool:
        """Numbers below the table: no running number, no name that could be a unit's.

        Without a running number anywhere a row with any name stays a row of data.
        """
        if not body.rows or is_serial(row.at(self.serial)):
            return False
        if not any(is_numberish(row.at(column)) for column in self.values):
            return False
        label = next((cell.text for cell in self.places.labels(row)), "")
        if self.has_ended:
            return row.at(self.name).is_blank or is_remark(label)
        noted = label[:1].casefold() in {"g", "n"}  # ghi chú, nơi nhận, người lập
        return noted and is_remark(label) and is_closing(row)

    def _is_data(self, row: Row, body: Body) -> bool:
        if any(is_numberish(row.at(column)) for column in self.values):
            return True
        if self.serial and is_serial(row.at(self.serial)):
            named = not row.at(self.name).is_blank and not self.has_ended
            return named or self._has_values(row)
        if row.at(self.name).is_blank or is_closing(row):
            return False
        adjacent = bool(body.rows) and body.rows[-1].number == row.number - 1
        return adjacent and self._has_values(row) and not self.has_ended

    def _is_prepared(self, row: Row) -> bool:
        """A running number alone, waiting for somebody to fill the row."""
        return all(cell.column == self.serial for cell in row.cells)

    def has_figure(self, row: Row) -> bool:
        """A number anywhere but in the column of running numbers."""
        return row.has_number and any(
            cell.kind is Kind.NUMBER and cell.column != self.serial
            for cell in row.cells
        )

    def _has_values(self, row: Row) -> bool:
        return any(not row.at(column).is_blank for column in self.values)

    def _continues(self, row: Row, body: Body) -> bool:
        """The second line of a wrapped name: "Phòng Cảnh sát" / "điều tra …"."""
        if row.has_number or self.has_ended or not (self.serial and body.rows):
            return False
        if [c.column for c in row.cells if not c.is_blank] != [self.name]:
            return False
        before, text = body.rows[-1], row.at(self.name).text
        if self.tall.get(row.number) == before.number:
            return True
        wrapped = text[0].islower() or text[0] in "(-–"
        wrapped |= fold(before.at(self.name).text) in _KINDS_ALONE
        return wrapped and before.number == row.number - 1

    def _lengthened(self, before: Row, row: Row) -> Row:
        whole = f"{before.at(self.name).text} {row.at(self.name).text}"
        cells = tuple(
            replace(cell, value=whole) if cell.column == self.name else cell
            for cell in before.cells
        )
        return Row(before.number, cells)
