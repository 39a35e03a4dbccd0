"""Units under each other, each with its quota."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.charts.frames import Box, Figure, Frame, box, coordinate, length, reach_of


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One unit of a bar chart."""

    label: str
    value: Figure | None
    text: str
    quota: Figure | None = None
    verdict: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class BarMark:
    """A drawn unit: bar or hatch, quota tick, where the words go."""

    label: str
    text: str
    verdict: str
    url: str
    bar: Box | None
    hatch: Box | None
    quota_x: str | None
    top: str
    bottom: str
    text_x: str
    text_y: str


@dataclass(frozen=True, kw_only=True)
class Bars(Frame):
    """Horizontal bars in the order given: ranking is the caller's decision."""

    marks: tuple[BarMark, ...]
    label_x: str
    axis_x: str


def bars(*, key: str, title: str, description: str, items: Sequence[Bar]) -> Bars:
    """Horizontal bars, 720 wide and 22 a unit: names left, figures at the bar's end."""
    axis, pitch, width = Decimal(140), Decimal(22), Decimal(720)
    room = width - axis - 70
    reach = reach_of([figure for item in items for figure in (item.value, item.quota)])
    marks = tuple(
        _bar(item, top=pitch * index, axis=axis, room=room, reach=reach)
        for index, item in enumerate(items)
    )
    return Bars(
        key=key,
        title=title,
        description=description,
        width=coordinate(width),
        height=coordinate(max(pitch * len(items), pitch)),
        marks=marks,
        label_x=coordinate(axis - 10),
        axis_x=coordinate(axis),
    )


def _bar(
    item: Bar, *, top: Decimal, axis: Decimal, room: Decimal, reach: Decimal
) -> BarMark:
    long = length(item.value, reach, room)
    tick = length(item.quota, reach, room)
    missing = item.value is None
    end = Decimal(60) if missing else max(long, tick)
    return BarMark(
        label=item.label,
        text=item.text,
        verdict=item.verdict.lower(),
        url=item.url,
        bar=None if missing else box(axis, top + 4, long, 14),
        hatch=box(axis, top + 4, 60, 14) if missing else None,
        quota_x=None if item.quota is None else coordinate(axis + tick),
        top=coordinate(top + 2),
        bottom=coordinate(top + 20),
        text_x=coordinate(axis + max(end, tick) + 8),
        text_y=coordinate(top + 15),
    )
