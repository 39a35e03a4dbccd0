"""Quota tables with rows that name nobody, somebody twice, or several at once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.intake.office_books_names import asked
from tests.intake.office_books_units import (
    FLAT_SHEET,
    TURNED,
    Book,
    loaded,
    official_figures,
    refusals,
    said_of,
    stored,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "again", ["Tây Hồ", "Q. Tây Hồ", "TÂY HỒ", "UBND quận Tây Hồ", "5. Tây Hồ (*)"]
)
def test_a_unit_written_twice_is_refused_however_it_is_written(tmp_path, again):
    book = Book().named({"Cầu Giấy": again})

    done = asked(tmp_path, book)

    cell = book.cell("Cầu Giấy")
    assert refusals(done) == [("E_UNIT_DUPLICATE", cell)]
    assert said_of(done, cell) == (
        f"Ô {cell}: “{again}” trùng đơn vị với dòng 9; hãy để lại một dòng."
    )


@pytest.mark.parametrize(
    "cell",
    [
        "Tây Hồ, Cầu Giấy",
        "Tây Hồ và Cầu Giấy",
        "Q. Tây Hồ + Q. Cầu Giấy",
        "Tây Hồ/Cầu Giấy",
    ],
)
def test_two_units_in_one_cell_are_to_be_taken_apart(tmp_path, cell):
    book = Book().named({"Tây Hồ": cell})

    done = asked(tmp_path, book)

    assert refusals(done) == [("E_UNIT_AMBIGUOUS", "B9")]
    assert said_of(done, "B9") == (
        f"Ô B9: “{cell}” gộp nhiều đơn vị (Quận Tây Hồ và Quận Cầu Giấy); "
        "hãy tách mỗi đơn vị một dòng."
    )
    assert done.answer["unmatched"] == []


def test_a_table_in_a_font_of_old_is_one_refusal_and_not_thirty(tmp_path):
    old = {"Đống Đa": "Ñoáng Ña", "Hoàn Kiếm": "Hoaøn Kieám", "Ba Đình": "Ba Ñình"}

    done = asked(tmp_path, Book().named(old))

    assert refusals(done) == [("E_TCVN3", "B5")]
    assert "VNI; hãy chuyển tệp sang Unicode" in said_of(done, "B5")


def test_a_name_with_an_identity_number_is_refused_without_repeating_it(tmp_path):
    book = Book().named({"Tây Hồ": "Tây Hồ - Nguyễn Văn A, CCCD 001085012345"})

    done = asked(tmp_path, book)

    assert refusals(done) == [("E_PERSONAL", "B9")]
    assert "001085012345" not in done.said + said_of(done, "B9")


def test_a_row_of_figures_without_a_name_and_one_of_nonsense_are_both_told(tmp_path):
    book = Book(FLAT_SHEET).named({"Tây Hồ": None, "Ba Vì": "x" * 5000})
    book.named({"Mê Linh": "<img src=x onerror=alert(1)>", "Ba Đình": "#N/A"})

    done = asked(tmp_path, book)

    assert refusals(done) == [
        ("E_ERROR_CELL", "B5"),
        ("E_UNIT_BLANK", "B6"),
        ("E_UNIT_UNKNOWN", "B19"),
        ("E_UNIT_UNKNOWN", "B31"),
    ]
    assert f"“{'x' * 99}…”" in said_of(done, "B19")


def test_an_agency_of_the_city_may_be_given_a_quota_and_a_stranger_may_not(tmp_path):
    book = Book(TURNED).and_row("Sở Y tế", None, 5).and_row("Bệnh viện 09", None, 7)

    done = asked(tmp_path, book)
    book.rows.pop()
    loaded(book.save(tmp_path / "dung.xlsx"))

    assert refusals(done) == [("E_UNIT_UNKNOWN", "E34")]
    assert stored() == official_figures() | {("Sở Y tế", "files"): Decimal(5)}
