"""The graph of documents: what a plan rests on above it, what rests on it below.

Pure: nodes in layers, boxes and lines as coordinates of a drawing, contradictory
citations as questions, and whether a document was in force on a day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from plans.symbols import BadSymbol, Symbol

WIDTH, HEIGHT, GAP, LAYER_GAP, ACROSS = 190, 46, 16, 54, 5


@dataclass(frozen=True, kw_only=True)
class Node:
    """A document; `layer` counts from the one looked at (0), negative above it."""

    id: int
    label: str
    note: str
    layer: int
    is_stub: bool = False
    in_force: bool = True
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Edge:
    """`source` names `cited` in a relation (BASIS, REPLACES, …)."""

    source: int
    cited: int
    relation: str


@dataclass(frozen=True)
class Box:
    """A node with its upper left corner."""

    node: Node
    x: int
    y: int

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2

    @property
    def label_y(self) -> int:
        return self.y + 19

    @property
    def note_y(self) -> int:
        return self.y + 35


@dataclass(frozen=True)
class Line:
    """A curve between two boxes, upper end first."""

    path: str
    relation: str


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    box_width: int = WIDTH
    box_height: int = HEIGHT


def draw(nodes: Sequence[Node], edges: Iterable[Edge]) -> Drawing:
    """Layers from top to bottom, at most `ACROSS` boxes a row, each row centred."""
    layers: dict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        layers[node.layer].append(node)
    across = min(ACROSS, max((len(row) for row in layers.values()), default=1))
    width = across * (WIDTH + GAP) - GAP
    boxes: list[Box] = []
    y = 0
    for layer in sorted(layers):
        rows = layers[layer]
        for start in range(0, len(rows), across):
            some = rows[start : start + across]
            x = (width - (len(some) * (WIDTH + GAP) - GAP)) // 2
            boxes += [Box(n, x + i * (WIDTH + GAP), y) for i, n in enumerate(some)]
            y += HEIGHT + GAP
        y += LAYER_GAP - GAP
    height = max(y - LAYER_GAP, HEIGHT)
    return Drawing(width, height, tuple(boxes), tuple(_lines(boxes, edges)))


def _lines(boxes: Iterable[Box], edges: Iterable[Edge]) -> list[Line]:
    at = {box.node.id: box for box in boxes}
    found = []
    for edge in edges:
        if edge.source not in at or edge.cited not in at or edge.source == edge.cited:
            continue
        ends = (at[edge.source], at[edge.cited])
        top, low = sorted(ends, key=lambda b: (b.y, b.x))
        start, end = top.y + HEIGHT, low.y
        half = (start + end) // 2
        curve = f"C{top.middle} {half} {low.middle} {half} {low.middle} {end}"
        found.append(Line(f"M{top.middle} {start}{curve}", edge.relation))
    return found


def conflicts(cited: Iterable[tuple[str, date | None]]) -> list[tuple[str, str, date]]:
    """Citations that cannot both be right: one number and day, two issuers.

    4026/UBND-VX names 07/KH-BCĐ and 07/KH-UBND of the same 25/4/2012.
    """
    known: dict[tuple[str, str, date], dict[str, str]] = defaultdict(dict)
    for text, day in cited:
        try:
            symbol = Symbol.parse(text)
        except BadSymbol:
            continue
        if day is not None:
            number = symbol.number.lstrip("0")
            known[number, symbol.kind, day].setdefault(symbol.key(), symbol.text)
    return [
        (one, other, place[2])
        for place, texts in known.items()
        for one, other in combinations(texts.values(), 2)
    ]


def in_force(
    on: date,
    *,
    begins: date | None,
    ends: date | None,
    replaced_on: date | None = None,
) -> bool:
    """Whether a document holds on a day; the day it ends on is no longer its own."""
    begun = begins is None or begins <= on
    over = [day for day in (ends, replaced_on) if day is not None]
    return begun and all(on < day for day in over)
