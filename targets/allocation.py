"""Tables that close: declared totals, quotas against the plan, proposals, reductions.

Pure. Totals are checked and reported, never corrected (arithmetic §7); a proposal
by last year's share always adds up to its total.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from sheets.numbers import format_number
from sheets.wording import gettext as _
from targets.kinds import Rounding


class BadAllocation(ValueError):
    """Shares that nothing can be dealt out by; one Vietnamese sentence for people."""


@dataclass(frozen=True, kw_only=True)
class TotalCheck:
    """A declared total beside what its rows add up to; None: not declared."""

    declared: Decimal | None
    computed: Decimal

    @property
    def difference(self) -> Decimal | None:
        """Computed minus declared: +1 where the rows hold one more."""
        return None if self.declared is None else self.computed - self.declared

    @property
    def closes(self) -> bool:
        """Whether a total is declared and the rows add up to it."""
        return self.difference == 0

    @property
    def sentence(self) -> str:
        """ "Tổng ghi 2.300, cộng được 2.301, lệch +1", or that it fits."""
        if self.declared is None or self.difference is None:
            return f"Không ghi tổng, cộng được {format_number(self.computed)}"
        told = f"Tổng ghi {format_number(self.declared)}"
        if self.closes:
            return f"{told}, khớp với các dòng"
        computed = format_number(self.computed)
        return f"{told}, cộng được {computed}, lệch {signed(self.difference)}"

    @property
    def word(self) -> str:
        """ "khớp" or "lệch +1", for a narrow place; empty where nothing is declared."""
        if self.difference is None:
            return ""
        return _("khớp") if self.closes else _("lệch {by}", by=signed(self.difference))


@dataclass(frozen=True, kw_only=True)
class Reduction:
    """How much REDUCE_BY asks for.

    `exact` is the bare product (0,15 of a commune); `required` what is graded, None
    where the base is too small and the plan has no rounding rule.
    """

    exact: Fraction
    required: Fraction | None


def check_totals(
    declared: Decimal | None, values: Iterable[Decimal | None]
) -> TotalCheck:
    """The declared total of one column against its rows; blanks are left out.

    Also the live check of a plan's own number against the sum of its quotas.
    """
    known = [value for value in values if value is not None]
    return TotalCheck(declared=declared, computed=sum(known, Decimal(0)))


def propose(total: int, shares: Sequence[Decimal | None]) -> tuple[int | None, ...]:
    """Deal `total` out by last year's figures so that it closes exactly.

    Largest remainder; equal remainders go to the earlier unit. A unit without a
    share (None) is not assigned and stays None. Raises `BadAllocation` for a negative
    total or share, or where no share is above zero and there is something to deal.
    """
    given = [Fraction(share) for share in shares if share is not None]
    if total < 0 or any(share < 0 for share in given):
        raise BadAllocation(
            "Chỉ tiêu và số năm trước không được âm. Hãy kiểm tra lại các số đã nhập."
        )
    whole = sum(given, Fraction(0))
    if not whole and (total or not given):
        raise BadAllocation(
            "Không đơn vị nào có số năm trước lớn hơn 0 để chia theo. "
            "Hãy nhập số năm trước hoặc giao chỉ tiêu bằng tay."
        )
    dealt = iter(_largest_remainder(total, given, whole or Fraction(1)))
    return tuple(None if share is None else next(dealt) for share in shares)


def part_exceeds(part: Decimal | None, whole: Decimal | None) -> bool:
    """Whether a "trong đó" is larger than its whole; unknown figures are no breach."""
    return part is not None and whole is not None and part > whole


def reduction(
    baseline: Decimal, percent: Decimal | Fraction, rounding: Rounding
) -> Reduction:
    """`percent` of `baseline`, by the plan's rule where it is less than one whole.

    5% of 3 is 0,15 of a commune: not graded by default, 1 with the rule CEIL.
    """
    exact = Fraction(baseline) * Fraction(percent) / 100
    if exact >= 1 or not exact:
        return Reduction(exact=exact, required=exact)
    if rounding is Rounding.CEIL:
        return Reduction(exact=exact, required=Fraction(ceil(exact)))
    return Reduction(exact=exact, required=None)


def signed(value: Decimal) -> str:
    """ "+1", "-12", "0": a difference with its sign."""
    return f"+{format_number(value)}" if value > 0 else format_number(value)


def _largest_remainder(
    total: int, shares: Sequence[Fraction], whole: Fraction
) -> list[int]:
    exact = [total * share / whole for share in shares]
    dealt = [share.numerator // share.denominator for share in exact]
    # Sorting is stable: equal remainders keep the order of the table.
    neediest = sorted(range(len(exact)), key=lambda i: dealt[i] - exact[i])
    for index in neediest[: total - sum(dealt)]:
        dealt[index] += 1
    return dealt
