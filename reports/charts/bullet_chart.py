"""Result against quota and pace, small enough for a table cell."""

from dataclasses import dataclass
from decimal import Decimal

from reports.charts.frames import (
    Box,
    Figure,
    Frame,
    box,
    coordinate,
    length,
    place,
    reach_of,
)

# The quota stands at 80% of a bullet, so that one column of bullets can be compared
# by eye; a bar beyond 125% pushes its own quota to the left instead of leaving the box.
_HEADROOM = Decimal("1.25")


@dataclass(frozen=True, kw_only=True)
class Bullet(Frame):
    """Result against quota and expected pace; `hatch` stands for a missing result."""

    track: Box
    bar: Box | None
    hatch: Box | None
    quota_x: str | None
    pace_x: str | None
    verdict: str


def bullet(
    *,
    key: str,
    title: str,
    description: str,
    done: Figure | None,
    quota: Figure | None,
    pace: Figure | None = None,
    verdict: str = "",
) -> Bullet:
    """A 120 × 16 bullet. Without a quota there is no percent, so no bar either."""
    width, height = Decimal(120), Decimal(16)
    reach = reach_of([quota and quota * _HEADROOM, done, pace])
    measured = quota is not None and done is not None
    return Bullet(
        key=key,
        title=title,
        description=description,
        width=coordinate(width),
        height=coordinate(height),
        track=box(0, 3, width, 10),
        bar=box(0, 3, length(done, reach, width), 10) if measured else None,
        hatch=None if done is not None or quota is None else box(0, 3, width, 10),
        quota_x=place(quota, reach, width),
        pace_x=place(pace, reach, width) if quota is not None else None,
        verdict=verdict.lower(),
    )
