"""What a workbook to write is made of: columns, rows, sections, charts. Pure values."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeAlias


@dataclass(frozen=True, slots=True)
class Formula:
    """A living cell and what it shows until somebody computes it anew.

    In `text` "{r}" is the cell's own row, "{first}" and "{last}" the rows of the
    section it closes: "=SUM(D{first}:D{last})". `cached` None shows nothing.
    """

    text: str
    cached: int | Decimal | str | None


Value: TypeAlias = str | int | Decimal | datetime.date | bool | Formula | None

_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST: Final = 32_767


class Style(StrEnum):
    """How a column is shown; numbers stay numbers in all but TEXT."""

    TEXT = "text"
    ORDER = "order"
    COUNT = "count"
    DECIMAL = "decimal"
    PERCENT = "percent"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its title, width in characters, style.

    `band`: a title shared with neighbours of the same band, drawn above them.
    `summed`: the total row has a formula here.
    """

    title: str
    width: int = 12
    style: Style = Style.TEXT
    band: str = ""
    summed: bool = False


@dataclass(frozen=True)
class Section:
    """Rows under a title of their own, with a total row of finished values."""

    title: str
    rows: Sequence[Sequence[Value]]
    totals: Sequence[Value] = ()


@dataclass(frozen=True)
class Printout:
    """One sheet to write: titles, header, rows of as many values as fields, notes.

    PERCENT values are already percents (50 for 50%). `total` is the label of the
    total row, "" for none. `sections` follow the rows under the same header.
    """

    name: str
    fields: tuple[Field, ...]
    rows: Sequence[Sequence[Value]]
    titles: tuple[str, ...] = ()
    total: str = ""
    notes: tuple[str, ...] = ()
    numbered: bool = field(default=False)
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Chart:
    """A sheet of its own with columns drawn from one section of a printout.

    `printout`, `section`, `labels` and `series` count from 0; the last two are
    columns of the section.
    """

    name: str
    title: str
    printout: int
    section: int
    labels: int
    series: tuple[int, ...]
    axis: str = ""


def safe_text(text: str) -> str:
    """Text any sheet may hold: no control characters, not longer than a cell."""
    return _CONTROLS.sub(" ", text)[:_LONGEST]
