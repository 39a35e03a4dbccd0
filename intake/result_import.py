"""A table of results of one round: compare with what is reported, write what differs.

A blank or a dash says nothing of a figure already reported, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from accounts.models import ChangeSet, User
from accounts.refusals import Refusal
from intake.columns import Wanted
from intake.matching import UnitMatcher, plan_day
from intake.quota_import import wanted_of
from intake.steps import Deed, Step
from intake.tables import Line, TableReading
from plans.models import Round
from plans.periods import Period
from sheets.problems import Problem
from targets.actions import CellEdit, save_grid
from targets.kinds import IndicatorKind
from targets.models import Quota, Result, Target
from targets.outcomes import SaveOutcome
from targets.reporting import Duties
from units.models import Unit

FEW = 6  # so many figures do not fall on their quotas by chance
ALIKE = Decimal("0.9")  # of the figures: too many to be chance
_PARTS = {"numerator": "tử số", "denominator": "mẫu số"}


def result_targets(duties: Duties) -> dict[str, Target]:
    """Targets with figures, one per indicator, by its code."""
    found: dict[str, Target] = {}
    for target in duties.targets:
        if target.indicator.kind != IndicatorKind.QUALITATIVE:
            found.setdefault(target.indicator.code, target)
    return found


def wanted_for(duties: Duties) -> list[Wanted]:
    """A column per figure; a ratio asks for two. Any one of them will do."""
    found = []
    for item in wanted_of(result_targets(duties).values(), required=False):
        if result_targets(duties)[item.key].indicator.is_ratio:
            found += [_part(item, part, word) for part, word in _PARTS.items()]
        else:
            found.append(item)
    return found


def matcher_for(round_: Round, duties: Duties) -> UnitMatcher:
    return UnitMatcher(duties.reporters, day=plan_day(round_.plan))


def compare(round_: Round, lines: Sequence[Line]) -> list[Step]:
    """Each figure of the file beside the reported one."""
    rows = Result.objects.filter(
        unit__in=[line.unit.pk for line in lines], period_code=round_.period_code
    ).select_related("indicator")
    standing = {(row.unit_id, row.indicator.code): row for row in rows}
    steps = []
    for line in lines:
        for key, figure in line.figures.items():
            if figure.value is None:
                continue
            code, _, part = key.partition("#")
            base = standing.get((line.unit.pk, code))
            old = getattr(base, part or "value") if base else None
            cell, unit = figure.cell, line.unit
            known = None if old is None else Decimal(old)
            steps.append(Step(line.row, cell, unit, key, known, figure.value, base))
    return steps


def other_sheet(sheet: str, round_: Round) -> list[Problem]:
    """The form handed out for one period (its sheet is named so) sent for another."""
    try:
        period = Period.parse(sheet)
    except ValueError:
        return []
    if period == round_.period:
        return []
    message = (
        f"Trang “{sheet}” là biểu của {period.label}, không phải "
        f"{round_.period.label}; hãy chọn đúng kỳ rồi nạp lại."
    )
    return [Problem("E_TEMPLATE", message, sheet)]


def quotas_again(reading: TableReading, round_: Round) -> list[Problem]:
    """The quota table itself sent as results, whole or with a figure altered."""
    figures = {
        (line.unit.pk, key): figure.value
        for line in reading.lines
        for key, figure in line.figures.items()
        if figure.value is not None
    }
    given = Quota.objects.filter(target__plan=round_.plan_id).values_list(
        "unit_id", "target__indicator__code", "value"
    )
    quotas = {(unit, code): value for unit, code, value in given}
    same = sum(quotas.get(cell) == value for cell, value in figures.items())
    return like_quotas(same, len(figures), reading.sheet)


def like_quotas(same: int, figures: int, sheet: str) -> list[Problem]:
    """What is said of a table of which `same` figures are their unit's quota."""
    if figures < FEW or same < figures * ALIKE:
        return []
    if same == figures:
        message = (
            "Mọi số trong biểu đúng bằng chỉ tiêu giao cả năm: đây là biểu giao chỉ "
            "tiêu, không phải kết quả của kỳ; hãy chọn đúng tệp, hoặc nạp ở mục “Biểu "
            "giao”."
        )
        return [Problem("E_TEMPLATE", message, sheet)]
    message = (
        f"{same} trong {figures} số của biểu đúng bằng chỉ tiêu giao cả năm; hãy xem "
        "lại có phải là biểu giao chỉ tiêu không."
    )
    return [Problem("W_QUOTAS", message, sheet)]


