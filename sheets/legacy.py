"""Old .xls by python-calamine; LibreOffice .ods by its own reader. Child only.

calamine gives an error cell of an .xls as an empty text (see `biff`) and may abort
the whole process on a far cell: that is why it lives in a child with a memory
limit, and why an abort is a refusal like any other.
"""

import datetime
import io
from collections.abc import Iterator
from typing import Any

from sheets import opendocument
from sheets.biff import Unsaid, unsaid
from sheets.book import Merge
from sheets.limits import Limits
from sheets.lines import Line, Value, row_line, sheet_line
from sheets.preflight import Form, broken, open_zip
from sheets.problems import refusal


def read(data: bytes, limits: Limits, form: Form) -> Iterator[Line]:
    """Sheet and row lines in the workbook's order; raises Refused."""
    if form is Form.ODS:
        with open_zip(data) as archive:
            yield from opendocument.read(archive, limits)
    else:
        yield from _old_excel(data, limits)


def _old_excel(data: bytes, limits: Limits) -> Iterator[Line]:
    book = _open(data)
    more = unsaid(data)
    for number, meta in enumerate(book.sheets_metadata):
        if "WorkSheet" not in str(meta.typ):
            continue
        sheet = book.get_sheet_by_name(meta.name)
        _check_extent(sheet, meta.name, limits)
        merged = [
            Merge(top + 1, left + 1, bottom + 1, right + 1)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
        ]
        told = more.get(number, Unsaid())
        yield sheet_line(meta.name, _state(str(meta.visible)), merged, told.hidden)
        yield from _rows(sheet, told.errors)


def _open(data: bytes) -> Any:
    import python_calamine

    try:
        return python_calamine.load_workbook(io.BytesIO(data))
    except python_calamine.PasswordError as fault:
        raise refusal(
            "E_PASSWORD",
            "Tệp có mật khẩu; hãy mở bằng Excel, bỏ mật khẩu rồi nạp lại.",
        ) from fault
    except python_calamine.CalamineError as fault:
        raise broken() from fault


def _check_extent(sheet: Any, name: str, limits: Limits) -> None:
    # The library counts to the last row and column from 0; the header is one row.
    height, width = sheet.total_height, sheet.total_width + 1
    for code, found, limit, what in (
        ("E_ROWS", height, limits.rows, "dòng"),
        ("E_COLUMNS", width, limits.columns, "cột"),
        ("E_TOO_BIG", height * width, limits.cells * 4, "ô"),
    ):
        if found > limit:
            raise refusal(
                code,
                f"Trang “{name[:31]}” vượt giới hạn {limit} {what}; hãy xoá các ô thừa "
                "nằm xa bảng hoặc chia tệp rồi nạp lại.",
                sheet=name,
            )


def _state(visible: str) -> str:
    if "VeryHidden" in visible:
        return "veryHidden"
    return "hidden" if "Hidden" in visible else "visible"


def _rows(sheet: Any, errors: dict[tuple[int, int], str]) -> Iterator[Line]:
    for number, values in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        found: list[Value] = []
        for column, value in enumerate(values, start=1):
            if word := errors.get((number, column)):
                found.append((column, "error", word))
            elif value not in ("", None):
                found.append((column, *_value(value)))
        if found:
            yield row_line(number, found)


def _value(value: object) -> tuple[str, str]:
    if isinstance(value, bool):
        return "bool", str(value)
    if isinstance(value, int | float):
        return "number", repr(value)
    if isinstance(value, str):
        return ("error" if value in _ERRORS else "text"), value
    return "date", _as_shown(value)


_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}


def _as_shown(value: object) -> str:
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value)
