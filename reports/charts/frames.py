"""Boxes, scales and coordinates shared by the charts.

Figures are `Decimal` or `int`, None = not reported or not assigned. Coordinates are
strings in user units.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

Figure = Decimal | int

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Box:
    """A rectangle in user units."""

    x: str
    y: str
    width: str
    height: str

    @property
    def path(self) -> str:
        """The same rectangle as path data: one lookup for a template, not four."""
        return f"M{self.x} {self.y}h{self.width}v{self.height}h-{self.width}z"


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What every chart has. `key` is unique in its page: ids are made from it."""

    key: str
    title: str
    description: str
    width: str
    height: str


def reach_of(figures: Sequence[Figure | None]) -> Decimal:
    """The figure at the far edge; 0 when there is nothing above 0."""
    return max(
        (Decimal(figure) for figure in figures if figure is not None),
        default=Decimal(0),
    )


def length(figure: Figure | None, reach: Decimal, room: Decimal) -> Decimal:
    """Share of `room`; a figure below 0 (a correction) draws as nothing."""
    if figure is None or figure <= 0:
        return Decimal(0)
    return Decimal(figure) * room / reach


def place(figure: Figure | None, reach: Decimal, room: Decimal) -> str | None:
    return None if figure is None else coordinate(length(figure, reach, room))


def box(x: Figure, y: Figure, width: Figure, height: Figure) -> Box:
    return Box(coordinate(x), coordinate(y), coordinate(width), coordinate(height))


def coordinate(number: Figure) -> str:
    rounded = Decimal(number).quantize(_CENT, rounding=ROUND_HALF_UP)
    return str(rounded).rstrip("0").rstrip(".")
