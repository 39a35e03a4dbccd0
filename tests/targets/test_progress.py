"""Percent and verdict (arithmetic §3 and §4), from the papers' own figures."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.periods import Period
from sheets.numbers import format_percent
from targets.figures import over_units
from targets.kinds import IndicatorKind, Verdict
from targets.progress import progress_of
from tests.targets.measured import figure, goal, ratio, row

FLOW, STOCK, RATIO = IndicatorKind.FLOW, IndicatorKind.STOCK, IndicatorKind.RATIO
CUMULATIVE, EVENT_FREE = IndicatorKind.CUMULATIVE, IndicatorKind.EVENT_FREE
COUNTS = st.integers(0, 100_000)


def test_a_result_without_quota_still_counts_in_the_city():
    # Phụ lục 21/KH-UBND, dòng 31: PC04 không giao chỉ tiêu cai nghiện.
    pc04 = row(FLOW, None, 7)

    city = over_units([row(FLOW, goal("AT_LEAST", 118), 29).to_date, pc04.to_date])

    assert (pc04.verdict, pc04.percent) == (Verdict.NOT_ASSIGNED, None)
    assert city.value == 36


def test_59_of_118_is_half():
    half_year = row(FLOW, goal("AT_LEAST", 118), 29, 30)

    assert half_year.percent == Fraction(1, 2)
    assert half_year.expected == Decimal("59.00")
    assert half_year.verdict is Verdict.ON_TRACK


def test_over_fulfilment_is_not_capped():
    # 21/KH-UBND: 2.300 vụ; 2.507 vụ là 109%.
    year = row(FLOW, goal("AT_LEAST", 2300), 600, 600, 600, 707)

    assert year.percent == Fraction(109, 100)
    assert year.verdict is Verdict.DONE
    assert year.needed is None


@given(COUNTS, st.integers(1, 100_000))
def test_what_is_not_reached_is_never_shown_as_all(done, quota):
    percent = row(FLOW, goal("AT_LEAST", quota), done).percent

    shown = format_percent(percent.numerator, percent.denominator)

    assert (percent >= 1) == (done >= quota)
    assert done >= quota or shown != "100%"


@pytest.mark.parametrize(
    ("done", "verdict"),
    [
        (118, Verdict.DONE),
        (59, Verdict.ON_TRACK),
        (58, Verdict.SLOW),
        (48, Verdict.SLOW),
        (47, Verdict.BEHIND),
        (0, Verdict.BEHIND),
        (None, Verdict.NOT_REPORTED),
    ],
)
def test_pace_at_half_a_year_of_118(done, verdict):
    assert row(FLOW, goal("AT_LEAST", 118), 0, done).verdict is verdict


def test_eighty_percent_of_the_pace_is_slow_and_not_behind():
    # 80% of 50 is exactly 40.
    assert row(FLOW, goal("AT_LEAST", 100), 0, 40).verdict is Verdict.SLOW


def test_a_year_that_is_over_and_not_met_is_not_on_track():
    more = row(FLOW, goal("MORE_THAN", 100), 25, 25, 25, 25)

    assert more.verdict is Verdict.SLOW


@pytest.mark.parametrize(("done", "verdict"), [(3, Verdict.OVER), (0, Verdict.DONE)])
def test_a_quota_of_zero_has_no_percent(done, verdict):
    nothing_asked = row(FLOW, goal("AT_LEAST", 0), done)

    assert nothing_asked.percent is None
    assert nothing_asked.verdict is verdict
    assert nothing_asked.verdict.is_met


@pytest.mark.parametrize(
    ("done", "verdict"),
    [
        (50, Verdict.ON_TRACK),
        (62, Verdict.SLOW),
        (63, Verdict.BEHIND),
        (101, Verdict.NOT_MET),
    ],
)
def test_a_cap_runs_the_other_way(done, verdict):
    assert row(FLOW, goal("AT_MOST", 100), 0, done).verdict is verdict


def test_a_cap_kept_for_the_year_is_done():
    assert row(FLOW, goal("AT_MOST", 100), 0, 0, 0, 100).verdict is Verdict.DONE


@pytest.mark.parametrize("asked", [goal("EXACTLY", 8), goal("BETWEEN", 5, upper=8)])
def test_too_much_is_not_slow(asked):
    assert row(FLOW, asked, 9).verdict is Verdict.NOT_MET


def test_a_stock_that_is_kept_is_met_or_not_with_no_pace():
    # 21/KH-UBND: duy trì 4.986 bệnh nhân Methadone.
    kept = row(STOCK, goal("MAINTAIN", 4986), 4986)

    assert (kept.verdict, kept.expected) == (Verdict.MET, None)
    assert kept.percent == 1
    assert row(STOCK, goal("AT_LEAST", 10), 9).verdict is Verdict.NOT_MET


@pytest.mark.parametrize(
    ("now", "verdict"),
    [
        (6500, Verdict.DONE),
        (6100, Verdict.ON_TRACK),
        (6080, Verdict.SLOW),
        (6079, Verdict.BEHIND),
    ],
)
def test_a_cumulative_goal_is_paced_from_its_baseline(now, verdict):
    # Lũy tích 6.500; from 6.000 a quarter should add 100 of the first 400.
    asked = goal("AT_LEAST", 6400, baseline=6000)

    assert row(CUMULATIVE, asked, now).verdict is verdict


def test_a_ratio_has_its_own_percent_and_no_pace():
    known = ratio(18, 24)

    told = progress_of(
        kind=RATIO,
        goal=goal("AT_LEAST", 80),
        in_period=known,
        to_date=known,
        period=Period.parse("2021-Q1"),
        finished=Period.parse("2021-Q1"),
    )

    assert (told.percent, told.expected) == (Fraction(3, 4), None)
    assert told.verdict is Verdict.NOT_MET


@pytest.mark.parametrize(
    ("kind", "asked", "percent"),
    [
        (STOCK, goal("REDUCE_BY", 5, baseline=100), Fraction(1, 10)),
        (STOCK, goal("GROW_BY", 5, baseline=100), Fraction(-1, 10)),
        (STOCK, goal("REDUCE_BY", 5, baseline=0), None),
        (EVENT_FREE, goal("AT_MOST", 5), None),
        (FLOW, None, None),
    ],
)
def test_percent_of_a_change_is_measured_from_the_baseline(kind, asked, percent):
    assert row(kind, asked, 90).percent == percent


def test_units_missing_leave_a_city_pace_with_its_coverage():
    city = over_units([figure(59), figure(None, reported=0)])

    told = progress_of(
        kind=FLOW,
        goal=goal("AT_LEAST", 118),
        in_period=city,
        to_date=city,
        period=Period.parse("2021-H1"),
        finished=Period.parse("2021-Q2"),
    )

    assert told.verdict is Verdict.ON_TRACK
    assert (told.to_date.reported, told.to_date.expected) == (1, 2)
