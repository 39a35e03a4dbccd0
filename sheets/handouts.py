"""A workbook handed out to be filled in and taken back: what it is made of. Pure.

One page to fill and one very hidden sheet that says, for each cell to fill, whose
figure it is and at which version it was handed out. The page carries tokens of its
rows and columns in a hidden column and a hidden row: a row that was sorted, moved or
inserted is still known, and never taken for another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

from sheets.printouts import Style, Value

TOKEN: Final = "chi-tieu:bieu-mau"
CORNER: Final = "chi-tieu:o-nhap"
LAYOUT: Final = "1"
ABOUT, BLANK = "thông tin", "ô"
HIDDEN_SHEET: Final = "_bieu_mau"
MOST_BLANKS: Final = 25_000


class Ask(StrEnum):
    """What a cell to fill takes."""

    COUNT = "count"
    DECIMAL = "decimal"
    CHOICE = "choice"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Blank:
    """One cell to fill.

    `text` is what is stored, exact ("30", "749.99", a code, words), "" for nothing;
    `shown` the same as a person reads it. `below`: the id of the blank it must not
    exceed. A blank that is not open is shown, but cannot be typed in.
    """

    id: str
    ask: Ask
    text: str = ""
    shown: int | Decimal | str | None = None
    version: int = 0
    choices: tuple[str, ...] = ()
    least: int = 0
    below: str = ""
    longest: int = 500
    is_open: bool = True


class Look(StrEnum):
    """How a row is shown: PART stands indented under its whole."""

    PLAIN = "plain"
    PART = "part"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Column:
    """`key` is the token of a column with cells to fill, "" for all others."""

    title: str
    width: int = 12
    key: str = ""
    style: Style = Style.TEXT


@dataclass(frozen=True, slots=True)
class Line:
    """One row; `key` its token, unique in the handout. A heading has one cell."""

    key: str
    cells: tuple[Value | Blank, ...]
    look: Look = Look.PLAIN


@dataclass(frozen=True)
class Handout:
    """The whole workbook; `about` says what it is for, in words of the program.

    `fixed`: how many columns stay in sight when the page is moved sideways.
    """

    name: str
    titles: tuple[str, ...]
    guidance: tuple[str, ...]
    columns: tuple[Column, ...]
    lines: Sequence[Line]
    about: Mapping[str, str] = field(default_factory=dict)
    fixed: int = 1

    @property
    def blanks(self) -> list[Blank]:
        return [c for line in self.lines for c in line.cells if isinstance(c, Blank)]
