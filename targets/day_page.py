"""What the units reported of one day: unit × indicator, added over units only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from plans.models import Round
from sheets.numbers import format_number, format_percent
from targets.archive import measure_of
from targets.figures import Measure, over_periods, over_units
from targets.kinds import IndicatorKind
from targets.labels import STATE
from targets.models import Result, Submission, Target
from targets.reporting import Duties, duties_of
from targets.texts import result_text


@dataclass(frozen=True, kw_only=True)
class DayRow:
    """One unit: a finished string for each indicator ("" where nothing is asked)."""

    unit: str
    key: str
    state: str
    state_label: str
    values: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DayPage:
    """The figures of one day; `official` and `every` are the rows of sums."""

    round: Round
    targets: Sequence[Target]
    rows: Sequence[DayRow]
    official: Sequence[str]
    every: Sequence[str]
    coverage: str
    has_sums: bool


def day_page(round_: Round, *, user: User) -> DayPage:
    """Four queries, whatever the number of units; sums only for who sees the city."""
    duties = duties_of(round_.plan).of(round_)
    targets = list({t.indicator_id: t for t in duties.targets}.values())
    reports = _reports(round_, duties, user)
    cells = _cells(reports)
    approved = {pk for pk, s in reports.items() if s.state == Submission.State.APPROVED}
    return DayPage(
        round=round_,
        targets=targets,
        rows=[_row(s, targets, duties, cells) for s in reports.values()],
        official=[_sum(t, cells, approved) for t in targets],
        every=[_sum(t, cells, set(reports)) for t in targets],
        coverage=_("%(n)s/%(all)s đơn vị đã được duyệt")
        % {"n": len(approved), "all": len(reports)},
        has_sums=user.may(Permission.VIEW_CITY) and len(reports) > 1,
    )


def _reports(round_: Round, duties: Duties, user: User) -> dict[int, Submission]:
    """By key, in the order of the plan's annex."""
    order = {unit.pk: place for place, unit in enumerate(duties.reporters)}
    found = (
        Submission.objects.visible_to(user).filter(round=round_).select_related("unit")
    )
    rows = sorted(found, key=lambda s: (order.get(s.unit_id, len(order)), s.pk))
    return {row.pk: row for row in rows}


def _cells(reports: dict[int, Submission]) -> dict[tuple[int, int], Result]:
    rows = Result.objects.filter(submission__in=list(reports))
    return {(row.submission_id, row.indicator_id): row for row in rows}


def _row(
    report: Submission,
    targets: Sequence[Target],
    duties: Duties,
    cells: dict[tuple[int, int], Result],
) -> DayRow:
    def text(target: Target) -> str:
        if not duties.applies(target, report.unit):
            return ""
        return result_text(cells.get((report.pk, target.indicator_id))) or "—"

    return DayRow(
        unit=str(report.unit),
        key=report.unit.key,
        state=report.state,
        state_label=STATE[report.state],
        values=tuple(text(target) for target in targets),
    )


def _sum(
    target: Target, cells: dict[tuple[int, int], Result], reports: set[int]
) -> str:
    """The units' states added up; "" where nothing can be added (words)."""
    kind = IndicatorKind(target.indicator.kind)
    measures: list[Measure | None] = [
        measure_of(row)
        for (report, indicator), row in cells.items()
        if report in reports and indicator == target.indicator_id
    ]
    if kind is IndicatorKind.RATIO:
        figure = over_units(over_periods(kind, [one]) for one in measures)
        if figure.numerator is None:
            return ""
        pair = f"{format_number(figure.numerator)}/{format_number(figure.denominator)}"
        percent = format_percent(figure.numerator, figure.denominator)
        return f"{pair} ({percent})" if percent else pair
    if kind is IndicatorKind.QUALITATIVE:
        return ""
    figure = over_units(
        over_periods(IndicatorKind.STOCK, [one]) for one in measures if one
    )
    return format_number(figure.value)
