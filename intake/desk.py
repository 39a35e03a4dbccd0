"""From the bytes of a workbook to what an import would do; nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from accounts.roles import Permission
from accounts.scoping import units_for
from intake import quota_import, result_import
from intake.choices import ManyTables
from intake.columns import Wanted
from intake.matching import UnitMatcher
from intake.models import Layout
from intake.orders import Kind, Order
from intake.steps import Counts, Step, counts_of
from intake.tables import Line, TableReading, layout_of, read_table
from sheets.book import Workbook
from sheets.handout_reading import is_handout
from sheets.limits import DEFAULT, Limits
from sheets.problems import Problem, Refused
from sheets.readers import read_workbook
from targets.models import Target
from targets.reporting import Duties, duties_of


@dataclass(frozen=True)
class Prepared:
    """What a file says and would do; `problems` with E_ mean that it is refused.

    `is_handout`: the file is a workbook we handed out, which says itself what it is
    for: read by intake.handout_desk, whatever it was sent as.
    """

    order: Order
    reading: TableReading = field(default_factory=TableReading)
    steps: tuple[Step, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_handout: bool = False
    large: Counts | None = None  # of a table without steps (intake.large)
    whole: Mapping[str, Any] | None = None  # of a large one that is kept (large_drafts)

    @property
    def is_ok(self) -> bool:
        return not any(not problem.is_warning for problem in self.problems)

    @property
    def counts(self) -> dict[str, int]:
        if self.large is not None and self.is_ok:
            return asdict(self.large) | {"problems": 0}
        return counts_of(self.steps if self.is_ok else (), self.problems)


class Desk:
    """The plan's side of an import: what it asks for, and what stands there now."""

    def __init__(self, order: Order) -> None:
        self.order = order

    @cached_property
    def duties(self) -> Duties | None:
        """Who reports what, for results only."""
        return None if self.order.round is None else duties_of(self.order.plan)

    @property
    def targets(self) -> dict[str, Target]:
        if self.duties is not None:
            return result_import.result_targets(self.duties)
        return quota_import.quota_targets(self.order.plan)

    @property
    def wanted(self) -> list[Wanted]:
        if self.duties is not None:
            return result_import.wanted_for(self.duties)
        return quota_import.wanted_of(self.targets.values())

    @property
    def round_duties(self) -> Duties:
        """The duties of the order's round."""
        assert self.duties is not None
        assert self.order.round is not None
        return self.duties.of(self.order.round)

    @property
    def labels(self) -> dict[str, str]:
        return {item.key: item.short_name for item in self.wanted}

    @cached_property
    def matcher(self) -> UnitMatcher:
        if self.order.round is not None and self.duties is not None:
            return result_import.matcher_for(self.order.round, self.duties)
        return quota_import.matcher_for(self.order.plan)

    def get_ready(self) -> None:
        """Have the units at hand before the first row is asked for."""
        _ = self.matcher

    def compare(self, lines: Sequence[Line], *, lock: bool = False) -> list[Step]:
        if self.order.round is not None:
            return result_import.compare(self.order.round, lines)
        order = self.order
        return quota_import.compare(order.plan, lines, order.under, lock=lock)

    def problems(self, reading: TableReading, steps: Sequence[Step]) -> list[Problem]:
        order = self.order
        if order.round is not None and self.duties is not None:
            other = result_import.other_sheet(reading.sheet, order.round)
            quotas = result_import.quotas_again(reading, order.round)
            wrong = result_import.misplaced(reading, self.duties, self.scope())
            return other + quotas + wrong
        later = quota_import.later_decisions(steps, order.plan, order.under)
        if reading.errors or later:
            return later  # a bad cell is no blank, an unknown name no missing unit
        told = quota_import.notices(reading, steps, order.plan)
        return told + quota_import.beside_plan(reading, self.targets)

    def scope(self) -> set[int] | None:
        if self.order.by is None:
            return None
        mine = units_for(self.order.by, Permission.IMPORT)
        return set(mine.values_list("pk", flat=True))


def opened(
    source: Path | bytes, desk: Desk, *, name: str = "", limits: Limits = DEFAULT
) -> Workbook | Prepared:
    """The workbook, or why it is refused before its tables are looked at."""
    order = desk.order
    try:
        workbook = read_workbook(
            source, limits=limits, name=name, meanwhile=desk.get_ready
        )
    except Refused as refused:
        return Prepared(order, problems=once(refused.problems))
    if not desk.wanted:
        message = f"{order.plan} không có chỉ tiêu nào nhận được biểu này."
        return Prepared(order, problems=(Problem("E_PLAN", message),))
    if is_handout(workbook):
        return Prepared(order, problems=(_HANDOUT,), is_handout=True)
    return workbook


def told_by(workbook: Workbook, desk: Desk) -> Prepared:
    """What the workbook's table says beside what stands."""
    order, wanted = desk.order, desk.wanted
    try:
        reading = _reading(workbook, desk, wanted)
    except ManyTables as many:
        asked = TableReading(sheet=order.sheet, choices=many.choices)
        return Prepared(order, asked, problems=once(many.problems))
    except Refused as refused:
        layout = layout_of(workbook, sheet=order.sheet)
        return Prepared(order, layout, problems=once(refused.problems))
    steps = tuple(desk.compare(reading.lines))
    problems = reading.problems + tuple(desk.problems(reading, steps))
    return Prepared(order, reading, steps, once(problems))


_HANDOUT = Problem(
    "E_TEMPLATE", "Đây là biểu mẫu của hệ thống; hãy gửi lại ở trang “Biểu mẫu”."
)


def _reading(workbook: Workbook, desk: Desk, wanted: Sequence[Wanted]) -> TableReading:
    order, targets = desk.order, desk.targets.values()
    return read_table(
        workbook,
        wanted,
        desk.matcher,
        sheet=order.sheet,
        top=order.top,
        layout=remembered(order),
        decimals={t.indicator.code: t.indicator.decimals for t in targets},
    )


def remembered(order: Order) -> Any:
    """Columns as a person chose them for this file, else for headers like its own."""

    def layout(signature: str) -> Mapping[str, str]:
        if order.columns:
            return order.columns
        known = Layout.objects.filter(kind=order.kind, signature=signature).first()
        return known.columns if known else {}

    return layout


def once(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    return tuple(dict.fromkeys(problems))


__all__ = ["Desk", "Kind", "Prepared", "opened", "told_by"]
