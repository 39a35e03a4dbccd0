"""Totals that close: 21/KH-UBND, product promises 2 and 3."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.allocation import (
    BadAllocation,
    check_totals,
    part_exceeds,
    propose,
    reduction,
    signed,
)
from targets.kinds import Rounding

COUNTS = st.integers(0, 10_000)
SHARES = st.lists(st.none() | COUNTS.map(Decimal), min_size=1, max_size=40)


def decimals(*values):
    return [None if value is None else Decimal(value) for value in values]


def test_the_annex_of_21_kh_ubnd_closes():
    # 30 quận, huyện 2.230 + PC04 70 = 2.300.
    check = check_totals(Decimal(2300), decimals(2230, 70))

    assert check.closes
    assert (check.sentence, check.word) == ("Tổng ghi 2.300, khớp với các dòng", "khớp")


def test_one_cell_changed_by_one_is_told_and_not_corrected():
    check = check_totals(Decimal(2300), decimals(2231, 70))

    assert check.sentence == "Tổng ghi 2.300, cộng được 2.301, lệch +1"
    assert (check.declared, check.computed, check.difference) == (2300, 2301, 1)
    assert check.word == "lệch +1"


def test_a_total_that_is_too_large_is_told_with_a_minus():
    check = check_totals(Decimal(2300), decimals(2218, 70))

    assert check.sentence == "Tổng ghi 2.300, cộng được 2.288, lệch -12"
    assert not check.closes


def test_a_blank_cell_is_left_out_of_the_sum():
    # Phụ lục 21/KH-UBND, dòng 31: PC04 không giao chỉ tiêu cai nghiện; 900 = 900.
    assert check_totals(Decimal(900), decimals(900, None)).closes


def test_a_table_without_a_total_is_only_added_up():
    check = check_totals(None, decimals(45, 30))

    assert (check.difference, check.closes, check.word) == (None, False, "")
    assert check.sentence == "Không ghi tổng, cộng được 75"


def test_a_proposal_by_last_year_closes_exactly():
    proposal = propose(10, decimals(1, 1, 1))

    assert proposal == (4, 3, 3)


def test_the_largest_remainder_comes_first():
    assert propose(10, decimals(14, 33, 53)) == (2, 3, 5)


def test_a_unit_with_no_last_year_is_not_assigned():
    assert propose(900, decimals(45, None, 45)) == (450, None, 450)


@given(COUNTS, SHARES.filter(lambda shares: any(shares)))
def test_a_proposal_always_closes(total, shares):
    proposal = propose(total, shares)

    assert sum(quota for quota in proposal if quota is not None) == total
    assert [quota is None for quota in proposal] == [share is None for share in shares]


@given(COUNTS, SHARES.filter(lambda shares: any(shares)))
def test_no_unit_is_off_its_exact_share_by_a_whole(total, shares):
    whole = sum(Fraction(share) for share in shares if share is not None)

    for quota, share in zip(propose(total, shares), shares, strict=True):
        assert quota is None or abs(quota - total * Fraction(share) / whole) < 1


@pytest.mark.parametrize("shares", [[], [None, None], decimals(0, 0)])
def test_nothing_to_deal_by_is_refused(shares):
    with pytest.raises(BadAllocation, match="Hãy nhập số năm trước"):
        propose(10, shares)


@pytest.mark.parametrize(("total", "shares"), [(-1, [1]), (10, [5, -1])])
def test_negative_figures_are_refused(total, shares):
    with pytest.raises(BadAllocation, match="không được âm"):
        propose(total, decimals(*shares))


def test_nothing_dealt_by_nothing_is_nothing():
    assert propose(0, decimals(0, None)) == (0, None)


@pytest.mark.parametrize(
    ("part", "whole", "exceeds"),
    [(30, 25, True), (25, 25, False), (None, 25, False), (30, None, False)],
)
def test_a_part_never_exceeds_its_whole(part, whole, exceeds):
    assert part_exceeds(*decimals(part, whole)) is exceeds


@pytest.mark.parametrize(
    ("baseline", "rounding", "exact", "required"),
    [
        (3, Rounding.REPORT_ONLY, Fraction(15, 100), None),
        (3, Rounding.CEIL, Fraction(15, 100), 1),
        (30, Rounding.REPORT_ONLY, Fraction(3, 2), Fraction(3, 2)),
        (20, Rounding.REPORT_ONLY, 1, 1),
        (0, Rounding.CEIL, 0, 0),
    ],
)
def test_a_reduction_of_less_than_one_follows_the_plans_rule(
    baseline, rounding, exact, required
):
    # 21/KH-UBND: giảm 5% xã trọng điểm; 5% of 3 is 0,15 of a commune.
    asked = reduction(Decimal(baseline), Decimal(5), rounding)

    assert (asked.exact, asked.required) == (exact, required)


@pytest.mark.parametrize(
    ("value", "shown"), [(1, "+1"), (-2300, "-2.300"), (0, "0"), ("0.5", "+0,5")]
)
def test_a_difference_carries_its_sign(value, shown):
    assert signed(Decimal(value)) == shown
