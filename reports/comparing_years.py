"""Year beside year of one indicator, in finished words and with the reason if not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.urls import reverse

from reports.charts import Bar, Bars, bars
from reports.pictures import lengths
from reports.rows import Row
from reports.sentences import change
from reports.shown import Shown, goal_sentence, shown
from reports.years_read import Year
from sheets.wording import gettext as _
from targets.kinds import IndicatorKind
from targets.models import Indicator
from targets.progress import Comparison, compare

NO_FIGURES = "chưa có số được duyệt"


@dataclass(frozen=True)
class YearLine:
    """One plan's year; `words` None where the unit had none of its own then."""

    year: Year
    words: Shown | None
    change: str

    @property
    def goal(self) -> str:
        return goal_sentence(self.year.target)

    @property
    def url(self) -> str:
        return reverse("plan", args=[self.year.plan.slug])

    @property
    def summed(self) -> str:
        """The units of that time that stand for one of today."""
        return ", ".join(str(unit) for unit in self.year.units)


@dataclass(frozen=True)
class YearsCompared:
    """Every year, oldest first, and their bars."""

    indicator: Indicator
    years: Sequence[Year]
    is_one_unit: bool

    @cached_property
    def lines(self) -> list[YearLine]:
        return [
            YearLine(
                year,
                shown(year.row) if year.row else None,
                self._change(year, self._before(year)),
            )
            for year in self.years
        ]

    @property
    def is_summed(self) -> bool:
        return self.is_one_unit and any(len(year.units) > 1 for year in self.years)

    @cached_property
    def bars(self) -> Bars | None:
        if len(self.lines) < 2:
            return None
        return bars(
            key="years-bars",
            title=self.indicator.short_name,
            description=_(
                "Vạch đứng là chỉ tiêu; ô gạch chéo là không có số để so sánh."
            ),
            items=[_bar(line) for line in self.lines],
        )

    def _before(self, year: Year) -> Year | None:
        """The same unit's plan of the year before that asks in the same way."""
        found = [
            other
            for other in self.years
            if other.plan.year == year.plan.year - 1
            and other.plan.unit_id == year.plan.unit_id
        ]
        alike = [o for o in found if o.target.comparator == year.target.comparator]
        return next(iter(alike or found), None)

    def _change(self, year: Year, before: Year | None) -> str:
        if year.row is None:
            return _("không so sánh được ({reason})", reason=year.reason)
        if before is None:
            return "" if year is self.years[0] else self._no_plan(year)
        if year.row.kind is IndicatorKind.QUALITATIVE:
            return ""
        found = _compared(year, before)
        if found.difference is None and not found.reason:
            return _("không có số liệu để so sánh")
        return change(found, self.indicator.measure_unit)

    def _no_plan(self, year: Year) -> str:
        return _(
            "không so sánh được (không có kế hoạch năm {number})",
            number=year.plan.year - 1,
        )


def _compared(year: Year, before: Year) -> Comparison:
    now = _counted(year.row) if year.row else None
    then = _counted(before.row) if before.row else None
    return compare(now, then, reason=_why_not(year, before))


def _counted(row: Row) -> Decimal | None:
    to_date = row.official.to_date
    return to_date.numerator if row.kind.is_fraction else to_date.value


def _why_not(year: Year, before: Year) -> str:
    """Why the two are not the same thing counted in the same way; "" when they are."""
    if year.row is None or before.row is None:
        return year.reason or before.reason
    if _days(year) != _days(before):
        return _("hai năm chốt số liệu theo lịch khác nhau")
    now, then = year.row.official.to_date, before.row.official.to_date
    covered = [(figure.reported, figure.expected) for figure in (now, then)]
    is_alike = (now.is_complete and then.is_complete) or covered[0] == covered[1]
    if is_alike or not (now.is_reported and then.is_reported):
        return ""
    late = before if now.is_complete else year
    return _("năm {year} chưa đủ báo cáo", year=late.plan.year)


def _days(year: Year) -> list[tuple[int, int]]:
    window = year.period.window(year.plan.calendar)
    return [(day.month, day.day) for day in window]


def _bar(line: YearLine) -> Bar:
    label = f"{line.year.plan.year}"
    if line.words is None:
        return Bar(label=label, value=None, text=_("không so sánh được"), url=line.url)
    done, goal = lengths(line.words.row)
    told = line.words.percent if line.words.row.kind.is_fraction else line.words.to_date
    return Bar(
        label=label, value=done, quota=goal, text=told or NO_FIGURES, url=line.url
    )
