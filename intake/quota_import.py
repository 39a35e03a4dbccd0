"""The quota table of a plan: compare with the database, write what differs.

A row of `Quota` belongs to a decision and its day: the same decision again corrects
in place (history keeps the old figure), another decision closes and opens.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from accounts.journal import Change
from intake.columns import Wanted
from intake.matching import UnitMatcher, candidates_of, plan_day
from intake.steps import Deed, Step
from intake.tables import ColumnTotal, Line, TableReading
from plans.actions import assign_units
from plans.models import Document, Plan
from sheets.numbers import format_number
from sheets.problems import Problem
from targets.allocation import TotalCheck
from targets.kinds import Comparator, IndicatorKind
from targets.models import Quota, Target
from units.models import Unit

_COUNTED = (IndicatorKind.FLOW, IndicatorKind.STOCK, IndicatorKind.CUMULATIVE)
_HANDED_OUT = (
    Comparator.AT_LEAST,
    Comparator.MORE_THAN,
    Comparator.AT_MOST,
    Comparator.LESS_THAN,
)


@dataclass(frozen=True)
class Decision:
    """Under which document, and from which day, the figures of a table hold."""

    document: Document
    valid_from: dt.date

    @classmethod
    def of_plan(cls, plan: Plan) -> Decision:
        return cls(plan.document, plan.start)


def quota_targets(plan: Plan) -> dict[str, Target]:
    """Targets whose figure can be handed out to units, by indicator code.

    Shares and ratios are not handed out: "trong đó 50%" holds for every unit.
    """
    rows = plan.targets.exclude(scope=Target.Scope.OWNER).select_related("indicator")
    found: dict[str, Target] = {}
    for target in rows.order_by("order"):
        if target.indicator.kind in _COUNTED and target.comparator in _HANDED_OUT:
            found.setdefault(target.indicator.code, target)
    return found


def wanted_of(targets: Iterable[Target], *, required: bool = True) -> list[Wanted]:
    """The columns these targets ask for, in the catalogue's words."""
    return [
        Wanted(
            key=target.indicator.code,
            name=target.indicator.name,
            short_name=target.indicator.short_name,
            measure_unit=target.indicator.measure_unit,
            group=target.group,
            is_part=target.indicator.part_of_id is not None,
            required=required,
        )
        for target in targets
    ]


def matcher_for(plan: Plan) -> UnitMatcher:
    day = plan_day(plan)
    return UnitMatcher(candidates_of(plan, day), day=day)


def compare(
    plan: Plan, lines: Sequence[Line], decision: Decision, *, lock: bool = False
) -> list[Step]:
    """Each figure beside the one in force on the decision's day; `lock` the rows."""
    targets = quota_targets(plan)
    standing = _standing(targets, lines, decision, lock=lock)
    steps = []
    for line in lines:
        for key, figure in line.figures.items():
            base = standing.get((targets[key].pk, line.unit.pk))
            old = base.value if base else None
            if old is None and figure.value is None:
                continue
            cell, unit = figure.cell, line.unit
            steps.append(Step(line.row, cell, unit, key, old, figure.value, base))
    return steps


def later_decisions(
    steps: Iterable[Step], plan: Plan, decision: Decision
) -> list[Problem]:
    """New figures where a decision of a later day already stands."""
    news = [step for step in steps if step.deed is Deed.NEW]
    standing = Quota.objects.filter(
        target__plan=plan, valid_from__gt=decision.valid_from
    ).select_related("target__indicator")
    present = {(row.target.indicator.code, row.unit_id): row for row in standing}
    return [
        later(step.row, step.cell, step.unit, row.valid_from)
        for step in news
        if (row := present.get((step.key, step.unit.pk)))
    ]


def notices(reading: TableReading, steps: Iterable[Step], plan: Plan) -> list[Problem]:
    """Blanks, removals, and units of the plan the file does not name."""
    gone = {step.cell for step in steps if step.deed is Deed.REMOVED}
    found = [
        (removed if figure.cell in gone else blank)(
            line.row, figure.cell, line.unit, reading.sheet
        )
        for line in reading.lines
        for figure in line.figures.values()
        if figure.cell in gone
        or (figure.value is None and not figure.is_dash and line.unit.is_area)
    ]
    named = {line.unit.pk for line in reading.lines}
    return found + missing(plan, named, reading.sheet)


def missing(plan: Plan, named: Collection[int], sheet: str) -> list[Problem]:
    """Units of the plan that the table does not name."""
    rows = plan.assigned_units.select_related("unit")
    return [_missing(row.unit, sheet) for row in rows if row.unit_id not in named]


