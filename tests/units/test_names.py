"""What the office expects of names: same unit same key, other unit other key."""

import csv
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units.names import (
    Candidate,
    MatchKind,
    NameIndex,
    best_match,
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


def hanoi_districts():
    return [
        Candidate(row["code"], row["name"], row["type"])
        for row in rows(FIXTURES / "hanoi_2021_districts.csv")
    ]


def hanoi_communes():
    return [
        Candidate(row["code"], row["name"], row["type"])
        for row in rows(FIXTURES / "hanoi_2021_communes.csv")
    ]


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


def test_every_row_of_the_annex_names_one_district():
    index = NameIndex(hanoi_districts())
    annex = [
        row
        for row in rows(FIXTURES / "hanoi_2021_annex.csv")
        if row["unit_code"].isdigit()
    ]

    found = {row["unit_code"]: index.match(row["name"]) for row in annex}

    assert len(found) == 30
    assert all(match.kind is MatchKind.EXACT for match in found.values())
    assert all(match.id == code for code, match in found.items())


@pytest.mark.parametrize(
    "text",
    ["Ứng Hoà", "H. Ứng Hòa", "huyện Ứng Hoà", "ỨNG HÒA", " Ứng\u00a0Hòa "],
)
def test_a_district_is_found_however_it_is_written(text):
    assert best_match(text, hanoi_districts()).id == "281"


def test_a_wrong_type_is_not_overlooked_but_the_near_unit_is_shown():
    match = best_match("Huyện Hoàn Kiếm", hanoi_districts())

    assert match.kind is MatchKind.UNKNOWN
    assert match.id is None
    assert match.near[0].full_name == "Quận Hoàn Kiếm"


def test_namesakes_are_asked_about_and_never_chosen():
    match = best_match("Tân Dân", hanoi_communes())

    assert match.kind is MatchKind.AMBIGUOUS
    assert match.ids == ("00415", "10315")
    assert match.id is None


def test_a_type_settles_namesakes_of_different_types():
    wards = [Candidate(1, "Sơn Tây", "Thị xã"), Candidate(2, "Sơn Tây", "Phường")]

    assert best_match("Sơn Tây", wards).ids == (1, 2)
    assert best_match("TX. Sơn Tây", wards).id == 1


def test_a_remembered_alias_names_the_commune_the_plan_misspells():
    alias = rows(FIXTURES / "aliases.csv")[0]
    known = Candidate("c00547", "Trung Mầu", "Xã", (alias["alias"],))

    match = best_match("Xã Trung Màu", [known])

    assert alias["unit"] == "c00547"
    assert match.kind is MatchKind.ALIAS
    assert match.id == "c00547"


def test_a_remembered_alias_settles_namesakes():
    communes = [
        Candidate(1, "Tân Dân", "Xã", ("Tân Dân",)),
        Candidate(2, "Tân Dân", "Xã"),
    ]

    match = best_match("Tân Dân", communes)

    assert match.kind is MatchKind.ALIAS
    assert match.id == 1


def test_an_alias_that_contradicts_a_name_is_asked_about():
    units = [Candidate(1, "Hòa Bình"), Candidate(2, "Yên Bình", "", ("Hoà Bình",))]

    match = best_match("Hòa Bình", units)

    assert match.kind is MatchKind.AMBIGUOUS
    assert set(match.ids) == {1, 2}


def test_an_alias_equal_to_the_own_name_changes_nothing():
    units = [Candidate(1, "Hòa Bình", "", ("Hoà Bình",))]

    assert best_match("Hòa Bình", units).kind is MatchKind.EXACT


def test_a_misspelled_name_is_unknown_with_the_nearest_first():
    match = best_match("Trung Màu", hanoi_communes())

    assert match.kind is MatchKind.UNKNOWN
    assert match.near[0].name == "Trung Mầu"
    assert len(match.near) <= 3


@pytest.mark.parametrize("text", ["", "   ", "\u200b"])
def test_a_blank_name_matches_nothing(text):
    assert best_match(text, hanoi_districts()).kind is MatchKind.UNKNOWN


@pytest.mark.parametrize("text", ["Tây Hồ, Cầu Giấy", "../../etc/passwd", "12345"])
def test_what_is_not_one_unit_matches_none(text):
    assert best_match(text, hanoi_districts()).kind is MatchKind.UNKNOWN


def test_a_bare_number_is_no_unit_until_its_type_is_written():
    wards = [Candidate(1, "1", "Phường")]

    assert best_match("1", wards).kind is MatchKind.UNKNOWN
    assert best_match("P.1", wards).id == 1


def test_an_agency_without_type_is_found_by_its_name():
    units = [Candidate("pc04", "Phòng PC04", "", ("PC04",))]

    assert best_match("phòng PC04", units).kind is MatchKind.EXACT
    assert best_match("PC04", units).kind is MatchKind.ALIAS


def test_a_city_under_the_centre_is_found_by_its_short_type():
    assert (
        best_match("TP Hà Nội", [Candidate(1, "Hà Nội", "Thành phố trung ương")]).id
        == 1
    )


@given(VIETNAMESE)
def test_matching_never_names_a_unit_with_another_key(text):
    match = best_match(text, DISTRICTS)

    if match.id is not None:
        named = next(c for c in DISTRICTS if c.id == match.id)
        assert key(split_type(text)[1]) == key(named.name)


DISTRICTS = hanoi_districts()
