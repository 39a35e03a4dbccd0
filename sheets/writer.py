"""Tables out: .xlsx as an office prints it, and .csv, neither with live text.

XlsxWriter, because a total is a living formula that carries its cached value; the
same input gives the same bytes, the date of creation being passed in.
"""

import csv
import datetime
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, TypeAlias

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from sheets.book import column_letter
from sheets.csvtext import LIVE

Value: TypeAlias = str | int | Decimal | datetime.date | bool | None

_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NO_TAB: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST: Final = 32_767
_FONT: Final = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
_BOX: Final = {**_FONT, "border": 1}
_A4: Final = 9


class Style(StrEnum):
    """How a column is shown; numbers stay numbers in all but TEXT."""

    TEXT = "text"
    COUNT = "count"
    DECIMAL = "decimal"
    PERCENT = "percent"
    DATE = "date"


_FORMATS: Final[dict[Style, dict[str, Any]]] = {
    Style.TEXT: {"text_wrap": True},
    Style.COUNT: {"num_format": "#,##0", "align": "right"},
    Style.DECIMAL: {"num_format": "#,##0.00", "align": "right"},
    Style.PERCENT: {"num_format": '0.00"%"', "align": "right"},
    Style.DATE: {"num_format": "dd/mm/yyyy", "align": "center"},
}


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its title, width in characters, style.

    `band`: a title shared with neighbours of the same band, drawn above them.
    `summed`: the total row has a formula here.
    """

    title: str
    width: int = 12
    style: Style = Style.TEXT
    band: str = ""
    summed: bool = False


@dataclass(frozen=True)
class Printout:
    """One sheet to write: titles, header, rows of as many values as fields, notes.

    PERCENT values are already percents (50 for 50%). `total` is the label of the
    total row, "" for none.
    """

    name: str
    fields: tuple[Field, ...]
    rows: Sequence[Sequence[Value]]
    titles: tuple[str, ...] = ()
    total: str = ""
    notes: tuple[str, ...] = ()
    numbered: bool = field(default=False)


def write_xlsx(
    printouts: Sequence[Printout], *, created: datetime.datetime, title: str = ""
) -> bytes:
    """The workbook's bytes, one sheet each: A4 landscape, header rows repeated."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, _OPTIONS)
    book.set_properties({"title": title, "created": created.replace(tzinfo=None)})
    names = _tab_names(printout.name for printout in printouts)
    for name, printout in zip(names, printouts, strict=True):
        _Page(book, book.add_worksheet(name), printout).write()
    book.close()
    return stream.getvalue()


_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd/mm/yyyy",
}


