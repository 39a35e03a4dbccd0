"""One cell of an .ods → its kind and value. Pure.

Source: OpenDocument 1.3, part 3, §19.385; LibreOffice marks errors by its own
attribute calcext:value-type and shows TRUE for the number 1 formatted as a boolean.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from sheets.book import Kind
from sheets.preflight import broken

_NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_TIME: Final = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S", re.ASCII)
_ERROR: Final = re.compile(
    r"#(DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|(Err|Lỗi):\s?\d{3}"
)
_TRUTH: Final = {"TRUE": "True", "ĐÚNG": "True", "FALSE": "False", "SAI": "False"}
_NUMBERS: Final = frozenset({"float", "currency"})


@dataclass
class Draft:
    """A cell as it is met: its attributes and the texts inside."""

    told: dict[str, str]
    parts: list[str] = field(default_factory=list)
    length: int = 0
    paragraphs: int = 0
    in_paragraph: bool = False

    @property
    def shown(self) -> str:
        return "".join(self.parts)


def value_of(cell: Draft) -> tuple[str, str | None] | None:
    """(kind, value as text), or None for a cell with nothing in it."""
    told, shown = cell.told, cell.shown
    kind = told.get("office:value-type", "")
    if told.get("calcext:value-type") == "error" or _ERROR.fullmatch(shown.strip()):
        return Kind.ERROR.value, shown.strip() or "#VALUE!"
    if kind in _NUMBERS or (kind == "percentage" and not shown.strip()):
        return _number(told, shown)
    if kind == "percentage":  # a hundred times the number: what is shown is meant
        return Kind.TEXT.value, shown.strip()
    if kind == "boolean":
        value = told.get("office:boolean-value", "")
        return Kind.BOOL.value, "True" if value == "true" else "False"
    if kind == "date":
        return Kind.DATE.value, _day(told.get("office:date-value", shown))
    if kind == "time":
        return Kind.DATE.value, _clock(told.get("office:time-value", shown))
    if "table:formula" in told and not kind and not cell.paragraphs:
        return Kind.FORMULA.value, None
    text = shown if cell.paragraphs else told.get("office:string-value", "")
    return (Kind.TEXT.value, text) if text else None


def _number(told: dict[str, str], shown: str) -> tuple[str, str]:
    value = told.get("office:value", "")
    if not _NUMBER.fullmatch(value):
        raise broken("giá trị số")
    truth = _TRUTH.get(shown.strip().upper())
    return (Kind.BOOL.value, truth) if truth else (Kind.NUMBER.value, value)


def _day(value: str) -> str:
    """ "2021-03-04T00:00:00" → "2021-03-04"; a time of day is kept."""
    day, _, clock = value.partition("T")
    return f"{day} {clock}" if clock.strip("0:.") else day


def _clock(value: str) -> str:
    """ "PT01H30M00S" → "01:30:00"."""
    found = _TIME.fullmatch(value)
    return ":".join(part.zfill(2) for part in found.groups()) if found else value
