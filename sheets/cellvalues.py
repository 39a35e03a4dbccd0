"""What a stored cell of an .xlsx says: shared texts, dates by format. Child only.

openpyxl reads the tables of texts and of formats; the cells come from the checked
walk over the sheet, so that no part is walked twice.
"""

import datetime
import io
import os
import re
import warnings
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from sheets.lines import Value

# lxml would be imported when present: slower to start and another parser to trust.
os.environ["OPENPYXL_LXML"] = "False"
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|_.|\*.')


class CellValues:
    """The texts and formats of one workbook; its parts were checked before."""

    def __init__(self, data: bytes) -> None:
        # Not at the top: a refused file never waits for the import.
        from openpyxl.reader.excel import ExcelReader  # type: ignore[import-untyped]
        from openpyxl.styles.stylesheet import (  # type: ignore[import-untyped]
            apply_stylesheet,
        )

        warnings.simplefilter("ignore")
        reader = ExcelReader(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        reader.read_manifest()
        reader.read_strings()
        reader.read_workbook()
        apply_stylesheet(reader.archive, reader.wb)
        self._strings: list[str] = reader.shared_strings
        self._epoch: datetime.datetime = reader.wb.epoch
        self._dates: frozenset[int] = frozenset(reader.wb._date_formats)
        self._spans: frozenset[int] = frozenset(reader.wb._timedelta_formats)
        shares = {at for at, text in enumerate(_formats(reader.wb)) if _is_share(text)}
        self._marked = self._dates | shares

    def whole(self, column: int, value: str, style: str) -> Value:
        """A number of nothing but digits: nearly every cell."""
        if style and int(style) in self._marked:
            return (column, *self._formatted(int(value), int(style)))
        return (column, int(value))

    def told(self, kind: str, value: str, style: str) -> tuple[str, str | None]:
        """(kind, value as text) of a cell whose value is not empty."""
        if kind == "n":
            number = float(value) if set(value) & set(".eE") else int(value)
            if style and int(style) in self._marked:
                return self._formatted(number, int(style))
            return "number", repr(number)
        if kind == "s":
            return "text", self._strings[int(value)]
        if kind == "b":
            return "bool", str(bool(int(value)))
        if kind == "d":
            return _moment(value)
        return ("error" if kind == "e" else "text"), value

    def _formatted(self, number: float, style: int) -> tuple[str, str | None]:
        """A number shown as a date or as a percentage: what stands there is not it."""
        if style in self._dates:
            return self._date(number, style)
        shown = (Decimal(repr(number)) * 100).normalize()
        return "text", f"{shown:f}%".replace(".", ",")

    def _date(self, number: float, style: int) -> tuple[str, str | None]:
        from openpyxl.utils.datetime import from_excel  # type: ignore[import-untyped]

        try:
            found = from_excel(number, self._epoch, timedelta=style in self._spans)
        except (OverflowError, ValueError):
            return "error", "#VALUE!"
        return "date", _as_shown(found)


def _formats(book: Any) -> Iterator[str]:
    """The number format of each style of cells, in the order styles are counted."""
    from openpyxl.styles.numbers import (  # type: ignore[import-untyped]
        BUILTIN_FORMATS,
        BUILTIN_FORMATS_MAX_SIZE,
    )

    own = enumerate(book._number_formats, BUILTIN_FORMATS_MAX_SIZE)
    known = dict(own) | BUILTIN_FORMATS
    for style in book._cell_styles:
        yield known.get(style.numFmtId, "")


def _is_share(text: str) -> bool:
    """Whether a format shows a hundred times the number and a percent sign."""
    return "%" in _LITERAL.sub("", text)


def _moment(text: str) -> tuple[str, str | None]:
    from openpyxl.utils.datetime import (  # type: ignore[import-untyped]
        from_ISO8601,
    )

    return "date", _as_shown(from_ISO8601(text))


def _as_shown(value: object) -> str:
    if not isinstance(value, datetime.datetime):
        return str(value)
    if value.time() == datetime.time():
        return value.date().isoformat()
    return value.isoformat(sep=" ")
