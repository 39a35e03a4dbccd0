"""Periods of the reporting regime: Nghị định 09/2019/NĐ-CP and the plans' own words."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.periods import BadPeriod, Kind, Period, Scheme, containing, of_year

REPORTING, CALENDAR = Scheme.REPORTING, Scheme.CALENDAR
YEARS = st.integers(2000, 2099)
TILING = st.sampled_from([Kind.MONTH, Kind.QUARTER, Kind.HALF, Kind.YEAR])
SCHEMES = st.sampled_from(list(Scheme))
CODES = st.builds(lambda year, kind: of_year(year, kind), YEARS, st.sampled_from(Kind))
PERIODS = CODES.flatmap(st.sampled_from)


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2021-M01", date(2020, 12, 15), date(2021, 1, 14)),
        ("2021-M03", date(2021, 2, 15), date(2021, 3, 14)),
        ("2021-Q1", date(2020, 12, 15), date(2021, 3, 14)),
        ("2021-Q2", date(2021, 3, 15), date(2021, 6, 14)),
        ("2021-Q3", date(2021, 6, 15), date(2021, 9, 14)),
        ("2021-Q4", date(2021, 9, 15), date(2021, 12, 14)),
        ("2021-H1", date(2020, 12, 15), date(2021, 6, 14)),
        ("2021-H2", date(2021, 6, 15), date(2021, 12, 14)),
        ("2021-N9", date(2020, 12, 15), date(2021, 9, 14)),
        ("2021-Y", date(2020, 12, 15), date(2021, 12, 14)),
    ],
)
def test_reporting_windows_are_those_of_the_decree(code, first, last):
    # QĐ 01/2023/QĐ-UBND Khánh Hòa, Điều 4; TT 09/2019/TT-NHNN for the last 6 months.
    assert Period.parse(code).window(REPORTING) == (first, last)


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2020-M02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2020-Q4", date(2020, 10, 1), date(2020, 12, 31)),
        ("2021-N9", date(2021, 1, 1), date(2021, 9, 30)),
        ("2021-Y", date(2021, 1, 1), date(2021, 12, 31)),
    ],
)
def test_calendar_windows_are_the_ordinary_ones(code, first, last):
    assert Period.parse(code).window(CALENDAR) == (first, last)


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("2021-Q1", "Quý I/2021"),
        ("2021-Q4", "Quý IV/2021"),
        ("2021-H1", "6 tháng đầu năm 2021"),
        ("2021-H2", "6 tháng cuối năm 2021"),
        ("2021-N9", "9 tháng năm 2021"),
        ("2021-Y", "Năm 2021"),
        ("2021-M03", "Tháng 3/2021"),
        ("2021-M12", "Tháng 12/2021"),
    ],
)
def test_a_period_is_called_as_the_papers_call_it(code, label):
    period = Period.parse(code)

    assert period.label == label
    assert period.code == code == str(period)


@pytest.mark.parametrize(
    ("day", "scheme", "code"),
    [
        (date(2020, 12, 14), REPORTING, "2020-Q4"),
        (date(2020, 12, 15), REPORTING, "2021-Q1"),
        (date(2020, 12, 16), REPORTING, "2021-Q1"),
        (date(2020, 12, 31), CALENDAR, "2020-Q4"),
        (date(2021, 6, 15), REPORTING, "2021-Q3"),
    ],
)
def test_a_day_belongs_to_the_quarter_the_regime_says(day, scheme, code):
    # 21/KH-UBND, footnote: “Tính đến ngày 14/12/2020”.
    assert containing(day, Kind.QUARTER, scheme).code == code


def test_a_day_of_the_last_quarter_is_in_no_nine_months():
    with pytest.raises(BadPeriod, match="Ngày 15/09/2021 không thuộc 9 tháng năm 2021"):
        containing(date(2021, 9, 15), Kind.NINE, REPORTING)


def test_the_last_day_of_nine_months_is_inside():
    assert containing(date(2021, 9, 14), Kind.NINE, REPORTING).code == "2021-N9"


@pytest.mark.parametrize(
    "text",
    ["", "2021", "2021-Q5", "2021-Q0", "2021-M3", "2021-M13", "2021-M00", "21-Q1",
     "2021-N", "2021-H3", "2021-Y1", "Quý I/2021", "２０２１-Q1", "1800-Q1"],
)  # fmt: skip
def test_a_code_that_is_no_period_is_refused_in_one_sentence(text):
    with pytest.raises(BadPeriod, match="Hãy ghi") as refused:
        Period.parse(text)

    assert isinstance(refused.value, ValueError)


def test_a_long_wrong_code_is_echoed_short():
    with pytest.raises(BadPeriod) as refused:
        Period.parse("x" * 5000)

    assert "x" * 100 in str(refused.value)
    assert "x" * 101 not in str(refused.value)


def test_a_code_typed_by_hand_forgives_blanks_and_case():
    assert Period.parse(" 2021-q1 ") == Period(Kind.QUARTER, 2021, 1)


@given(PERIODS)
def test_a_code_leads_back_to_its_period(period):
    assert Period.parse(period.code) == period
    assert len(period.code) <= 8


@given(YEARS, TILING, SCHEMES)
def test_periods_of_one_kind_tile_the_year(year, kind, scheme):
    windows = [period.window(scheme) for period in of_year(year, kind)]

    first, last = Period(Kind.YEAR, year).window(scheme)
    assert (windows[0][0], windows[-1][1]) == (first, last)
    for (_, end), (start, _) in pairwise(windows):
        assert start - end == timedelta(days=1)


@given(YEARS, TILING, SCHEMES)
def test_one_year_ends_the_day_before_the_next_begins(year, kind, scheme):
    last = of_year(year, kind)[-1]

    start = last.next().window(scheme)[0]

    assert start - last.window(scheme)[1] == timedelta(days=1)
    assert last.next().previous() == last


@given(st.dates(date(2000, 1, 1), date(2098, 12, 31)), TILING, SCHEMES)
def test_every_day_is_inside_the_period_that_contains_it(day, kind, scheme):
    first, last = containing(day, kind, scheme).window(scheme)

    assert first <= day <= last


@given(PERIODS, SCHEMES)
def test_parts_cover_the_window_of_their_whole(period, scheme):
    parts = period.parts(Kind.MONTH)

    assert (parts[0].window(scheme)[0], parts[-1].window(scheme)[1]) == period.window(
        scheme
    )


def test_half_a_year_is_made_of_two_quarters():
    half = Period.parse("2021-H2")

    assert [part.code for part in half.parts(Kind.QUARTER)] == ["2021-Q3", "2021-Q4"]


@pytest.mark.parametrize(("code", "grain"), [("2021-Q1", "H"), ("2021-N9", "H")])
def test_a_period_that_the_grain_does_not_make_is_refused(code, grain):
    period = Period.parse(code)

    assert not period.is_made_of(Kind(grain))
    with pytest.raises(BadPeriod, match="không gồm trọn các kỳ 6 tháng"):
        period.parts(Kind(grain))


@pytest.mark.parametrize(
    ("code", "grain", "until"),
    [
        ("2021-Q2", Kind.QUARTER, ["2021-Q1", "2021-Q2"]),
        ("2021-H2", Kind.HALF, ["2021-H1", "2021-H2"]),
        ("2021-N9", Kind.QUARTER, ["2021-Q1", "2021-Q2", "2021-Q3"]),
        ("2021-Q1", Kind.MONTH, ["2021-M01", "2021-M02", "2021-M03"]),
    ],
)
def test_running_totals_count_from_the_start_of_the_year(code, grain, until):
    assert [part.code for part in Period.parse(code).up_to(grain)] == until


@pytest.mark.parametrize("code", ["2021-M02", "2021-M04"])
def test_a_month_has_no_running_total_of_quarters(code):
    with pytest.raises(BadPeriod, match="Không có kỳ quý nào kết thúc cùng Tháng"):
        Period.parse(code).up_to(Kind.QUARTER)


@pytest.mark.parametrize(
    ("code", "share"),
    [("2021-Q1", "1/4"), ("2021-H1", "1/2"), ("2021-N9", "3/4"), ("2021-Y", "1"),
     ("2021-M01", "1/12")],
)  # fmt: skip
def test_the_share_of_the_year_behind_us(code, share):
    assert Period.parse(code).elapsed_share == Fraction(share)


def test_a_period_is_finished_the_day_after_its_cut_off():
    quarter = Period.parse("2021-Q1")

    assert not quarter.is_finished(date(2021, 3, 14), REPORTING)
    assert quarter.is_finished(date(2021, 3, 15), REPORTING)
    assert not quarter.is_finished(date(2021, 3, 31), CALENDAR)


def test_the_year_of_totals_starts_on_15_december():
    period = Period.parse("2021-Q3")

    assert period.year_start(REPORTING) == date(2020, 12, 15)
    assert period.year_start(CALENDAR) == date(2021, 1, 1)


def test_same_period_last_year():
    assert Period.parse("2021-H2").year_before().code == "2020-H2"
    assert Period.parse("2021-N9").previous().code == "2020-N9"
    assert Period.parse("2021-Q1").previous().code == "2020-Q4"
    assert Period.parse("2021-Q3").previous().code == "2021-Q2"
    assert Period.parse("2021-Q1").next().code == "2021-Q2"


def test_periods_sort_by_their_end_and_the_shorter_first():
    codes = ["2022-M01", "2021-Y", "2021-Q4", "2021-N9", "2021-H1", "2021-Q1"]

    ordered = sorted(Period.parse(code) for code in codes)

    assert [period.code for period in ordered] == codes[::-1]
    assert Period.parse("2021-Q1") >= Period.parse("2021-M03")


@given(PERIODS, PERIODS)
def test_the_ordinal_is_as_unique_as_the_period(one, other):
    assert (one.ordinal == other.ordinal) == (one == other)


@pytest.mark.parametrize(("kind", "number"), [(Kind.NINE, 2), (Kind.QUARTER, 0)])
def test_a_period_that_no_year_has_cannot_be_made(kind, number):
    with pytest.raises(BadPeriod, match="Một năm không có"):
        Period(kind, 2021, number)
