"""Files in: every kind of cell, sheet and limit, through the bounded child."""

import datetime
import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter

from sheets.book import Kind, Merge, column_letter, column_number, number_from, position
from sheets.problems import Refused
from sheets.readers import iter_rows, read_workbook
from tests.sheets.annex import (
    FLAT,
    UNITS,
    annex,
    found_in,
    numbered,
    sheet_of,
    values,
    workbook,
)
from tests.sheets.made_files import (
    ODS_ROWS,
    SMALL,
    ods,
    refused,
    shared_strings,
)
from tests.sheets.test_hostile import FOLDER


def test_each_kind_of_cell_comes_out_as_what_it_is():
    def write(_, sheet):
        sheet.append(["chữ", 5, 10.5, True, datetime.date(2021, 3, 4), "#N/A", "=1+1"])
        sheet.append(
            [datetime.time(1, 30), datetime.datetime(2021, 3, 4, 5, 6), 0.1 + 0.2]
        )

    (sheet,) = read_workbook(workbook(write)).sheets

    found = [
        (cell.address, cell.kind, cell.value)
        for row in sheet.rows
        for cell in row.cells
    ]
    assert found == [
        ("A1", Kind.TEXT, "chữ"),
        ("B1", Kind.NUMBER, 5),
        ("C1", Kind.NUMBER, Decimal("10.5")),
        ("D1", Kind.BOOL, True),
        ("E1", Kind.DATE, "2021-03-04"),
        ("F1", Kind.ERROR, "#N/A"),
        ("G1", Kind.FORMULA, None),
        ("A2", Kind.DATE, "01:30:00"),
        ("B2", Kind.DATE, "2021-03-04 05:06:00"),
        ("C2", Kind.NUMBER, Decimal("0.3")),
    ]


def test_a_formula_with_a_stored_result_is_its_result():
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_worksheet("A").write_formula("A1", "=SUM(B1:B2)", None, 2300)
    book.close()

    (sheet,) = read_workbook(stream.getvalue()).sheets

    assert sheet.row(1).at(1).value == 2300


def test_merged_ranges_and_hidden_sheets_are_told():
    def write(book, sheet):
        sheet["B2"] = "gộp"
        sheet.merge_cells("B2:D3")
        book.create_sheet("Ẩn").sheet_state = "veryHidden"

    shown, hidden = read_workbook(workbook(write)).sheets

    assert shown.merged == (Merge(2, 2, 3, 4),)
    assert (shown.visible, hidden.visible, hidden.state) == (True, False, "veryHidden")


def test_a_file_is_read_from_its_path_as_from_its_bytes(tmp_path):
    path = tmp_path / "biểu.xlsx"
    path.write_bytes(annex())

    assert read_workbook(path) == read_workbook(annex())
    assert read_workbook(str(path), name="khac.xls") == read_workbook(annex())


def test_rows_stream_one_by_one_from_the_first_visible_sheet():
    def write(book, sheet):
        sheet.sheet_state = "hidden"
        sheet.append(["ẩn"])
        for row in numbered():
            book["Thật"].append(
                row
            ) if "Thật" in book.sheetnames else book.create_sheet("Thật").append(row)

    data = workbook(write)

    assert [row.number for row in iter_rows(data)] == list(range(1, 32))
    assert [row.at(1).value for row in iter_rows(data, sheet="Chỉ tiêu")] == ["ẩn"]


def test_a_stream_may_be_left_in_the_middle():
    rows = iter_rows(sheet_of([FLAT, *numbered()]))

    assert next(rows).number == 1
    assert rows.close() is None


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        ({"upload_bytes": 100}, "E_TOO_BIG"),
        ({"unpacked_bytes": 100}, "E_UNPACKED"),
        ({"parts": 3}, "E_PARTS"),
        ({"rows": 20}, "E_ROWS"),
        ({"columns": 2}, "E_COLUMNS"),
        ({"cells": 50}, "E_TOO_BIG"),
        ({"text": 10}, "E_TOO_BIG"),
        ({"merged": 2}, "E_TOO_BIG"),
        ({"depth": 2}, "E_BROKEN"),
        ({"sheets": 1}, "E_BROKEN"),
    ],
)
def test_each_limit_is_a_refusal_of_its_own(limits, code):
    assert refused(annex(), limits=replace(SMALL, **limits)).code == code


