"""Where a number comes from: its formula, and every entry it is made of.

The parts listed add up to the number; a test walks every figure of the pages. What
was entered but is not counted is listed too, with the reason. product.md promise 9.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from accounts.models import ChangeSet, User
from plans.models import Plan
from plans.periods import Period
from reports.commune_counts import CommuneCount, register_count
from reports.figures_read import PlanFigures, plan_figures
from reports.measures import Entry, Span, ratio_of
from reports.shown import figure as figure_text
from sheets.numbers import format_decimal
from sheets.wording import Words
from sheets.wording import gettext as _
from targets.figures import Figure
from targets.filing import Cell, papers_beside
from targets.kinds import IndicatorKind
from targets.labels import STATE
from targets.models import Evidence, Quota, Result, Target
from units.models import Unit

IN_PERIOD, TO_DATE = "in_period", "to_date"
SPANS = Words("explain", {IN_PERIOD: "trong kỳ", TO_DATE: "lũy kế từ đầu năm"})


@dataclass(frozen=True, kw_only=True)
class Source:
    """Who wrote a figure, when, through which door and from which cell of a file;
    the running total it was derived from, the note and the papers beside it."""

    by: str
    change: ChangeSet | None
    cell: str
    stated: str = ""
    note: str = ""
    files: tuple[Evidence, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Part:
    """One entry: counted in the number or not, and then why not."""

    unit: Unit
    period: Period
    shown: str
    value: Decimal | None
    whole: Decimal | None
    state: str
    state_label: str
    counted: bool
    why_not: str
    source: Source
    is_register: bool  # counted in the register of communes, entered by nobody


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """A figure with everything it rests on."""

    target: Target
    unit: Unit | None
    period: Period
    span: str
    formula: str
    shown: str
    provisional: str  # with what waits for approval; "" when nothing waits
    parts: tuple[Part, ...]
    silent: tuple[Unit, ...]
    quotas: tuple[Quota, ...]
    closes: bool
    register: CommuneCount | None

    @property
    def counted(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.counted)


def explain(
    plan: Plan,
    period: Period,
    target: Target,
    *,
    unit: Unit | None,
    span: str,
    user: User,
) -> Explanation:
    """The approved figure of `target` for `unit`, or for all units the user sees."""
    figures = plan_figures(plan, period, units=[unit] if unit else None, user=user)
    units = figures.units_of(target)
    over = figures.in_period if span == IN_PERIOD else figures.to_date
    total = figures.figure(target, units, over, official=True)
    current = _shown(target, figures.figure(target, units, over, official=False))
    parts = tuple(_parts(figures, target, units, over))
    return Explanation(
        target=target,
        unit=unit,
        period=period,
        span=SPANS[span],
        formula=_formula(target, unit is None, parts),
        shown=_shown(target, total),
        provisional=current if current != _shown(target, total) else "",
        parts=parts,
        silent=tuple(u for u in units if not any(p.unit == u for p in parts)),
        quotas=tuple(_quotas(figures, target, units)),
        closes=_adds_up(total, parts),
        register=register_count(figures, target, units),
    )


def _shown(target: Target, figure: Figure) -> str:
    return figure_text(IndicatorKind(target.indicator.kind), figure)


def _parts(
    figures: PlanFigures,
    target: Target,
    units: Sequence[Unit],
    over: Span,
) -> Iterator[Part]:
    latest_only, sources = _is_state(target), _sources(figures, target, units, over)
    for unit in units:
        entries = list(over.cut(figures.series(target, unit)))
        periods = figures.measures.grains[over.first : over.last]
        official = [n for n, entry in enumerate(entries) if entry and entry.is_official]
        for number, entry in enumerate(entries):
            if entry is None:
                continue
            why_not = _why_not(
                entry, latest_only and number != max(official, default=0)
            )
            yield _part(unit, periods[number], entry, why_not, target, sources)


def _part(
    unit: Unit,
    period: Period,
    entry: Entry,
    why_not: str,
    target: Target,
    sources: Mapping[tuple[int, str], Source],
) -> Part:
    measure = entry.measure
    value = measure.value if measure.value is not None else measure.numerator
    shown = format_decimal(value)
    if measure.value is None and measure.denominator is not None:
        shown = f"{shown}/{format_decimal(measure.denominator)}"
    return Part(
        unit=unit,
        period=period,
        shown=entry.text or shown,
        value=value,
        whole=measure.denominator,
        state=entry.state,
        state_label=STATE[entry.state],
        counted=not why_not,
        why_not=why_not,
        source=Source(by=_("Sổ theo dõi xã, theo quyết định"), change=None, cell="")
        if entry.is_register
        else sources.get((unit.pk, period.code), Source(by="", change=None, cell="")),
        is_register=entry.is_register,
    )


def _why_not(entry: Entry, is_older: bool) -> str:
    if not entry.is_official:
        return _("chưa duyệt ({state})", state=STATE[entry.state].lower())
    return _("có số kỳ sau thay thế") if is_older else ""


def _formula(target: Target, is_total: bool, parts: Iterable[Part]) -> str:
    """How the number is made, in one sentence (arithmetic.md §2)."""
    if any(part.counted and part.is_register for part in parts):
        return _(
            "Đếm xã trong sổ theo dõi tại ngày chốt số liệu, theo quyết định "
            "và địa giới của ngày đó; không lấy số đơn vị nhập."
        )
    kind = IndicatorKind(target.indicator.kind)
    over = _("cộng các đơn vị") if is_total else _("của đơn vị")
    if kind.is_fraction:
        how = _("mới nhất") if _is_state(target) else _("cộng các kỳ")
        return _(
            "Tử số và mẫu số {how}, {over}, rồi chia; không lấy trung bình tỷ lệ.",
            how=how,
            over=over,
        )
    if kind.is_state:
        return _("Số tại ngày chốt mới nhất {over}; không cộng các kỳ.", over=over)
    return _(
        "Cộng số phát sinh của các kỳ, {over}; chỉ tính báo cáo đã duyệt.", over=over
    )


def _is_state(target: Target) -> bool:
    kind = IndicatorKind(target.indicator.kind)
    is_fixed = kind is IndicatorKind.RATIO and ratio_of(target) is IndicatorKind.STOCK
    return kind.is_state or is_fixed


def _adds_up(total: Figure, parts: Iterable[Part]) -> bool:
    """Whether the counted parts make the figure, exactly."""
    counted = [part for part in parts if part.counted]
    if not counted:
        return not total.is_reported
    value = sum((part.value or Decimal(0) for part in counted), Decimal(0))
    whole = sum((part.whole or Decimal(0) for part in counted), Decimal(0))
    if total.value is not None:
        return total.value == value
    return (total.numerator, total.denominator) == (value, whole)


def _sources(
    figures: PlanFigures, target: Target, units: Sequence[Unit], over: Span
) -> dict[tuple[int, str], Source]:
    """The last change of each entry and the papers beside it: three queries,
    whatever the number of units."""
    periods = figures.measures.grains[over.first : over.last]
    rows: dict[int, Any] = {
        row.pk: row
        for row in Result.objects.filter(
            indicator=target.indicator,
            unit__in=units,
            period_code__in=[period.code for period in periods],
        )
    }
    versions = (
        Result.history.filter(id__in=rows)
        .select_related("change_set")
        .order_by("history_id")
    )
    last = {version.id: version.change_set for version in versions}
    papers = papers_beside(row.submission_id for row in rows.values())
    return {
        (row.unit_id, row.period_code): _source(row, last.get(pk), papers)
        for pk, row in rows.items()
    }


def _source(
    row: Result, change: ChangeSet | None, papers: Mapping[Cell, list[Evidence]]
) -> Source:
    return Source(
        by=change.made_by_text if change else "",
        change=change,
        cell=row.origin_cell,
        stated=format_decimal(row.stated_total),
        note=row.note,
        files=tuple(papers.get((row.submission_id, row.indicator_id), ())),
    )


def _quotas(
    figures: PlanFigures, target: Target, units: Sequence[Unit]
) -> Iterator[Quota]:
    for unit in units:
        quota = figures.quotas.get((target.pk, unit.pk))
        if quota is not None:
            quota.unit = unit
            yield quota
