"""One day in the place of a period: code, order, and what it is no part of."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.as_of import AsOf, of_code
from plans.periods import BadPeriod, Kind, Period, Scheme

DAYS = st.dates(date(1950, 1, 1), date(2900, 1, 1))
BASELINE = AsOf(date(2020, 12, 14))


def test_the_baseline_day_of_the_plan_of_2021():
    # “Tính đến ngày 14/12/2020”, chú thích Kế hoạch 21/KH-UBND.
    assert BASELINE.code == "20201214"
    assert BASELINE.label == "Số liệu đến ngày 14/12/2020"
    assert BASELINE.window(Scheme.REPORTING) == (BASELINE.day, BASELINE.day)
    assert (BASELINE.year, AsOf(date(2020, 12, 15)).year) == (2020, 2021)


@given(DAYS)
def test_a_day_is_read_back_from_its_code(day):
    assert of_code(AsOf(day).code) == AsOf(day)


def test_a_code_of_a_period_is_a_period():
    assert of_code("2021-Q1") == Period(Kind.QUARTER, 2021, 1)


@pytest.mark.parametrize("code", ["20210230", "2021123", "abcdefgh", ""])
def test_what_is_neither_is_told(code):
    with pytest.raises(BadPeriod):
        of_code(code)


@given(DAYS)
def test_a_day_adds_up_to_itself_only(day):
    found = AsOf(day)

    assert found.up_to(Kind.QUARTER) == (found,)
    with pytest.raises(BadPeriod, match="không thuộc kỳ nào"):
        found.parts(Kind.QUARTER)


def test_days_and_periods_stand_in_one_order():
    quarters = [Period(Kind.QUARTER, 2021, n) for n in (1, 2)]
    days = [AsOf(date(2021, 5, 1)), BASELINE]

    assert sorted([*quarters, *days]) == [days[1], quarters[0], days[0], quarters[1]]


def test_a_leap_day_has_a_day_before_it_in_other_years():
    assert AsOf(date(2024, 2, 29)).year_before() == AsOf(date(2023, 2, 28))
    assert AsOf(date(2024, 3, 1)).previous() == AsOf(date(2023, 3, 1))


def test_a_day_is_over_the_day_after():
    assert not BASELINE.is_finished(date(2020, 12, 14), Scheme.CALENDAR)
    assert BASELINE.is_finished(date(2020, 12, 15), Scheme.CALENDAR)
    assert str(BASELINE) == "20201214"
