"""Pace, what is still needed and the forecast (arithmetic §4), period by period."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from plans.periods import Kind, Period, Scheme
from targets.kinds import IndicatorKind, Verdict
from targets.progress import expected_share, last_finished, progress_of
from tests.targets.measured import figure, goal, row

FLOW, STOCK = IndicatorKind.FLOW, IndicatorKind.STOCK


@pytest.mark.parametrize(
    ("code", "share"),
    [("2021-Q1", "1/4"), ("2021-Q2", "1/2"), ("2021-Q3", "3/4"), ("2021-Q4", "1")],
)
def test_pace_is_linear_unless_the_plan_says_otherwise(code, share):
    assert expected_share(Period.parse(code)) == Fraction(share)


@pytest.mark.parametrize(
    ("code", "share"), [("2021-Q1", "0"), ("2021-Q3", "3/5"), ("2021-Q4", "1")]
)
def test_the_plans_own_stages_come_first(code, share):
    stages = {6: Fraction(3, 5), 12: Fraction(1)}

    assert expected_share(Period.parse(code), stages) == Fraction(share)


def test_only_finished_periods_are_judged():
    # On 10/5/2021 the second quarter is still running.
    half = Period.parse("2021-H1")

    over = last_finished(
        half, Kind.QUARTER, on=date(2021, 5, 10), scheme=Scheme.REPORTING
    )

    assert over == Period.parse("2021-Q1")
    running = row(FLOW, goal("AT_LEAST", 100), 25, 0, finished=over)
    assert (running.verdict, running.expected) == (Verdict.ON_TRACK, 25)


def test_before_the_first_cut_off_nothing_is_expected():
    quarter = Period.parse("2021-Q1")
    over = last_finished(
        quarter, Kind.QUARTER, on=date(2021, 3, 14), scheme=Scheme.REPORTING
    )

    told = progress_of(
        kind=FLOW,
        goal=goal("AT_LEAST", 100),
        in_period=figure(1),
        to_date=figure(1),
        period=quarter,
        finished=over,
    )

    assert (over, told.expected, told.verdict) == (None, 0, Verdict.ON_TRACK)
    assert (told.needed, told.forecast) == (25, None)


@pytest.mark.parametrize(
    ("asked", "values", "needed"),
    [
        (goal("AT_LEAST", 118), (29, 30), 30),
        (goal("AT_LEAST", 118), (29, 31), 29),
        (goal("MORE_THAN", 118), (29, 30), 30),
        (goal("MORE_THAN", 100), (100,), 1),
        (goal("AT_LEAST", 100), (150,), 0),
        (goal("AT_LEAST", 100), (50, None), None),
        (goal("AT_MOST", 100), (50,), None),
    ],
)
def test_what_each_remaining_quarter_must_bring_is_rounded_up(asked, values, needed):
    assert row(FLOW, asked, *values).needed == needed


def test_a_forecast_begins_with_the_second_quarter():
    asked = goal("AT_LEAST", 118)

    assert row(FLOW, asked, 29).forecast is None
    assert row(FLOW, asked, 29, 30).forecast == 118
    assert row(FLOW, asked, 20, 20, 20).forecast == 80
    assert row(FLOW, asked, 29, None).forecast is None
    assert row(STOCK, asked, 29, 30).forecast is None


def test_a_running_quarter_makes_no_forecast():
    first = Period.parse("2021-Q1")

    assert row(FLOW, goal("AT_LEAST", 118), 29, 5, finished=first).forecast is None


def test_months_pace_by_twelfths():
    third = Period.parse("2021-M03")

    told = progress_of(
        kind=FLOW,
        goal=goal("AT_LEAST", 100),
        in_period=figure(1),
        to_date=figure(20),
        period=third,
        finished=Period.parse("2021-M02"),
        grain=Kind.MONTH,
    )

    assert told.expected == Decimal("16.67")
    assert told.needed == 8
