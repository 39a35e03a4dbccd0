from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets.numbers import (
    BadNumber,
    echo,
    format_decimal,
    format_number,
    format_percent,
    is_dash,
    parse_count,
    parse_decimal,
    percent,
)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2300", 2300),
        ("2.300", 2300),
        ("2 300", 2300),
        ("2\u00a0300", 2300),
        ("2\u202f300", 2300),
        ("２３００", 2300),
        ("２．３００", 2300),
        ("1.234.567", 1234567),
        ("  118 ", 118),
        ("05", 5),
        ("0", 0),
        ("000000000000000", 0),
        ("118,0", 118),
        ("2.300,00", 2300),
        ("0,0", 0),
        ("'118", 118),
        ("118\u200b", 118),
        ("\ufeff118\u200e", 118),
        ("118_x000D_\n", 118),
        ("999999999999", 999999999999),
        (118, 118),
        (Decimal("118"), 118),
        (Decimal("118.0"), 118),
        (0, 0),
    ],
)
def test_a_count_is_read_as_an_office_writes_it(typed, value):
    read = parse_count(typed)

    assert read == value
    assert type(read) is int


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1.5", "E_NUMBER"),
        ("2,300", "E_NUMBER"),
        ("1,234,567", "E_NUMBER"),
        ("2_300", "E_NUMBER"),
        ("1e3", "E_NUMBER"),
        ("½", "E_NUMBER"),
        ("²", "E_NUMBER"),
        ("٢٣٠٠", "E_NUMBER"),
        ("104; 105", "E_NUMBER"),
        ("12/3", "E_NUMBER"),
        ("…", "E_NUMBER"),
        ("NaN", "E_NUMBER"),
        ("Infinity", "E_NUMBER"),
        ("+5", "E_NUMBER"),
        ("(7)", "E_NUMBER"),
        ("0.123", "E_NUMBER"),
        ("2.30", "E_NUMBER"),
        ("1.234 567", "E_NUMBER"),
        ("118 vụ", "E_NUMBER"),
        ("1234567890123", "E_NUMBER"),
        ("1.234.567.890.123", "E_NUMBER"),
        ("-5", "E_NEGATIVE"),
        ("−5", "E_NEGATIVE"),
        ("118,000", "E_NUMBER"),
        ("''118", "E_NUMBER"),
        ("10,5", "E_FRACTION"),
        ("118,01", "E_FRACTION"),
        ("2.300,75", "E_FRACTION"),
        (True, "E_NUMBER"),
        (1.5, "E_NUMBER"),
        (-5, "E_NEGATIVE"),
        (10**400, "E_NUMBER"),
        (Decimal("NaN"), "E_NUMBER"),
        (Decimal("Infinity"), "E_NUMBER"),
        (Decimal("1E+308"), "E_NUMBER"),
        (Decimal("-0.5"), "E_NEGATIVE"),
        (Decimal("10.5"), "E_FRACTION"),
    ],
)
def test_what_is_not_one_clear_count_is_refused_with_what_to_do(typed, code):
    with pytest.raises(BadNumber) as caught:
        parse_count(typed)

    assert caught.value.code == code
    assert "hãy" in caught.value.message


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("đang tổng hợp", "để trống nếu chưa có số liệu"),
        ("…", "gõ - nếu không có"),
        ("118 vụ", "bỏ chữ đi kèm"),
        ("5%", "không gõ tỷ lệ"),
        ("5-7", "hãy gõ như 2300 hoặc 2.300"),
    ],
)
def test_the_advice_answers_what_was_typed(typed, advice):
    with pytest.raises(BadNumber, match=advice):
        parse_count(typed)


@pytest.mark.parametrize("blank", [None, "", "  ", "\u00a0", "\t", "\u200b"])
def test_a_blank_is_not_a_zero(blank):
    assert parse_count(blank) is None
    assert parse_decimal(blank) is None
    assert not is_dash(blank)