@pytest.mark.parametrize(
    ("limits", "codes"),
    [
        ({"seconds": 0}, {"E_TIME"}),
        ({"memory_bytes": 30_000_000}, {"E_MEMORY", "E_BROKEN"}),
        ({"upload_bytes": 100}, {"E_TOO_BIG"}),
    ],
)
def test_a_child_that_dies_is_a_refusal(limits, codes):
    with pytest.raises(Refused) as caught:
        read_workbook(annex(), limits=replace(SMALL, **limits))

    assert caught.value.problems[0].code in codes


def test_shared_strings_are_counted_and_measured():
    data = shared_strings("ngắn", "dài" * 10, "ba")

    assert refused(data, limits=replace(SMALL, strings=2)).code == "E_TOO_BIG"
    assert refused(data, limits=replace(SMALL, text=20)).code == "E_TOO_BIG"
    assert len(read_workbook(data).sheets[0].rows) == 3


def test_old_excel_and_libreoffice_files_are_read():
    old = (FOLDER / "A08_xls_as_xlsx.xlsx").read_bytes()

    assert values(found_in(old).one()) == UNITS
    assert read_workbook(old, name="cũ.xls").format == "xls"


@pytest.mark.parametrize(("code", "word"), [(0x07, "#DIV/0!"), (0x17, "#REF!")])
def test_an_error_in_an_old_file_is_not_a_blank(code, word):
    old = bytearray((FOLDER / "A08_xls_as_xlsx.xlsx").read_bytes())
    at = old.index(b"\x7e\x02\x0a\x00")  # the first stored number, in row 2
    old[at : at + 2] = b"\x05\x02"
    old[at + 10 : at + 12] = bytes([code, 1])

    cells = read_workbook(bytes(old)).sheets[0].row(2).cells

    assert [(c.kind, c.value) for c in cells if c.kind is Kind.ERROR] == [
        (Kind.ERROR, word)
    ]


def test_twenty_thousand_rows_fit_beside_their_header():
    limits = replace(SMALL, rows=31)

    (sheet,) = read_workbook(sheet_of([FLAT, *numbered()]), limits=limits).sheets

    assert len(sheet.rows) == 32


def test_addresses_and_letters_go_both_ways():
    for column in (1, 26, 27, 702, 703, 16384):
        assert column_number(column_letter(column)) == column
    assert position("$XFD$1048576") == (1_048_576, 16_384)


def test_a_number_is_what_the_sheet_shows():
    assert number_from("22.000000000000004") == 22
    assert number_from("1e308") == Decimal("1e308")
    assert number_from("NaN").is_nan()


def test_openpyxl_agrees_on_the_annex():
    book = openpyxl.load_workbook(io.BytesIO(annex()))

    (sheet, _) = read_workbook(annex()).sheets

    for row in book["Chỉ tiêu"].iter_rows():
        for cell in row:
            assert sheet.row(cell.row).at(cell.column).value == cell.value


def test_an_ods_is_read_with_dates_errors_and_hidden_sheets():
    (shown, hidden) = read_workbook(ods(ODS_ROWS), name="b.ods").sheets

    assert [(c.address, c.kind, c.value) for c in shown.rows[0].cells] == [
        ("A1", Kind.TEXT, "TT"),
        ("B1", Kind.NUMBER, Decimal("10.5")),
        ("C1", Kind.DATE, "2021-03-04"),
        ("D1", Kind.BOOL, True),
        ("E1", Kind.ERROR, "#DIV/0!"),
    ]
    assert hidden.state == "hidden"


@pytest.mark.parametrize(
    ("limits", "code"), [({"rows": 1}, "E_ROWS"), ({"columns": 2}, "E_COLUMNS")]
)
def test_an_ods_has_the_same_limits(limits, code):
    data = ods(ODS_ROWS * 3)

    assert refused(data, limits=replace(SMALL, **limits)).code == code


def test_an_ods_with_an_entity_or_without_sense_is_refused():
    assert refused(ods("<x/>", head="<!DOCTYPE a>")).code == "E_DOCTYPE"
    assert read_workbook(ods("", body="<a/>")).sheets == ()


def test_an_ods_with_a_far_cell_harms_nobody():
    far = (
        '<table:table-row table:number-rows-repeated="1048575"/>'
        '<table:table-row><table:table-cell table:number-columns-repeated="16383"/>'
        '<table:table-cell office:value-type="float" office:value="1"/></table:table-row>'
    )

    with pytest.raises(Refused) as caught:
        read_workbook(ods(far))

    assert caught.value.problems[0].code in {"E_ROWS", "E_MEMORY", "E_COLUMNS"}
