"""One sheet while XlsxWriter writes it: titles, header, rows, totals, page setup."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from math import ceil
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from sheets.book import column_letter
from sheets.printouts import Field, Formula, Printout, Section, Style, Value, safe_text

FONT: Final = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
BOX: Final = {**FONT, "border": 1}
_A4: Final = 9
_LINE: Final = 17  # points a line of the header takes

_FORMATS: Final[dict[Style, dict[str, Any]]] = {
    Style.TEXT: {"text_wrap": True},
    Style.ORDER: {"num_format": "0", "align": "center"},
    Style.COUNT: {"num_format": "#,##0", "align": "right"},
    Style.DECIMAL: {"num_format": "#,##0.00", "align": "right"},
    Style.PERCENT: {"num_format": '0.00"%"', "align": "right"},
    Style.DATE: {"num_format": "dd/mm/yyyy", "align": "center"},
}


class Page:
    """One sheet while it is written, from the top row down."""

    def __init__(
        self, book: xlsxwriter.Workbook, sheet: Worksheet, printout: Printout
    ) -> None:
        self.sheet, self.printout = sheet, printout
        self.spans: list[tuple[int, int]] = []  # rows of each section, from 0
        self.last = len(printout.fields) - 1
        self.formats = {
            style: book.add_format({**BOX, **look}) for style, look in _FORMATS.items()
        }
        bold = {**BOX, "bold": True}
        self.sums = {
            style: book.add_format({**bold, **look}) for style, look in _FORMATS.items()
        }
        centred = {"align": "center", "text_wrap": True}
        self.head = book.add_format({**bold, **centred, "bg_color": "#E8EDF2"})
        self.small = book.add_format({**BOX, **centred, "italic": True})
        self.title = book.add_format({**FONT, **centred, "bold": True})
        self.group = book.add_format({**bold, "text_wrap": True})
        self.aside = book.add_format({**FONT, **centred, "italic": True})
        self.note = book.add_format({**FONT, "italic": True})

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
        for section in self.printout.sections:
            row = self._section(section, row)
        self._page(first, body, self._notes(row))

    def _titles(self) -> int:
        for row, text in enumerate(self.printout.titles):
            look = self.aside if text.startswith("(") else self.title
            if self.last > 0:
                self.sheet.merge_range(row, 0, row, self.last, "", look)
            self.sheet.write_string(row, 0, safe_text(text), look)
        return len(self.printout.titles) + bool(self.printout.titles)

    def _header(self, row: int) -> int:
        fields = self.printout.fields
        banded = any(item.band for item in fields)
        below = row + banded
        self.sheet.set_row(below, _LINE * max(map(_lines, fields)))
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
        elif isinstance(value, Formula):
            self._formula(row, column, value, style)
        elif isinstance(value, bool):
            self.sheet.write_string(row, column, "Có" if value else "Không", style)
        elif isinstance(value, int | Decimal):
            self.sheet.write_number(row, column, value, style)
        elif isinstance(value, datetime.date):
            date = self.formats[Style.DATE]
            self.sheet.write_datetime(row, column, _plain(value), date)
        else:
            self.sheet.write_string(row, column, safe_text(value), style)

    def _section(self, section: Section, row: int) -> int:
        """A title over the whole width, the rows, the totals; the next row."""
        if self.last > 0:
            self.sheet.merge_range(row, 0, row, self.last, "", self.group)
        self.sheet.write_string(row, 0, safe_text(section.title), self.group)
        first = row + 1
        for row, values in enumerate(section.rows, first):
            self._values(row, values, self.formats)
        self.spans.append((first, row))
        if section.totals and section.rows:
            row += 1
            self._values(row, section.totals, self.sums)
        return row + 1

    def _values(self, row: int, values: Sequence[Value], looks: Any) -> None:
        for column, value in enumerate(values):
            self._cell(row, column, value, looks[self.printout.fields[column].style])

    def _formula(self, row: int, column: int, value: Formula, style: Any) -> None:
        first, last = self.spans[-1] if self.spans else (row, row)
        text = value.text.format(r=row + 1, first=first + 1, last=last + 1)
        cached = "" if value.cached is None else _cached(value.cached)
        self.sheet.write_formula(row, column, text, style, cached)

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
        self.sheet.write_formula(row, column, formula, style, _cached(total))

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


def _lines(item: Field) -> int:
    """How many lines a title takes in its column, capitals counted wider."""
    letters = sum(1.3 if letter.isupper() else 1.05 for letter in item.title)
    return max(ceil(letters / item.width), 1)


def _cached(value: int | Decimal | str) -> int | float | str:
    """What a formula shows: the library writes any other type as text."""
    if isinstance(value, str):
        return safe_text(value)
    return int(value) if value == int(value) else float(value)


def _plain(value: datetime.date) -> datetime.date:
    """Without a time zone, which no sheet can hold."""
    return value.replace(tzinfo=None) if isinstance(value, datetime.datetime) else value
