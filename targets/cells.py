"""Cells of the entry grid: their ids, labels and what stands in them.

A cell's id is `unit.indicator`, with `.n`, `.d`, `.total`, `.note`, `.text` or
`.grade` for a part of it; every part of one result carries the result's version.
"""

from __future__ import annotations

from dataclasses import dataclass

from sheets.numbers import format_number
from targets.models import Result, Target
from units.models import Unit

PARTS = {
    "": "value",
    "n": "numerator",
    "d": "denominator",
    "total": "stated_total",
    "note": "note",
    "text": "text",
    "grade": "grade",
}


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One input of the grid; `value` as a person types it."""

    id: str
    value: str
    version: int
    label: str
    row: int = 0
    col: int = 0
    decimals: int = 0
    is_text: bool = False
    readonly: bool = False
    applicable: bool = True
    state: str = ""
    original: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    is_total: bool = False
    before: str = ""  # what the year had before, for a running total
    url: str = ""  # where the figure comes from, if nobody types it


def cell_id(unit: str, code: str, part: str = "") -> str:
    return f"{unit}.{code}.{part}" if part else f"{unit}.{code}"


def cell_of(
    unit: Unit, target: Target, row: Result | None, *, part: str, label: str
) -> Cell:
    value = part_text(row, part)
    is_words = part in ("note", "text", "grade")
    return Cell(
        id=cell_id(unit.key, target.indicator.code, part),
        value=value,
        original=value,
        version=row.version if row else 0,
        label=label,
        decimals=0 if part else target.indicator.decimals,
        is_text=is_words,
    )


def part_text(row: object, part: str) -> str:
    """One part of a result (or of its content) as a person would type it."""
    if row is None:
        return ""
    stored = getattr(row, PARTS[part])
    return stored if isinstance(stored, str) else format_number(stored)
