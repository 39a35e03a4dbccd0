"""The figures of an official report as plain values: what a snapshot freezes.

Word, Excel and the archive's comparison are all made of a `Paper`; it is computed
once from approved figures. None is "not reported" and stays None.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from reports.figures_read import PlanFigures
from reports.remarks import remark
from reports.rows import Row
from reports.shown import asked, goal_sentence, share, shown
from sheets.numbers import format_number
from targets.figures import Figure
from targets.goals import Goal
from targets.kinds import Comparator, IndicatorKind
from targets.models import Target
from units.models import Unit

OTHER_GROUP = "Chỉ tiêu khác"
_BY_PERCENT = (Comparator.REDUCE_BY, Comparator.GROW_BY)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One unit (or all together, key "") against one target.

    Counts are exact; a fraction has its part in `in_period`, its whole in
    `in_period_of`. `asked` and `percent` are finished strings, `change` as in
    "+137 (12,85%)"; `quota` is the number asked, None where a percent is asked.
    """

    unit: str
    name: str
    asked: str
    quota: Decimal | None
    in_period: Decimal | None
    in_period_of: Decimal | None
    to_date: Decimal | None
    to_date_of: Decimal | None
    percent: str
    before: Decimal | None
    difference: Decimal | None
    change: str
    note: str

    @property
    def shown_in_period(self) -> str:
        return counted(self.in_period, self.in_period_of)

    @property
    def shown_to_date(self) -> str:
        return counted(self.to_date, self.to_date_of)


@dataclass(frozen=True, kw_only=True)
class Table:
    """One target: a line for each unit that reports on it, and all together."""

    target: int  # its order in the plan
    indicator: str
    name: str
    measure_unit: str
    goal: str
    group: str
    kind: str
    is_dealt: bool  # handed out by a quota table
    is_of_quota: bool  # its percent is done / quota
    part_of: str  # the indicator it is a part of, "" for none
    lines: tuple[Line, ...]
    total: Line

    @property
    def is_fraction(self) -> bool:
        return IndicatorKind(self.kind).is_fraction

    @property
    def title(self) -> str:
        return f"{self.name} ({self.goal})" if self.goal else self.name


@dataclass(frozen=True, kw_only=True)
class Paper:
    """Everything a report counts: the tables in the plan's order."""

    plan: str
    period: str
    tables: tuple[Table, ...]

    @property
    def groups(self) -> tuple[tuple[str, tuple[Table, ...]], ...]:
        found = groupby(self.tables, key=lambda table: table.group)
        return tuple((name, tuple(tables)) for name, tables in found)


def counted(part: Decimal | None, whole: Decimal | None) -> str:
    """ "1.205", or "22/45" for a fraction; empty where nothing was reported."""
    if whole is None:
        return format_number(part)
    return f"{format_number(part)}/{format_number(whole)}"


def paper_of(figures: PlanFigures) -> Paper:
    """The tables of a plan at one period, from approved figures."""
    dealt = figures.quota_targets
    return Paper(
        plan=figures.plan.slug,
        period=figures.period.code,
        tables=tuple(
            _table(figures, target, is_dealt=target in dealt)
            for target in _in_groups(figures.targets)
        ),
    )


def as_json(paper: Paper) -> dict[str, Any]:
    """The paper as JSON holds it: decimals as text, absent as null."""
    values: dict[str, Any] = _plain(asdict(paper))
    return values


def from_json(values: Mapping[str, Any]) -> Paper:
    """The paper a snapshot has kept."""
    return Paper(
        plan=values["plan"],
        period=values["period"],
        tables=tuple(
            Table(
                **{
                    **table,
                    "lines": tuple(_line_from(line) for line in table["lines"]),
                    "total": _line_from(table["total"]),
                }
            )
            for table in values["tables"]
        ),
    )


COUNTS = (
    "quota",
    "in_period",
    "in_period_of",
    "to_date",
    "to_date_of",
    "before",
    "difference",
)


