"""Figures, goals and one unit's quarters in the tests of arithmetic."""

from __future__ import annotations

from decimal import Decimal

from plans.periods import Period
from targets.figures import Figure, Measure, over_periods
from targets.goals import Goal
from targets.kinds import Comparator
from targets.progress import Progress, progress_of

QUARTERS = ("2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4")


def decimal_of(value):
    return None if value is None else Decimal(value)


def goal(comparator, value=None, **rest):
    return Goal(
        comparator=Comparator(comparator),
        value=decimal_of(value),
        upper=decimal_of(rest.get("upper")),
        baseline=decimal_of(rest.get("baseline")),
    )


def entered(*values):
    return [
        None if value is None else Measure(value=Decimal(value)) for value in values
    ]


def figure(value, reported=1, expected=1):
    return Figure(value=decimal_of(value), reported=reported, expected=expected)


def ratio(part, whole, reported=1, expected=1):
    return Figure(
        numerator=decimal_of(part),
        denominator=decimal_of(whole),
        reported=reported,
        expected=expected,
    )


def row(kind, asked, *values, finished=None, **rest) -> Progress:
    """One unit after as many quarters as there are values, all of them over."""
    period = Period.parse(QUARTERS[len(values) - 1])
    over = period if finished is None else finished
    return progress_of(
        kind=kind,
        goal=asked,
        in_period=over_periods(kind, entered(values[-1])),
        to_date=over_periods(kind, entered(*values)),
        period=period,
        finished=over,
        **rest,
    )
