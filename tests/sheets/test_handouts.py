"""Workbooks handed out: what is locked, hidden, bounded, and known again afterwards."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest

from sheets.handout_reading import is_handout, read_handout
from sheets.handout_writer import write_handout
from sheets.handouts import Ask, Blank, Column, Handout, Line, Look
from sheets.problems import Refused
from sheets.readers import read_workbook
from tests.sheets.annex import annex

DAY = datetime.datetime(2021, 4, 1)
COLUMNS = (
    Column("Chỉ tiêu", 40),
    Column("Kỳ này", 12, "value"),
    Column("Ghi chú", 20, "note"),
)


def line(key: str, value: Blank, look: Look = Look.PLAIN) -> Line:
    return Line(key, (f"Chỉ tiêu {key}", value, Blank(f"{key}.note", Ask.TEXT)), look)


def handout(*lines: Line) -> bytes:
    made = Handout(
        "Nhập", ("BIỂU", "(Theo kế hoạch)"), ("Chỉ ghi ô vàng.",), COLUMNS, lines,
        {"loại": "thử"},
    )  # fmt: skip
    return write_handout(made, created=DAY)


TWO = (
    line("a", Blank("a", Ask.COUNT, "30", 30, 7)),
    line("b", Blank("b", Ask.COUNT, below="a"), Look.PART),
)


def opened(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data))


def changed(data: bytes, change) -> bytes:
    book = opened(data)
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def taken(data: bytes):
    return read_handout(read_workbook(data))


def said(data: bytes) -> dict[str, object]:
    return {blank.id: blank.cell.value for blank in taken(data).blanks}


def test_what_goes_out_comes_back_with_its_names_and_versions():
    found = taken(handout(*TWO))

    first = next(blank for blank in found.blanks if blank.id == "a")
    assert (first.cell.value, first.version, first.base) == (30, 7, "30")
    assert found.about == {"loại": "thử"}
    assert said(handout(*TWO)) == {"a": 30, "a.note": None, "b": None, "b.note": None}


def test_the_same_handout_gives_the_same_bytes():
    assert handout(*TWO) == handout(*TWO)


def test_the_machines_sheet_is_very_hidden_and_the_page_is_locked():
    book = opened(handout(*TWO))

    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible", "veryHidden"]
    assert all(sheet.protection.sheet for sheet in book.worksheets)


def test_a_heading_stands_over_its_lines_and_has_no_cell_to_fill():
    data = handout(Line("", ("Quận Hoàn Kiếm",), Look.HEADING), *TWO)

    assert len(taken(data).blanks) == 4
    assert "Quận Hoàn Kiếm" in [cell.value for cell in opened(data).worksheets[0]["B"]]


@pytest.mark.parametrize(
    ("blank", "kind", "first"),
    [
        (Blank("a", Ask.COUNT, least=1), "whole", "1"),
        (Blank("a", Ask.DECIMAL, "1.5", Decimal("1.5")), "decimal", "0"),
        (Blank("a", Ask.CHOICE, choices=("Có", "Không")), "list", '"Có,Không"'),
        (Blank("a", Ask.TEXT, longest=9), "textLength", "9"),
    ],
)
def test_a_cell_is_bounded_by_what_it_asks(blank, kind, first):
    rules = opened(handout(line("a", blank))).worksheets[0].data_validations

    rule = next(r for r in rules.dataValidation if r.type == kind)

    assert rule.formula1 == first
    assert rule.showErrorMessage


def test_a_part_is_bounded_by_its_whole():
    page = opened(handout(*TWO)).worksheets[0]
    whole = next(blank for blank in taken(handout(*TWO)).blanks if blank.id == "a")

    rule = next(r for r in page.data_validations.dataValidation if r.formula2)

    letter, number = whole.cell.address[0], whole.cell.row
    assert rule.formula2 == f"${letter}${number}"


def test_a_closed_cell_is_shown_and_cannot_be_typed_in():
    closed = line("a", Blank("a", Ask.COUNT, "30", 30, is_open=False))

    page = opened(handout(closed)).worksheets[0]

    cell = next(c for row in page.iter_rows() for c in row if c.value == 30)
    assert cell.protection.locked


def test_rows_in_another_order_are_read_by_their_names():
    def swap(book):
        page = book.worksheets[0]
        rows = {page.cell(n, 1).value: n for n in range(1, page.max_row + 1)}
        for column in range(1, page.max_column + 1):
            first, second = page.cell(rows["a"], column), page.cell(rows["b"], column)
            first.value, second.value = second.value, first.value

    assert said(changed(handout(*TWO), swap)) == said(handout(*TWO))


def test_a_column_put_in_before_all_others_moves_nothing():
    moved = changed(handout(*TWO), lambda book: book.worksheets[0].insert_cols(1))

    assert said(moved) == said(handout(*TWO))


def test_a_renamed_page_is_still_the_page():
    def rename(book):
        book.worksheets[0].title = "Gửi Thư ký"

    assert taken(changed(handout(*TWO), rename)).sheet == "Gửi Thư ký"


def test_a_row_that_was_taken_out_is_told_and_the_rest_is_read():
    def cut(book):
        page = book.worksheets[0]
        page.delete_rows(next(c.row for c in page["A"] if c.value == "b"))

    found = taken(changed(handout(*TWO), cut))

    assert {blank.id for blank in found.blanks} == {"a", "a.note"}
    assert [(p.code, p.message[:4]) for p in found.notices] == [("W_MISSING", "2 ô ")]


def test_rows_out_of_sight_are_read_and_said():
    def hide(book):
        page = book.worksheets[0]
        row = next(c.row for c in page["A"] if c.value == "a")
        page.row_dimensions[row].hidden = True

    found = taken(changed(handout(*TWO), hide))

    assert [p.code for p in found.notices] == ["W_ROWS_HIDDEN"]
    assert said(changed(handout(*TWO), hide))["a"] == 30


def _no_hidden_sheet(book):
    del book["_bieu_mau"]


def _no_tokens(book):
    book.worksheets[0].delete_rows(1)


def _other_layout(book):
    book["_bieu_mau"]["B1"] = "99"


def _two_pages(book):
    book.copy_worksheet(book.worksheets[0])


def _two_rows_alike(book):
    page = book.worksheets[0]
    page.cell(page.max_row + 1, 1).value = "a"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_no_hidden_sheet, "không còn phần ẩn"),
        (_no_tokens, "không còn phần ẩn"),
        (_other_layout, "phiên bản khác"),
        (_two_pages, "hai trang|2 trang|trang nhập"),
        (_two_rows_alike, "bản chép của nhau"),
    ],
)
def test_what_does_not_hold_together_is_refused_and_never_guessed(change, told):
    with pytest.raises(Refused, match=told) as refused:
        taken(changed(handout(*TWO), change))

    assert refused.value.problems[0].code == "E_TEMPLATE"


def test_any_other_workbook_is_none_of_ours():
    assert not is_handout(read_workbook(annex()))
    assert is_handout(read_workbook(handout(*TWO)))
