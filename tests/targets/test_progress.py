"""The arithmetic of progress, from the papers' own figures."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.periods import Kind, Period, Scheme
from sheets.numbers import format_percent
from targets.kinds import Comparator, Direction, IndicatorKind, Rounding, Verdict
from targets.progress import (
    Comparison,
    Figure,
    Goal,
    Measure,
    Progress,
    compare,
    expected_share,
    first_fall,
    is_better,
    judge,
    last_finished,
    needed_for_share,
    over_periods,
    over_units,
    paired,
    progress_of,
    reaches_share,
)

FLOW, STOCK, RATIO = IndicatorKind.FLOW, IndicatorKind.STOCK, IndicatorKind.RATIO
CUMULATIVE, EVENT_FREE = IndicatorKind.CUMULATIVE, IndicatorKind.EVENT_FREE
SHARE, QUALITATIVE = IndicatorKind.SHARE, IndicatorKind.QUALITATIVE
QUARTERS = ("2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4")
COUNTS = st.integers(0, 100_000)


def _decimal(value):
    return None if value is None else Decimal(value)


def goal(comparator, value=None, **rest):
    return Goal(
        comparator=Comparator(comparator),
        value=_decimal(value),
        upper=_decimal(rest.get("upper")),
        baseline=_decimal(rest.get("baseline")),
        rounding=rest.get("rounding", Rounding.REPORT_ONLY),
    )


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


def row(kind, asked, *values, finished=None, **rest) -> Progress:
    """One unit after as many quarters as there are values, all of them over."""
    period = Period.parse(QUARTERS[len(values) - 1])
    over = period if finished is None else finished
    return progress_of(
        kind=kind,
        goal=asked,
        in_period=over_periods(kind, entered(values[-1])),
        to_date=over_periods(kind, entered(*values)),
        period=period,
        finished=over,
        **rest,
    )


# --- figures to date (arithmetic §2) ---------------------------------------------


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


def test_a_result_without_quota_still_counts_in_the_city():
    # Phụ lục 21/KH-UBND, dòng 31: PC04 không giao chỉ tiêu cai nghiện.
    pc04 = row(FLOW, None, 7)

    city = over_units([row(FLOW, goal("AT_LEAST", 118), 29).to_date, pc04.to_date])

    assert (pc04.verdict, pc04.percent) == (Verdict.NOT_ASSIGNED, None)
    assert city.value == 36


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


# --- comparators (arithmetic §3) -------------------------------------------------


@pytest.mark.parametrize(
    ("comparator", "below", "at", "above"),
    [
        ("AT_LEAST", False, True, True),
        ("MORE_THAN", False, False, True),
        ("AT_MOST", True, True, False),
        ("LESS_THAN", True, False, False),
        ("EXACTLY", False, True, False),
        ("MAINTAIN", False, True, True),
    ],
)
def test_comparators_differ_at_the_boundary(comparator, below, at, above):
    asked = goal(comparator, 4986)

    met = [judge(STOCK, asked, figure(n)).is_met for n in (4985, 4986, 4987)]

    assert met == [below, at, above]


def test_comparators_hold_for_percentages_by_cross_multiplication():
    asked = goal("MORE_THAN", 90)

    assert judge(RATIO, asked, ratio(900, 1000)) is Verdict.NOT_MET
    assert judge(RATIO, asked, ratio(901, 1000)) is Verdict.MET


def test_22_residents_of_45_files_are_not_half():
    # 21/KH-UBND, Hoàn Kiếm: 45 hồ sơ, trong đó 50% người có hộ khẩu Hà Nội.
    half = goal("AT_LEAST", 50)

    assert judge(SHARE, half, ratio(22, 45)) is Verdict.NOT_MET
    assert judge(SHARE, half, ratio(23, 45)) is Verdict.MET
    assert needed_for_share(Decimal(45), Decimal(50)) == 23


@given(COUNTS, COUNTS)
def test_half_is_reached_when_twice_the_part_is_the_whole(part, whole):
    reached = reaches_share(Decimal(part), Decimal(whole), Decimal(50))

    assert reached == (2 * part >= whole)
    assert reached == (part >= needed_for_share(Decimal(whole), Decimal(50)))


def test_a_share_of_nothing_has_not_arisen():
    verdict = judge(SHARE, goal("AT_LEAST", 50), ratio(0, 0))

    assert verdict is Verdict.NOT_ARISEN
    assert not verdict.is_met


def test_all_of_no_hotspots_is_met_as_nothing_to_do():
    verdict = judge(RATIO, goal("ALL"), ratio(0, 0))

    assert verdict is Verdict.NOTHING_TO_DO
    assert verdict.is_met


@pytest.mark.parametrize(("part", "met"), [(99, False), (100, True)])
def test_all_means_every_one(part, met):
    assert judge(RATIO, goal("ALL"), ratio(part, 100)).is_met is met


def test_all_counted_hotspots_are_measured_from_the_baseline():
    # 21/KH-UBND: 100% điểm còn tồn tại đến cuối năm 2020 (06 điểm).
    asked = goal("ALL", 100, baseline=6)

    assert judge(FLOW, asked, figure(5)) is Verdict.NOT_MET
    assert judge(FLOW, asked, figure(6)) is Verdict.MET


@pytest.mark.parametrize(
    ("now", "rounding", "verdict"),
    [
        (2, Rounding.REPORT_ONLY, Verdict.NOT_GRADED),
        (3, Rounding.REPORT_ONLY, Verdict.NOT_GRADED),
        (2, Rounding.CEIL, Verdict.MET),
        (3, Rounding.CEIL, Verdict.NOT_MET),
    ],
)
def test_five_percent_of_three_communes_follows_the_rounding_rule(
    now, rounding, verdict
):
    asked = goal("REDUCE_BY", 5, baseline=3, rounding=rounding)

    assert judge(STOCK, asked, figure(now)) is verdict


@pytest.mark.parametrize(("now", "met"), [(95, True), (96, False), (110, False)])
def test_a_reduction_is_judged_downwards(now, met):
    asked = goal("REDUCE_BY", 5, baseline=100)

    assert judge(STOCK, asked, figure(now)).is_met is met


def test_nothing_to_reduce_is_not_a_division_by_zero():
    asked = goal("REDUCE_BY", 5, baseline=0)

    assert judge(STOCK, asked, figure(0)) is Verdict.NOTHING_TO_DO
    assert judge(STOCK, asked, figure(2)) is Verdict.NOT_MET


@pytest.mark.parametrize(("now", "met"), [(103, True), (102, False)])
def test_growth_is_measured_from_the_baseline(now, met):
    asked = goal("GROW_BY", 3, baseline=100)

    assert judge(FLOW, asked, figure(now)).is_met is met


@pytest.mark.parametrize(("removed", "met"), [(4, False), (5, True), (10, True)])
def test_five_to_ten_percent_holds_at_both_ends(removed, met):
    asked = goal("BETWEEN", 5, upper=10)

    assert judge(RATIO, asked, ratio(removed, 100)).is_met is met
    assert judge(RATIO, asked, ratio(11, 100)) is Verdict.NOT_MET


def test_zero_events_is_an_answer_and_silence_is_not():
    assert judge(EVENT_FREE, None, figure(0)) is Verdict.MET
    assert judge(EVENT_FREE, None, figure(1)) is Verdict.NOT_MET
    assert judge(EVENT_FREE, None, figure(None, reported=0)) is Verdict.NOT_REPORTED


@pytest.mark.parametrize(
    ("value", "reported", "verdict"),
    [(0, 30, Verdict.NOT_REPORTED), (1, 30, Verdict.NOT_MET), (0, 31, Verdict.MET)],
)
def test_a_city_is_free_of_events_only_when_all_have_said_so(value, reported, verdict):
    city = figure(value, reported=reported, expected=31)

    assert judge(EVENT_FREE, None, city) is verdict


@pytest.mark.parametrize(
    "asked",
    [
        None,
        goal("AT_LEAST"),
        goal("BETWEEN", 5),
        goal("REDUCE_BY", 5),
        goal("GROW_BY", None, baseline=3),
        goal("MAINTAIN"),
        goal("ALL"),
    ],
)
def test_a_blank_quota_is_not_assigned(asked):
    assert judge(FLOW, asked, figure(5)) is Verdict.NOT_ASSIGNED


@pytest.mark.parametrize(
    ("kind", "asked", "known"),
    [
        (FLOW, goal("AT_LEAST", 5), figure(None, reported=0)),
        (STOCK, goal("MAINTAIN", 5), figure(9, reported=0)),
        (RATIO, goal("AT_LEAST", 5), ratio(9, 10, reported=0)),
        (RATIO, goal("AT_LEAST", 5), figure(9)),
        (FLOW, goal("AT_LEAST", 5), ratio(9, 10)),
        (FLOW, goal("AT_LEAST", 5), figure(3, reported=0)),
        (FLOW, goal("AT_MOST", 5), figure(3, reported=0)),
        (FLOW, goal("EXACTLY", 5), figure(5, reported=0)),
        (QUALITATIVE, None, figure(None, reported=0)),
    ],
)
def test_what_is_not_known_is_not_judged(kind, asked, known):
    assert judge(kind, asked, known) is Verdict.NOT_REPORTED


def test_what_is_known_may_already_decide():
    late = figure(6, reported=0)

    assert judge(FLOW, goal("AT_LEAST", 5), late) is Verdict.MET
    assert judge(FLOW, goal("AT_MOST", 5), late) is Verdict.NOT_MET


def test_a_text_is_graded_by_a_person():
    assert judge(QUALITATIVE, None, figure(1)) is Verdict.NOT_GRADED


# --- percent and pace (arithmetic §3, §4) ----------------------------------------


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


# --- the same period of last year (arithmetic §5) --------------------------------


def test_an_increase_has_its_difference_and_its_percent():
    # “tăng 12,85% (374 vụ)”: 3.285 against 2.911.
    told = compare(Decimal(3285), Decimal(2911))

    assert told.difference == 374
    assert format_percent(told.percent.numerator, told.percent.denominator) == "12,85%"


def test_a_year_before_of_zero_gives_no_percent():
    told = compare(Decimal(5), Decimal(0))

    assert (told.difference, told.percent) == (5, None)


@pytest.mark.parametrize(("now", "before"), [(None, 5), (5, None), (None, None)])
def test_a_missing_side_gives_no_difference(now, before):
    told = compare(_decimal(now), _decimal(before))

    assert (told.difference, told.percent) == (None, None)


def test_a_unit_split_by_a_merger_is_not_compared():
    reason = "một phần địa bàn chuyển sang đơn vị khác"

    told = compare(Decimal(5), Decimal(4), reason=reason)

    assert told == Comparison(
        now=Decimal(5), before=Decimal(4), difference=None, percent=None, reason=reason
    )


@pytest.mark.parametrize(
    ("difference", "direction", "better"),
    [
        (5, Direction.UP, True),
        (5, Direction.DOWN, False),
        (-5, Direction.DOWN, True),
        (-5, Direction.UP, False),
        (5, Direction.LEVEL, None),
        (0, Direction.UP, None),
        (None, Direction.UP, None),
    ],
)
def test_a_fall_is_good_where_the_goal_is_to_reduce(difference, direction, better):
    assert is_better(_decimal(difference), direction) is better