def _line_from(values: Mapping[str, Any]) -> Line:
    counts = {
        name: None if values[name] is None else Decimal(values[name]) for name in COUNTS
    }
    return Line(**{**values, **counts})


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        # 2300 and 2300.00 are one number: one digest.
        whole = value == value.to_integral_value()
        return format(value.quantize(Decimal(1)) if whole else value.normalize(), "f")
    return value


def _in_groups(targets: Iterable[Target]) -> list[Target]:
    """Targets of one group together, groups in the order they first appear."""
    order: dict[str, list[Target]] = {}
    for target in targets:
        order.setdefault(target.group, []).append(target)
    return [target for group in order.values() for target in group]


def _table(figures: PlanFigures, target: Target, *, is_dealt: bool) -> Table:
    indicator = target.indicator
    units = figures.units_of(target)
    rows = [(unit, figures.row(target, unit)) for unit in units]
    total = figures.total(target)
    return Table(
        target=target.order,
        indicator=indicator.code,
        name=indicator.name,
        measure_unit=indicator.measure_unit,
        goal=goal_sentence(target),
        group=target.group or OTHER_GROUP,
        kind=indicator.kind,
        is_dealt=is_dealt,
        is_of_quota=_is_of_quota(total),
        part_of=indicator.part_of.code if indicator.part_of else "",
        lines=tuple(
            _line(row, unit, words=_words(figures, row, unit), is_dealt=is_dealt)
            for unit, row in rows
        ),
        total=_line(total, None, words="", is_dealt=is_dealt),
    )


def _is_of_quota(row: Row) -> bool:
    comparator = Comparator(row.target.comparator)
    plain = row.kind in (
        IndicatorKind.FLOW,
        IndicatorKind.STOCK,
        IndicatorKind.CUMULATIVE,
    )
    return plain and comparator not in _BY_PERCENT


def _line(row: Row, unit: Unit | None, *, words: str, is_dealt: bool) -> Line:
    told, official, ago = shown(row), row.official, row.year_ago
    in_period, in_period_of = _counts(row.kind, official.in_period)
    to_date, to_date_of = _counts(row.kind, official.to_date)
    difference = None if row.kind is IndicatorKind.QUALITATIVE else ago.difference
    return Line(
        unit=unit.key if unit else "",
        name=unit.full_name if unit else "Tổng cộng",
        asked=asked(row),
        quota=_quota(row.kind, row.goal),
        in_period=in_period,
        in_period_of=in_period_of,
        to_date=to_date,
        to_date_of=to_date_of,
        percent=told.percent,
        before=ago.before if row.kind is not IndicatorKind.QUALITATIVE else None,
        difference=difference,
        change=_change(row, difference),
        note=words or remark(row, told, is_dealt=is_dealt),
    )


def _counts(
    kind: IndicatorKind, figure: Figure
) -> tuple[Decimal | None, Decimal | None]:
    if kind is IndicatorKind.QUALITATIVE:
        return None, None
    if kind.is_fraction:
        return figure.numerator, figure.denominator
    return figure.value, None


def _quota(kind: IndicatorKind, goal: Goal | None) -> Decimal | None:
    if goal is None or kind.is_fraction or kind is IndicatorKind.QUALITATIVE:
        return None
    return None if goal.comparator in _BY_PERCENT else goal.count


def _change(row: Row, difference: Decimal | None) -> str:
    """ "+137 (12,85%)"; no percent where last year was 0."""
    if difference is None:
        return ""
    sign = "+" if difference > 0 else ""
    count = f"{sign}{format_number(difference)}"
    percent = row.year_ago.percent
    told = share(abs(percent)) if percent else ""
    return f"{count} ({told})" if told not in ("", "0%") else count


def _words(figures: PlanFigures, row: Row, unit: Unit) -> str:
    """What a unit told in words, where words are what is asked for."""
    if row.kind is not IndicatorKind.QUALITATIVE:
        return ""
    series = figures.to_date.cut(figures.series(row.target, unit))
    texts = [entry.text for entry in series if entry and entry.is_official]
    return texts[-1] if texts else ""
