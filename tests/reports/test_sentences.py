"""The sentences of the reports, as the offices write them (domain.md §6)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.periods import Period
from reports.sentences import (
    against_last_year,
    change,
    coverage,
    forecast,
    fulfilment,
    needed,
    pace,
    share_of,
)
from targets.kinds import Comparator, IndicatorKind
from targets.progress import Figure, Goal, compare, progress_of

FLOW, STOCK, SHARE = IndicatorKind.FLOW, IndicatorKind.STOCK, IndicatorKind.SHARE
EVENT_FREE, QUALITATIVE = IndicatorKind.EVENT_FREE, IndicatorKind.QUALITATIVE
RATIO = IndicatorKind.RATIO


def _decimal(value):
    return None if value is None else Decimal(value)


def goal(comparator, value=None, baseline=None):
    return Goal(
        comparator=Comparator(comparator),
        value=_decimal(value),
        baseline=_decimal(baseline),
    )


def progress(kind, asked, done, whole=None, period="2021-Q2"):
    known = Figure(
        value=_decimal(done) if whole is None else None,
        numerator=None if whole is None else Decimal(done),
        denominator=_decimal(whole),
        reported=int(done is not None),
        expected=1,
    )
    return progress_of(
        kind=kind,
        goal=asked,
        in_period=known,
        to_date=known,
        period=Period.parse(period),
        finished=Period.parse(period),
    )


def told(kind, asked, done, whole=None):
    return fulfilment(kind, asked, progress(kind, asked, done, whole), "vụ")


@pytest.mark.parametrize(
    ("done", "quota", "sentence"),
    [
        (59, 118, "đạt 50% chỉ tiêu năm"),
        (131, 250, "đạt 52,4% chỉ tiêu năm"),
        (2507, 2300, "đạt 109% chỉ tiêu năm, vượt 9%"),
        (2300, 2300, "đạt 100% chỉ tiêu năm"),
        (899, 900, "đạt 99,89% chỉ tiêu năm"),
        (22999, 23000, "đạt 99,99% chỉ tiêu năm"),
        (0, 118, "đạt 0% chỉ tiêu năm"),
        (3, 0, "chỉ tiêu 0, thực hiện 3 vụ"),
        (0, 0, "chỉ tiêu 0, thực hiện 0 vụ"),
        (None, 118, "chưa báo cáo"),
        (7, None, "không giao chỉ tiêu"),
    ],
)
def test_fulfilment_of_a_quota(done, quota, sentence):
    assert told(FLOW, goal("AT_LEAST", quota), done) == sentence


@pytest.mark.parametrize(
    ("kind", "asked", "done", "whole", "sentence"),
    [
        (SHARE, goal("AT_LEAST", 50), 22, 45, "đạt 48,89% (22/45)"),
        (SHARE, goal("AT_LEAST", 50), 0, 0, "chưa phát sinh"),
        (RATIO, goal("ALL"), 0, 0, "không phát sinh"),
        (RATIO, goal("ALL"), 1700, 1700, "đạt 100% (1.700/1.700)"),
        (EVENT_FREE, None, 0, None, "không để xảy ra"),
        (EVENT_FREE, None, 2, None, "để xảy ra 2 vụ"),
        (EVENT_FREE, None, None, None, "chưa báo cáo"),
        (QUALITATIVE, None, 1, None, "đã báo cáo bằng lời"),
        (FLOW, goal("AT_MOST", 100), 50, None, "bằng 50% mức không được vượt"),
        (STOCK, goal("MAINTAIN", 4986), 4986, None, "bằng 100% mức phải duy trì"),
    ],
)
def test_fulfilment_of_each_kind(kind, asked, done, whole, sentence):
    assert told(kind, asked, done, whole) == sentence


@pytest.mark.parametrize(
    ("comparator", "baseline", "now", "sentence"),
    [
        ("REDUCE_BY", 100, 90, "giảm 10% so với số nền (chỉ tiêu giảm 5%)"),
        ("REDUCE_BY", 100, 110, "tăng 10% so với số nền (chỉ tiêu giảm 5%)"),
        ("REDUCE_BY", 100, 100, "bằng số nền (chỉ tiêu giảm 5%)"),
        ("GROW_BY", 100, 110, "tăng 10% so với số nền (chỉ tiêu tăng 5%)"),
        ("GROW_BY", 0, 3, "số nền bằng 0 (chỉ tiêu tăng 5%)"),
        ("REDUCE_BY", 0, 0, "không phát sinh"),
        (
            "REDUCE_BY",
            3,
            2,
            "giảm 33,33% so với số nền (chỉ tiêu giảm 5%; mẫu số quá nhỏ, không xếp)",
        ),
    ],
)
def test_a_change_asked_of_a_baseline(comparator, baseline, now, sentence):
    assert told(STOCK, goal(comparator, 5, baseline), now) == sentence


@pytest.mark.parametrize(
    ("now", "before", "sentence"),
    [
        (1203, 1066, "tăng 12,85% (137 vụ) so với cùng kỳ"),
        (3285, 2911, "tăng 12,85% (374 vụ) so với cùng kỳ"),
        (90, 120, "giảm 25% (30 vụ) so với cùng kỳ"),
        (300, 100, "tăng 200% (200 vụ) so với cùng kỳ"),
        (0, 12, "giảm 100% (12 vụ) so với cùng kỳ"),
        (5, 0, "tăng 5 vụ so với cùng kỳ"),
        (0, 0, "không thay đổi so với cùng kỳ"),
        (1_000_001, 1_000_000, "tăng 1 vụ so với cùng kỳ"),
        (1, 100_000, "giảm 99,99% (99.999 vụ) so với cùng kỳ"),
        (None, 12, "chưa báo cáo"),
        (12, None, "không có số liệu cùng kỳ"),
    ],
)
def test_increase_and_decrease(now, before, sentence):
    comparison = compare(_decimal(now), _decimal(before))

    assert against_last_year(comparison, "vụ") == sentence


def test_the_bare_change_fits_a_table_cell():
    assert change(compare(Decimal(5), Decimal(0)), "vụ") == "tăng 5 vụ"
    assert change(compare(Decimal(1203), Decimal(1066)), "") == "tăng 12,85% (137)"


def test_what_cannot_be_compared_says_why():
    comparison = compare(Decimal(5), Decimal(4), reason="địa bàn bị chia tách")

    sentence = against_last_year(comparison, "vụ")

    assert sentence == "không so sánh được (địa bàn bị chia tách)"


def test_a_city_figure_says_who_is_in_it():
    city = Figure(value=Decimal(2300), reported=29, expected=31)

    assert coverage(city) == "29/31 đơn vị đã báo cáo"


@pytest.mark.parametrize(
    ("part", "whole", "sentence"),
    [
        (18, 142, "12,68% (18/142)"),
        (None, 142, "chưa báo cáo"),
        (18, None, "chưa báo cáo"),
        (0, 0, "chưa phát sinh"),
    ],
)
def test_a_share_of_its_own_whole(part, whole, sentence):
    # “18/142 (chiếm 12,676%)”, shown with two decimals.
    assert share_of(_decimal(part), _decimal(whole)) == sentence


def test_what_is_left_and_where_it_leads():
    half = progress(FLOW, goal("AT_LEAST", 118), 59)

    assert needed(half, "vụ") == "mỗi kỳ còn lại cần 30 vụ"
    assert forecast(half, "vụ") == "dự báo theo nhịp hiện tại: 118 vụ"
    assert pace(half, "vụ") == "tiến độ tham khảo: 59/59 vụ"


def test_nothing_is_foretold_from_nothing():
    silent = progress(FLOW, goal("AT_LEAST", 118), None)

    assert (needed(silent, "vụ"), forecast(silent, "vụ")) == ("", "")
    assert pace(silent, "vụ") == ""
    assert needed(progress(FLOW, goal("AT_LEAST", 118), 118), "vụ") == ""


def test_a_forecast_is_a_whole_count():
    three_quarters = progress(FLOW, goal("AT_LEAST", 118), 50, period="2021-Q3")

    assert forecast(three_quarters, "vụ") == "dự báo theo nhịp hiện tại: 67 vụ"


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_no_sentence_says_all_before_all_is_done(done, quota):
    sentence = told(FLOW, goal("AT_LEAST", quota), done)

    assert done >= quota or "100%" not in sentence
