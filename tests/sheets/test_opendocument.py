"""The .ods of LibreOffice: every kind of cell, repeats, errors, hidden rows."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sheets.book import Kind, Merge
from sheets.limits import Limits
from sheets.problems import Refused
from sheets.readers import read_workbook
from tests.sheets.odsbook import FILLER, ods, row, table, typed

SMALL = Limits()
ERROR = 'table:formula="of:=1/0" office:string-value="" calcext:value-type="error"'


def only(cell):
    """The one cell of a sheet with just this one."""
    (sheet,) = read_workbook(ods(table([[cell]]))).sheets
    return [(c.kind, c.value) for row in sheet.rows for c in row.cells]


def refused(data, **limits):
    with pytest.raises(Refused) as caught:
        read_workbook(data, limits=replace(SMALL, **limits))
    return caught.value.problems[0]


@pytest.mark.parametrize(
    ("cell", "kind", "value"),
    [
        (typed("float", "118", 'office:value="118"'), Kind.NUMBER, 118),
        (typed("float", "1,5", 'office:value="1.5"'), Kind.NUMBER, Decimal("1.5")),
        (typed("percentage", "50%", 'office:value="0.5"'), Kind.TEXT, "50%"),
        (typed("percentage", "", 'office:value="5"'), Kind.NUMBER, 5),
        (typed("currency", "9 ₫", 'office:value="9"'), Kind.NUMBER, 9),
        (typed("float", "TRUE", 'office:value="1"'), Kind.BOOL, True),
        (typed("boolean", "x", 'office:boolean-value="false"'), Kind.BOOL, False),
        (
            typed("date", "4/3/21", 'office:date-value="2021-03-04T00:00:00"'),
            Kind.DATE,
            "2021-03-04",
        ),
        (
            typed("date", "4/3/21", 'office:date-value="2021-03-04T01:30:00"'),
            Kind.DATE,
            "2021-03-04 01:30:00",
        ),
        (
            typed("time", "1:30", 'office:time-value="PT01H30M00S"'),
            Kind.DATE,
            "01:30:00",
        ),
        (typed("time", "lạ", ""), Kind.DATE, "lạ"),
        (typed("string", "#DIV/0!", ERROR), Kind.ERROR, "#DIV/0!"),
        (typed("float", "#N/A", 'office:value="0"'), Kind.ERROR, "#N/A"),
        (typed("string", "Lỗi:502"), Kind.ERROR, "Lỗi:502"),
        (typed("string", "", ERROR), Kind.ERROR, "#VALUE!"),
        ('<table:table-cell table:formula="of:=[.A1]"/>', Kind.FORMULA, None),
        (
            '<table:table-cell office:value-type="string" office:string-value="Ba Vì"/>',
            Kind.TEXT,
            "Ba Vì",
        ),
        (
            "<table:table-cell><text:p>Ba Vì</text:p></table:table-cell>",
            "text",
            "Ba Vì",
        ),
        (typed("string", "Ba<text:line-break/>Vì"), Kind.TEXT, "Ba\nVì"),
        (typed("string", 'Ba<text:s text:c="2"/>Vì<text:tab/>'), Kind.TEXT, "Ba  Vì\t"),
        (typed("string", "<text:span>Ba </text:span>Vì"), Kind.TEXT, "Ba Vì"),
        (typed("string", "Ba</text:p><text:p>Vì"), Kind.TEXT, "Ba\nVì"),
    ],
)
def test_each_cell_is_what_a_person_sees_in_it(cell, kind, value):
    assert only(cell) == [(kind, value)]


def test_a_formula_that_shows_nothing_is_a_blank():
    assert (
        only(
            '<table:table-cell table:formula="of:=&quot;&quot;"><text:p/></table:table-cell>'
        )
        == []
    )


def test_a_comment_and_a_drawing_on_a_cell_are_not_its_text():
    cell = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>cũ'
        "</text:p></office:annotation><text:p>Ba Vì</text:p><draw xmlns='d'><text:p>x"
        "</text:p></draw></table:table-cell>"
    )

    assert only(cell) == [(Kind.TEXT, "Ba Vì")]


def test_repeated_cells_and_rows_are_all_there():
    twice = (
        '<table:table-cell table:number-columns-repeated="2" office:value-type="float"'
        ' office:value="37"/>'
    )
    again = row(["x", twice], 'table:number-rows-repeated="2"')

    (sheet,) = read_workbook(ods(table([[], []], tail=again + FILLER))).sheets

    found = [(c.address, c.value) for r in sheet.rows for c in r.cells]
    assert found == [
        ("A3", "x"), ("B3", 37), ("C3", 37), ("A4", "x"), ("B4", 37), ("C4", 37)
    ]  # fmt: skip


def test_rows_hidden_by_a_filter_by_hand_or_in_a_closed_group_are_told():
    tail = (
        row(["a"], 'table:visibility="filter"')
        + row(["b"], 'table:visibility="collapse"')
        + '<table:table-row-group table:display="false">'
        + row(["c"])
        + "</table:table-row-group>"
        + row(["d"])
    )

    (sheet,) = read_workbook(ods(table([], tail=tail))).sheets

    assert sheet.hidden_rows == {1, 2, 3}
    assert len(sheet.rows) == 4


def test_merged_cells_and_what_they_cover_keep_their_places():
    wide = typed("string", "Biểu", 'table:number-columns-spanned="2"')
    covered = "<table:covered-table-cell/>"

    (sheet,) = read_workbook(ods(table([[wide, covered, "sau"]]))).sheets

    assert sheet.merged == (Merge(1, 1, 1, 2),)
    assert sheet.rows[0].at(3).value == "sau"


def test_rows_deleted_while_changes_were_tracked_are_no_rows():
    gone = "<table:tracked-changes><table:deletion>" + table([["cũ"]])
    gone += "</table:deletion></table:tracked-changes>"

    sheets = read_workbook(ods(gone, table([["mới"]]))).sheets

    assert [cell.value for s in sheets for r in s.rows for cell in r.cells] == ["mới"]


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        ({"rows": 1}, "E_ROWS"),
        ({"columns": 2}, "E_COLUMNS"),
        ({"cells": 5}, "E_TOO_BIG"),
        ({"text": 2}, "E_TOO_BIG"),
        ({"merged": 0}, "E_TOO_BIG"),
        ({"sheets": 0}, "E_BROKEN"),
    ],
)
def test_each_limit_is_a_refusal_of_its_own(limits, code):
    wide = typed("string", "rộng", 'table:number-columns-spanned="2"')
    data = ods(table([[wide, None, "a"], [1, 2, 3], [1, 2, 3]]))

    assert refused(data, **limits).code == code


@pytest.mark.parametrize(
    "inner",
    [
        table([[typed("float", "1", 'office:value="một"')]]),
        table([['<table:table-cell table:number-columns-repeated="nhiều"/>']]),
        row(["ô", "ngoài trang"]),
    ],
)
def test_a_file_that_no_program_wrote_is_broken(inner):
    assert refused(ods(inner)).code == "E_BROKEN"


def test_a_password_is_said():
    data = ods("", manifest="<m:encryption-data xmlns:m='m'/>")

    assert refused(data).code == "E_PASSWORD"
