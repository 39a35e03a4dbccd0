"""Tables too large for an object a cell: read, compared and written by sets.

The same questions, rules and journal as the way of small tables (desk, actions); a
test drives both over the same files. One transaction from the first comparison to the
last row, so that nothing has to be compared a second time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from accounts.journal import Change, changeset
from accounts.models import ChangeSet
from accounts.refusals import Refusal
from intake import (
    large_quotas,
    large_refusals,
    large_results,
    quota_import,
    result_import,
)
from intake.choices import ManyTables
from intake.desk import Desk, Prepared, once, remembered
from intake.large_tables import MOST, Check, LargeTable
from intake.orders import Order
from intake.staging import DIFFERING, analyze, rows, staged
from intake.steps import Counts
from intake.tables import TableReading, layout_of
from plans.actions import assign_units
from plans.models import Round
from sheets.book import Workbook
from sheets.cells import Number
from sheets.problems import Problem, Refused
from targets.rights import require_entry
from units.models import Unit

CELLS = 5_000  # a table of more is written by sets


@dataclass(frozen=True)
class Compared:
    """What a large table says and would do, while it stands staged."""

    desk: Desk
    table: LargeTable
    prepared: Prepared

    @property
    def differs(self) -> bool:
        counts = self.prepared.counts
        return bool(counts["new"] + counts["changed"] + len(self._unassigned))

    @property
    def _unassigned(self) -> set[int]:
        """Units a table of quotas adds to the plan's list."""
        if self.desk.order.round is not None:
            return set()
        assigned = self.desk.order.plan.assigned_units
        return self.table.units.keys() - set(assigned.values_list("unit_id", flat=True))


@contextmanager
def compared(workbook: Workbook, desk: Desk) -> Iterator[Compared | Prepared]:
    """The table staged and compared until the end; a `Prepared` where it is refused
    before its figures are looked at. Inside a transaction only."""
    order = desk.order
    try:
        table = _table(workbook, desk)
    except ManyTables as many:
        asked = TableReading(sheet=order.sheet, choices=many.choices)
        yield Prepared(order, asked, problems=once(many.problems))
        return
    except Refused as refused:
        layout = layout_of(workbook, sheet=order.sheet)
        yield Prepared(order, layout, problems=once(refused.problems))
        return
    wrong = _Wrong(desk, table)
    with staged(table.tell(wrong.check)):
        counts = _counts(desk, table)
        reading = table.reading()
        told = wrong.problems(reading.errors)
        problems = once((*reading.problems, *told))
        prepared = Prepared(order, reading, problems=problems, large=counts)
        if order.round is None and not reading.errors and prepared.is_ok:
            beside = quota_import.beside_plan(reading, desk.targets)
            prepared = replace(prepared, problems=once((*problems, *beside)))
        yield Compared(desk, table, prepared)


def write(found: Compared, details: Mapping[str, str]) -> int | None:
    """Write what differs as one change set and give its number.

    `details` of the file go to the journal. Raises Refusal with its problems.
    """
    named = [unit for unit in found.table.matched.units if unit is not None]
    return _write(found.desk, named, found.table.table.sheet, details)


def _write(
    desk: Desk, named: list[Unit], sheet: str, details: Mapping[str, str]
) -> int | None:
    analyze()
    order, units = desk.order, {unit.pk: unit for unit in named}
    origin = quota_import.origin_of(sheet)
    with changeset(
        by=order.by,
        what=_what(order, units),
        door=ChangeSet.Door.IMPORT,
        plan_slug=order.plan.slug,
        **details,
    ) as change:
        if order.round is None:
            assign_units(change, order.plan, named)
            large_quotas.write(change, order.under, origin)
        else:
            _write_results(change, desk, order.round, units, sheet)
    return change.pk


def _write_results(
    change: Change, desk: Desk, round_: Round, units: dict[int, Unit], sheet: str
) -> None:
    by, duties, origin = desk.order.by, desk.round_duties, quota_import.origin_of(sheet)
    require_entry(by, _differing_units(), door=ChangeSet.Door.IMPORT)
    try:
        large_results.write(change, round_, duties, units.values(), origin)
    except large_results.Troubled as troubled:
        problems = large_refusals.refused(
            round_, troubled.units, units, duties, by=by, sheet=sheet
        )
        raise Refusal(
            " ".join(p.message for p in problems[:5]),
            status=409,
            problems=tuple(problems),
        ) from troubled


