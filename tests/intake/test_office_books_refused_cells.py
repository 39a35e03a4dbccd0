"""Quota tables with cells that are no clear figure, the whole way through.

Each is refused with where it is and how to mend it; all at once, and nothing is
written then (arithmetic, §6).
"""

from __future__ import annotations

import datetime as dt

import pytest

from tests.intake.office_books_figures import allow_decimals, down, refused
from tests.intake.office_books_units import (
    FLAT_SHEET,
    TURNED,
    Book,
    loaded,
    official_figures,
    refusals,
    said_of,
    stored,
    stored_as,
)
from tests.intake.papers import send

pytestmark = pytest.mark.django_db
NUMBERS = ("2,300", "+5", "5/10", "≥5", "~5", "5-7", "(5)", "5²", "٢٣", "½", "1e3")
WORDS = ("XVIII", "5 vụ", "khoảng 5", "l04", "5 người", "2300đ", "5%", "2_300", "1.5")
SILENT = ("…", "...", "x", "X", "không", "không có", "N/A", "đang tổng hợp", "--", '"')
UNCLEAR = (*NUMBERS, *WORDS, *SILENT)


def test_everything_that_is_no_clear_number_is_told_at_once_each_at_its_cell(tmp_path):
    book = Book(FLAT_SHEET).with_figures(down(UNCLEAR))

    done = refused(book.save(tmp_path / "khong-ro.xlsx"))

    cells = [f"C{row}" for row in range(2, 2 + len(UNCLEAR))]
    assert refusals(done) == [("E_NUMBER", cell) for cell in cells]
    assert "không rõ dấu phẩy là hàng nghìn hay thập phân" in said_of(done, "C2")
    assert said_of(done, "C14") == (
        "Ô C14: “5 vụ” không phải là một số rõ ràng; "
        "hãy chỉ gõ số như 2300 hoặc 2.300, bỏ chữ đi kèm."
    )
    assert said_of(done, "C29") == (
        "Ô C29: “đang tổng hợp” không phải là một số rõ ràng; "
        "hãy gõ một số, gõ - nếu không có, để trống nếu chưa có số liệu."
    )


