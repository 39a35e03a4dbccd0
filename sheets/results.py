"""Results of formulas kept in a workbook that was changed. Child process only.

The library that changes a workbook writes formulas without what they last showed;
read again, every total would be a formula nobody has computed. Marking changes no
figure, so what the formulas showed still holds.
"""

import datetime
import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any, Final
from xml.sax.saxutils import escape

_FORMULA: Final = re.compile(
    r'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f[^>]*(?:/>|>[^<]*</f>))<v\s*(?:/>|></v>)</c>'
)
Results = Mapping[str, tuple[str, str]]  # address → (type, text) of what is shown


def with_results(saved: bytes, book: Any, original: bytes) -> bytes:
    """`saved`, the bytes of the changed `book`, with the results of `original`."""
    found = _results(book, original)
    if not found:
        return saved
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.infolist():
            data = source.read(part)
            if part.filename in found:
                data = _put(data.decode("utf-8"), found[part.filename]).encode("utf-8")
            target.writestr(part, data)
    return stream.getvalue()


def _results(book: Any, original: bytes) -> dict[str, Results]:
    """Part of the saved workbook → what its formulas showed in the original."""
    import openpyxl  # type: ignore[import-untyped]

    parts = {
        page.title: (f"xl/worksheets/sheet{number}.xml", wanted)
        for number, page in enumerate(book.worksheets, 1)
        if (wanted := _formulas(page))
    }
    if not parts:
        return {}
    before = openpyxl.load_workbook(
        io.BytesIO(original), read_only=True, data_only=True, keep_links=False
    )
    found: dict[str, Results] = {}
    for page in before.worksheets:
        if page.title in parts:
            part, wanted = parts[page.title]
            page.reset_dimensions()
            cells = (cell for row in page.iter_rows() for cell in row)
            found[part] = {
                cell.coordinate: _stored(cell)
                for cell in cells
                if cell.value is not None and cell.coordinate in wanted
            }
    return found


def _formulas(page: Any) -> set[str]:
    return {
        cell.coordinate
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def _stored(cell: Any) -> tuple[str, str]:
    from openpyxl.utils.datetime import to_excel  # type: ignore[import-untyped]

    value = cell.value
    if cell.data_type == "e":
        return "e", str(value)
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        value = to_excel(value)
    if isinstance(value, int | float):
        return "n", repr(value)
    return "str", str(value)


def _put(xml: str, results: Results) -> str:
    def filled(cell: re.Match[str]) -> str:
        address, attributes, formula = cell.groups()
        if address not in results:
            return cell[0]
        kind, text = results[address]
        opened = f'<c r="{address}"{attributes} t="{kind}">'
        return f"{opened}{formula}<v>{escape(text)}</v></c>"

    return _FORMULA.sub(filled, xml)
