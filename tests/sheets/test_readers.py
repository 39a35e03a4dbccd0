import datetime
import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter

from sheets.book import Kind, Merge, column_letter, column_number, number_from, position
from sheets.child import messages
from sheets.limits import Limits
from sheets.lines import problem_from
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
from tests.sheets.test_hostile import FOLDER

SMALL = Limits()
ODS_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "table", "text", "style")
)
ODS_ROWS = (
    '<table:table-row><table:table-cell office:value-type="string"><text:p>TT</text:p>'
    '</table:table-cell><table:table-cell office:value-type="float" office:value="10.5"/>'
    '<table:table-cell office:value-type="date" office:date-value="2021-03-04"/>'
    '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
    '<table:table-cell office:value-type="string"><text:p>#DIV/0!</text:p>'
    "</table:table-cell></table:table-row>"
)
ROW = '<row r="{0}"><c r="A{0}"><v>{0}</v></c></row>'


def refused(data, *, limits=SMALL, name=""):
    """The first problem the child tells of these bytes."""
    told = messages(data, limits, name=name)
    return next(problem_from(line) for line in told if line[0] == "problem")


def repacked(data, *, drop=(), add=None, **changed):
    """The same zip with parts dropped, added or replaced by their base name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.namelist():
            stem = part.rpartition("/")[2].partition(".")[0]
            if part not in drop:
                new.writestr(part, changed.get(stem, old.read(part)))
        for part, content in (add or {}).items():
            new.writestr(part, content)
    return stream.getvalue()


def shared_strings(*texts):
    """A workbook written the way Excel does, its texts in a table of their own."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_worksheet("A").write_column(0, 0, texts)
    book.close()
    return stream.getvalue()


def ods(rows, *, head="", body=""):
    """A LibreOffice workbook: a shown sheet with these rows and a hidden one."""
    inner = body or (
        f'<table:table table:name="S">{rows}</table:table>'
        f'<table:table table:name="T" table:style-name="h">{ODS_ROWS}</table:table>'
    )
    content = (
        f'<?xml version="1.0"?>{head}<office:document-content {ODS_NAMES}>'
        '<office:automatic-styles><style:style style:name="h" style:family="table">'
        '<style:table-properties table:display="false"/>'
        "</style:style></office:automatic-styles>"
        f"<office:body><office:spreadsheet>{inner}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return stream.getvalue()


def with_sheet(body):
    """A workbook whose sheet has this XML inside <worksheet>."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return repacked(
        sheet_of([[1]]), sheet1=f'<worksheet xmlns="{main}">{body}</worksheet>'
    )


def rows_of(cells):
    return with_sheet(f'<sheetData><row r="1">{cells}</row></sheetData>')


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


def test_twenty_thousand_rows_fit_beside_their_header():
    limits = replace(SMALL, rows=31)

    (sheet,) = read_workbook(sheet_of([FLAT, *numbered()]), limits=limits).sheets

    assert len(sheet.rows) == 32


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


def test_a_pdf_or_old_file_under_another_name_is_refused_by_that_name():
    problem = refused(b"TT,a\n1,2\n", name="biểu.xlsx")

    assert problem.code == "E_NOT_XLSX"
    assert ".csv" in problem.message


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