@pytest.mark.parametrize("dash", ["-", "–", "—", "―", " - ", "－", "\u00a0–"])
def test_a_dash_says_none_reported(dash):
    assert is_dash(dash)
    assert parse_count(dash) is None
    assert parse_decimal(dash) is None


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12,5", "12.5"),
        ("2.300,75", "2300.75"),
        ("2 300,5", "2300.5"),
        ("2.300", "2300"),
        ("0,125", "0.125"),
        ("05", "5"),
        (Decimal("12.50"), "12.50"),
        (7, "7"),
    ],
)
def test_decimals_follow_a_comma(typed, value):
    assert parse_decimal(typed) == Decimal(value)


@pytest.mark.parametrize(
    "typed", ["12.5", "2,300", "12,345", "12,", ",5", "1e3", "-1,5"]
)
def test_an_unclear_decimal_is_refused(typed):
    with pytest.raises(BadNumber):
        parse_decimal(typed)


def test_a_number_beyond_twelve_digits_is_refused_as_decimal_too():
    with pytest.raises(BadNumber) as caught:
        parse_decimal("1234567890123,5")

    assert "12 chữ số" in caught.value.message


def test_an_echo_is_one_short_line():
    assert echo("a\nb\x07c") == "a b c"
    assert len(echo("x" * 10_000_000)) == 100
    assert echo(10**400) == "số quá dài"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1697236, "1.697.236"),
        (0, "0"),
        (-5300, "-5.300"),
        (Decimal("33.24"), "33,24"),
        (Decimal("12.50"), "12,5"),
        (Decimal("1234.005"), "1.234,01"),
        (Decimal("-0.005"), "-0,01"),
        (Decimal("2"), "2"),
        (None, ""),
    ],
)
def test_numbers_are_shown_the_vietnamese_way(value, shown):
    assert format_number(value) == shown


def test_what_is_missing_is_shown_as_the_page_says():
    assert format_number(None, missing="chưa báo cáo") == "chưa báo cáo"
    assert format_percent(None, 5, missing="–") == "–"
    assert format_percent(5, None) == ""
    assert format_percent(5, 0) == ""


@pytest.mark.parametrize(("places", "shown"), [(0, "13"), (1, "12,5"), (3, "12,5")])
def test_decimals_are_cut_to_the_places_asked(places, shown):
    assert format_decimal(Decimal("12.5"), places) == shown


@pytest.mark.parametrize(
    ("done", "whole", "shown"),
    [
        (59, 118, "50%"),
        (2507, 2300, "109%"),
        (899, 900, "99,89%"),
        (22999, 23000, "99,99%"),
        (900, 900, "100%"),
        (0, 900, "0%"),
        (5, 16, "31,25%"),
        (1, 3, "33,33%"),
        (Decimal("2.5"), 5, "50%"),
    ],
)
def test_percentages_are_exact(done, whole, shown):
    assert format_percent(done, whole) == shown


def test_a_sheet_holds_the_percent_the_screen_shows():
    assert percent(22999, 23000) == Decimal("99.99")
    assert percent(5, 16, 1) == Decimal("31.3")
    assert percent(None, 5) is None


def test_half_is_rounded_up_and_never_reaches_a_hundred_without_places():
    assert format_percent(5, 16, 1) == "31,3%"
    assert format_percent(2299, 2300, 0) == "99%"


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_every_count_shown_is_read_back(value):
    assert parse_count(format_number(value)) == value


@given(st.text(max_size=20))
def test_a_text_gives_a_count_or_a_reason(text):
    try:
        outcome = parse_count(text)
    except BadNumber as refusal:
        outcome = refusal.code

    reasons = {None, "E_NUMBER", "E_NEGATIVE", "E_FRACTION"}
    assert outcome in reasons or 0 <= outcome < 10**12


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_hundred_percent_is_shown_exactly_when_reached(done, whole):
    shown = format_percent(done, whole).removesuffix("%")

    value = Fraction(shown.replace(".", "").replace(",", "."))

    assert (value >= 100) == (done >= whole)
