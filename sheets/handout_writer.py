"""Handouts → .xlsx: unlocked cells with drop-downs and bounds, everything else locked.

The protection has no password: it keeps a hand from slipping, and a person who must
change the page for a reason can. What comes back is checked anyway.
"""

import datetime
import io
from collections import defaultdict
from decimal import Decimal
from math import ceil
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]

from sheets.book import column_letter
from sheets.handouts import (
    ABOUT,
    BLANK,
    CORNER,
    HIDDEN_SHEET,
    LAYOUT,
    TOKEN,
    Ask,
    Blank,
    Column,
    Handout,
    Line,
    Look,
)
from sheets.printouts import Style, Value, safe_text

_FONT: Final = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
_OPEN: Final = "#FFF9DB"
_NUMBER: Final = {"num_format": "#,##0", "align": "right"}
_LOOKS: Final[dict[str, dict[str, Any]]] = {
    Style.TEXT: {"text_wrap": True},
    Style.ORDER: {"num_format": "0", "align": "center"},
    Style.COUNT: _NUMBER,
    Style.DECIMAL: {"num_format": "#,##0.######", "align": "right"},
}
_ASKED: Final[dict[Ask, dict[str, Any]]] = {
    Ask.COUNT: _NUMBER,
    Ask.DECIMAL: _LOOKS[Style.DECIMAL],
    Ask.CHOICE: {"align": "center", "text_wrap": True},
    Ask.TEXT: {"text_wrap": True},
}
_A3, _A4, _WIDE = 8, 9, 14
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_ALLOWED: Final = {"format_columns": True, "format_rows": True, "autofilter": True}


