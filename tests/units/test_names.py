"""What the office expects of names: same unit same key, other unit other key."""

import csv
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units.names import (
    clean,
    key,
    looks_like_tcvn3,
    search_key,
    sort_key,
    split_type,
)

FIXTURES = Path(__file__).parents[2] / "fixtures" / "units"
LISTS = sorted(FIXTURES.glob("*_districts.csv")) + sorted(
    FIXTURES.glob("*_communes.csv")
)
VIETNAMESE = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằấểỗợựÀẢÃÁẠĂÂĐÊÔƠƯHT '-1 ", max_size=24
)


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ứng Hòa", "Ứng Hoà"),
        ("thúy", "thuý"),
        ("Ủy ban", "Uỷ ban"),
        ("Khuất Duy Tiến", unicodedata.normalize("NFD", "Khuất Duy Tiến")),
        ("Đống Đa", "ĐỐNG ĐA"),
        ("Đống Đa", "Ðống Ða"),
        ("Tây Hồ", "Tâ\u200by Hồ"),
        ("Tây Hồ", "  Tây \u00a0 Hồ\u00a0"),
        ("Bà Rịa - Vũng Tàu", "Bà Rịa–Vũng Tàu"),
        ("Ea H'leo", "Ea H’ leo"),
        ("Phường 1", "Phường 01"),
        ("Hòa", "Ho\u0340a"),
    ],
)
def test_one_name_typed_in_two_ways_has_one_key(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phú Hữu", "Phú Hựu"),
        ("Thanh Trì", "Thạnh Trì"),
        ("Trung Mầu", "Trung Màu"),
        ("Đông Anh", "Đống Anh"),
        ("Phường 1", "Phường 10"),
        ("Tân Ước", "Tân Uớc"),
    ],
)
def test_names_that_differ_by_an_accent_stay_two_names(one, other):
    assert key(one) != key(other)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_every_pair_of_an_official_list_with_one_key_is_one_spelling(path):
    spellings = defaultdict(set)

    for row in rows(path):
        spellings[key(row["full_name"])].add(search_key(row["full_name"]))

    assert all(len(found) == 1 for found in spellings.values())


@given(VIETNAMESE)
def test_key_does_not_change_when_taken_again(text):
    assert key(key(text)) == key(text)


@given(VIETNAMESE)
def test_key_and_order_do_not_depend_on_the_unicode_form(text):
    decomposed = unicodedata.normalize("NFD", text)

    assert key(decomposed) == key(text)
    assert sort_key(decomposed) == sort_key(text)


def test_clean_keeps_the_spelling_and_drops_what_nobody_sees():
    assert clean(" Hoà\u00a0 Bình\ufeff\n") == "Hoà Bình"


def test_search_finds_both_spellings_without_diacritics():
    assert search_key("Hòa") == search_key("Hoà") == "hoa"
    assert search_key("Đống Đa") == "dong da"
    assert search_key("Bà Rịa - Vũng Tàu") == "ba ria vung tau"
    assert search_key("Ea H'leo") == "ea hleo"


# Expected order as PostgreSQL 15 gives it with the ICU collation vi-x-icu.
IN_ORDER = [
    "7 Mẫu",
    "An Khánh",
    "ăn",
    "Ân Thi",
    "Ba Đình",
    "Bà Rịa - Vũng Tàu",
    "Ba Vì",
    "Dương Xá",
    "Đa Tốn",
    "Đan Phượng",
    "Đông Anh",
    "Đống Đa",
    "Hà Đông",
    "hoa",
    "Hoa",
    "hoà",
    "hoả",
    "hoã",
    "hoá",
    "hoạ",
    "hòa",
    "Hòa",
    "Hoài Đức",
    "Hoàn Kiếm",
    "Ô Chợ Dừa",
    "Ông Đình",
    "Ơn",
    "Phường 1",
    "Phường 10",
    "Phường 2",
    "Ứng Hòa",
    "Yên Sở",
]


def test_names_stand_in_the_order_of_the_vietnamese_alphabet():
    shuffled = sorted(IN_ORDER, key=lambda name: name[::-1])

    assert sorted(shuffled, key=sort_key) == IN_ORDER


