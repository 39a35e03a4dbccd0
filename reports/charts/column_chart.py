"""Periods side by side, each with the same period of last year."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.charts.frames import Box, Figure, Frame, box, coordinate, length, reach_of


@dataclass(frozen=True, kw_only=True)
class Column:
    """One period of a column chart; `text` and `label` are finished strings."""

    label: str
    value: Figure | None
    text: str
    before: Figure | None = None
    verdict: str = ""


@dataclass(frozen=True, kw_only=True)
class ColumnMark:
    """A drawn period: its own column, last year's beside it, where the words go."""

    label: str
    text: str
    verdict: str
    bar: Box | None
    hatch: Box | None
    before: Box | None
    middle: str
    text_y: str
    label_y: str


@dataclass(frozen=True, kw_only=True)
class Columns(Frame):
    """Columns over a base line, with an optional level line (a quota or a pace).

    The words for the line and for last year stand in a legend above the columns.
    """

    marks: tuple[ColumnMark, ...]
    base_y: str
    level_y: str | None
    level_text: str
    before_text: str

    @property
    def before_path(self) -> str:
        """Last year's columns as one shape: a page draws dozens of charts."""
        return "".join(mark.before.path for mark in self.marks if mark.before)

    @property
    def hatch_path(self) -> str:
        """Every missing period as one shape."""
        return "".join(mark.hatch.path for mark in self.marks if mark.hatch)

    @property
    def bars(self) -> list[tuple[str, str]]:
        """This year's columns: (verdict, path)."""
        return [(mark.verdict, mark.bar.path) for mark in self.marks if mark.bar]

    @property
    def words(self) -> list[tuple[str, str, str, str, str, bool]]:
        """What stands at each period: x, y and text, y and label, whether missing."""
        return [
            (m.middle, m.text_y, m.text, m.label_y, m.label, m.hatch is not None)
            for m in self.marks
        ]


def columns(
    *,
    key: str,
    title: str,
    description: str,
    items: Sequence[Column],
    level: Figure | None = None,
    level_text: str = "",
    before_text: str = "",
) -> Columns:
    """Columns of the periods, 440 × 240, with last year's narrower at their left."""
    width, top, base = Decimal(440), Decimal(48), Decimal(212)
    shown = [figure for item in items for figure in (item.value, item.before)]
    reach = reach_of([level, *shown])
    step = width / max(len(items), 1)
    place = {"step": step, "reach": reach, "top": top, "base": base}
    marks = tuple(_column(x, left=step * n, **place) for n, x in enumerate(items))
    return Columns(
        key=key,
        title=title,
        description=description,
        width=coordinate(width),
        height=coordinate(Decimal(240)),
        marks=marks,
        base_y=coordinate(base),
        level_y=_height_of(level, reach, top=top, base=base),
        level_text=level_text,
        before_text=before_text,
    )


def _height_of(
    level: Figure | None, reach: Decimal, *, top: Decimal, base: Decimal
) -> str | None:
    if level is None:
        return None
    return coordinate(base - length(level, reach, base - top))


def _column(
    item: Column,
    *,
    left: Decimal,
    step: Decimal,
    reach: Decimal,
    top: Decimal,
    base: Decimal,
) -> ColumnMark:
    wide = min(step * 36 / 100, Decimal(64))
    slim = wide * 45 / 100
    middle = left + step / 2
    start = middle - wide / 2 + (slim / 2 if item.before is not None else 0)
    tall = length(item.value, reach, base - top)
    past = length(item.before, reach, base - top)
    missing = item.value is None
    return ColumnMark(
        label=item.label,
        text=item.text,
        verdict=item.verdict.lower(),
        bar=None if missing else box(start, base - tall, wide, tall),
        hatch=box(start, base - 40, wide, 40) if missing else None,
        before=None
        if item.before is None
        else box(start - slim - 3, base - past, slim, past),
        middle=coordinate(start + wide / 2),
        text_y=coordinate(base - (40 if missing else tall) - 6),
        label_y=coordinate(base + 18),
    )
