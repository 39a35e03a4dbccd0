"""Figures of a handout that the register of communes gives: shown, never taken.

Their cells are locked in the workbook; another program, or a copy, may still bring
something else back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from plans.models import Round
from sheets.cells import problem_at
from sheets.handout_reading import Filled, FilledHandout
from sheets.numbers import echo
from sheets.problems import Problem
from targets.archive import read_archive
from targets.register import counted_in
from targets.reporting import Duties
from units.models import Unit

Counted = frozenset[tuple[str, str]]  # key of the unit, code of the indicator


def counted_cells(round_: Round, duties: Duties, units: Iterable[Unit]) -> Counted:
    """Whose figure of which indicator is the register's in this period."""
    asked = counted_in(target.indicator for target in duties.targets)
    if not asked:
        return frozenset()
    keys = {unit.pk: unit.key for unit in units}
    archive = read_archive(round_.plan, round_.period, keys, asked.values())
    return frozenset(
        (keys[unit], asked[indicator].code)
        for unit, indicator, code in archive.counted
        if unit in keys and code == round_.period_code
    )


def without_counted(
    filled: FilledHandout, counted: Counted
) -> tuple[FilledHandout, list[Problem]]:
    """The handout without these cells, and those of them that were written over."""
    ours = [blank for blank in filled.blanks if _is_counted(blank, counted)]
    rest = tuple(blank for blank in filled.blanks if blank not in ours)
    touched = [b for b in ours if b.cell.text not in ("", b.base)]
    return replace(filled, blanks=rest), [_told(b, filled.sheet) for b in touched]


def _is_counted(blank: Filled, counted: Counted) -> bool:
    """A figure of the register; a note beside it is a person's."""
    unit, _, rest = blank.id.partition(".")
    code, _, part = rest.partition(".")
    return part != "note" and (unit, code) in counted


def _told(blank: Filled, sheet: str) -> Problem:
    what = (
        f"“{echo(blank.cell.text)}” không ghi được vì số này đọc từ sổ theo dõi xã; "
        "hãy để trống ô này"
    )
    return problem_at(blank.cell, "E_CLOSED", what, sheet=sheet)
