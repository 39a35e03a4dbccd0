"""What no program wrote, or is no workbook, is refused by what it is."""

import io
import zipfile

import pytest

from sheets.readers import read_workbook
from tests.sheets.annex import (
    annex,
)
from tests.sheets.made_files import ROW, refused, repacked, rows_of, with_sheet


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ('<c r="A1" t="zzz"><v>5</v></c>', "A1"),
        ('<c r="A1"><v>abc</v></c>', "A1"),
        ('<c r="A1"><v>٣</v></c>', "A1"),
        ('<c r="A1" t="b"><v>7</v></c>', "A1"),
        ('<c r="A1" t="s"><v>99999</v></c>', "A1"),
        ('<c r="A1" t="s"><v>9999999999</v></c>', "A1"),
        ('<c r="A1" t="s"><v>-1</v></c>', "A1"),
        ('<c r="A2"><v>1</v></c>', "địa chỉ"),
        ('<c r="?"><v>1</v></c>', "địa chỉ"),
        ('<c r="B1"><v>1</v></c><c r="A1"><v>1</v></c>', "thứ tự"),
    ],
)
def test_a_cell_that_no_program_wrote_is_named(cells, said):
    problem = refused(rows_of(cells))

    assert problem.code == "E_BROKEN"
    assert said in problem.message


@pytest.mark.parametrize(
    "body",
    [
        f"<sheetData>{ROW.format(2)}{ROW.format(1)}</sheetData>",
        f"<sheetData>{ROW.format(1)}{ROW.format(1)}</sheetData>",
        '<sheetData><row r="x"/></sheetData>',
        '<sheetData/><mergeCells><mergeCell ref="zz"/></mergeCells>',
        "<sheetData>",
    ],
)
def test_rows_the_reader_would_drop_are_a_refusal(body):
    assert refused(with_sheet(body)).code == "E_BROKEN"


def test_rows_and_cells_without_addresses_are_counted():
    data = with_sheet(
        "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row></sheetData>"
    )

    (sheet,) = read_workbook(data).sheets

    assert [(c.address, c.value) for c in sheet.rows[0].cells] == [("A1", 1), ("B1", 2)]


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"", "E_NOT_XLSX", "trống"),
        (b"{\\rtf1", "E_NOT_XLSX", "RTF"),
        (b"PK\x05\x06" + bytes(18), "E_NOT_XLSX", "tệp nén"),
        (b"PK\x03\x04" + bytes(40), "E_BROKEN", "hỏng"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "E_NOT_XLSX",
            "Office bản cũ",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT".encode("utf-16-le"),
            "E_MACRO",
            "macro",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"),
            "E_BROKEN",
            "hỏng",
        ),
        (b"TT;\xd0\xf5n v\xec", "E_ENCODING", "Unicode"),
    ],
)
def test_what_is_no_workbook_is_called_by_what_it_is(data, code, said):
    problem = refused(data)

    assert problem.code == code
    assert said in problem.message


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"drop": ["[Content_Types].xml"]}, "E_BROKEN"),
        ({"drop": ["xl/_rels/workbook.xml.rels"]}, "E_BROKEN"),
        ({"drop": ["xl/worksheets/sheet1.xml"]}, "E_BROKEN"),
        ({"drop": ["xl/workbook.xml"]}, "E_NOT_XLSX"),
        ({"add": {"xl/vbaProject.bin": b"x"}}, "E_MACRO"),
        ({"add": {"XL/WORKBOOK.XML": b"x"}}, "E_BROKEN"),
        ({"add": {"docProps/extra.xml": b"<!DOCTYPE a><a/>"}}, "E_DOCTYPE"),
        ({"styles": b"<styleSheet>"}, "E_BROKEN"),
        ({"workbook": b"<workbook/>"}, "E_BROKEN"),
    ],
)
def test_a_workbook_with_a_part_missing_or_added_is_refused(changes, code):
    assert refused(repacked(annex(), **changes)).code == code


def test_a_zip_packed_in_a_rare_way_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")

    assert refused(stream.getvalue()).code == "E_BROKEN"


def test_a_pdf_or_old_file_under_another_name_is_refused_by_that_name():
    problem = refused(b"TT,a\n1,2\n", name="biểu.xlsx")

    assert problem.code == "E_NOT_XLSX"
    assert ".csv" in problem.message
