"""Units as tiles near their place on the map."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.charts.frames import Box, Figure, Frame, box, coordinate

_LEGEND_STEP = Decimal(147)


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One unit of a tile map; `col` and `row` count from 0."""

    label: str
    col: int
    row: int
    value: Figure | None
    text: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class TileMark:
    """A drawn tile; `level` 1 (lightest) to 4, 0 = no figure (hatched)."""

    label: str
    text: str
    level: int
    url: str
    box: Box
    middle: str
    label_y: str
    text_y: str


@dataclass(frozen=True, kw_only=True)
class LegendMark:
    """One step of the legend under a tile map."""

    level: int
    text: str
    box: Box
    text_x: str
    text_y: str


@dataclass(frozen=True, kw_only=True)
class Tiles(Frame):
    """A tile map and its legend."""

    marks: tuple[TileMark, ...]
    legend: tuple[LegendMark, ...]


def tiles(
    *,
    key: str,
    title: str,
    description: str,
    items: Sequence[Tile],
    bounds: tuple[Figure, Figure, Figure],
    legend: Sequence[str],
) -> Tiles:
    """Tiles of 92 × 50. `bounds` part levels 1 to 4, each lower bound belonging to the
    level above it; `legend` holds five words: no figure, then levels 1 to 4."""
    wide, tall = Decimal(92), Decimal(50)
    across = max((item.col for item in items), default=0) + 1
    down = max((item.row for item in items), default=0) + 1
    foot = tall * down
    return Tiles(
        key=key,
        title=title,
        description=description,
        width=coordinate(max(wide * across, 5 * _LEGEND_STEP)),
        height=coordinate(foot + 34),
        marks=tuple(_tile(item, bounds, wide=wide, tall=tall) for item in items),
        legend=_legend(legend, foot),
    )


def _legend(words: Sequence[str], foot: Decimal) -> tuple[LegendMark, ...]:
    return tuple(
        LegendMark(
            level=level,
            text=text,
            box=box(_LEGEND_STEP * level + 1, foot + 14, 22, 14),
            text_x=coordinate(_LEGEND_STEP * level + 30),
            text_y=coordinate(foot + 25),
        )
        for level, text in enumerate(words)
    )


def _tile(
    item: Tile,
    bounds: tuple[Figure, Figure, Figure],
    *,
    wide: Decimal,
    tall: Decimal,
) -> TileMark:
    left, top = wide * item.col, tall * item.row
    value = item.value
    level = 0 if value is None else 1 + sum(value >= bound for bound in bounds)
    return TileMark(
        label=item.label,
        text=item.text,
        level=level,
        url=item.url,
        box=box(left + 1, top + 1, wide - 3, tall - 3),
        middle=coordinate(left + wide / 2 - Decimal("0.5")),
        label_y=coordinate(top + 20),
        text_y=coordinate(top + 38),
    )
