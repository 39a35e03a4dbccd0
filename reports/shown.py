"""Finished Vietnamese strings of one row, formatted once for pages, sheets and letters.

Pure but for the types. An empty string is "no figure": never 0, never a dash that
could be read as one.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from reports import sentences
from reports.badges import badge
from reports.goals_read import starts_from_base
from reports.rows import Row
from sheets import wording
from sheets.numbers import format_decimal, format_number, format_percent
from targets.figures import Figure, Measure
from targets.kinds import Comparator, IndicatorKind, Verdict
from targets.labels import COMPARATOR, VERDICT
from targets.models import Target
from targets.progress import Comparison, Progress

# Verdicts without a mark of their own borrow the nearest one; the word differs.
_BADGE = {
    Verdict.NOT_ARISEN: "NO_DATA",
    Verdict.NOTHING_TO_DO: "MET",
    Verdict.OVER: "DONE",
    Verdict.NOT_GRADED: "NO_DATA",
}


@dataclass(frozen=True)
class Shown:
    """A row as people read it, each word made when it is asked for.

    `badge` is a code of the look, `label` its word. `before` is the period's figure of
    last year and `change` the sentence about it, `change_to_date` that about the
    running total. `provisional` is what the figure to date would be with everything
    that waits for approval; "" when nothing waits.
    """

    row: Row
    is_official: bool

    @property
    def progress(self) -> Progress:
        return self.row.official if self.is_official else self.row.current

    @cached_property
    def quota(self) -> str:
        return asked(self.row)

    @cached_property
    def in_period(self) -> str:
        return figure(self.row.kind, self.progress.in_period)

    @cached_property
    def to_date(self) -> str:
        return figure(self.row.kind, self.progress.to_date)

    @cached_property
    def percent(self) -> str:
        return percent(self.row.kind, self.progress)

    @cached_property
    def expected(self) -> str:
        return format_decimal(self.progress.expected)

    @cached_property
    def needed(self) -> str:
        return sentences.needed(self.progress, self._measure_unit)

    @cached_property
    def forecast(self) -> str:
        return sentences.forecast(self.progress, self._measure_unit)

    @property
    def badge(self) -> str:
        return self._verdict[0]

    @property
    def label(self) -> str:
        return self._verdict[1]

    @property
    def mark(self) -> SafeString:
        """The badge as markup."""
        return badge(*self._verdict)

    @property
    def plain_mark(self) -> SafeString:
        """The badge without a box, for a table of many."""
        return badge(*self._verdict, plain=True)

    @cached_property
    def coverage(self) -> str:
        return covered(self.progress.to_date)

    @cached_property
    def before(self) -> str:
        return _count(self.row.year_ago.before)

    @cached_property
    def change(self) -> str:
        return told(self.row.year_ago, self._measure_unit)

    @cached_property
    def change_to_date(self) -> str:
        return told(self.row.year_ago_to_date, self._measure_unit)

    @cached_property
    def provisional(self) -> str:
        return figure(self.row.kind, self.row.current.to_date) if self._waits else ""

    @cached_property
    def provisional_coverage(self) -> str:
        return covered(self.row.current.to_date) if self._waits else ""

    @property
    def _waits(self) -> bool:
        return self.is_official and self.row.has_provisional

    @property
    def _measure_unit(self) -> str:
        unit: str = self.row.target.indicator.measure_unit
        return unit

    @cached_property
    def _verdict(self) -> tuple[str, str]:
        return _verdict(self.row, self.progress)


def shown(row: Row, *, official: bool = True) -> Shown:
    """The row by its approved figures, or by all that was entered."""
    return Shown(row, official)


def figure(kind: IndicatorKind, found: Measure) -> str:
    """ "1.205", a fraction as "22/45"; empty where nothing was reported."""
    if kind is IndicatorKind.QUALITATIVE:
        return wording.gettext("có báo cáo") if found.is_reported else ""
    if kind.is_fraction:
        if not found.is_fraction:
            return ""
        return f"{_count(found.numerator)}/{_count(found.denominator)}"
    return _count(found.value)


def percent(kind: IndicatorKind, progress: Progress) -> str:
    """Exact percent of the quota, or of its own whole; empty where there is none."""
    if kind.is_fraction:
        return format_percent(progress.to_date.numerator, progress.to_date.denominator)
    if progress.percent is None:
        return ""
    return share(progress.percent)


def share(value: Fraction) -> str:
    """1/4 → "25%"; what falls short of 1 is never shown as 100%."""
    if value < 0:
        return f"-{share(-value)}"
    return format_percent(value.numerator, value.denominator)


def asked(row: Row) -> str:
    """The goal in a table cell: "118", "≥ 50%", "100%", "giảm 5%"."""
    goal = row.goal
    if row.kind is IndicatorKind.EVENT_FREE:
        return "0"
    if goal is None or goal.value is None:
        return ""
    return _goal(row, goal.comparator, goal.value)


def covered(found: Figure) -> str:
    """ "29/31": how many units have handed in everything due."""
    return f"{format_number(found.reported)}/{format_number(found.expected)}"


def told(comparison: Comparison, measure_unit: str) -> str:
    """The change against last year; empty where there is no last year at all."""
    if comparison.before is None and not comparison.reason:
        return ""
    if comparison.now is None:
        return ""
    return sentences.change(comparison, measure_unit)


def goal_sentence(target: Target) -> str:
    """The plan's own number: "ít nhất 2.300 vụ", "giảm 5%", "không để xảy ra"."""
    kind = IndicatorKind(target.indicator.kind)
    if kind is IndicatorKind.EVENT_FREE:
        return wording.gettext("không để xảy ra")
    comparator = Comparator(target.comparator)
    if comparator is Comparator.ALL:
        return "100%"
    word, unit = COMPARATOR[comparator], target.indicator.measure_unit
    if target.value is None:
        return word
    value = format_decimal(target.value)
    if comparator is Comparator.BETWEEN:
        top = format_decimal(target.value_to)
        value = wording.gettext("{least} đến {most}", least=value, most=top)
        word = wording.pgettext("target", "từ")
    by_percent = comparator in (Comparator.REDUCE_BY, Comparator.GROW_BY)
    if kind.is_fraction or by_percent:
        return f"{word} {value}%"
    return f"{word} {value} {unit}"


def _goal(row: Row, comparator: Comparator, value: Decimal) -> str:
    number = format_decimal(value)
    if comparator in (Comparator.REDUCE_BY, Comparator.GROW_BY):
        return f"{COMPARATOR[comparator]} {number}%"
    if row.kind.is_fraction:
        return "100%" if comparator is Comparator.ALL else f"≥ {number}%"
    sign = {Comparator.AT_MOST: "≤ ", Comparator.LESS_THAN: "< "}
    return f"{sign.get(comparator, '')}{number}"


def _verdict(row: Row, progress: Progress) -> tuple[str, str]:
    verdict = progress.verdict
    is_behind = progress is not row.current and row.current.to_date.is_reported
    if verdict is Verdict.NOT_REPORTED and is_behind:
        return "SUBMITTED", "Chưa duyệt"
    if verdict is Verdict.NOT_ASSIGNED and row.goal and starts_from_base(row.target):
        return "NO_DATA", "Chưa có số nền"
    return _BADGE.get(verdict, verdict.value), VERDICT[verdict]


def _count(value: Decimal | None) -> str:
    return format_number(value)
