"""Layouts of the same annex as offices send it; each must give the same 31 rows."""

import pytest

from sheets.cells import ReadingKind, read_count
from sheets.grid import find_tables
from sheets.problems import Refused
from sheets.readers import read_workbook
from tests.sheets.annex import (
    FLAT,
    HEADER,
    TITLES,
    UNITS,
    WISHES,
    annex,
    found_in,
    numbered,
    sheet_of,
    values,
    workbook,
)

TOTAL = ["Tổng", None, 2300, 900]
SIGNED = [
    [],
    [None, "Người lập biểu", None, "TM. ỦY BAN NHÂN DÂN"],
    [None, None, None, "KT. CHỦ TỊCH"],
]


def two_groups():
    rows = numbered()
    return [
        ["I", "Các quận, huyện, thị xã", None, None],
        *rows[:30],
        ["II", "Công an Thành phố", None, None],
        *rows[30:],
    ]


def with_sums():
    rows = numbered()
    return [
        ["I", "Các quận, huyện, thị xã", 2230, 900],
        *rows[:30],
        ["II", "Công an Thành phố", 70, None],
        *rows[30:],
    ]


def wrapped():
    rows = numbered()
    rows[16][1] = "Sơn"
    return [*rows[:17], [None, "(thị xã)", None, None], *rows[17:]]


