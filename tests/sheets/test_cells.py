from decimal import Decimal

import pytest

from sheets.book import Cell, Kind
from sheets.cells import ReadingKind, name_problem, read_count, read_decimal, read_text


def cell(kind, value=None):
    return Cell(6, 3, kind, value)


@pytest.mark.parametrize(
    ("written", "kind", "value"),
    [
        (cell(Kind.NUMBER, 118), ReadingKind.VALUE, 118),
        (cell(Kind.NUMBER, 0), ReadingKind.VALUE, 0),
        (cell(Kind.TEXT, "2.300"), ReadingKind.VALUE, 2300),
        (cell(Kind.BLANK), ReadingKind.BLANK, None),
        (cell(Kind.TEXT, " \u00a0"), ReadingKind.BLANK, None),
        (cell(Kind.TEXT, "\u2009"), ReadingKind.BLANK, None),
        (cell(Kind.TEXT, "\u200b"), ReadingKind.BLANK, None),
        (cell(Kind.TEXT, "–"), ReadingKind.NONE, None),
        (cell(Kind.TEXT, "-"), ReadingKind.NONE, None),
    ],
)
def test_blank_dash_zero_and_number_are_four_answers(written, kind, value):
    reading = read_count(written)

    assert (reading.kind, reading.value, reading.problem) == (kind, value, None)


@pytest.mark.parametrize(
    ("written", "code", "said"),
    [
        (cell(Kind.FORMULA), "E_FORMULA_NOCACHE", "là công thức chưa có kết quả"),
        (cell(Kind.ERROR, "#REF!"), "E_ERROR_CELL", "#REF!"),
        (cell(Kind.DATE, "2021-03-04"), "E_DATE", "04/03/2021"),
        (cell(Kind.DATE, "2021-03-04 01:30:00"), "E_DATE", "04/03/2021 01:30:00"),
        (cell(Kind.DATE, "01:30:00"), "E_DATE", "01:30:00"),
        (cell(Kind.DATE, "1 day, 6:00:00"), "E_DATE", "“1 ngày 6:00:00”"),
        (cell(Kind.BOOL, True), "E_NUMBER", "TRUE"),
        (cell(Kind.BOOL, False), "E_NUMBER", "FALSE"),
        (cell(Kind.NUMBER, Decimal("1E+308")), "E_NUMBER", "12 chữ số"),
        (cell(Kind.NUMBER, Decimal("NaN")), "E_NUMBER", "không phải là số"),
        (cell(Kind.NUMBER, Decimal("10.5")), "E_FRACTION", "“10,5” là số lẻ"),
        (cell(Kind.NUMBER, -5), "E_NEGATIVE", "số âm"),
        (cell(Kind.TEXT, "x" * 5_000), "E_NUMBER", "…”"),
    ],
)
def test_a_bad_cell_is_named_with_what_to_do(written, code, said):
    problem = read_count(written, sheet="Biểu").problem

    assert (problem.code, problem.cell, problem.row, problem.sheet) == (
        code,
        "C6",
        6,
        "Biểu",
    )
    assert problem.message.startswith("Ô C6")
    assert said in problem.message
    assert len(problem.message) < 250


def test_decimals_are_read_where_they_are_allowed():
    assert read_decimal(cell(Kind.TEXT, "12,5")).value == Decimal("12.5")
    assert read_decimal(cell(Kind.NUMBER, Decimal("0.15"))).value == Decimal("0.15")


@pytest.mark.parametrize(
    "written", [cell(Kind.TEXT, "0,125"), cell(Kind.NUMBER, Decimal(1) / 3)]
)
def test_a_decimal_finer_than_can_be_kept_is_not_rounded_unseen(written):
    problem = read_decimal(written).problem

    assert (problem.code, problem.cell) == ("E_FRACTION", "C6")
    assert "có quá 2 chữ số sau dấu phẩy; hãy làm tròn" in problem.message


def test_a_name_is_one_line_in_composed_letters():
    written = cell(Kind.TEXT, "\u00a0Hoa\u0300n_x000D_ \n Kiê\u0301m ")

    assert read_text(written) == "Hoàn Kiếm"
    assert read_text(cell(Kind.BLANK)) == ""


def test_an_error_or_an_empty_formula_is_no_name():
    assert name_problem(cell(Kind.ERROR, "#N/A")).code == "E_ERROR_CELL"
    assert name_problem(cell(Kind.FORMULA)).code == "E_FORMULA_NOCACHE"
    assert name_problem(cell(Kind.NUMBER, 5)) is None
