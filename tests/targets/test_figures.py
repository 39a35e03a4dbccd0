"""Figures over periods and units (arithmetic §2): what is missing stays missing."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.figures import (
    Figure,
    Measure,
    first_fall,
    over_periods,
    over_units,
    paired,
)
from targets.kinds import IndicatorKind

FLOW, STOCK, RATIO = IndicatorKind.FLOW, IndicatorKind.STOCK, IndicatorKind.RATIO
CUMULATIVE, EVENT_FREE = IndicatorKind.CUMULATIVE, IndicatorKind.EVENT_FREE
SHARE, QUALITATIVE = IndicatorKind.SHARE, IndicatorKind.QUALITATIVE
COUNTS = st.integers(0, 100_000)


def _decimal(value):
    return None if value is None else Decimal(value)


def entered(*values):
    return [
        None if value is None else Measure(value=Decimal(value)) for value in values
    ]


def fraction(part, whole):
    return Measure(numerator=_decimal(part), denominator=_decimal(whole))


def figure(value, reported=1, expected=1):
    return Figure(value=_decimal(value), reported=reported, expected=expected)


def ratio(part, whole, reported=1, expected=1):
    return Figure(
        numerator=_decimal(part),
        denominator=_decimal(whole),
        reported=reported,
        expected=expected,
    )


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(FLOW, 59), (STOCK, 30), (CUMULATIVE, 30), (EVENT_FREE, 59), (QUALITATIVE, 30)],
)
def test_flows_add_up_over_time_and_states_do_not(kind, expected):
    to_date = over_periods(kind, entered(29, 30))

    assert to_date == figure(expected)


@pytest.mark.parametrize("kind", list(IndicatorKind))
def test_nothing_reported_is_never_zero(kind):
    to_date = over_periods(kind, [None, Measure()])

    assert to_date == Figure(reported=0, expected=1)
    assert not to_date.is_reported


def test_a_flow_with_a_missing_quarter_is_shown_and_counted_as_missing():
    assert over_periods(FLOW, entered(29, None)) == figure(29, reported=0)


def test_a_stock_not_reported_this_quarter_keeps_its_last_figure():
    assert over_periods(STOCK, entered(4986, None)) == figure(4986, reported=0)
    assert over_periods(STOCK, entered(None, 4986)) == figure(4986)


def test_a_running_quarter_may_still_be_empty():
    assert over_periods(FLOW, entered(29, None), finished=1) == figure(29)
    assert over_periods(STOCK, entered(29, None), finished=1) == figure(29)
    assert over_periods(FLOW, entered(None), finished=0) == figure(None, reported=0)


def test_a_ratio_of_flows_adds_its_parts_and_a_ratio_of_states_takes_the_latest():
    quarters = [fraction(10, 20), fraction(30, 30)]

    assert over_periods(RATIO, quarters) == ratio(40, 50)
    assert over_periods(RATIO, quarters, ratio_of=STOCK) == ratio(30, 30)


def test_half_a_fraction_is_not_reported():
    half = fraction(3, None)

    assert not half.is_reported
    assert half.share is None
    assert over_periods(RATIO, [half]) == Figure(reported=0, expected=1)


def test_a_whole_without_its_part_stays_out_of_the_share():
    cases, trade = entered(45, 50), entered(22, None)

    pairs = [paired(part, whole) for part, whole in zip(trade, cases, strict=True)]

    assert pairs == [fraction(22, 45), None]
    assert over_periods(SHARE, pairs) == ratio(22, 45, reported=0)


@pytest.mark.parametrize(
    ("part", "whole"),
    [(None, Measure()), (Measure(), None), (Measure(value=Decimal(1)), Measure())],
)
def test_a_share_needs_both_sides(part, whole):
    assert paired(part, whole) is None


def test_percentages_of_units_are_never_averaged():
    # 1/1 and 1/9: averaged 55,6%, really 2/10.
    city = over_units([ratio(1, 1), ratio(1, 9)])

    assert city.share == Fraction(2, 10)


def test_a_city_figure_carries_its_coverage():
    units = [figure(3)] * 29 + [figure(None, reported=0)] * 2

    city = over_units(units)

    assert (city.value, city.reported, city.expected) == (87, 29, 31)
    assert not city.is_complete


def test_no_units_make_no_figure():
    assert over_units([]) == Figure()
    assert not Figure().is_complete


@given(st.lists(st.none() | COUNTS, max_size=31))
def test_the_city_is_the_sum_of_those_who_reported(values):
    city = over_units(over_periods(FLOW, entered(value)) for value in values)

    known = [value for value in values if value is not None]
    assert city.value == (sum(known) if known else None)
    assert (city.reported, city.expected) == (len(known), len(values))


def test_a_cumulative_figure_that_falls_is_pointed_at():
    assert first_fall(entered(6200, None, 6100)) == 2
    assert first_fall([None, *entered(6200, 6200, 6500)]) is None
