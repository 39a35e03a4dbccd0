"""One indicator over all units, in the paper's order unless the reader sorts it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import User
from reports.charts import Bars
from reports.choosing import Choice
from reports.commune_counts import CommuneCount, register_count
from reports.figures_read import PlanFigures, plan_figures
from reports.pictures import bars_of
from reports.ranking import RANKED, RULE, places
from reports.rows import Row
from reports.shown import Shown, goal_sentence, shown
from sheets.wording import Words
from targets.models import Indicator, Target
from units.models import Unit

PAPER, NAME = "", "name"
SORTS = Words(
    "order",
    {
        PAPER: "Thứ tự trong biểu giao",
        NAME: "Tên đơn vị",
        "to_date": "Lũy kế",
        "percent": "Tỷ lệ",
    },
)
_MANY = 60  # beyond this the bars say less than the table


@dataclass(frozen=True)
class BoardLine:
    """One unit's row."""

    unit: Unit
    url: str
    explain_url: str
    row: Row
    words: Shown
    place: int | None = None


@dataclass(frozen=True)
class SortLink:
    """A column head that sorts; `arrow` is the direction it is sorted in now."""

    url: str
    label: str
    current: bool


@dataclass(frozen=True)
class Board:
    """One target's units, its total and its bars."""

    choice: Choice
    target: Target
    figures: PlanFigures
    sort: str

    @cached_property
    def lines(self) -> list[BoardLine]:
        lines = [self._line(unit) for unit in self.figures.units_of(self.target)]
        if self.is_ranked:
            found = places([_share_of(line.row) for line in lines])
            pairs = zip(lines, found, strict=True)
            lines = [replace(line, place=place) for line, place in pairs]
        order = _ORDER.get(self.sort)
        return sorted(lines, key=order) if order else lines

    @property
    def is_ranked(self) -> bool:
        """Whether the office has asked for places, and they mean something here."""
        is_more = self.target.comparator in RANKED
        return self.choice.plan.is_ranked and is_more and not self.is_single

    @property
    def rule(self) -> str:
        return RULE

    @cached_property
    def total(self) -> Shown:
        return shown(self.figures.total(self.target))

    @property
    def explain_url(self) -> str:
        return self.choice.explain_url(self.target.pk)

    @property
    def goal(self) -> str:
        return goal_sentence(self.target)

    @cached_property
    def bars(self) -> Bars | None:
        if not 1 < len(self.lines) <= _MANY:
            return None
        found = [(x.unit, x.row, x.words, x.url) for x in self.lines]
        return bars_of(found, title=self.target.indicator.short_name)

    @property
    def has_before(self) -> bool:
        """Whether there is anything of last year to compare with."""
        return any(line.words.before or line.words.change for line in self.lines)

    @property
    def is_single(self) -> bool:
        """One unit reports for the whole city: a total would say it twice."""
        return len(self.figures.units_of(self.target)) == 1

    def _line(self, unit: Unit) -> BoardLine:
        row = self.figures.row(self.target, unit)
        url = f"{reverse('unit', args=[unit.key])}?{self.choice.query}"
        explain_url = self.choice.explain_url(self.target.pk, unit.key)
        return BoardLine(unit, url, explain_url, row, shown(row))


def boards(
    choice: Choice, indicator: Indicator, user: User, *, sort: str
) -> list[Board]:
    """A board for every target the plan sets on the indicator."""
    figures = plan_figures(choice.plan, choice.period, user=user)
    order = sort if sort in SORTS else PAPER
    return [
        Board(choice, target, figures, order)
        for target in figures.targets
        if target.indicator == indicator
    ]


def register_beside(page: list[Board]) -> CommuneCount | None:
    """Once for the indicator, however many targets the plan sets on it."""
    for board in page[:1]:
        units = board.figures.units_of(board.target)
        return register_count(board.figures, board.target, units)
    return None


def sort_links(choice: Choice, sort: str) -> list[SortLink]:
    """What the reader may sort by, the present order marked."""
    chosen = {"plan": choice.plan.slug, "period": choice.period.code}
    return [
        SortLink(f"?{urlencode({**chosen, 'sort': key})}", label, key == sort)
        for key, label in SORTS.items()
    ]


def _share_of(row: Row) -> Fraction | None:
    """The share a place is given by; None for a unit that is not put in order."""
    done = row.official
    return done.percent if done.to_date.is_complete else None


def _largest_first(value: Any) -> tuple[bool, Fraction]:
    """Missing is neither first nor last place: it stands after all, unranked."""
    return (value is None, -Fraction(value or 0))


_ORDER: dict[str, Callable[[BoardLine], Any]] = {
    NAME: lambda line: line.unit.sort_key,
    "to_date": lambda line: _largest_first(
        line.row.official.to_date.numerator
        if line.row.kind.is_fraction
        else line.row.official.to_date.value
    ),
    "percent": lambda line: _largest_first(line.row.official.percent),
}
