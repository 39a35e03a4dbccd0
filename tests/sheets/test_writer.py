import datetime
import io
from decimal import Decimal

import openpyxl
import pytest

from sheets.book import Kind
from sheets.readers import read_workbook
from sheets.writer import Field, Printout, Style, write_csv, write_xlsx
from tests.sheets.annex import TITLES, UNITS, found_in, numbered, values

CREATED = datetime.datetime(2021, 1, 21, 8, 0)
FIELDS = (
    Field("TT", 6, Style.COUNT),
    Field("Đơn vị", 28),
    Field("Số vụ án", 14, Style.COUNT, "Chỉ tiêu năm 2021", summed=True),
    Field("Hồ sơ cai nghiện", 14, Style.COUNT, "Chỉ tiêu năm 2021", summed=True),
)
PAYLOADS = [
    "=1+1",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "=cmd|' /C calc'!A0",
]


def printed(rows, **options):
    page = Printout("Biểu", FIELDS, rows, TITLES, "Tổng", numbered=True, **options)
    return write_xlsx([page], created=CREATED, title="Biểu chỉ tiêu")


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def test_what_is_printed_is_read_back_with_its_total():
    table = found_in(printed(numbered())).one()

    assert values(table) == UNITS
    assert [table.cell(table.total, key).value for key in ("cases", "rehab_files")] == [
        2300,
        900,
    ]


def test_a_total_is_a_living_formula():
    sheet = opened(printed(numbered()))

    assert (sheet["C38"].value, sheet["D38"].value) == ("=SUM(C7:C37)", "=SUM(D7:D37)")


def test_a_column_nobody_reported_has_no_total():
    sheet = opened(printed([[1, "Ba Vì", 5, None]]))

    assert sheet["D8"].value is None


def test_the_page_is_ready_for_the_printer():
    sheet = opened(printed(numbered(), notes=("Ghi chú",)))

    setup = sheet.page_setup
    assert (setup.orientation, int(setup.paperSize), setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert sheet.print_title_rows == "$4:$6"
    assert sheet.print_area == "'Biểu'!$A$1:$D$39"
    assert sheet["C4"].value == "Chỉ tiêu năm 2021"
    assert "C4:D4" in map(str, sheet.merged_cells.ranges)


def test_the_same_table_gives_the_same_bytes():
    assert printed(numbered()) == printed(numbered())


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_never_becomes_a_formula(payload):
    cell = opened(printed([[1, payload, 1, 1]]))["B7"]

    assert cell.data_type == "s"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_in_a_csv_is_never_live(payload):
    text = write_csv([[payload]]).decode("utf-8-sig")

    assert text.lstrip('"').startswith("'")


def test_numbers_stay_numbers():
    row = [[1, "Ba Vì", -5, Decimal("12.5")]]

    sheet = opened(printed(row))

    assert (sheet["C7"].value, sheet["D7"].value) == (-5, 12.5)
    assert write_csv([[-5, Decimal("12.5"), "-", None, True]]) == (
        b'\xef\xbb\xbf-5,"12,5",-,,True\r\n'
    )


def test_dates_and_yes_or_no_are_shown_as_here():
    fields = (Field("Ngày", style=Style.DATE), Field("Đạt"))
    rows = [
        [datetime.date(2021, 1, 21), True],
        [CREATED.replace(tzinfo=datetime.UTC), False],
    ]

    (sheet,) = read_workbook(
        write_xlsx([Printout("A", fields, rows)], created=CREATED)
    ).sheets

    assert [cell.value for cell in sheet.row(2).cells] == ["2021-01-21", "Có"]
    assert [cell.kind for cell in sheet.row(3).cells] == [Kind.DATE, Kind.TEXT]
    assert write_csv([[datetime.date(2021, 1, 2)]]).endswith(b"02/01/2021\r\n")


def test_tabs_get_names_a_workbook_allows():
    pages = [Printout(name, FIELDS[:1], []) for name in ("A/B*", "a b", "", "x" * 40)]

    names = openpyxl.load_workbook(
        io.BytesIO(write_xlsx(pages, created=CREATED))
    ).sheetnames

    assert names == ["A B", "a b (2)", "Trang", "x" * 31]


def test_control_characters_and_endless_text_are_cut():
    sheet = opened(printed([[1, "a\x0bb" + "c" * 40_000, 1, 1]]))

    assert sheet["B7"].value.startswith("a bc")
    assert len(sheet["B7"].value) == 32_767


def test_every_csv_written_is_read_back():
    data = write_csv([["TT", "Đơn vị"], [1, "=1"], [2, "–"]], delimiter=";")

    (sheet,) = read_workbook(data).sheets

    assert [cell.value for row in sheet.rows for cell in row.cells] == [
        "TT", "Đơn vị", "1", "=1", "2", "–",
    ]  # fmt: skip
