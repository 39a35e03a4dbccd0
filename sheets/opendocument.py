"""LibreOffice .ods, read straight from its XML. Child process only.

calamine gives an error of an .ods as 0 or as a blank, and neither formulas without a
result nor hidden rows; here each is told. Repeated cells count once until something
stands in them, so the million filler rows of LibreOffice cost nothing.
Source: OpenDocument 1.3, part 3, §9 (tables) and §19.385 (office:value-type).
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from sheets import lines
from sheets.book import Merge, column_letter
from sheets.limits import Limits
from sheets.lines import Line, Value
from sheets.odscells import Draft, value_of
from sheets.preflight import broken
from sheets.problems import Refused, refusal
from sheets.scan import scan_plain
from sheets.xmlwalk import too_long, walk

_SKIPPED: Final = frozenset(
    {"annotation", "shapes", "dde-links", "tracked-changes", "forms"}
)
_TEXTS: Final = frozenset({"p", "span", "a", "s", "tab", "line-break", "h"})
_PARAGRAPHS: Final = frozenset({"p", "h"})
_CELLS: Final = frozenset({"table-cell", "covered-table-cell"})
_ROW_GROUPS: Final = frozenset({"table-row-group", "table-header-rows", "table-rows"})


def read(archive: zipfile.ZipFile, limits: Limits) -> Iterator[Line]:
    """Sheet and row lines in the document's order; raises Refused."""
    _check_password(archive, limits)
    scan_plain(archive, limits)
    document = _Document(limits)
    walk(
        archive,
        "content.xml",
        limits,
        start=document.start,
        text=document.text,
        end=document.end,
    )
    for sheet in document.sheets:
        yield lines.sheet_line(sheet.name, sheet.state, sheet.merged, sheet.hidden)
        yield from map(lines.decode, sheet.rows)


def _check_password(archive: zipfile.ZipFile, limits: Limits) -> None:
    def start(tag: str, _: dict[str, str]) -> None:
        if tag == "encryption-data":
            raise refusal(
                "E_PASSWORD",
                "Tệp có mật khẩu; hãy mở bằng LibreOffice, bỏ mật khẩu rồi nạp lại.",
            )

    if "META-INF/manifest.xml" in archive.namelist():
        walk(archive, "META-INF/manifest.xml", limits, start=start)


@dataclass
class _Sheet:
    """One table as it is met; `rows` are lines as the parent is told them."""

    name: str
    state: str
    rows: list[bytes] = field(default_factory=list)
    merged: list[Merge] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    last: int = 0
    cells: int = 0


