"""Now against the same period of last year, and parts of a whole. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from targets.kinds import Direction

_CENT = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Now against the same period of last year; `percent` None where last year was 0.

    `reason` says why two figures cannot be compared; then nothing else is computed.
    """

    now: Decimal | None
    before: Decimal | None
    difference: Decimal | None
    percent: Fraction | None
    reason: str = ""


def compare(
    now: Decimal | None, before: Decimal | None, *, reason: str = ""
) -> Comparison:
    """The difference to the same period of last year (arithmetic §5)."""
    if reason or now is None or before is None:
        return Comparison(
            now=now, before=before, difference=None, percent=None, reason=reason
        )
    difference = now - before
    percent = quotient(difference, before) if before else None
    return Comparison(now=now, before=before, difference=difference, percent=percent)


def is_better(difference: Decimal | None, direction: Direction) -> bool | None:
    """Whether a change goes the way it should; None for no change or no direction."""
    if not difference or direction is Direction.LEVEL:
        return None
    return (difference > 0) == (direction is Direction.UP)


def quotient(part: Decimal, whole: Decimal) -> Fraction:
    """part/whole, reduced once."""
    (top, of), (under, parts) = part.as_integer_ratio(), whole.as_integer_ratio()
    return Fraction(top * parts, of * under)


def rounded(value: Fraction) -> Decimal:
    """To hundredths, half up."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(_CENT, ROUND_HALF_UP)
