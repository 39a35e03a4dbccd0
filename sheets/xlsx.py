"""An .xlsx workbook as lines for the parent. Child process only.

Every part is checked before a parser sees it, and each sheet in the same walk that
reads it: its own <dimension> may be too small, too large or stale.
"""

from collections.abc import Iterator

from sheets.cellvalues import CellValues
from sheets.limits import Limits
from sheets.lines import Line, beside_line, sheet_line
from sheets.preflight import open_zip
from sheets.scan import check_workbook
from sheets.sheetscan import SheetWalk


def read(data: bytes, limits: Limits) -> Iterator[Line]:
    """Sheet and row lines in the workbook's order; raises Refused, possibly after
    rows were given."""
    with open_zip(data) as archive:
        checked = check_workbook(archive, limits)
        values = CellValues(data)
        for part, scan in checked.sheets.items():
            yield sheet_line(scan.name, scan.state, ())
            walk = SheetWalk(scan, checked.strings, limits, values)
            yield from walk.rows(archive, part)
            yield beside_line(scan.merged, scan.hidden_rows, scan.hidden_columns)