def write_handout(handout: Handout, *, created: datetime.datetime) -> bytes:
    """The workbook's bytes: the page to fill, then the very hidden sheet."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, _OPTIONS)
    title = handout.titles[0]
    book.set_properties({"title": title, "created": created.replace(tzinfo=None)})
    page = _Page(book, handout)
    page.write()
    _hide(book, handout, page.places)
    book.close()
    return stream.getvalue()


class _Page:
    """The page to fill while it is written, from the top row down.

    Column A and row 1 hold the tokens and are hidden; what people see begins at B2.
    """

    def __init__(self, book: Any, handout: Handout) -> None:
        self.book, self.handout = book, handout
        self.sheet = book.add_worksheet(handout.name)
        self.last = len(handout.columns)
        self.places: dict[str, tuple[str, str]] = {}  # blank → tokens of row, column
        self.spots: dict[str, str] = {}  # blank → address
        self.rules: dict[tuple[Any, ...], list[tuple[int, int]]] = defaultdict(list)
        self.blanks: list[tuple[int, int, Blank]] = []
        self.formats: dict[tuple[Any, ...], Any] = {}

    def look(self, **wanted: Any) -> Any:
        key = tuple(sorted(wanted.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({**_FONT, **wanted})
        return self.formats[key]

    def write(self) -> None:
        self._columns()
        row = self._above()
        head = row
        row = self._header(row)
        for line in self.handout.lines:
            self._line(row, line)
            row += 1
        self._rules()
        self._setup(head, row)

    def _columns(self) -> None:
        hidden = {"hidden": True}
        self.sheet.set_column(0, 0, 4, None, hidden)
        self.sheet.set_row(0, None, None, hidden)
        self.sheet.write_string(0, 0, CORNER)
        for at, column in enumerate(self.handout.columns, 1):
            self.sheet.set_column(at, at, column.width)
            if column.key:
                self.sheet.write_string(0, at, column.key)

    def _above(self) -> int:
        row = 1
        bold = self.look(bold=True, align="center", text_wrap=True)
        plain = self.look(italic=True, align="center", text_wrap=True)
        aside = self.look(italic=True, text_wrap=True)
        for text in self.handout.titles:
            self._across(row, text, plain if text.startswith("(") else bold)
            row += 1
        for text in self.handout.guidance:
            self._across(row, text, aside)
            row += 1
        return row + 1

    def _across(self, row: int, text: str, look: Any) -> None:
        width = sum(column.width for column in self.handout.columns)
        self.sheet.set_row(row, 17 * max(ceil(len(text) / (width * 0.95)), 1))
        self.sheet.merge_range(row, 1, row, self.last, "", look)
        self.sheet.write_string(row, 1, safe_text(text), look)

    def _header(self, row: int) -> int:
        look = self.look(
            bold=True, border=1, align="center", text_wrap=True, bg_color="#E8EDF2"
        )
        columns = self.handout.columns
        self.sheet.set_row(row, 17 * max(_lines(c.title, c.width) for c in columns))
        for at, column in enumerate(columns, 1):
            self.sheet.write_string(row, at, safe_text(column.title), look)
        return row + 1

    def _line(self, row: int, line: Line) -> None:
        if line.look is Look.HEADING:
            look = self.look(bold=True, border=1, bg_color="#F3F5F8")
            self.sheet.merge_range(row, 1, row, self.last, "", look)
            self.sheet.write_string(row, 1, safe_text(str(line.cells[0])), look)
            return
        self.sheet.write_string(row, 0, line.key)
        self.sheet.set_row(row, self._height(line))
        columns = zip(self.handout.columns, line.cells, strict=True)
        for at, (column, cell) in enumerate(columns, 1):
            if isinstance(cell, Blank):
                self._blank(row, at, cell)
                self.places[cell.id] = (line.key, column.key)
            else:
                is_part = line.look is Look.PART and at == self.handout.fixed
                self._cell(row, at, cell, column, is_part=is_part)

    def _height(self, line: Line) -> int:
        cells = zip(self.handout.columns, line.cells, strict=True)
        texts = [(c.width, t) for c, t in cells if isinstance(t, str)]
        return 2 + 17 * max([_lines(text, width) for width, text in texts], default=1)

    def _cell(
        self, row: int, at: int, value: Value, column: Column, *, is_part: bool
    ) -> None:
        style: dict[str, Any] = {"border": 1, **_LOOKS[column.style]}
        if is_part:
            style["indent"] = 2
        self._put(row, at, value, self.look(**style))

    def _blank(self, row: int, at: int, blank: Blank) -> None:
        style: dict[str, Any] = {"border": 1, **_ASKED[blank.ask]}
        if blank.is_open:
            style |= {"locked": False, "bg_color": _OPEN}
        self._put(row, at, blank.shown, self.look(**style))
        self.spots[blank.id] = f"${column_letter(at + 1)}${row + 1}"
        self.blanks.append((row, at, blank))

    def _put(self, row: int, at: int, value: Value, look: Any) -> None:
        if value is None or value == "":
            self.sheet.write_blank(row, at, None, look)
        elif isinstance(value, int | Decimal):
            self.sheet.write_number(row, at, value, look)
        else:
            self.sheet.write_string(row, at, safe_text(str(value)), look)

    def _rules(self) -> None:
        """One validation for all cells alike: a workbook holds only so many."""
        for row, at, blank in self.blanks:
            if blank.is_open:
                bound = self.spots.get(blank.below, "")
                rule = (blank.ask, blank.choices, blank.least, blank.longest, bound)
                self.rules[rule].append((row, at))
        for rule, cells in self.rules.items():
            options = _rule(*rule)
            (row, at), *others = cells
            options["other_cells"] = [[r, c, r, c] for r, c in others]
            self.sheet.data_validation(row, at, row, at, options)

    def _setup(self, head: int, end: int) -> None:
        sheet, fixed = self.sheet, self.handout.fixed + 1
        sheet.protect("", _ALLOWED)
        sheet.set_landscape()
        sheet.set_paper(_A3 if self.last > _WIDE else _A4)
        sheet.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(head)
        sheet.freeze_panes(head + 1, fixed)
        sheet.print_area(1, 1, max(end - 1, head), self.last)
        sheet.set_footer("&L&F&R&P/&N")


def _rule(
    ask: Ask, choices: tuple[str, ...], least: int, longest: int, bound: str
) -> dict[str, Any]:
    """One data validation as XlsxWriter takes it, its words in Vietnamese."""
    if ask is Ask.CHOICE:
        rule: dict[str, Any] = {"validate": "list", "source": list(choices)}
        told = "Hãy chọn trong danh sách, hoặc để trống nếu chưa có số liệu."
    elif ask is Ask.TEXT:
        rule = {"validate": "length", "criteria": "<=", "value": longest}
        told = f"Hãy viết gọn trong {longest} ký tự."
    else:
        kind = "integer" if ask is Ask.COUNT else "decimal"
        rule = {"validate": kind, "criteria": ">=", "value": least}
        told = f"Hãy ghi một số từ {least} trở lên; để trống nếu chưa có số liệu."
        if ask is Ask.COUNT:
            told = f"Hãy ghi số nguyên từ {least} trở lên; để trống nếu chưa có."
        if bound:
            rule |= {"criteria": "between", "minimum": least, "maximum": f"={bound}"}
            told = "Phần «trong đó» là số nguyên, không vượt số chung ở dòng trên."
    return {**rule, "error_title": "Chưa đúng", "error_message": told}


def _hide(book: Any, handout: Handout, places: dict[str, tuple[str, str]]) -> None:
    """The very hidden sheet: what the handout is, then a line for each blank."""
    sheet = book.add_worksheet(HIDDEN_SHEET)
    lines: list[tuple[str, ...]] = [(TOKEN, LAYOUT)]
    lines += [(ABOUT, key, value) for key, value in handout.about.items()]
    lines += [
        (BLANK, blank.id, *places[blank.id], str(blank.version), blank.text)
        for blank in handout.blanks
    ]
    for row, line in enumerate(lines):
        for at, text in enumerate(line):
            sheet.write_string(row, at, safe_text(text))
    sheet.protect("")
    sheet.very_hidden()


def _lines(title: str, width: int) -> int:
    """How many lines a text takes in its column, capitals counted wider."""
    letters = sum(1.3 if letter.isupper() else 1.05 for letter in title)
    return max(ceil(letters / width), 1)