def beside_plan(reading: TableReading, targets: Mapping[str, Target]) -> list[Problem]:
    """Sums that are not the plan's own number: told, never a refusal."""
    return [
        Problem(
            "W_PLAN",
            f"Cột {total.letter} cộng được {format_number(check.computed)}, "
            f"kế hoạch ghi {format_number(check.declared)}, {check.word}.",
            reading.sheet,
        )
        for total in reading.totals
        if (check := _against(targets[total.key], total)).difference
    ]


def _against(target: Target, total: ColumnTotal) -> TotalCheck:
    return TotalCheck(declared=target.value, computed=total.check.computed)


def write(
    change: Change,
    plan: Plan,
    lines: Sequence[Line],
    steps: Sequence[Step],
    decision: Decision,
    *,
    sheet: str = "",
) -> None:
    """Bring the database to what the table says; what is the same is not touched."""
    assign_units(change, plan, [line.unit for line in lines])
    targets = quota_targets(plan)
    corrected, closed, opened = [], [], []
    for step in (step for step in steps if step.deed is not Deed.SAME):
        ends = _ending(step, decision)
        if ends is not None:
            closed.append(ends)
        if step.new is None:
            if ends is None:
                change.delete(step.base)
        elif ends is None and step.base is not None:
            corrected.append(_corrected(step, step.new, sheet))
        else:
            target = targets[step.key]
            opened.append(_opened(step, step.new, target, decision, sheet))
    # One open row per unit and target: the old one closes before the new one opens.
    change.save_all(corrected)
    change.save_all(closed)
    change.save_all(opened)


def _standing(
    targets: dict[str, Target],
    lines: Sequence[Line],
    decision: Decision,
    *,
    lock: bool,
) -> dict[tuple[int, int], Quota]:
    """The row in force on the decision's day, by target and unit."""
    rows = Quota.objects.as_of(decision.valid_from).filter(
        target__in=targets.values(), unit__in=[line.unit.pk for line in lines]
    )
    if lock:
        rows = rows.select_for_update()
    found: dict[tuple[int, int], list[Quota]] = defaultdict(list)
    for row in rows:
        found[row.target_id, row.unit_id].append(row)
    return {
        place: max(rows, key=lambda row: row.valid_from)
        for place, rows in found.items()
    }


def _ending(step: Step, decision: Decision) -> Quota | None:
    """The standing row of an earlier decision, closed on this one's day."""
    row = step.base
    if row is None or row.valid_from == decision.valid_from:
        return None
    closed = _copy(row)
    closed.valid_to, closed.version = decision.valid_from, row.version + 1
    return closed


def _corrected(step: Step, value: Decimal, sheet: str) -> Quota:
    row = _copy(step.base)
    row.value, row.version = value, step.base.version + 1
    row.origin_cell = _origin(sheet, step)
    return row


def _opened(
    step: Step, value: Decimal, target: Target, decision: Decision, sheet: str
) -> Quota:
    return Quota(
        target=target,
        unit=step.unit,
        value=value,
        decision=decision.document,
        valid_from=decision.valid_from,
        valid_to=step.base.valid_to if step.base else None,
        origin_cell=_origin(sheet, step),
    )


def _copy(row: Quota) -> Quota:
    fields = {f.attname: getattr(row, f.attname) for f in Quota._meta.concrete_fields}
    copy = Quota(**fields)
    copy._state.adding = False
    copy._state.db = row._state.db
    return copy


def origin_of(sheet: str) -> str:
    """What stands before the cell of a figure: "Biểu!" of "Biểu!C6"."""
    return f"{sheet[:60]}!" if sheet else ""


def _origin(sheet: str, step: Step) -> str:
    return f"{origin_of(sheet)}{step.cell}"


def blank(row: int, cell: str, unit: Unit, sheet: str) -> Problem:
    message = f"Ô {cell} trống: {unit} không được giao chỉ tiêu này."
    return Problem("W_BLANK", message, sheet, cell, row)


def removed(row: int, cell: str, unit: Unit, sheet: str) -> Problem:
    message = f"Ô {cell} trống: mức giao đang có của {unit} sẽ bị bỏ."
    return Problem("W_REMOVED", message, sheet, cell, row)


def later(row: int, cell: str, unit: Unit, day: dt.date) -> Problem:
    message = (
        f"Ô {cell}: {unit} đã có mức giao từ ngày {day:%d/%m/%Y}; "
        "hãy nạp theo quyết định mới hơn."
    )
    return Problem("E_LATER", message, cell=cell, row=row)


def _missing(unit: Unit, sheet: str) -> Problem:
    message = f"{unit} có trong kế hoạch nhưng không có trong tệp; số cũ giữ nguyên."
    return Problem("W_MISSING", message, sheet)