def write_csv(rows: Iterable[Sequence[Value]], *, delimiter: str = ",") -> bytes:
    """UTF-8 with BOM, as Excel expects; decimals with a comma, text never live."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_csv_text(value) for value in row])
    return stream.getvalue().encode("utf-8-sig")


def safe_text(text: str) -> str:
    """Text any sheet may hold: no control characters, not longer than a cell."""
    return _CONTROLS.sub(" ", text)[:_LONGEST]


def _csv_text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f").replace(".", ",")
    if isinstance(value, datetime.date):
        return value.strftime("%d/%m/%Y")
    if not isinstance(value, str):
        return str(value)
    text = safe_text(value)
    # A lone dash says "none" and computes nothing; it must come back as it went.
    live = text.startswith(LIVE) and text.strip() not in {"-", "－"}
    return f"'{text}" if live else text


def _tab_names(names: Iterable[str]) -> list[str]:
    """Names a workbook allows: 31 characters, no brackets or slashes, no doubles."""
    used: list[str] = []
    for name in names:
        base = _NO_TAB.sub(" ", name).strip(" '")[:31] or "Trang"
        tab, count = base, 2
        while tab.casefold() in {other.casefold() for other in used}:
            tab = f"{base[:27]} ({count})"
            count += 1
        used.append(tab)
    return used


class _Page:
    """One sheet while it is written, from the top row down."""

    def __init__(
        self, book: xlsxwriter.Workbook, sheet: Worksheet, printout: Printout
    ) -> None:
        self.sheet, self.printout = sheet, printout
        self.last = len(printout.fields) - 1
        self.formats = {
            style: book.add_format({**_BOX, **look}) for style, look in _FORMATS.items()
        }
        bold = {**_BOX, "bold": True}
        self.sums = {
            style: book.add_format({**bold, **look}) for style, look in _FORMATS.items()
        }
        centred = {"align": "center", "text_wrap": True}
        self.head = book.add_format({**bold, **centred, "bg_color": "#E8EDF2"})
        self.small = book.add_format({**_BOX, **centred, "italic": True})
        self.title = book.add_format({**_FONT, **centred, "bold": True})
        self.note = book.add_format({**_FONT, "italic": True})

    def write(self) -> None:
        for column, item in enumerate(self.printout.fields):
            self.sheet.set_column(column, column, item.width)
        row = self._titles()
        first = row
        row = self._header(row)
        body = row
        for values in self.printout.rows:
            for column, value in enumerate(values):
                style = self.formats[self.printout.fields[column].style]
                self._cell(row, column, value, style)
            row += 1
        row = self._total(body, row)
        self._page(first, body, self._notes(row))

    def _titles(self) -> int:
        for row, text in enumerate(self.printout.titles):
            if self.last > 0:
                self.sheet.merge_range(row, 0, row, self.last, "", self.title)
            self.sheet.write_string(row, 0, safe_text(text), self.title)
        return len(self.printout.titles) + bool(self.printout.titles)

    def _header(self, row: int) -> int:
        fields = self.printout.fields
        banded = any(item.band for item in fields)
        below = row + banded
        column = 0
        while column <= self.last:
            column += self._heading(row, below, column)
        if self.printout.numbered:
            below += 1
            for column in range(len(fields)):
                self.sheet.write_string(below, column, f"({column + 1})", self.small)
        return below + 1

    def _heading(self, row: int, below: int, column: int) -> int:
        """Write one band with its columns, or one column; how many were written."""
        fields = self.printout.fields
        item, width = fields[column], 1
        if not item.band:
            self._merge(row, column, below, column, item.title)
            return 1
        while column + width <= self.last and fields[column + width].band == item.band:
            width += 1
        self._merge(row, column, row, column + width - 1, item.band)
        for at in range(column, column + width):
            self._merge(below, at, below, at, fields[at].title)
        return width

    def _merge(self, top: int, left: int, bottom: int, right: int, text: str) -> None:
        if (top, left) != (bottom, right):
            self.sheet.merge_range(top, left, bottom, right, "", self.head)
        self.sheet.write_string(top, left, safe_text(text), self.head)

    def _cell(self, row: int, column: int, value: Value, style: Any) -> None:
        if value is None or value == "":
            self.sheet.write_blank(row, column, None, style)
        elif isinstance(value, bool):
            self.sheet.write_string(row, column, "Có" if value else "Không", style)
        elif isinstance(value, int | Decimal):
            self.sheet.write_number(row, column, value, style)
        elif isinstance(value, datetime.date):
            date = self.formats[Style.DATE]
            self.sheet.write_datetime(row, column, _plain(value), date)
        else:
            self.sheet.write_string(row, column, safe_text(value), style)

    def _total(self, body: int, row: int) -> int:
        if not self.printout.total:
            return row
        named = next(
            (at for at, item in enumerate(self.printout.fields) if not item.summed), 0
        )
        for column, item in enumerate(self.printout.fields):
            style = self.sums[item.style]
            if item.summed:
                self._sum(body, row, column, style)
            else:
                label = self.printout.total if column == named else ""
                self._cell(row, column, label, style)
        return row + 1

    def _sum(self, body: int, row: int, column: int, style: Any) -> None:
        """A living sum with its value; nothing where nothing was reported."""
        numbers = [
            value
            for value in (values[column] for values in self.printout.rows)
            if isinstance(value, int | Decimal)
        ]
        if not numbers:
            self.sheet.write_blank(row, column, None, style)
            return
        letter = column_letter(column + 1)
        formula = f"=SUM({letter}{body + 1}:{letter}{row})"
        total = sum(map(Decimal, numbers), Decimal(0))
        # The library writes any other type as text; the exact value is the formula's.
        cached = int(total) if total == int(total) else float(total)
        self.sheet.write_formula(row, column, formula, style, cached)

    def _notes(self, row: int) -> int:
        for text in self.printout.notes:
            self.sheet.write_string(row, 0, safe_text(text), self.note)
            row += 1
        return row

    def _page(self, first: int, body: int, end: int) -> None:
        self.sheet.set_landscape()
        self.sheet.set_paper(_A4)
        self.sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.center_horizontally()
        self.sheet.repeat_rows(first, body - 1)
        self.sheet.freeze_panes(body, 0)
        self.sheet.print_area(0, 0, max(end - 1, body - 1), self.last)
        self.sheet.set_footer("&R&P/&N")


def _plain(value: datetime.date) -> datetime.date:
    """Without a time zone, which no sheet can hold."""
    return value.replace(tzinfo=None) if isinstance(value, datetime.datetime) else value
