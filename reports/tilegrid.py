"""Where the districts of Hà Nội stand on the tile map; read once.

Source: fixtures/units/hanoi_2021_tilegrid.csv.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from units.models import Unit

_GRID = Path(__file__).resolve().parent.parent / "fixtures" / "units"


@cache
def places() -> dict[str, tuple[int, int]]:
    """Column and row, from 0, by the public key of the district."""
    path = _GRID / "hanoi_2021_tilegrid.csv"
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {f"d{row['code']}": (int(row["col"]), int(row["row"])) for row in rows}


def fits(units: Sequence[Unit]) -> bool:
    """Whether the plan's units are those of the map: every tile has its unit."""
    return set(places()) <= {unit.key for unit in units}
