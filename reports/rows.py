"""One line of the picture: a target of a unit or of all, with its comparison."""

from __future__ import annotations

from dataclasses import dataclass

from targets.figures import Figure
from targets.goals import Goal
from targets.kinds import IndicatorKind
from targets.models import Target
from targets.progress import Comparison, Progress, compare
from units.models import Unit


@dataclass(frozen=True, kw_only=True)
class Row:
    """One target of one unit, or of all units together (`unit` None).

    `official` is judged on approved reports, `current` on all that was entered.
    `year_ago` compares the period, `year_ago_to_date` the running total, both
    official. `states` are those of the entries up to the end of the period.
    """

    target: Target
    unit: Unit | None
    goal: Goal | None
    official: Progress
    current: Progress
    year_ago: Comparison
    year_ago_to_date: Comparison
    states: frozenset[str]

    @property
    def kind(self) -> IndicatorKind:
        return IndicatorKind(self.target.indicator.kind)

    @property
    def has_provisional(self) -> bool:
        """Whether anything entered is not approved yet."""
        return (self.official.to_date, self.official.in_period) != (
            self.current.to_date,
            self.current.in_period,
        )


def compared(
    kind: IndicatorKind, now: Figure, before: Figure, *, reason: str
) -> Comparison:
    """Counts against the same period of last year; fractions by their numerators.

    Sums of differently many reports are not compared: a missing unit is not 0.
    """
    if now.is_reported and before.is_reported and not reason:
        if now.reported < before.reported:
            reason = "kỳ này chưa đủ báo cáo"
        elif now.reported > before.reported:
            reason = "cùng kỳ năm trước chưa đủ báo cáo"
    if kind.is_fraction:
        return compare(now.numerator, before.numerator, reason=reason)
    return compare(now.value, before.value, reason=reason)
