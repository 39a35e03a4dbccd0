"""Quota tables with names that are not quite the plan's: a question at the cell.

Never a new unit, never a guess.
"""

from __future__ import annotations

import datetime as dt

import pytest

from intake.unit_lists import SHIPPED, load_units
from tests import office
from tests.intake.office_books_names import asked, type_of
from tests.intake.office_books_units import FLAT_SHEET, NAMES, Book, refusals, said_of
from units.names import search_key

pytestmark = pytest.mark.django_db


def test_a_table_without_accents_is_asked_about_row_by_row_and_all_at_once(tmp_path):
    def bare(name: str) -> str:
        return search_key(name).title()

    done = asked(tmp_path, Book(FLAT_SHEET).named(bare))

    # "Thanh Oai" has no accents to lose.
    assert len(refusals(done)) == len(done.answer["unmatched"]) == 30
    assert said_of(done, "B5") == (
        "Ô B5: “Ba Dinh” không phải tên đơn vị của kế hoạch; "
        "có phải Quận Ba Đình không, hãy ghi đúng tên."
    )
    told = {p["cell"]: p["message"] for p in done.answer["problems"]}
    assert all(
        f"{type_of(name)} {name}" in told[f"B{row}"]
        for row, name in enumerate(NAMES[:30], start=2)
        if name != "Thanh Oai"
    )


@pytest.mark.parametrize(
    ("name", "written", "near"),
    [
        ("Hoàn Kiếm", "Hoàng Kiếm", "Quận Hoàn Kiếm hay Quận Hoàng Mai"),
        ("Đống Đa", "Đông Đa", "Quận Đống Đa hay Huyện Đông Anh"),
        ("Đông Anh", "Đống Anh", "Huyện Đông Anh hay Quận Đống Đa"),
        ("Mỹ Đức", "Mĩ Đức", "Huyện Mỹ Đức hay Huyện Hoài Đức"),
        ("Ba Đình", "1 Ba Đình", "Quận Ba Đình"),
        ("Hoàn Kiếm", "Hoàn‑Kiếm", "Quận Hoàn Kiếm"),
        ("Hoàn Kiếm", "Hoan Kiem District", "Quận Hoàn Kiếm"),
        ("Hoàn Kiếm", "Huyện Hoàn Kiếm", "Quận Hoàn Kiếm"),
        ("Hoàn Kiếm", "H. Hoàn Kiếm", "Quận Hoàn Kiếm"),
        ("Nam Từ Liêm", "Nam Từ Liêm (mới)", "Quận Nam Từ Liêm"),
        ("Phòng PC04", "Phòng PC47", "Phòng PC04"),
        ("Hoàn Kiếm", "002", "Quận Hoàn Kiếm (mã 002)"),
        ("Ba Đình", 1, "Quận Ba Đình (mã 001)"),
    ],
)
def test_a_name_that_is_nearly_one_is_a_question_with_candidates(
    tmp_path, name, written, near
):
    book = Book().named({name: written})

    done = asked(tmp_path, book)

    cell = book.cell(name)
    assert refusals(done) == [("E_UNIT_UNKNOWN", cell)]
    assert said_of(done, cell) == (
        f"Ô {cell}: “{written}” không phải tên đơn vị của kế hoạch; "
        f"có phải {near} không, hãy ghi đúng tên."
    )


@pytest.mark.parametrize(
    ("name", "written", "known"),
    [
        ("Nam Từ Liêm", "Từ Liêm", "Huyện Từ Liêm đã chia thành Quận Bắc Từ Liêm và"),
        ("Nam Từ Liêm", "H. Từ Liêm", "Nghị quyết 132/NQ-CP ngày 27/12/2013"),
        ("Hà Đông", "TP Hà Đông", "Thành phố Hà Đông đã thành Quận Hà Đông theo"),
        ("Sơn Tây", "Thành phố Sơn Tây", "đã chuyển thành Thị xã Sơn Tây theo"),
        ("Hà Đông", "Hà Tây", "Tỉnh Hà Tây đã nhập vào Thành phố Hà Nội từ ngày"),
        (
            "Mê Linh",
            "Mê Linh (Vĩnh Phúc)",
            "Huyện Mê Linh của kế hoạch thuộc Thành phố",
        ),
        ("Ba Vì", "Xã Ba Vì", "Xã Ba Vì thuộc Huyện Ba Vì"),
        ("Sóc Sơn", "TT Sóc Sơn", "Thị trấn Sóc Sơn thuộc Huyện Sóc Sơn"),
        ("Tây Hồ", "P. Phúc Xá", "Phường Phúc Xá thuộc Quận Ba Đình"),
        ("Tây Hồ", "Tỉnh Lào Cai", "Tỉnh Lào Cai là cấp tỉnh"),
        (
            "Tây Hồ",
            "T\u00e2y H\u1ed3\u202e",
            "(có ký tự ẩn); có phải Quận Tây Hồ không",
        ),
        ("Hoàn Kiếm", "\u041d\u043eàn Kiếm", "có chữ “\u041d” của bảng chữ cái khác"),
        ("Tây Hồ", "TP Hà Nội", "Thành phố Hà Nội là cấp tỉnh"),
    ],
)
def test_what_is_known_of_a_name_that_is_not_the_plans_is_told(
    tmp_path, name, written, known
):
    book = Book().named({name: written})

    done = asked(tmp_path, book)

    cell = book.cell(name)
    assert refusals(done) == [("E_UNIT_UNKNOWN", cell)]
    assert known in said_of(done, cell)
    assert "hãy" in said_of(done, cell)


def test_a_commune_of_the_reform_is_not_yet_there_for_a_plan_of_2021(tmp_path):
    load_units([SHIPPED / "hanoi_2025_communes.csv"], day=dt.date(2025, 7, 1))
    book = Book().named({"Tây Hồ": "Phường Tây Hồ", "Ba Vì": "Phường Hồng Hà"})

    done = asked(tmp_path, book)

    for name, unit in (("Tây Hồ", "Phường Tây Hồ"), ("Ba Vì", "Phường Hồng Hà")):
        told = f"({unit} chỉ có từ ngày 01/07/2025)"
        assert told in said_of(done, book.cell(name))


def test_a_unit_of_another_province_is_told_with_where_it_belongs(tmp_path):
    day = office.plan().document.issued_on
    load_units(
        [SHIPPED / f"nghean_2016_{level}.csv" for level in ("districts", "communes")],
        day=day,
    )
    book = Book().named({"Tây Hồ": "Huyện Nam Đàn"})

    done = asked(tmp_path, book)

    assert "(Huyện Nam Đàn thuộc Tỉnh Nghệ An)" in said_of(done, book.cell("Tây Hồ"))
