"""A name in a sheet finds its unit, or a person is asked: never a silent guess."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units.names import Candidate, MatchKind, NameIndex, best_match, key, split_type

FIXTURES = Path(__file__).parents[2] / "fixtures" / "units"
VIETNAMESE = st.text(alphabet="aăâbcdđeêghiôơưvxyàạấĐHTQ '-1.", max_size=16)


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
