"""Finished Vietnamese strings of one row, formatted once for pages, sheets and letters.

Pure but for the types. An empty string is "no figure": never 0, never a dash that
could be read as one.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from reports import sentences
from reports.goals_read import starts_from_base
from reports.rows import Row
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


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A row as people read it. `badge` is a code of the look, `label` its word.

    `before` is the period's figure of last year and `change` the sentence about it,
    `change_to_date` that about the running total. `provisional` is what the figure to
    date would be with everything that waits for approval; "" when nothing waits.
    """

    quota: str
    in_period: str
    to_date: str
    percent: str
    expected: str
    needed: str
    forecast: str
    badge: str
    label: str
    coverage: str
    before: str
    change: str
    change_to_date: str
    provisional: str
    provisional_coverage: str
    is_official: bool


def shown(row: Row, *, official: bool = True) -> Shown:
    """The row by its approved figures, or by all that was entered."""
    progress = row.official if official else row.current
    unit = row.target.indicator.measure_unit
    badge, label = _verdict(row, progress)
    waits = official and row.has_provisional
    return Shown(
        quota=asked(row),
        in_period=figure(row.kind, progress.in_period),
        to_date=figure(row.kind, progress.to_date),
        percent=percent(row.kind, progress),
        expected=format_decimal(progress.expected),
        needed=sentences.needed(progress, unit),
        forecast=sentences.forecast(progress, unit),
        badge=badge,
        label=label,
        coverage=covered(progress.to_date),
        before=_count(row.year_ago.before),
        change=told(row.year_ago, unit),
        change_to_date=told(row.year_ago_to_date, unit),
        provisional=figure(row.kind, row.current.to_date) if waits else "",
        provisional_coverage=covered(row.current.to_date) if waits else "",
        is_official=official,
    )


def figure(kind: IndicatorKind, found: Measure) -> str:
    """ "1.205", a fraction as "22/45"; empty where nothing was reported."""
    if kind is IndicatorKind.QUALITATIVE:
        return "có báo cáo" if found.is_reported else ""
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
        return "không để xảy ra"
    comparator = Comparator(target.comparator)
    if comparator is Comparator.ALL:
        return "100%"
    word, unit = COMPARATOR[comparator], target.indicator.measure_unit
    if target.value is None:
        return word
    value = format_decimal(target.value)
    if comparator is Comparator.BETWEEN:
        word, value = "từ", f"{value} đến {format_decimal(target.value_to)}"
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
