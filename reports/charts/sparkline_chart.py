"""The run of the periods in the height of a line of text."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.charts.frames import Figure, Frame, coordinate, length, reach_of

Point = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Sparkline(Frame):
    """Unbroken runs as path data; a missing period breaks the line."""

    paths: tuple[str, ...]
    last: Point | None


def sparkline(
    *, key: str, title: str, description: str, values: Sequence[Figure | None]
) -> Sparkline:
    """A 96 × 22 line from 0 to the highest value; None leaves a gap."""
    width, height, edge = Decimal(96), Decimal(22), Decimal(3)
    reach = reach_of(values)
    step = (width - 2 * edge) / max(len(values) - 1, 1)
    points = [
        None
        if value is None
        else (
            coordinate(edge + step * index),
            coordinate(height - edge - length(value, reach, height - 2 * edge)),
        )
        for index, value in enumerate(values)
    ]
    return Sparkline(
        key=key,
        title=title,
        description=description,
        width=coordinate(width),
        height=coordinate(height),
        paths=_paths(points),
        last=next((point for point in reversed(points) if point), None),
    )


def _paths(points: Sequence[Point | None]) -> tuple[str, ...]:
    """Runs between gaps; a lone point becomes a dot (round caps draw it)."""
    runs: list[list[Point]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return tuple(
        "M" + "L".join(f"{x} {y}" for x, y in (run if len(run) > 1 else run * 2))
        for run in runs
        if run
    )
