"""An .xlsx workbook, already scanned, as lines for the parent. Child process only.

openpyxl in its streaming mode, with the extent found by the scan: the file's own
<dimension> may be too small, too large or stale.
"""

import datetime
import io
import os
import warnings
from collections.abc import Iterator
from typing import Any

from sheets.limits import Limits
from sheets.lines import Line, row_line, sheet_line
from sheets.preflight import broken, open_zip
from sheets.scan import scan_workbook
from sheets.sheetscan import SheetScan

# lxml would be imported when present: slower to start and another parser to trust.
os.environ["OPENPYXL_LXML"] = "False"


def read(data: bytes, limits: Limits) -> Iterator[Line]:
    """Sheet and row lines in the workbook's order; raises Refused."""
    with open_zip(data) as archive:
        scans = scan_workbook(archive, limits)
    # After the scan: a refused file never waits for the import.
    import openpyxl  # type: ignore[import-untyped]

    warnings.simplefilter("ignore")
    book = openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=True, keep_links=False
    )
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    for scan in scans:
        yield sheet_line(scan.name, scan.state, scan.merged, scan.hidden_rows)
        if scan.name not in sheets:
            raise broken("danh sách trang tính")
        if scan.last_row:
            yield from _rows(sheets[scan.name], scan)


def _rows(sheet: Any, scan: SheetScan) -> Iterator[Line]:
    sheet.reset_dimensions()
    extent = {"max_row": scan.last_row, "max_col": scan.last_column}
    for number, cells in enumerate(sheet.iter_rows(**extent), start=1):
        found = [
            (column, *_value(cell.data_type, cell.value))
            for column, cell in enumerate(cells, start=1)
            if cell.value is not None
        ]
        found += [
            (column, "formula", None)
            for column in range(1, scan.last_column + 1)
            if (number, column) in scan.unstored
        ]
        if found:
            yield row_line(number, sorted(found, key=lambda item: item[0]))


def _value(data_type: str, value: object) -> tuple[str, str | None]:
    """(kind, value as text) of one cell as openpyxl gives it."""
    if isinstance(value, bool):
        return "bool", str(value)
    if isinstance(value, int | float):
        return "number", repr(value)
    if isinstance(value, datetime.timedelta):
        return "date", str(value)
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return "date", _as_shown(value)
    return ("error" if data_type == "e" else "text"), str(value)


def _as_shown(value: datetime.datetime | datetime.date | datetime.time) -> str:
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return (
        value.isoformat(sep=" ") if isinstance(value, datetime.datetime) else str(value)
    )
