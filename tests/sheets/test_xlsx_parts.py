"""What of an .xlsx counts as a sheet, and what in a sheet counts as a cell."""

import io
import re
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from sheets.readers import read_workbook
from tests.sheets.annex import FLAT, numbered, sheet_of


@pytest.mark.parametrize("part", ["sheet1.xml", "Worksheets/sheet1.xml"])
def test_a_sheet_is_known_by_its_relation_wherever_its_part_lies(part):
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sheet_of([FLAT, *numbered()]))) as old,
        zipfile.ZipFile(stream, "w") as new,
    ):
        for name in old.namelist():
            data = old.read(name).replace(b"worksheets/sheet1.xml", part.encode())
            new.writestr(name.replace("worksheets/sheet1.xml", part), data)

    (sheet,) = read_workbook(stream.getvalue()).sheets

    assert len(sheet.rows) == 32


@pytest.mark.parametrize("name", ["extLst", "foo"])
def test_a_cell_inside_a_foreign_element_is_no_cell_of_the_row(name):
    def wrapped(xml: bytes) -> bytes:
        cell = re.search(rb'<c r="C5".*?</c>', xml)
        assert cell is not None
        tag = name.encode()
        return xml.replace(cell[0], b"<%b>%b</%b>" % (tag, cell[0], tag))

    row = read_workbook(changed(wrapped)).sheets[0].row(5)

    assert row.at(3).is_blank
    assert not row.at(2).is_blank


@pytest.mark.parametrize(
    ("shown_as", "told"),
    [("0%", "11800%"), ("0.00%", "11800%"), ('0"%"', 118), ("0\\%", 118)],
)
def test_a_number_shown_as_a_percentage_is_what_is_shown(shown_as, told):
    book = openpyxl.load_workbook(io.BytesIO(sheet_of([FLAT, *numbered()])))
    book.active["C2"] = 118
    book.active["C2"].number_format = shown_as
    stream = io.BytesIO()
    book.save(stream)

    cell = read_workbook(stream.getvalue()).sheets[0].row(2).at(3)

    assert cell.value == told


def changed(sheet: Callable[[bytes], bytes]) -> bytes:
    """A flat workbook with its sheet's part rewritten."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sheet_of([FLAT, *numbered()]))) as old,
        zipfile.ZipFile(stream, "w") as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, sheet(data) if "worksheets/" in name else data)
    return stream.getvalue()