def misplaced(
    reading: TableReading, duties: Duties, allowed: set[int] | None
) -> list[Problem]:
    """Figures of indicators a unit does not report on, and units out of scope."""
    problems = []
    for line in reading.lines:
        if allowed is not None and line.unit.pk not in allowed:
            problems.append(out_of_scope(line.row, reading.sheet))
            continue
        mine = {target.indicator.code for target in duties.targets_of(line.unit)}
        problems += [
            not_assigned(line.row, figure.cell, line.unit, reading.sheet)
            for key, figure in line.figures.items()
            if figure.value is not None and key.partition("#")[0] not in mine
        ]
    return problems


def not_assigned(row: int, cell: str, unit: Unit, sheet: str) -> Problem:
    message = (
        f"Ô {cell}: {unit} không báo cáo chỉ tiêu này theo kế hoạch; hãy để trống ô."
    )
    return Problem("E_NOT_ASSIGNED", message, sheet, cell, row)


def out_of_scope(row: int, sheet: str) -> Problem:
    message = f"Dòng {row}: đơn vị này ngoài phạm vi được giao."
    return Problem("E_SCOPE", message, sheet, row=row)


def write(
    round_: Round,
    steps: Sequence[Step],
    *,
    by: User | None,
    sheet: str,
    duties: Duties | None = None,
    **details: Any,
) -> int | None:
    """Save what differs as one change set; its number, None when nothing changed."""
    edits: dict[Any, list[CellEdit]] = {}
    for place, group in _by_cell(steps).items():
        if any(step.deed is not Deed.SAME for step in group):
            edits.setdefault(group[0].unit, []).append(_edit(place[1], group, sheet))
    if not edits:
        return None
    outcome = save_grid(
        round=round_,
        edits=edits,
        by=by,
        door=ChangeSet.Door.IMPORT,
        origin=Result.Origin.IMPORT,
        all_or_nothing=True,
        duties=duties,
        **details,
    )
    return outcome.change


def told(refusal: Refusal, steps: Sequence[Step], sheet: str = "") -> list[Problem]:
    """The refusal of the one door as problems at the cells of the file."""
    outcome = refusal.details.get("outcome")
    if not isinstance(outcome, SaveOutcome):
        return [Problem("E_RESULT", refusal.message, sheet)]
    cells = {(s.unit.key, s.key.partition("#")[0]): s for s in reversed(steps)}
    refused = [
        _at(cells[item.unit, item.indicator], "E_RESULT", item.message, sheet)
        for item in outcome.refused
    ]
    return refused + [
        _at(
            cells[item.unit, item.indicator],
            "E_STALE",
            f"{item.by} vừa sửa số liệu này.",
            sheet,
        )
        for item in outcome.conflicts
    ]


def _at(step: Step, code: str, what: str, sheet: str) -> Problem:
    message = f"Ô {step.cell} ({step.unit}): {what}"
    return Problem(code, message, sheet, step.cell, step.row)


def _part(item: Wanted, part: str, word: str) -> Wanted:
    return Wanted(
        key=f"{item.key}#{part}",
        name=f"{item.name} ({word})",
        short_name=f"{item.short_name} ({word})",
        measure_unit=word,
        required=False,
    )


def _by_cell(steps: Sequence[Step]) -> dict[tuple[int, str], list[Step]]:
    """A ratio's two figures are one cell of the grid."""
    found: dict[tuple[int, str], list[Step]] = {}
    for step in steps:
        found.setdefault((step.unit.pk, step.key.partition("#")[0]), []).append(step)
    return found


def _edit(code: str, group: Sequence[Step], sheet: str) -> CellEdit:
    figures: dict[str, Any] = {
        step.key.partition("#")[2] or "value": step.new for step in group
    }
    for part in _PARTS.keys() & figures.keys():
        figures[part] = int(figures[part])
    return CellEdit(
        indicator=code,
        version=group[0].base.version if group[0].base else 0,
        origin_cell=f"{sheet[:60]}!{group[0].cell}" if sheet else group[0].cell,
        **figures,
    )
