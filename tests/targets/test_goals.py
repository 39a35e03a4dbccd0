"""Comparators (arithmetic §3): met or not by whole numbers, never a rounded percent."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.figures import Figure
from targets.goals import Goal, judge, needed_for_share, reaches_share
from targets.kinds import Comparator, IndicatorKind, Rounding, Verdict

FLOW, STOCK, RATIO = IndicatorKind.FLOW, IndicatorKind.STOCK, IndicatorKind.RATIO
SHARE, QUALITATIVE = IndicatorKind.SHARE, IndicatorKind.QUALITATIVE
EVENT_FREE = IndicatorKind.EVENT_FREE
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


@pytest.mark.parametrize(("dropped", "met"), [(19, True), (20, False)])
def test_a_rate_is_reduced_from_the_rate_of_the_year_before(dropped, met):
    # 21/KH-UBND: giảm tỷ lệ bỏ điều trị so với năm 2020; here 5% off a rate of 20%.
    asked = goal("REDUCE_BY", 5, baseline=20)

    assert judge(RATIO, asked, ratio(dropped, 100)).is_met is met
