"""What an office writes around a unit's name is taken off; the name never is."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units.wrappings import pieces, placed, strangeness, unwrapped, without_office

FIXTURES = Path(__file__).parents[2] / "fixtures" / "units"
NAMES = [
    row["full_name"]
    for path in sorted(FIXTURES.glob("*_communes.csv"))
    for row in csv.DictReader(path.open(encoding="utf-8"))
]


@pytest.mark.parametrize(
    "written",
    [
        "1. Ba Đình",
        "(12) Ba Đình",
        "03/ Ba Đình",
        "a) Ba Đình",
        "- Ba Đình",
        "• Ba Đình",
        "Ba Đình (1)",
        "Ba Đình [*]",
        "Ba Đình **",
        "Ba Đình²",
        "Ba Đình.,;:",
        "“Ba Đình”",
        "1. “Ba Đình” (*).",
    ],
)
def test_marks_around_a_name_are_taken_off(written):
    assert unwrapped(written) == "Ba Đình"


@pytest.mark.parametrize(
    "name", ["Q. Ba Đình", "H.Ba Vì", "T.X. Sơn Tây", "Phường 1", "P.1", "PC04", "-"]
)
def test_what_belongs_to_a_name_or_its_type_stays(name):
    assert unwrapped(name) == name


def test_a_colon_after_the_type_is_no_part_of_the_name():
    assert unwrapped("Thị xã: Sơn Tây") == "Thị xã Sơn Tây"


@pytest.mark.parametrize("name", ["*", "(1)", "...", ""])
def test_of_marks_alone_nothing_is_left(name):
    assert unwrapped(name) == ""


def test_no_official_name_is_changed_and_one_alone_has_a_dash_of_its_own():
    changed = [n for n in NAMES if (unwrapped(n), without_office(n)) != (n, n)]
    divided = {n for n in NAMES if placed(n) != (n, "") or pieces(n) != [n]}

    assert (len(NAMES) > 1_000, changed) == (True, [])
    assert divided == {"Phường Văn Miếu - Quốc Tử Giám"}


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("UBND quận Ba Đình", "quận Ba Đình"),
        ("Uỷ ban nhân dân quận Ba Đình", "quận Ba Đình"),
        ("Công an huyện Ba Vì", "huyện Ba Vì"),
        ("CAQ Ba Đình", "Q Ba Đình"),
        ("CATX Sơn Tây", "TX Sơn Tây"),
        ("CA Q. Ba Đình", "Q. Ba Đình"),
        ("Công an", "Công an"),
        ("Cao Bằng", "Cao Bằng"),
        ("Cà Mau", "Cà Mau"),
    ],
)
def test_the_committee_and_the_police_of_an_area_are_told_from_its_name(written, left):
    assert without_office(written) == left


@pytest.mark.parametrize(
    ("written", "name", "place"),
    [
        ("Ba Đình, Hà Nội", "Ba Đình", "Hà Nội"),
        ("Ba Đình - TP Hà Nội", "Ba Đình", "TP Hà Nội"),
        ("Ba Đình (Hà Nội).", "Ba Đình", "Hà Nội"),
        ("Mê Linh thuộc Vĩnh Phúc", "Mê Linh", "Vĩnh Phúc"),
        ("xã A, huyện B, TP C", "xã A, huyện B", "TP C"),
        ("Hoàn-Kiếm", "Hoàn-Kiếm", ""),
        ("(Hà Nội)", "(Hà Nội)", ""),
    ],
)
def test_the_place_after_a_name_is_told_from_it(written, name, place):
    assert placed(written) == (name, place)


@pytest.mark.parametrize(
    "cell", ["Tây Hồ, Cầu Giấy", "Tây Hồ và Cầu Giấy", "Tây Hồ – Cầu Giấy", "Tây Hồ/Cầu Giấy"]
)  # fmt: skip
def test_two_names_in_one_cell_are_two_pieces(cell):
    assert pieces(cell) == ["Tây Hồ", "Cầu Giấy"]


@pytest.mark.parametrize(
    ("name", "clause"),
    [
        ("\u041d\u043eàn Kiếm", "có chữ “\u041d” của bảng chữ cái khác"),
        ("\u202aHoàn Kiếm\u202c", "có ký tự ẩn"),
        ("Ho\u0300an Kiếm 1", ""),
        ("北京", "có chữ “北” của bảng chữ cái khác"),
    ],
)
def test_a_name_that_only_looks_right_is_told_why(name, clause):
    assert strangeness(name) == clause


@given(st.text(alphabet="1.)(*-•:,;“ aB", max_size=30))
def test_taking_the_marks_off_comes_to_an_end_and_adds_nothing(text):
    assert len(unwrapped(text)) <= len(text)