@pytest.mark.parametrize(
    ("written", "code", "said"),
    [
        (-3, "E_NEGATIVE", "“-3” là số âm"),
        ("−5", "E_NEGATIVE", "“−5” là số âm"),
        ("- 5", "E_NEGATIVE", "“- 5” là số âm"),
        (10.5, "E_FRACTION", "“10,5” là số lẻ"),
        ("10,5", "E_FRACTION", "“10,5” là số lẻ"),
        (0.1 + 0.2, "E_FRACTION", "“0,3” là số lẻ"),
        (5.0000000001, "E_FRACTION", "“5,0000000001” là số lẻ"),
        (1e308, "E_NUMBER", "“1E+308” dài quá 12 chữ số"),
        (12345678901234567890, "E_NUMBER", "dài quá 12 chữ số"),
        ("1234567890123", "E_NUMBER", "dài quá 12 chữ số"),
        (True, "E_NUMBER", "“TRUE” không phải là số"),
        (False, "E_NUMBER", "“FALSE” không phải là số"),
        (dt.date(2021, 3, 4), "E_DATE", "“04/03/2021” là ngày hoặc giờ"),
        (dt.datetime(2021, 3, 4, 8, 30), "E_DATE", "“04/03/2021 08:30:00” là ngày"),
        (dt.time(1, 30), "E_DATE", "“01:30:00” là ngày hoặc giờ"),
        (dt.timedelta(hours=30), "E_DATE", "“1 ngày 6:00:00” là ngày hoặc giờ"),
        ("=100+18", "E_FORMULA_NOCACHE", "là công thức chưa có kết quả"),
        ("x" * 5_000, "E_NUMBER", "…” không phải là một số rõ ràng"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_with_its_reason(
    tmp_path, written, code, said
):
    book = Book(TURNED).with_figures({("Tây Hồ", "cases"): written})

    done = refused(book.save(tmp_path / "sai.xlsx"))

    cell = book.cell("Tây Hồ", "cases")
    assert refusals(done) == [(code, cell)]
    assert said in said_of(done, cell)
    assert "hãy" in said_of(done, cell)


@pytest.mark.parametrize("form", ["dd/mm/yyyy", "mmm", "[h]:mm", "[$-42A]dd/mm/yyyy"])
def test_a_number_shown_as_a_date_is_no_number(tmp_path, form):
    def dress(sheet) -> None:
        sheet["C9"].number_format = form

    done = refused(Book().save(tmp_path / "ngay.xlsx", dress))

    assert refusals(done) == [("E_DATE", "C9")]
    assert "hãy đổi định dạng ô sang Số" in said_of(done, "C9")


def test_errors_of_every_kind_are_named_stored_or_typed(tmp_path):
    path = (
        Book().with_figures({("Mê Linh", "cases"): "#N/A"}).save(tmp_path / "loi.xlsx")
    )
    kinds = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#SPILL!")
    cells = {
        f"C{row}": f'<c r="C{row}" t="e"><f>1/0</f><v>{kind}</v></c>'
        for row, kind in enumerate(kinds, start=5)
    }

    done = refused(stored_as(path, cells))

    assert refusals(done) == [("E_ERROR_CELL", cell) for cell in (*cells, "C34")]
    assert said_of(done, "C6") == (
        "Ô C6 đang báo lỗi “#DIV/0!”; hãy sửa công thức hoặc gõ số."
    )


def test_one_figure_merged_over_several_units_is_nobodys(tmp_path):
    others = {("Hai Bà Trưng", "cases"): None, ("Đống Đa", "cases"): None}
    book = Book(TURNED).with_figures(others)

    done = refused(book.save(tmp_path / "gop.xlsx", lambda s: s.merge_cells("D2:D4")))

    assert refusals(done) == [("E_NUMBER", "D2")]
    assert said_of(done, "D2") == (
        "Ô D2 gộp chung đến ô D4 cho nhiều số liệu; "
        "hãy bỏ gộp ô rồi ghi số của từng đơn vị."
    )


def test_a_figure_merged_with_a_column_nobody_reads_is_the_units_own(tmp_path):
    book = Book(TURNED)

    loaded(book.save(tmp_path / "gop.xlsx", lambda s: s.merge_cells("B2:C2")))

    assert stored() == official_figures()


def test_formulas_nobody_computed_are_told_one_by_one(tmp_path):
    path = Book().save(tmp_path / "chua-tinh.xlsx")
    cells = {
        "C5": '<c r="C5"><f>100+18</f></c>',
        "C6": '<c r="C6"><f t="array" ref="C6">SUM(156)</f></c>',
        "C36": '<c r="C36"><f>SUM(C5:C35)</f></c>',
        "D8": '<c r="D8" t="b"><f>TRUE</f><v>1</v></c>',
        "D9": '<c r="D9"><v>1E999</v></c>',
    }

    done = refused(stored_as(path, cells))

    assert {cell: code for code, cell in refusals(done)} == {
        "C5": "E_FORMULA_NOCACHE",
        "C6": "E_FORMULA_NOCACHE",
        "C36": "E_FORMULA_NOCACHE",
        "D8": "E_NUMBER",
        "D9": "E_NUMBER",
    }


def test_names_and_figures_are_complained_of_together_in_the_order_of_the_rows(
    tmp_path,
):
    book = Book().named({"Ba Đình": "Ba Dinh", "Tây Hồ": "Ba Vì"})
    book.with_figures({("Hoàn Kiếm", "files"): "45 hồ sơ", ("Mê Linh", "cases"): -1})

    done = refused(book.save(tmp_path / "nhieu.xlsx"))

    assert refusals(done) == [
        ("E_NUMBER", "D5"),
        ("E_UNIT_UNKNOWN", "B8"),
        ("E_UNIT_DUPLICATE", "B22"),
        ("E_NEGATIVE", "C34"),
    ]


def test_the_page_shows_every_bad_cell_and_marks_them_in_the_office_own_file(
    tmp_path, as_user
):
    book = Book().with_figures(down(("5 vụ", "5%", "…")))
    desk, path = as_user("quantri"), book.save(tmp_path / "sai.xlsx")

    page = send(desk, path)

    assert page.status_code == 422
    for cell in ("C5", "C6", "C7"):
        assert f'data-code="E_NUMBER" data-cell="{cell}"' in page.text
    assert stored() == {}


def test_a_figure_finer_than_can_be_kept_is_not_rounded_unseen(tmp_path):
    allow_decimals()
    book = Book(TURNED).with_figures(down(("0,125", 1 / 3, "0,12")))

    done = refused(book.save(tmp_path / "le.xlsx"))

    assert refusals(done) == [("E_FRACTION", "D2"), ("E_FRACTION", "D3")]
    assert said_of(done, "D2") == (
        "Ô D2: “0,125” có quá 2 chữ số sau dấu phẩy; hãy làm tròn."
    )
