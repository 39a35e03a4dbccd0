"""One unit's dashboard: its quotas, and every indicator quarter by quarter.

What the unit has entered counts here, drafts too, and is labelled so: it is the
unit's own desk, not the official figure of the city.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from plans.periods import Kind, Period
from reports.badges import badge
from reports.charts import Bullet, Column, Columns, columns
from reports.choosing import Choice
from reports.figures_read import PlanFigures, plan_figures
from reports.measures import APPROVED
from reports.pictures import bullet_of, has_bullet, percent_of
from reports.printed import cards, unit_rows
from reports.rows import Row
from reports.shown import Shown, figure, goal_sentence, shown
from sheets import wording
from sheets.numbers import format_percent
from targets.figures import Measure
from targets.kinds import IndicatorKind
from targets.labels import STATE
from targets.models import Target
from units.models import Unit


@dataclass(frozen=True)
class Quarter:
    """One grain period of one indicator: finished strings, the state of its report."""

    label: str
    value: str
    percent: str
    before: str
    state: str
    state_label: str

    @property
    def mark(self) -> SafeString:
        """The badge of the report's state as markup."""
        return badge(self.state, self.state_label, plain=True)


@dataclass(frozen=True)
class Pair:
    """One grain period of one indicator as entered, this year and last.

    `state` is that of the report, "" where the cell is empty.
    """

    label: str
    now: Measure | None
    before: Measure | None
    state: str


@dataclass(frozen=True)
class UnitTarget:
    """One target of the unit: its row, its quarters and their chart."""

    target: Target
    row: Row
    words: Shown
    goal: str
    url: str
    explain_url: str
    bullet: Bullet | None
    pairs: Sequence[Pair]
    year: int

    @cached_property
    def quarters(self) -> Sequence[Quarter]:
        return [_quarter(self.row.kind, pair) for pair in self.pairs]

    @cached_property
    def chart(self) -> Columns:
        indicator = self.target.indicator
        items = [_column(self.row.kind, pair) for pair in self.pairs]
        has_before = any(item.before is not None for item in items)
        measure = "%" if self.is_fraction else indicator.measure_unit
        return columns(
            key=f"quarters-{self.target.pk}",
            title=wording.gettext(
                "{indicator}, từng kỳ trong năm {year}",
                indicator=indicator.short_name,
                year=self.year,
            ),
            description=wording.gettext("Đơn vị tính: {measure}.", measure=measure),
            items=items,
            before_text=_year(self.year - 1) if has_before else "",
        )

    @property
    def is_part(self) -> bool:
        return self.target.indicator.part_of_id is not None

    @property
    def is_fraction(self) -> bool:
        return self.row.kind.is_fraction

    @property
    def is_provisional(self) -> bool:
        return self.row.has_provisional

    @property
    def has_before(self) -> bool:
        return any(quarter.before for quarter in self.quarters)


@dataclass(frozen=True)
class UnitDashboard:
    """Everything the page of one unit shows."""

    choice: Choice
    unit: Unit
    figures: PlanFigures

    @cached_property
    def lines(self) -> list[UnitTarget]:
        return [self._line(target) for target in self.figures.targets_of(self.unit)]

    @property
    def has_provisional(self) -> bool:
        return any(line.is_provisional for line in self.lines)

    @cached_property
    def has_before(self) -> bool:
        """Whether there is anything of last year to compare with."""
        return any(line.words.change_to_date for line in self.lines)

    @property
    def rows(self) -> SafeString:
        """The body of the table of targets."""
        return unit_rows(self.lines, has_before=self.has_before)

    @property
    def cards(self) -> SafeString:
        """Every target quarter by quarter."""
        return cards(self.lines)

    def _line(self, target: Target) -> UnitTarget:
        row = self.figures.row(target, self.unit)
        words = shown(row, official=False)
        key = f"target-{target.pk}"
        url = reverse("indicator", args=[target.indicator.code])
        is_long = has_bullet(row)
        return UnitTarget(
            target=target,
            row=row,
            words=words,
            goal=goal_sentence(target),
            url=f"{url}?{self.choice.query}",
            explain_url=self.choice.explain_url(target.pk, self.unit.key),
            bullet=bullet_of(row, words, key=key, official=False) if is_long else None,
            pairs=self._pairs(target),
            year=self.choice.plan.year,
        )

    def _pairs(self, target: Target) -> list[Pair]:
        now = self.figures.series(target, self.unit)
        before = self.figures.series_before(target, self.unit)
        return [
            Pair(
                label,
                entry.measure if entry else None,
                past.measure if past else None,
                entry.state if entry else "",
            )
            for label, entry, past in zip(self._labels, now, before, strict=True)
        ]

    @cached_property
    def _labels(self) -> list[str]:
        return [p.label.rsplit("/", 1)[0] for p in self.figures.measures.grains]


def unit_dashboard(choice: Choice, unit: Unit) -> UnitDashboard:
    """Read the page of a unit that the reader is known to be allowed to see."""
    return UnitDashboard(
        choice, unit, plan_figures(choice.plan, choice.period, units=[unit])
    )


def _quarter(kind: IndicatorKind, pair: Pair) -> Quarter:
    now = pair.now
    state = pair.state if now and now.is_reported else "NOT_REPORTED"
    return Quarter(
        label=pair.label,
        value=figure(kind, now) if now else "",
        percent=_value(kind, now) if kind.is_fraction else "",
        before=_value(kind, pair.before),
        state=state,
        state_label=STATE.get(state, "Chưa báo cáo"),
    )


def _column(kind: IndicatorKind, pair: Pair) -> Column:
    return Column(
        label=pair.label,
        value=_height(kind, pair.now),
        text=_value(kind, pair.now),
        before=_height(kind, pair.before),
        verdict="" if pair.state in ("", APPROVED) else "draft",
    )


def _value(kind: IndicatorKind, found: Measure | None) -> str:
    """What stands over a column: a count, or the percent of a fraction."""
    if found is None:
        return ""
    if kind.is_fraction:
        return format_percent(found.numerator, found.denominator)
    return figure(kind, found)


def _height(kind: IndicatorKind, found: Measure | None) -> Decimal | None:
    if found is None:
        return None
    return percent_of(found.share) if kind.is_fraction else found.value


def _year(year: int) -> str:
    return Period(Kind.YEAR, year).label
