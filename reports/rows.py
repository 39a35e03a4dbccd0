"""One line of the picture: a target of a unit or of all, with its comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.functional import cached_property

from reports.measures import Span
from sheets import wording
from targets.figures import Figure
from targets.goals import Goal
from targets.kinds import IndicatorKind
from targets.models import Target
from targets.progress import Comparison, Progress, compare
from units.models import Unit


class Picture(Protocol):
    """Where a row is read from; it is asked again only for what is shown."""

    @property
    def in_period(self) -> Span: ...

    @property
    def to_date(self) -> Span: ...

    def against_year_ago(self, row: Row, span: Span, now: Figure) -> Comparison: ...


@dataclass(frozen=True, kw_only=True)
class Row:
    """One target of one unit, or of all units together (`unit` None).

    `official` is judged on approved reports, `current` on all that was entered.
    `year_ago` compares the period, `year_ago_to_date` the running total, both
    official.
    """

    target: Target
    unit: Unit | None
    units: Sequence[Unit]
    goal: Goal | None
    official: Progress
    current: Progress
    picture: Picture = field(repr=False, compare=False)

    @property
    def kind(self) -> IndicatorKind:
        return self.official.kind

    @cached_property
    def year_ago(self) -> Comparison:
        span, now = self.picture.in_period, self.official.in_period
        return self.picture.against_year_ago(self, span, now)

    @cached_property
    def year_ago_to_date(self) -> Comparison:
        span, now = self.picture.to_date, self.official.to_date
        return self.picture.against_year_ago(self, span, now)

    @cached_property
    def has_provisional(self) -> bool:
        """Whether anything entered is not approved yet."""
        if self.official is self.current:
            return False
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
            reason = wording.gettext("kỳ này chưa đủ báo cáo")
        elif now.reported > before.reported:
            reason = wording.gettext("cùng kỳ năm trước chưa đủ báo cáo")
    if kind.is_fraction:
        return compare(now.numerator, before.numerator, reason=reason)
    return compare(now.value, before.value, reason=reason)