LAYOUTS = {
    "flat": sheet_of([FLAT, *numbered()]),
    "titles above": sheet_of([TITLES[:1], TITLES[1:], [], FLAT, *numbered()], "A1:D1"),
    "as handed out": annex(),
    "total below": sheet_of([FLAT, *numbered(), TOTAL]),
    "total above": sheet_of([FLAT, ["Toàn thành phố", None, 2300, 900], *numbered()]),
    "total under the names": sheet_of(
        [FLAT, *numbered(), [None, "Tổng cộng:", 2300, 900]]
    ),
    "total without a label": sheet_of([FLAT, *numbered(), [None, None, 2300, 900]]),
    "column numbers": sheet_of([FLAT, [1, 2, 3, 4], *numbered(), TOTAL]),
    "column numbers read as negative": sheet_of([FLAT, [-1, -2, -3, -4], *numbered()]),
    "column letters and numbers": sheet_of([FLAT, ["A", "B", "1", "2"], *numbered()]),
    "roman groups": sheet_of([HEADER, *two_groups(), TOTAL]),
    "roman groups with sums": sheet_of([HEADER, *with_sums(), TOTAL]),
    "signatures below": sheet_of([FLAT, *numbered(), TOTAL, *SIGNED]),
    "signatures without a total": sheet_of([FLAT, *numbered(), *SIGNED]),
    "header of two lines": sheet_of(
        [
            ["TT", "Đơn vị", "Chỉ tiêu giao năm 2021", None],
            [None, None, "Số vụ án", "Hồ sơ cai nghiện"],
            *numbered(),
        ],
        "A1:A2",
        "B1:B2",
        "C1:D1",
    ),
    "header of two lines not merged": sheet_of(
        [
            ["Biểu số 1"],
            [None, None, "Chỉ tiêu giao năm 2021", None],
            ["TT", "Đơn vị", "Số vụ án", "Hồ sơ cai nghiện"],
            *numbered(),
        ]
    ),
    "unit of measure above": sheet_of(
        [TITLES[:1], [None, None, None, "Đơn vị tính: vụ, hồ sơ"], FLAT, *numbered()]
    ),
    "moved to the right and down": sheet_of(
        [[], [], [], [None, None, *FLAT], *([None, None, *row] for row in numbered())]
    ),
    "blank rows inside": sheet_of([FLAT, *numbered()[:9], [], [], *numbered()[9:]]),
    "text numbers with blanks": sheet_of(
        [FLAT, *([at, f"  {unit}\u00a0", f" {a} ", b] for at, unit, a, b in numbered())]
    ),
    "header again on the next page": sheet_of(
        [FLAT, *numbered()[:20], FLAT, *numbered()[20:], TOTAL]
    ),
    "no running numbers": sheet_of(
        [FLAT[1:], *(row[1:] for row in numbered()), TOTAL[1:]]
    ),
    "columns in another order": sheet_of(
        [
            [FLAT[3], FLAT[2], FLAT[1], "Ghi chú"],
            *([b, a, unit, "theo KH 21"] for _, unit, a, b in numbered()),
        ]
    ),
    "extra columns": sheet_of(
        [
            ["STT", "Mã đơn vị", "Tên đơn vị", "Số vụ", "Hồ sơ", "Ghi chú"],
            *([at, f"DV{at}", unit, a, b, None] for at, unit, a, b in numbered()),
        ]
    ),
    "letters of the old tone placement": sheet_of(
        [["TT", "ĐƠN VỊ", "SỐ VỤ ÁN", "HỒ SƠ CAI NGHIỆN"], *numbered()]
    ),
    "page numbers repeated below": sheet_of(
        [FLAT, *numbered(), [], [None, "Trang 1/1"]]
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_thirty_one_rows(layout):
    table = found_in(LAYOUTS[layout]).one()

    assert values(table) == UNITS


def test_the_annex_declares_its_total_and_numbers_its_columns():
    table = found_in(annex()).one()

    assert (table.sheet, table.header.top, table.total.number) == ("Chỉ tiêu", 4, 37)
    assert read_count(table.cell(table.total, "cases")).value == 2300
    assert read_count(table.cell(table.total, "rehab_files")).value == 900
    assert table.number_row.number == 5


def test_pc04_is_not_assigned_any_file():
    table = found_in(annex()).one()

    reading = read_count(table.cell(table.rows[-1], "rehab_files"))

    assert reading.kind is ReadingKind.BLANK


@pytest.mark.parametrize(
    "layout",
    ["total below", "total above", "total under the names", "total without a label"],
)
def test_a_total_row_is_known_wherever_it_stands(layout):
    table = found_in(LAYOUTS[layout]).one()

    assert read_count(table.cell(table.total, "cases")).value == 2300


def test_groups_are_kept_apart_with_their_sums():
    table = found_in(LAYOUTS["roman groups with sums"]).one()

    assert [row.number for row in table.groups] == [2, 33]
    assert read_count(table.cell(table.groups[0], "cases")).value == 2230


def test_a_wrapped_name_is_one_name():
    table = found_in(sheet_of([FLAT, *wrapped()])).one()

    assert values(table)[16] == ("Sơn (thị xã)", 56, 28)
    assert len(table.rows) == 31


def test_sums_of_parts_are_not_the_total():
    part = [None, "Cộng nhóm I", 2230, 900]
    table = found_in(
        sheet_of([FLAT, *numbered()[:30], part, *numbered()[30:], TOTAL])
    ).one()

    assert [row.number for row in table.subtotals] == [32]
    assert table.total.number == 34


def test_a_commune_named_cong_hoa_is_not_a_sum():
    table = found_in(
        sheet_of([FLAT, [1, "Cộng Hòa", 5, 1], [2, "Tổng Cục", 3, 2]])
    ).one()

    assert [name for name, _, _ in values(table)] == ["Cộng Hòa", "Tổng Cục"]


def test_two_tables_of_a_kind_are_asked_about():
    stacked = sheet_of([FLAT, *numbered(), TOTAL, [], ["Biểu 2"], FLAT, *numbered()])

    with pytest.raises(Refused) as caught:
        found_in(stacked).one()

    (problem,) = caught.value.problems
    assert (problem.code, problem.row) == ("E_MANY_TABLES", 36)


def test_the_sheet_a_person_names_is_read():
    def write(book, sheet):
        for target in (sheet, book.create_sheet("Điều chỉnh")):
            for row in [FLAT, *numbered()]:
                target.append(list(row))

    data = workbook(write)

    assert found_in(data).problems[0].code == "E_MANY_TABLES"
    assert found_in(data, sheet="Điều chỉnh").one().sheet == "Điều chỉnh"


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_skipped_and_named(state):
    def write(book, sheet):
        for row in [FLAT, *numbered()]:
            sheet.append(list(row))
        book.create_sheet("Bản cũ").append(["số cũ"])
        book["Bản cũ"].sheet_state = state

    finding = found_in(workbook(write))

    assert values(finding.one()) == UNITS
    assert [(p.code, p.sheet) for p in finding.problems] == [("W_HIDDEN", "Bản cũ")]


def test_all_missing_columns_are_named_at_once():
    data = sheet_of(
        [["TT", "Đơn vị", "Cột A", "Số vụ", "Số vụ"], [1, "Ba Vì", 1, 2, 3]]
    )

    problems = found_in(data).problems

    assert [p.code for p in problems] == ["E_HEADER_DUPLICATE", "E_HEADER"]
    assert "Hồ sơ cai nghiện" in problems[1].message


def test_a_title_that_speaks_of_units_is_no_header():
    title = ["Chỉ tiêu giao các đơn vị", None, "Phụ lục số vụ án"]
    table = found_in(sheet_of([title, FLAT, *numbered()])).one()

    assert table.header.top == 2


def test_an_empty_workbook_has_no_table():
    (problem,) = found_in(sheet_of([])).problems

    assert problem.code == "E_NO_TABLE"


def test_a_sheet_nobody_has_is_said_by_its_name():
    (problem,) = found_in(annex(), sheet="Khác").problems

    assert problem.code == "E_NO_TABLE"
    assert "Khác" in problem.message


def test_without_wishes_names_and_values_are_guessed():
    finding = find_tables(read_workbook(annex()))

    table = finding.one()

    assert table.name_column.letter == "B"
    assert [column.letter for column in table.value_columns] == ["C", "D"]


def test_a_bad_last_row_is_never_taken_for_a_signature():
    rows = [row[1:] for row in numbered()]
    rows[-1][1] = "bảy mươi"
    table = find_tables(read_workbook(sheet_of([FLAT[1:], *rows])), WISHES).one()

    assert len(table.rows) == 31
    assert read_count(table.cell(table.rows[-1], "cases")).problem.cell == "B32"