def test_a_letter_of_no_alphabet_of_ours_stands_after_all_others():
    assert sort_key("Z") < sort_key("я") < sort_key("字")
    assert sort_key("\u0301") > sort_key("z")


@given(VIETNAMESE)
def test_sort_key_is_short_lower_case_hex(text):
    made = sort_key(text)

    assert set(made) <= set("0123456789abcdef")
    assert len(made) <= 4 * len(clean(text)) + 3


@given(VIETNAMESE, VIETNAMESE)
def test_two_texts_share_a_sort_key_only_when_they_read_the_same(one, other):
    assert (sort_key(one) == sort_key(other)) == (clean(one) == clean(other))


@pytest.mark.parametrize(
    ("written", "type_", "bare"),
    [
        ("Quận Hoàn Kiếm", "Quận", "Hoàn Kiếm"),
        ("Q. Hoàn Kiếm", "Quận", "Hoàn Kiếm"),
        ("Q.Tây Hồ", "Quận", "Tây Hồ"),
        ("Q1", "Quận", "1"),
        ("H. Ba Vì", "Huyện", "Ba Vì"),
        ("huyện Ba Vì", "Huyện", "Ba Vì"),
        ("TX Sơn Tây", "Thị xã", "Sơn Tây"),
        ("T.X. Sơn Tây", "Thị xã", "Sơn Tây"),
        ("Thị Xã Sơn Tây", "Thị xã", "Sơn Tây"),
        ("TP. Vinh", "Thành phố", "Vinh"),
        ("TP.HCM", "Thành phố", "HCM"),
        ("P. Phúc Xá", "Phường", "Phúc Xá"),
        ("Phường 1", "Phường", "1"),
        ("X. Kim Lan", "Xã", "Kim Lan"),
        ("TT. Phùng", "Thị trấn", "Phùng"),
        ("THỊ TRẤN PHÙNG", "Thị trấn", "PHÙNG"),
        ("ĐK. Phú Quốc", "Đặc khu", "Phú Quốc"),
        ("Đặc khu Phú Quốc", "Đặc khu", "Phú Quốc"),
        ("T. Lào Cai", "Tỉnh", "Lào Cai"),
        (unicodedata.normalize("NFD", "Quận Ba Đình"), "Quận", "Ba Đình"),
        ("Thị Cầu", None, "Thị Cầu"),
        ("Phường Thị Cầu", "Phường", "Thị Cầu"),
        ("Xã Đàn", None, "Xã Đàn"),
        ("Phường Xã Đàn", "Phường", "Xã Đàn"),
        ("Phường Đúc", None, "Phường Đúc"),
        ("H Bông", None, "H Bông"),
        ("Phòng PC04", None, "Phòng PC04"),
        ("PC04", None, "PC04"),
        ("Xã", None, "Xã"),
        ("Thị xã", None, "Thị xã"),
        ("", None, ""),
    ],
)
def test_a_type_or_its_abbreviation_is_taken_off(written, type_, bare):
    assert split_type(written) == (type_, bare)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_every_official_name_splits_into_its_type_and_name(path):
    wrong = [
        row["full_name"]
        for row in rows(path)
        if split_type(row["full_name"]) != (row["type"], clean(row["name"]))
        or split_type(row["name"])[0] is not None
    ]

    assert wrong == []


@pytest.mark.parametrize(
    "text",
    ["§èng §a", "Ba §×nh", "T©y Hå", "CÇu GiÊy", "Hoµng Mai", "Thanh Xu©n", "Hµ Néi"],
)
def test_tcvn3_text_is_recognised(text):
    assert looks_like_tcvn3(text)


@pytest.mark.parametrize(
    "text",
    [
        "Đống Đa",
        "Thanh Trì",
        "Ba Vi",
        "«Hòa Bình»",
        "5 µg/ml",
        "xem §5",
        "120 m² × 3",
        "© 2021",
        "Đại sứ quán tại Zürich",
    ],
)
def test_ordinary_text_is_not_taken_for_tcvn3(text):
    assert not looks_like_tcvn3(text)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_no_official_name_is_taken_for_tcvn3(path):
    assert [row["name"] for row in rows(path) if looks_like_tcvn3(row["name"])] == []
