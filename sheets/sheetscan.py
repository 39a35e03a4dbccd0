"""One sheet's XML, cell by cell, checked before the reader takes it.

The reader would drop rows out of order, trust a wrong <dimension> and fail in the
middle of a row; here each of these is a refusal that names the cell.
"""

import re
import zipfile
from dataclasses import dataclass, field
from typing import Final

from sheets.book import Merge, column_letter, position
from sheets.limits import Limits
from sheets.problems import Refused, refusal
from sheets.xmlwalk import too_long, walk

_NUMBER: Final = re.compile(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*", re.ASCII)
_TYPES: Final = frozenset({"n", "s", "b", "e", "str", "inlineStr", "d"})
# A table may start below row 1: titles and notes must not count against it.
_HEADROOM: Final = 1_000


@dataclass
class SheetScan:
    """What one sheet's part says: its extent by values, not by <dimension>.

    `unstored`: (row, column) of formulas without a stored result; `hidden_rows`:
    numbers of rows with values that are out of sight.
    """

    name: str
    state: str = "visible"
    last_row: int = 0
    last_column: int = 0
    rows: int = 0
    cells: int = 0
    merged: list[Merge] = field(default_factory=list)
    unstored: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)


class SheetWalk:
    """The state of one walk over <sheetData> and <mergeCells>."""

    def __init__(self, scan: SheetScan, strings: int, limits: Limits) -> None:
        self.scan, self.strings, self.limits = scan, strings, limits
        self.row = self.column = self.length = 0
        self.kind = ""
        self.value: list[str] = []
        self.in_value = self.in_text = self.has_formula = False
        self.row_has_values = self.row_is_hidden = False

    def run(self, archive: zipfile.ZipFile, part: str) -> None:
        """Walk the part, filling the scan; raises Refused."""
        walk(archive, part, self.limits, start=self.start, text=self.text, end=self.end)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._open_cell(attributes)
        elif tag == "v":
            self.in_value = True
        elif tag == "f":
            self.has_formula = True
        elif tag == "t":
            self.in_text = True
        elif tag == "row":
            self._open_row(attributes)
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def text(self, data: str) -> None:
        if self.in_value or self.in_text:
            self.length += len(data)
            if self.length > self.limits.text:
                raise too_long(self.limits, self._address, self.scan.name)
            if self.in_value:
                self.value.append(data)

    def end(self, tag: str) -> None:
        if tag == "c":
            self._close_cell()
        elif tag == "v":
            self.in_value = False
        elif tag == "t":
            self.in_text = False

    @property
    def _address(self) -> str:
        return f"{column_letter(self.column)}{self.row}"

    def _open_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", str(self.row + 1))
        if not number.isascii() or not number.isdigit() or int(number) <= self.row:
            raise self._broken("số thứ tự dòng")
        self.row, self.column, self.row_has_values = int(number), 0, False
        self.row_is_hidden = attributes.get("hidden", "0") in {"1", "true"}

    def _open_cell(self, attributes: dict[str, str]) -> None:
        before = self.column
        if "r" in attributes:
            try:
                row, self.column = position(attributes["r"])
            except ValueError as fault:
                raise self._broken("địa chỉ ô") from fault
            if row != self.row:
                raise self._broken("địa chỉ ô")
        else:
            self.column += 1
        if self.column <= before:
            raise self._broken("thứ tự ô")
        self.kind = attributes.get("t", "n")
        if self.kind not in _TYPES:
            raise self._broken("kiểu ô")
        self.value, self.length, self.has_formula = [], 0, False

    def _close_cell(self) -> None:
        value = "".join(self.value)
        if self.kind in {"n", "b", "s"} and value:
            self._check_value(value)
        if self.has_formula and not value and self.kind != "str":
            self.scan.unstored.add((self.row, self.column))
        elif not value.strip() and not self.length:
            return
        self._count()

    def _check_value(self, value: str) -> None:
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
