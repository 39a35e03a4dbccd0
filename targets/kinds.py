"""The closed lists of the arithmetic: kinds, comparators, directions, verdicts.

No wording here: what people read for each of these is in `labels.py`.
"""

from __future__ import annotations

from enum import StrEnum


class IndicatorKind(StrEnum):
    """How the figures of an indicator are entered and brought together."""

    FLOW = "FLOW"
    STOCK = "STOCK"
    CUMULATIVE = "CUMULATIVE"
    RATIO = "RATIO"
    SHARE = "SHARE"
    EVENT_FREE = "EVENT_FREE"
    QUALITATIVE = "QUALITATIVE"

    @property
    def is_fraction(self) -> bool:
        """Entered as numerator and denominator; percentages are never averaged."""
        return self in (IndicatorKind.RATIO, IndicatorKind.SHARE)

    @property
    def is_state(self) -> bool:
        """The state at the cut-off: the latest counts, nothing is summed over time."""
        return self in (
            IndicatorKind.STOCK,
            IndicatorKind.CUMULATIVE,
            IndicatorKind.QUALITATIVE,
        )


class Comparator(StrEnum):
    """What the plan's words ask of the figure."""

    AT_LEAST = "AT_LEAST"
    MORE_THAN = "MORE_THAN"
    AT_MOST = "AT_MOST"
    LESS_THAN = "LESS_THAN"
    EXACTLY = "EXACTLY"
    ALL = "ALL"
    MAINTAIN = "MAINTAIN"
    REDUCE_BY = "REDUCE_BY"
    GROW_BY = "GROW_BY"
    BETWEEN = "BETWEEN"

    @property
    def is_cap(self) -> bool:
        """The figure must stay low: a unit not heard of is no proof that it did."""
        return self in (Comparator.AT_MOST, Comparator.LESS_THAN, Comparator.REDUCE_BY)


class Direction(StrEnum):
    """Which way an indicator should move."""

    UP = "UP"
    DOWN = "DOWN"
    LEVEL = "LEVEL"


class Rounding(StrEnum):
    """The plan's rule where a reduction asks for less than one whole."""

    REPORT_ONLY = "REPORT_ONLY"
    CEIL = "CEIL"


class Verdict(StrEnum):
    """What is said of one figure against its goal.

    `NOT_ARISEN` is neither met nor missed ("chưa phát sinh": a share of nothing);
    `NOTHING_TO_DO` counts as met ("không phát sinh": all of nothing). `OVER` is a
    result where the quota is 0. `NOT_GRADED` is shown, not judged.
    """

    DONE = "DONE"
    ON_TRACK = "ON_TRACK"
    SLOW = "SLOW"
    BEHIND = "BEHIND"
    NOT_REPORTED = "NOT_REPORTED"
    NOT_ASSIGNED = "NOT_ASSIGNED"
    MET = "MET"
    NOT_MET = "NOT_MET"
    NOT_ARISEN = "NOT_ARISEN"
    NOTHING_TO_DO = "NOTHING_TO_DO"
    OVER = "OVER"
    NOT_GRADED = "NOT_GRADED"

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached, by count or because there was nothing to do."""
        return self in (
            Verdict.DONE,
            Verdict.MET,
            Verdict.NOTHING_TO_DO,
            Verdict.OVER,
        )