class _Document:
    """The state of one walk over content.xml."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.sheets: list[_Sheet] = []
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.sheet: _Sheet | None = None
        self.skipped = 0
        self.hidden_groups: list[bool] = []
        self.cell: Draft | None = None
        self.row: list[Value] = []
        self.column = self.row_repeat = 0
        self.row_is_hidden = False

    def start(self, tag: str, told: dict[str, str]) -> None:
        inside = self.cell is not None and tag not in _TEXTS
        if self.skipped or tag in _SKIPPED or inside:
            self.skipped += 1
        elif self.cell is not None:
            self._text_element(self.cell, tag, told)
        elif tag in _CELLS:
            self._open_cell(told)
        elif tag == "table-row":
            self._open_row(told)
        elif tag in _ROW_GROUPS:
            self.hidden_groups.append(told.get("table:display") == "false")
        elif tag == "table":
            self._open_sheet(told)
        elif tag == "style":
            self.style = told.get("style:name", "")
        elif tag == "table-properties" and told.get("table:display") == "false":
            self.hidden_styles.add(self.style)

    def text(self, data: str) -> None:
        if self.cell is not None and self.cell.in_paragraph and not self.skipped:
            self._add(self.cell, data)

    def end(self, tag: str) -> None:
        if self.skipped:
            self.skipped -= 1
        elif self.cell is not None and tag in _PARAGRAPHS:
            self.cell.in_paragraph = False
        elif tag in _CELLS:
            self._close_cell()
        elif tag == "table-row":
            self._close_row()
        elif tag in _ROW_GROUPS:
            self.hidden_groups.pop()
        elif tag == "table":
            self.sheet = None

    def _open_sheet(self, told: dict[str, str]) -> None:
        is_hidden = told.get("table:style-name") in self.hidden_styles
        name = told.get("table:name", "")
        self.sheet = _Sheet(name, "hidden" if is_hidden else "visible")
        self.sheets.append(self.sheet)
        if len(self.sheets) > self.limits.sheets:
            raise broken("danh sách trang tính")

    def _open_row(self, told: dict[str, str]) -> None:
        self.row, self.column = [], 0
        self.row_repeat = _count(told.get("table:number-rows-repeated"))
        shown = told.get("table:visibility", "visible") == "visible"
        self.row_is_hidden = not shown or any(self.hidden_groups)

    def _close_row(self) -> None:
        sheet, repeat = self._sheet(), self.row_repeat
        if self.row:
            last = sheet.last + repeat
            if last > self.limits.rows + 1:
                raise self._far("E_ROWS", f"{self.limits.rows} dòng", last)
            sheet.cells += len(self.row) * repeat
            if sheet.cells > self.limits.cells:
                raise self._far("E_TOO_BIG", f"{self.limits.cells} ô", last)
            for number in range(sheet.last + 1, last + 1):
                sheet.rows.append(lines.encode(lines.row_line(number, self.row)))
            if self.row_is_hidden:
                sheet.hidden += range(sheet.last + 1, last + 1)
        sheet.last += repeat

    def _open_cell(self, told: dict[str, str]) -> None:
        self.cell = Draft(told)
        across = _count(told.get("table:number-columns-spanned"))
        down = _count(told.get("table:number-rows-spanned"))
        if across > 1 or down > 1:
            self._merge(across, down)

    def _close_cell(self) -> None:
        cell, self.cell = self.cell, None
        if cell is None:
            return
        first = self.column + 1
        self.column += _count(cell.told.get("table:number-columns-repeated"))
        found = value_of(cell)
        if found is None:
            return
        if self.column > self.limits.columns:
            place = self._sheet().last + 1
            raise self._far("E_COLUMNS", f"{self.limits.columns} cột", place)
        self.row += [(column, *found) for column in range(first, self.column + 1)]

    def _text_element(self, cell: Draft, tag: str, told: dict[str, str]) -> None:
        if tag in _PARAGRAPHS:
            if cell.paragraphs:
                self._add(cell, "\n")
            cell.paragraphs += 1
            cell.in_paragraph = True
        elif tag == "s":
            self._add(cell, " " * min(_count(told.get("text:c")), self.limits.text))
        elif tag in {"tab", "line-break"}:
            self._add(cell, "\t" if tag == "tab" else "\n")

    def _add(self, cell: Draft, data: str) -> None:
        cell.parts.append(data)
        cell.length += len(data)
        if cell.length > self.limits.text:
            raise too_long(self.limits, self._address(), self._sheet().name)

    def _merge(self, across: int, down: int) -> None:
        sheet = self._sheet()
        top, left = sheet.last + 1, self.column + 1
        sheet.merged.append(Merge(top, left, top + down - 1, left + across - 1))
        if len(sheet.merged) > self.limits.merged:
            raise self._far("E_TOO_BIG", f"{self.limits.merged} vùng gộp ô", top)

    def _sheet(self) -> _Sheet:
        if self.sheet is None:
            raise broken("ô nằm ngoài trang tính")
        return self.sheet

    def _address(self) -> str:
        return f"{column_letter(self.column + 1)}{self._sheet().last + 1}"

    def _far(self, code: str, limit: str, row: int) -> Refused:
        name = self._sheet().name
        return refusal(
            code,
            f"Trang “{name[:31]}” vượt giới hạn {limit} ở dòng {row}; hãy xoá các ô "
            "thừa nằm xa bảng hoặc chia tệp rồi nạp lại.",
            sheet=name,
            row=row,
        )


def _count(text: str | None) -> int:
    """How many times or cells an attribute says; 1 where it says nothing."""
    if text is None:
        return 1
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise broken("số lần lặp của ô")
    return max(int(text), 1)
