"""Tables out: .xlsx as an office prints it, and .csv, neither with live text.

XlsxWriter, because a total is a living formula that carries its cached value; the
same input gives the same bytes, the date of creation being passed in.
"""

import csv
import datetime
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

import xlsxwriter  # type: ignore[import-untyped]

from sheets.charting import draw
from sheets.csvtext import LIVE
from sheets.pages import Page
from sheets.printouts import (
    Chart,
    Field,
    Formula,
    Printout,
    Section,
    Style,
    Value,
    safe_text,
)

_NO_TAB: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
__all__ = [
    "Chart",
    "Field",
    "Formula",
    "Printout",
    "Section",
    "Style",
    "Value",
    "safe_text",
    "write_csv",
    "write_xlsx",
]


def write_xlsx(
    printouts: Sequence[Printout],
    *,
    created: datetime.datetime,
    title: str = "",
    charts: Sequence[Chart] = (),
) -> bytes:
    """The workbook's bytes, one sheet each: A4 landscape, header rows repeated.

    Each of `charts` is a chart sheet behind them, drawn from their sections.
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, _OPTIONS)
    book.set_properties({"title": title, "created": created.replace(tzinfo=None)})
    names = _tab_names(
        [*(page.name for page in printouts), *(chart.name for chart in charts)]
    )
    pages = [
        Page(book, book.add_worksheet(name), printout)
        for name, printout in zip(names, printouts, strict=False)
    ]
    for page in pages:
        page.write()
    for name, chart in zip(names[len(pages) :], charts, strict=True):
        draw(book, name, chart, pages[chart.printout])
    book.close()
    return stream.getvalue()


_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd/mm/yyyy",
}


def write_csv(rows: Iterable[Sequence[Value]], *, delimiter: str = ",") -> bytes:
    """UTF-8 with BOM, as Excel expects; decimals with a comma, text never live."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_csv_text(value) for value in row])
    return stream.getvalue().encode("utf-8-sig")


def _csv_text(value: Value) -> str:
    if isinstance(value, Formula):
        value = value.cached
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f").replace(".", ",")
    if isinstance(value, datetime.date):
        return value.strftime("%d/%m/%Y")
    if not isinstance(value, str):
        return str(value)
    text = safe_text(value)
    # A lone dash says "none" and computes nothing; it must come back as it went.
    live = text.startswith(LIVE) and text.strip() not in {"-", "－"}
    return f"'{text}" if live else text


def _tab_names(names: Iterable[str]) -> list[str]:
    """Names a workbook allows: 31 characters, no brackets or slashes, no doubles."""
    used: list[str] = []
    for name in names:
        base = _NO_TAB.sub(" ", name).strip(" '")[:31] or "Trang"
        tab, count = base, 2
        while tab.casefold() in {other.casefold() for other in used}:
            tab = f"{base[:27]} ({count})"
            count += 1
        used.append(tab)
    return used
