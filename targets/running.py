"""From a running total to the period's own figure, or why it cannot be told.

Pure. An office that keeps its books as "lũy kế từ đầu năm" types that; what is kept
is the period's figure (arithmetic.md §2: to date = sum of the year's periods), with
the total beside it as the word it came from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sheets.numbers import format_number
from targets.kinds import IndicatorKind

SUMMED = (IndicatorKind.FLOW, IndicatorKind.SHARE, IndicatorKind.EVENT_FREE)


class NoPeriodFigure(ValueError):
    """The period's figure does not follow; the text is one Vietnamese clause."""


@dataclass(frozen=True)
class Before:
    """The year's earlier periods, oldest first: label and value (None: no report)."""

    periods: tuple[tuple[str, Decimal | None], ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Labels of the periods without a figure."""
        return tuple(label for label, value in self.periods if value is None)

    @property
    def sum(self) -> Decimal | None:
        """What the earlier periods bring; None as soon as one is not reported."""
        if self.missing:
            return None
        return sum((v for _label, v in self.periods if v is not None), Decimal(0))


def takes_total(kind: IndicatorKind) -> bool:
    """Whether a figure of this kind is a sum over the year's periods."""
    return kind in SUMMED


def derived(kind: IndicatorKind, total: Decimal, before: Before) -> Decimal:
    """The period's figure behind the running `total`.

    Raises NoPeriodFigure: a kind that is not summed, an earlier period without a
    figure (what is missing is not 0), a total below what was there before.
    """
    if not takes_total(kind):
        raise NoPeriodFigure("chỉ tiêu này không cộng theo kỳ; hãy nhập số của kỳ")
    known = before.sum
    if known is None:
        raise NoPeriodFigure(
            f"chưa tính được số trong kỳ vì {_listed(before.missing)} chưa có số; "
            "hãy nhập kỳ đó trước, hoặc nhập số trong kỳ"
        )
    if total < known:
        raise NoPeriodFigure(
            f"lũy kế {format_number(total)} nhỏ hơn lũy kế đến kỳ trước "
            f"{format_number(known)}; hãy kiểm tra lại, hoặc sửa số của kỳ trước"
        )
    return total - known


def _listed(labels: Iterable[str]) -> str:
    return ", ".join(labels)
