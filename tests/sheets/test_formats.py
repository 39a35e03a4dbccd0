import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
import tablib
from import_export.formats.base_formats import BINARY_FORMATS

from sheets.book import Workbook
from sheets.formats import CSV, FORMATS, XLSX, dataset_from
from sheets.problems import Refused
from tests.sheets.annex import FLAT, UNITS, numbered, sheet_of
from tests.sheets.test_hostile import FOLDER

DATA = tablib.Dataset(
    ("d002", "=1+1", 118, Decimal("12.5"), None),
    ("d007", "–", 0, 2.5, datetime.date(2021, 1, 21)),
    headers=["code", "name", "cases", "share", "day"],
)


@pytest.mark.parametrize("form", FORMATS)
def test_a_format_names_itself_and_reads_bytes(form):
    made = form("utf-8")

    assert made.get_extension() == made.get_title()
    assert made.is_binary()
    assert made.get_read_mode() == "rb"
    assert made.can_import()
    assert made.can_export()
    assert "/" in made.get_content_type()


def test_numbers_reach_the_sheet_as_numbers():
    sheet = openpyxl.load_workbook(io.BytesIO(XLSX().export_data(DATA))).worksheets[0]

    row = [cell.value for cell in sheet[2]]

    assert row == ["d002", "=1+1", 118, 12.5, None]
    assert sheet["B2"].data_type == "s"
    assert XLSX in BINARY_FORMATS


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_exported_is_imported_and_exported_the_same(form):
    once = form().export_data(DATA)

    again = form().export_data(form().create_dataset(once))

    first = form().create_dataset(once)
    assert first.headers == DATA.headers
    assert first["name"] == ["=1+1", "–"]
    assert form().create_dataset(again).dict == first.dict


def test_a_list_is_read_whole_from_the_first_visible_sheet():
    dataset = XLSX().create_dataset(sheet_of([[], FLAT, [], *numbered()]))

    assert len(dataset) == 31
    assert dataset[0] == (1, *UNITS[0])
    assert dataset[30] == (31, "Phòng PC04", 70, "")


def test_the_far_cell_that_exhausts_the_library_is_refused():
    data = (FOLDER / "B15_cell_at_last_corner.xlsx").read_bytes()

    with pytest.raises(Refused) as caught:
        XLSX().create_dataset(data)

    assert caught.value.problems[0].code == "E_ROWS"
    assert "XFD1048576" in str(caught.value)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "E_NO_TABLE"),
        ([["a", "a"], [1, 2]], "E_HEADER_DUPLICATE"),
        ([["a", "b"], [1, "=B9"]], "E_FORMULA_NOCACHE"),
        ([["a", "b"], [1, "#REF!"]], "E_ERROR_CELL"),
    ],
)
def test_a_list_that_cannot_be_trusted_is_refused(rows, code):
    with pytest.raises(Refused) as caught:
        XLSX().create_dataset(sheet_of(rows))

    assert caught.value.problems[0].code == code


def test_a_workbook_without_sheets_has_no_list():
    with pytest.raises(Refused):
        dataset_from(Workbook(()))


def test_a_csv_is_no_excel_file():
    with pytest.raises(Refused) as caught:
        XLSX().create_dataset(CSV().export_data(DATA))

    assert "không phải .xlsx" in str(caught.value)
