"""Unit beside unit on the same targets: as in the paper or by name, never ranked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import Http404
from django.urls import reverse

from accounts.models import User
from reports.charts import Bars
from reports.choosing import Choice
from reports.figures_read import PlanFigures, plan_figures
from reports.pictures import bars_of
from reports.rows import Row
from reports.shown import Shown, goal_sentence, shown
from sheets.wording import Words
from targets.models import Indicator, Target
from units.models import Unit

PAPER, NAME = "", "name"
ORDERS = Words("order", {PAPER: "Thứ tự trong biểu giao", NAME: "Tên đơn vị"})
_MANY = 60  # beyond this the bars say less than the table


@dataclass(frozen=True)
class Wanted:
    """What is asked for: codes of indicators and keys of units, none for all."""

    indicators: Sequence[str]
    units: Sequence[str]
    order: str = PAPER


@dataclass(frozen=True)
class Line:
    """One unit on one target."""

    unit: Unit
    url: str
    explain_url: str
    row: Row
    words: Shown


@dataclass(frozen=True)
class Beside:
    """The chosen units on one target, and their bars."""

    choice: Choice
    figures: PlanFigures
    target: Target
    units: Sequence[Unit]

    @property
    def key(self) -> str:
        return f"target-{self.target.pk}"

    @property
    def goal(self) -> str:
        return goal_sentence(self.target)

    @cached_property
    def lines(self) -> list[Line]:
        return [
            self._line(unit)
            for unit in self.units
            if self.figures.duties.applies(self.target, unit)
        ]

    @cached_property
    def whole(self) -> Shown | None:
        """All units of the plan, to measure against; only for who sees them all."""
        is_told = self.figures.is_whole and len(self.lines) > 1
        return shown(self.figures.total(self.target)) if is_told else None

    @property
    def has_before(self) -> bool:
        return any(line.words.change_to_date for line in self.lines)

    @cached_property
    def bars(self) -> Bars | None:
        if not 1 < len(self.lines) <= _MANY:
            return None
        found = [(x.unit, x.row, x.words, x.url) for x in self.lines]
        return bars_of(
            found, title=self.target.indicator.short_name, key=f"bars-{self.target.pk}"
        )

    def _line(self, unit: Unit) -> Line:
        row = self.figures.row(self.target, unit)
        url = f"{reverse('unit', args=[unit.key])}?{self.choice.query}"
        explain_url = self.choice.explain_url(self.target.pk, unit.key)
        return Line(unit, url, explain_url, row, shown(row))


@dataclass(frozen=True)
class UnitsCompared:
    """The page: what could be chosen, what is, and a table for each target."""

    choice: Choice
    figures: PlanFigures
    wanted: Wanted

    @cached_property
    def offered(self) -> dict[str, Indicator]:
        """Indicators that several units report on, by code, in the plan's order."""
        return {
            target.indicator.code: target.indicator
            for target in self.figures.targets
            if target.scope != Target.Scope.OWNER
        }

    @cached_property
    def indicators(self) -> Sequence[str]:
        """What was asked, else what the plan deals out, else its first target."""
        dealt = [target.indicator.code for target in self.figures.quota_targets]
        return self.wanted.indicators or dealt or list(self.offered)[:1]

    @cached_property
    def eligible(self) -> list[Unit]:
        """Units of the plan's annex; who reports for the whole city has no equal."""
        dealt = {unit.pk for unit in self.figures.duties.units}
        return [unit for unit in self.figures.units if unit.pk in dealt]

    @cached_property
    def units(self) -> list[Unit]:
        found = list(self.eligible)
        if self.wanted.units:
            found = [unit for unit in found if unit.key in self.wanted.units]
        if self.wanted.order == NAME:
            found.sort(key=lambda unit: unit.sort_key)
        return found

    @cached_property
    def parts(self) -> list[Beside]:
        return [
            Beside(self.choice, self.figures, target, self.units)
            for target in self.figures.targets
            if target.indicator.code in self.indicators
        ]


def units_compared(choice: Choice, user: User, wanted: Wanted) -> UnitsCompared:
    """Read the page in the queries of one picture, whatever is chosen.

    An indicator or unit the reader cannot find in the plan does not exist (404).
    """
    found = UnitsCompared(
        choice, plan_figures(choice.plan, choice.period, user=user), wanted
    )
    keys = {unit.key for unit in found.eligible}
    if set(wanted.units) - keys or set(wanted.indicators) - set(found.offered):
        raise Http404("Không có trang này.")
    return found
