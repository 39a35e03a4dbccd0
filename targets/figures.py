"""Figures: what is entered for a period, and how it adds up over time and units.

Pure. `None` means "not reported" and never becomes 0: a missing part is left out
and the coverage says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from targets.kinds import IndicatorKind

_ZERO = Decimal(0)


class Entered(Protocol):
    """What adds up: a measure, or a row of the database that says the same."""

    @property
    def value(self) -> Decimal | None: ...

    @property
    def numerator(self) -> Decimal | int | None: ...

    @property
    def denominator(self) -> Decimal | int | None: ...


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What one unit entered for one period: a value, or numerator and denominator."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def is_reported(self) -> bool:
        """Whether there is a figure; half a fraction is none."""
        return self.value is not None or self.is_fraction

    @property
    def is_fraction(self) -> bool:
        """Whether both parts of a fraction are there."""
        return self.numerator is not None and self.denominator is not None

    @property
    def share(self) -> Fraction | None:
        """Numerator over denominator (1 is 100%); None for half of it or n/0."""
        if self.numerator is None or not self.denominator:
            return None
        return Fraction(self.numerator) / Fraction(self.denominator)


@dataclass(frozen=True, kw_only=True)
class Figure(Measure):
    """A measure brought together, with its coverage in units.

    `reported` of `expected` units have handed in everything that was due; a figure
    of one unit counts 0 or 1 of 1. A partial figure still carries what is known.
    """

    reported: int = 0
    expected: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether every expected unit has reported."""
        return self.reported == self.expected > 0


def paired(part: Measure | None, whole: Measure | None) -> Measure | None:
    """The measure of a share: part and whole of the same unit and period.

    None unless both are reported: a whole without its part would count the part as 0.
    """
    if part is None or whole is None or part.value is None or whole.value is None:
        return None
    return Measure(numerator=part.value, denominator=whole.value)


def over_periods(
    kind: IndicatorKind,
    measures: Sequence[Entered | None],
    *,
    finished: int | None = None,
    ratio_of: IndicatorKind = IndicatorKind.FLOW,
) -> Figure:
    """One unit's figure over consecutive periods, oldest first.

    Flows, events and shares are summed; states (STOCK, CUMULATIVE, QUALITATIVE) are
    the latest reported. `ratio_of` says which of the two a RATIO is made of.
    `finished` of the periods are due (all, if not said); a running one may be empty.
    Given the year's periods up to p this is the figure to date (arithmetic §2).
    """
    due = len(measures) if finished is None else finished
    found = [item is not None and _is_reported(item) for item in measures]
    known = [item for item, is_known in zip(measures, found, strict=True) if is_known]
    if kind.is_state or (
        kind is IndicatorKind.RATIO and ratio_of is not IndicatorKind.FLOW
    ):
        complete = any(found[max(due - 1, 0) :])
        known = known[-1:]
    else:
        complete = bool(known) and all(found[:due])
    return _sum(known, reported=int(complete), expected=1)


def over_units(figures: Iterable[Figure]) -> Figure:
    """The figure of several units: sums of values, or of numerators and denominators.

    Percentages are never averaged; missing units stay out and show in the coverage.
    """
    given = tuple(figures)
    return _sum(
        given,
        reported=sum(figure.reported for figure in given),
        expected=sum(figure.expected for figure in given),
    )


def first_fall(measures: Sequence[Measure | None]) -> int | None:
    """The index of the first value below an earlier one: a CUMULATIVE must not fall."""
    highest: Decimal | None = None
    for index, measure in enumerate(measures):
        value = measure.value if measure else None
        if value is None:
            continue
        if highest is not None and value < highest:
            return index
        highest = value
    return None


def _is_reported(item: Entered) -> bool:
    return item.value is not None or (
        item.numerator is not None and item.denominator is not None
    )


def _sum(known: Iterable[Entered | None], *, reported: int, expected: int) -> Figure:
    """One pass; a half fraction counts for nothing, and nothing is not 0."""
    value = numerator = denominator = None
    for item in known:
        if item is None:
            continue
        if item.value is not None:
            value = (_ZERO if value is None else value) + item.value
        if item.numerator is not None and item.denominator is not None:
            numerator = (_ZERO if numerator is None else numerator) + item.numerator
            denominator = _ZERO if denominator is None else denominator
            denominator += item.denominator
    return Figure(
        value=value,
        numerator=numerator,
        denominator=denominator,
        reported=reported,
        expected=expected,
    )
