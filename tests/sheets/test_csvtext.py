"""A .csv in any Unicode, in Windows-1258 where nothing was lost; all else refused."""

from dataclasses import replace

import pytest

from sheets.book import Kind
from sheets.readers import read_workbook
from tests.sheets.made_files import SMALL, refused


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("TT,Đơn vị\n1,Ba Vì\n", "utf-8"),
        ("TT;Đơn vị\n1;Ba Vì\n", "utf-8-sig"),
        ("TT\tĐơn vị\n1\tBa Vì\n", "utf-16"),
        ('"TT","Đơn vị"\r\n"1","Ba Vì"\r\n', "utf-8"),
    ],
)
def test_a_csv_is_read_in_any_unicode_and_with_any_separator(text, encoding):
    (sheet,) = read_workbook(text.encode(encoding), name="biểu.csv").sheets

    assert [[c.value for c in row.cells] for row in sheet.rows] == [
        ["TT", "Đơn vị"],
        ["1", "Ba Vì"],
    ]


def test_a_csv_saved_under_windows_1258_is_read_when_no_letter_was_lost():
    data = "TT,Đơn vị\n1,Hoàn Kiê\u0301m\n".replace("ị", "i\u0323").encode("cp1258")

    (sheet,) = read_workbook(data).sheets

    assert [c.value for c in sheet.row(1).cells] == ["TT", "Đơn vị"]
    assert sheet.row(2).at(2).value == "Hoàn Kiếm"


@pytest.mark.parametrize(
    "data",
    [
        "TT,Hoàn Ki?m\n".encode("cp1258"),
        "TT,Hoàn Kiê\u0301m,Ð?ng\n".encode("cp1258", "replace"),
        b"TT,Ho\xb5n Ki\xd5m\n",
        "TT,Москва\n".encode("cp1251"),
    ],
)
def test_a_csv_of_another_code_page_or_with_lost_letters_is_refused(data):
    assert refused(data).code == "E_ENCODING"


def test_a_formula_in_a_csv_is_never_taken_for_text():
    (sheet,) = read_workbook(b"a,=1+1\n'=1,'x\n").sheets

    assert sheet.row(1).at(2).kind is Kind.FORMULA
    assert [cell.value for cell in sheet.row(2).cells] == ["=1", "'x"]


@pytest.mark.parametrize(
    ("limits", "code"),
    [({"rows": 1}, "E_ROWS"), ({"columns": 1}, "E_COLUMNS"), ({"cells": 3}, "E_TOO_BIG"), ({"text": 3}, "E_TOO_BIG")],
)  # fmt: skip
def test_a_csv_has_the_same_limits(limits, code):
    data = b"aaaaaaa,b\nc,d\ne,f\n"

    assert refused(data, limits=replace(SMALL, **limits)).code == code


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_told_by_its_zeros(order):
    data = "TT;Đơn vị\n1;Ba Vì\n".encode(order)

    assert read_workbook(data).sheets[0].rows[1].at(2).value == "Ba Vì"


def test_half_a_letter_of_utf_16_is_no_text():
    data = "1;2;3;4\n".encode("utf-16-le") + b"\x00\xd8"

    assert refused(data).code == "E_NOT_XLSX"


def test_utf_32_and_letters_lost_as_question_marks_are_refused():
    assert refused("TT;Đơn vị\n".encode("utf-32")).code == "E_ENCODING"
    assert refused(b"?on v?;S? v? an;H? so cai nghi?n\n").code == "E_ENCODING"


def test_a_constant_written_as_a_formula_is_its_text():
    (row,) = read_workbook(b'"=""0118""",=1+1\n').sheets[0].rows

    assert [(cell.kind, cell.value) for cell in row.cells] == [
        (Kind.TEXT, "0118"),
        (Kind.FORMULA, None),
    ]
