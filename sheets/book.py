"""What a workbook holds once read: sheets, rows and cells as plain values. Pure."""

import re
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from enum import StrEnum
from functools import cached_property
from typing import Final

from sheets.numbers import MAX_DIGITS

_A1: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
# A spreadsheet computes in binary and shows 15 significant digits; so do we.
_DIGITS: Final = 15
_TOP: Final = 2_000  # rows
_AS_SHOWN: Final = Context(prec=_DIGITS)


class Kind(StrEnum):
    """What stands in a cell. FORMULA: a formula whose result was never stored."""

    BLANK = "blank"
    TEXT = "text"
    NUMBER = "number"
    BOOL = "bool"
    DATE = "date"
    ERROR = "error"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `row` and `column` count from 1.

    `value`: text as typed, an int or Decimal, True/False, an ISO date or time as
    text, the error's name ("#DIV/0!"), None for a blank or an unstored formula.
    """

    row: int
    column: int
    kind: Kind = Kind.BLANK
    value: str | int | Decimal | None = None

    @property
    def address(self) -> str:
        return f"{column_letter(self.column)}{self.row}"

    @property
    def is_blank(self) -> bool:
        """True also for a text of nothing but blanks."""
        return self.kind is Kind.BLANK or (
            self.kind is Kind.TEXT and not str(self.value).strip()
        )

    @property
    def text(self) -> str:
        """The cell as one line of text; "" for a blank."""
        return "" if self.value is None else " ".join(str(self.value).split())


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet: its number and its cells that are not blank, left first."""

    number: int
    cells: tuple[Cell, ...]

    def at(self, column: int) -> Cell:
        for cell in self.cells:
            if cell.column == column:
                return cell
        return Cell(self.number, column)

    @property
    def first(self) -> Cell:
        """The leftmost cell; one of nothing in a row of nothing."""
        return self.cells[0] if self.cells else Cell(self.number, 1)

    @property
    def texts(self) -> tuple[Cell, ...]:
        """The cells that hold text."""
        return tuple(cell for cell in self.cells if cell.kind is Kind.TEXT)

    @property
    def wholes(self) -> dict[int, int]:
        """Column → whole number ≥ 0 of at most `MAX_DIGITS`, stored as such: what no
        rule on cells has anything to say about."""
        return {
            cell.column: cell.value
            for cell in self.cells
            if cell.kind is Kind.NUMBER
            and type(cell.value) is int
            and 0 <= cell.value < 10**MAX_DIGITS
        }

    @property
    def is_blank(self) -> bool:
        return all(cell.is_blank for cell in self.cells)

    @property
    def has_number(self) -> bool:
        """Whether a cell was stored as a number."""
        return any(cell.kind is Kind.NUMBER for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, both corners included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One sheet. `state` is visible, hidden or veryHidden, as the file says.

    `hidden_rows`: numbers of rows out of sight (a filter, or by hand), as far as the
    form of the file tells: all but .csv do; `hidden_columns` of columns, of .xlsx.
    """

    name: str
    rows: tuple[Row, ...] = ()
    merged: tuple[Merge, ...] = ()
    state: str = "visible"
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    @property
    def visible(self) -> bool:
        return self.state == "visible"

    @property
    def cells(self) -> int:
        """About how many cells: every row as long as the longest of the first."""
        longest = max((len(row.cells) for row in self.rows[:100]), default=0)
        return len(self.rows) * longest

    @cached_property
    def by_number(self) -> dict[int, Row]:
        return {row.number: row for row in self.rows}

    def row(self, number: int) -> Row:
        return self.by_number.get(number, Row(number, ()))


@dataclass(frozen=True)
class Workbook:
    """Sheets in the order of the file; `format` is xlsx, xls, ods or csv."""

    sheets: tuple[Sheet, ...]
    format: str = "xlsx"

    @property
    def cells(self) -> int:
        """About how many cells there are."""
        return sum(sheet.cells for sheet in self.sheets)

    def tops(self) -> "Workbook":
        """Only the beginning of each sheet: enough to see the headers of large ones."""
        sheets = tuple(replace(s, rows=s.rows[:_TOP]) for s in self.sheets)
        return replace(self, sheets=sheets)


def column_letter(column: int) -> str:
    """1 → "A", 27 → "AA"."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """ "A" → 1, "AA" → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def position(address: str) -> tuple[int, int]:
    """ "C6" → (6, 3). Raises ValueError for what is no address."""
    found = _A1.fullmatch(address)
    if found is None:
        raise ValueError(address)
    return int(found[2]), column_number(found[1])


def number_from(text: str) -> int | Decimal:
    """A stored number as the spreadsheet shows it: int when whole, else Decimal."""
    if text.isdecimal() and text.isascii() and len(text) <= _DIGITS:
        return int(text)
    exact = _AS_SHOWN.create_decimal(text)
    if exact.is_finite() and exact.adjusted() < 18 and exact == exact.to_integral():
        return int(exact)
    return exact.normalize() if exact.is_finite() else exact