def _table(workbook: Workbook, desk: Desk) -> LargeTable:
    order = desk.order
    return LargeTable(
        workbook,
        desk.wanted,
        desk.matcher,
        places=_places(desk),
        decimals={
            t.indicator.code: t.indicator.decimals for t in desk.targets.values()
        },
        keep_blanks=order.round is None,
        sheet=order.sheet,
        top=order.top,
        layout=remembered(order),
    )


def _places(desk: Desk) -> dict[str, tuple[int, str]]:
    """Key of a column → what it is of, and which part of it."""
    is_quota = desk.order.round is None
    targets = desk.targets
    places = {}
    for item in desk.wanted:
        code, _, part = item.key.partition("#")
        target = targets[code]
        own = target.pk if is_quota else target.indicator_id
        places[item.key] = (own, part or "value")
    return places


def _counts(desk: Desk, table: LargeTable) -> Counts:
    if desk.order.round is None:
        return large_quotas.compare(desk.order.under, table.figures)
    return large_results.compare(desk.order.round, table.figures)


class _Wrong:
    """What is wrong with rows whose every cell is well."""

    def __init__(self, desk: Desk, table: LargeTable) -> None:
        self._desk, self._table = desk, table
        self._scope = desk.scope() if desk.order.round is not None else None
        duties = desk.duties
        owned = [t for t in duties.targets if t.scope == "OWNER"] if duties else []
        self._owners = {duties.owner_of(t).pk for t in owned} if duties else set()
        self._assigned = {unit.pk for unit in duties.units} if duties else set()
        self._keys: dict[tuple[bool, int], set[str]] = {}
        self._problems: list[Problem] = []

    @property
    def check(self) -> Check | None:
        return None if self._desk.order.round is None else self._misplaced

    def problems(self, errors: Any) -> list[Problem]:
        order, table = self._desk.order, self._table
        sheet = table.table.sheet
        if order.round is not None:
            other = result_import.other_sheet(sheet, order.round)
            return other + self._like_quotas(order.round) + self._problems
        later = large_quotas.later_decisions(order.plan, order.under, table.units)
        if errors or later:
            return later
        blanks = large_quotas.notices(table.blanks, table.units, sheet)
        return blanks + quota_import.missing(order.plan, table.units.keys(), sheet)

    def _like_quotas(self, round_: Round) -> list[Problem]:
        """Asked of the first figures; of all only where those are quotas."""
        sheet, figures = self._table.table.sheet, self._table.figures
        sample = min(figures, CELLS)
        same = large_results.like_quotas(round_, sample)
        if not result_import.like_quotas(same, sample, sheet):
            return []
        same = large_results.like_quotas(round_)
        return result_import.like_quotas(same, figures, sheet)

    def _misplaced(self, row: int, unit: Unit, figures: Mapping[str, Number]) -> None:
        """Figures of indicators a unit does not report on, and units out of scope."""
        if len(self._problems) >= MOST:
            return
        sheet = self._table.table.sheet
        if self._scope is not None and unit.pk not in self._scope:
            self._problems.append(result_import.out_of_scope(row, sheet))
            return
        for key in figures.keys() - self._keys_of(unit):
            cell = f"{self._table.table.found[key].letter}{row}"
            self._problems.append(result_import.not_assigned(row, cell, unit, sheet))

    def _keys_of(self, unit: Unit) -> set[str]:
        """Keys of what `unit` reports on: alike for all areas that own no target."""
        duties = self._desk.round_duties
        is_plain = unit.pk in self._assigned and unit.pk not in self._owners
        place = (unit.is_area, 0 if is_plain else unit.pk)
        if place not in self._keys:
            mine = {target.indicator.code for target in duties.targets_of(unit)}
            keys = self._table.keys
            self._keys[place] = {k for k in keys if k.partition("#")[0] in mine}
        return self._keys[place]


def _differing_units() -> list[int]:
    return [row[0] for row in rows(f"SELECT DISTINCT unit_id FROM {DIFFERING}")]


def _what(order: Order, units: Mapping[int, Unit]) -> str:
    """The line of the journal, as the way of small tables says it."""
    if order.round is None:
        return f"Nạp {order.title[0].lower()}{order.title[1:]}"
    ids = _differing_units()
    who = str(units[ids[0]]) if len(ids) == 1 else f"{len(ids)} đơn vị"
    return f"Nhập kết quả {order.round.period.label}: {who}"
