"""The admin's import and export over the bounded reader and the safe writer.

tablib's own readers pad every row to the furthest cell and take cached or missing
results as truth; these classes never call them. The only module here that knows
Django's import-export.
"""

import datetime
from decimal import Decimal
from typing import Any, ClassVar

import tablib  # type: ignore[import-untyped]
from import_export.formats import base_formats  # type: ignore[import-untyped]

from sheets.book import Cell, Kind, Row, Sheet, Workbook
from sheets.cells import name_problem
from sheets.preflight import Form
from sheets.problems import Refused, refusal
from sheets.readers import read_workbook
from sheets.writer import Field, Printout, Style, Value, write_csv, write_xlsx


class SheetFormat(base_formats.Format):  # type: ignore[misc]
    """A flat list: the first row with text is the header, the rest are rows.

    `create_dataset` raises Refused; its text is the sentence to show.
    """

    FORM: ClassVar[Form]
    CONTENT_TYPE: ClassVar[str]

    def __init__(self, encoding: str | None = None) -> None:
        self.encoding = encoding

    def get_title(self) -> str:
        return self.FORM.value

    def get_extension(self) -> str:
        return self.FORM.value

    def get_content_type(self) -> str:
        return self.CONTENT_TYPE

    def can_import(self) -> bool:
        return True

    def can_export(self) -> bool:
        return True

    def create_dataset(self, in_stream: bytes) -> tablib.Dataset:
        """The dataset of the first visible sheet that has rows."""
        workbook = read_workbook(in_stream, name=f".{self.FORM}")
        return dataset_from(workbook)


class XLSX(SheetFormat):
    """Excel workbooks."""

    FORM = Form.XLSX
    CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        rows = [[_value(value) for value in row] for row in dataset]
        titles = [str(header) for header in dataset.headers or ()]
        fields = tuple(Field(title, 18, Style.TEXT) for title in titles)
        page = Printout(str(dataset.title or "Danh sách"), fields, rows)
        # A fixed date: the same rows give the same file.
        return write_xlsx([page], created=datetime.datetime(2000, 1, 1))


class CSV(SheetFormat):
    """Comma separated text, as bytes: the reader decides the encoding."""

    FORM = Form.CSV
    CONTENT_TYPE = "text/csv"

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        rows = [[_value(value) for value in row] for row in dataset]
        return write_csv([[str(header) for header in dataset.headers or ()], *rows])


# The library gives numbers as numbers only to the formats of this list.
base_formats.BINARY_FORMATS.append(XLSX)

FORMATS = [XLSX, CSV]


def dataset_from(workbook: Workbook) -> tablib.Dataset:
    """Header and rows as tablib holds them; blank rows are left out.

    `numbers` of the dataset: the row of the sheet for each of its rows.
    Raises Refused when there is no header, a title is doubled, or a cell is an
    error or a formula without a result.
    """
    sheet = next((s for s in workbook.sheets if s.visible and s.rows), None)
    rows = [row for row in sheet.rows if not row.is_blank] if sheet else []
    if sheet is None or not rows:
        raise refusal("E_NO_TABLE", "Tệp không có số liệu; hãy kiểm tra lại tệp.")
    header, *body = rows
    titles = _titles(header, sheet)
    cells = [[row.at(column) for column in titles] for row in body]
    wrong = [name_problem(cell, sheet=sheet.name) for line in cells for cell in line]
    if any(wrong):
        raise Refused(problem for problem in wrong if problem is not None)
    dataset = tablib.Dataset(headers=list(titles.values()))
    for line in cells:
        dataset.append([_native(cell) for cell in line])
    dataset.numbers = [row.number for row in body]
    return dataset


def _titles(header: Row, sheet: Sheet) -> dict[int, str]:
    """Column → title of the header row."""
    titles = {cell.column: cell.text for cell in header.cells if not cell.is_blank}
    seen: set[str] = set()
    for column, title in titles.items():
        if title in seen:
            cell = header.at(column)
            raise refusal(
                "E_HEADER_DUPLICATE",
                f"Hai cột trùng tiêu đề “{title[:100]}”; hãy sửa ô {cell.address}.",
                sheet=sheet.name,
                cell=cell.address,
                row=cell.row,
            )
        seen.add(title)
    return titles


def _native(cell: Cell) -> str | int | Decimal | bool:
    if cell.kind is Kind.BLANK or cell.value is None:
        return ""
    return cell.value


def _value(value: object) -> Value:
    if value is None or isinstance(value, str | int | Decimal | datetime.date):
        return value
    return Decimal(repr(value)) if isinstance(value, float) else str(value)
