"""One sheet's XML, cell by cell: checked and, where wanted, read in the same pass.

A reader would drop rows out of order, trust a wrong <dimension> and fail in the
middle of a row; here each of these is a refusal that names the cell.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from sheets.book import Merge, column_letter, position
from sheets.cellvalues import CellValues
from sheets.limits import Limits
from sheets.lines import Line, Value, row_line
from sheets.numbers import MAX_DIGITS
from sheets.problems import Refused, refusal
from sheets.xmlwalk import steps, too_long

_NUMBER: Final = re.compile(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*", re.ASCII)
_TYPES: Final = frozenset({"n", "s", "b", "e", "str", "inlineStr", "d"})
# A table may start below row 1: titles and notes must not count against it.
_HEADROOM: Final = 1_000


@dataclass
class SheetScan:
    """What one sheet's part says: its extent by values, not by <dimension>.

    `hidden_rows`: numbers of rows with values that are out of sight; `hidden_columns`
    those of columns.
    """

    name: str
    state: str = "visible"
    last_row: int = 0
    last_column: int = 0
    rows: int = 0
    cells: int = 0
    merged: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


class SheetWalk:
    """The state of one walk over <sheetData> and <mergeCells>.

    `values` turns what is stored into what a row line tells; without, the walk only
    checks.
    """

    def __init__(
        self,
        scan: SheetScan,
        strings: int,
        limits: Limits,
        values: CellValues | None = None,
    ) -> None:
        self.scan, self.strings, self.limits = scan, strings, limits
        self.values = values
        self.row = self.column = self.length = 0
        self.kind = self.style = ""
        self.value: list[str] = []
        self.shown: list[str] = []  # text inside the cell itself
        self.in_data = self.in_value = self.in_text = self.in_reading = False
        self.in_string = False
        self.foreign = 0  # depth inside an element that no sheet has there
        self.has_formula = self.row_has_values = self.row_is_hidden = False
        self._cells: list[Value] = []
        self._ready: list[Line] = []
        self._columns: dict[str, int] = {}  # letters → number, as they turn up
        self._row_text = ""

    def run(self, archive: zipfile.ZipFile, part: str) -> None:
        """Walk the part, filling the scan; raises Refused."""
        for _ in self.rows(archive, part):
            pass

    def rows(self, archive: zipfile.ZipFile, part: str) -> Iterator[Line]:
        """Walk the part, giving its rows as they come; raises Refused."""
        pieces = steps(
            archive, part, self.limits, start=self.start, text=self.text, end=self.end
        )
        for _ in pieces:
            yield from self._ready
            self._ready.clear()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self.foreign:
            self.foreign += 1
        elif tag == "c":
            if self.in_data:
                self._open_cell(attributes)
        elif tag == "v":
            self.in_value = True
        elif tag == "row":
            self._open_row(attributes)
        elif tag == "f":
            self.has_formula = True
        elif tag == "t":
            self.in_text = True
        elif tag == "is":
            self.in_string = True
        elif tag == "rPh":  # how the text is to be read aloud
            self.in_reading = True
        elif tag == "sheetData":
            self.in_data = True
        elif tag == "col":
            self._hide(attributes)
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif self.in_data and not self.in_string:
            self.foreign = 1  # as spreadsheet programs do: nobody sees what is in it

    def text(self, data: str) -> None:
        if (self.in_value or self.in_text) and not self.foreign:
            self.length += len(data)
            if self.length > self.limits.text:
                raise too_long(self.limits, self._address, self.scan.name)
            if self.in_value:
                self.value.append(data)
            elif not self.in_reading:
                self.shown.append(data)

    def end(self, tag: str) -> None:
        if self.foreign:
            self.foreign -= 1
        elif tag == "c":
            if self.in_data:
                self._close_cell()
        elif tag == "v":
            self.in_value = False
        elif tag == "row":
            if self._cells:
                self._ready.append(row_line(self.row, self._cells))
                self._cells = []
        elif tag == "t":
            self.in_text = False
        elif tag == "is":
            self.in_string = False
        elif tag == "rPh":
            self.in_reading = False
        elif tag == "sheetData":
            self.in_data = False

    @property
    def _address(self) -> str:
        return f"{column_letter(self.column)}{self.row}"

    def _open_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", str(self.row + 1))
        if not number.isascii() or not number.isdigit() or int(number) <= self.row:
            raise self._broken("số thứ tự dòng")
        self.row, self.column, self.row_has_values = int(number), 0, False
        self._row_text = str(self.row)
        self.row_is_hidden = attributes.get("hidden", "0") in {"1", "true"}

    def _hide(self, attributes: dict[str, str]) -> None:
        """Columns out of sight, as far as any may be read."""
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if attributes.get("hidden", "0") in {"0", "false"}:
            return
        if not (first + last).isdecimal() or not (first and last):
            raise self._broken("danh sách cột")
        reach = min(int(last), self.limits.columns)
        self.scan.hidden_columns.update(range(int(first), reach + 1))

    def _open_cell(self, attributes: dict[str, str]) -> None:
        before = self.column
        reference = attributes.get("r")
        self.column = before + 1 if reference is None else self._column(reference)
        if self.column <= before:
            raise self._broken("thứ tự ô")
        self.kind = attributes.get("t", "n")
        if self.kind not in _TYPES:
            raise self._broken("kiểu ô")
        self.style = attributes.get("s", "")
        self.length, self.has_formula = 0, False
        if self.value:
            self.value = []
        if self.shown:
            self.shown = []

    def _column(self, reference: str) -> int:
        """The column of "C6" in row 6; raises Refused for a cell of another row."""
        letters = reference.removesuffix(self._row_text)
        known = self._columns.get(letters)
        if known is not None and len(letters) < len(reference):
            return known
        try:
            row, column = position(reference)
        except ValueError as fault:
            raise self._broken("địa chỉ ô") from fault
        if row != self.row:
            raise self._broken("địa chỉ ô")
        if letters.isalpha():
            self._columns[letters] = column
        return column

    def _close_cell(self) -> None:
        value = "".join(self.value)
        is_unstored = self.has_formula and not value and self.kind != "str"
        if value:
            self._check_value(value)
        elif not is_unstored and not self.length:
            return
        self._count()
        if self.values is not None:
            self._tell(value, is_unstored=is_unstored)

    def _tell(self, value: str, *, is_unstored: bool) -> None:
        assert self.values is not None
        if is_unstored:
            self._cells.append((self.column, "formula", None))
        elif self.kind == "n" and value.isdecimal() and len(value) <= MAX_DIGITS:
            self._cells.append(self.values.whole(self.column, value, self.style))
        elif self.kind == "inlineStr":
            if self.shown:
                self._cells.append((self.column, "text", "".join(self.shown)))
        elif value:
            told = self.values.told(self.kind, value, self.style)
            self._cells.append((self.column, *told))

    def _check_value(self, value: str) -> None:
        if value.isdecimal() and value.isascii() and self.kind == "n":
            return
        if self.kind == "n" and not _NUMBER.fullmatch(value):
            raise self._broken("giá trị số")
        if self.kind == "b" and value.strip() not in {"0", "1"}:
            raise self._broken("giá trị đúng/sai")
        if self.kind == "s":
            index = value.strip()
            if not index.isascii() or not index.isdigit() or self._beyond(index):
                raise self._broken("chữ của ô không có trong tệp")

    def _beyond(self, index: str) -> bool:
        return len(index) > 9 or int(index) >= self.strings

    def _count(self) -> None:
        scan, limits = self.scan, self.limits
        scan.cells += 1
        if not self.row_has_values:
            self.row_has_values = True
            scan.rows += 1
            if self.row_is_hidden:
                scan.hidden_rows.add(self.row)
        scan.last_row = self.row
        scan.last_column = max(scan.last_column, self.column)
        # One more than the limit: the header.
        if scan.rows > limits.rows + 1 or self.row > limits.rows + _HEADROOM:
            raise self._far("E_ROWS", f"{limits.rows} dòng")
        if self.column > limits.columns:
            raise self._far("E_COLUMNS", f"{limits.columns} cột")
        if scan.cells > limits.cells:
            raise self._far("E_TOO_BIG", f"{limits.cells} ô có dữ liệu")

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        try:
            (top, left), (bottom, right) = position(first), position(last or first)
        except ValueError as fault:
            raise self._broken("vùng gộp ô") from fault
        self.scan.merged.append(Merge(top, left, bottom, right))
        if len(self.scan.merged) > self.limits.merged:
            raise refusal(
                "E_TOO_BIG",
                f"Trang “{self.scan.name[:31]}” có quá nhiều vùng gộp ô, vượt giới hạn "
                f"{self.limits.merged}; hãy bỏ gộp ô rồi nạp lại.",
                sheet=self.scan.name,
            )

    def _far(self, code: str, limit: str) -> Refused:
        return refusal(
            code,
            f"Ô {self._address} vượt giới hạn {limit} của một bảng; hãy xoá các ô thừa "
            "nằm xa bảng hoặc chia tệp rồi nạp lại.",
            sheet=self.scan.name,
            cell=self._address,
            row=self.row,
        )

    def _broken(self, what: str) -> Refused:
        return refusal(
            "E_BROKEN",
            f"Tệp bị hỏng ở ô {self._address} ({what}), không đọc được; hãy mở bằng "
            "Excel, kiểm tra ô đó và lưu lại dạng .xlsx.",
            sheet=self.scan.name,
            cell=self._address,
            row=self.row or None,
        )
