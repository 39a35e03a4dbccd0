"""Where rows are told from each other by more than one row: pages, parts, neighbours."""

import datetime

import pytest

from sheets.book import Cell, Kind, Merge, Row, Sheet, Workbook
from sheets.continued import counts_on
from sheets.grid import NAME_WISH, find_tables
from sheets.headers import header_at
from sheets.numberrows import is_number_row
from sheets.rowwords import is_remark, is_serial, is_total_label, running
from tests.sheets.annex import FLAT, WISHES
from tests.sheets.test_grid import found, numbers, sheet

AB = [[1, "Ba Vì", 1, 2], [2, "Mê Linh", 3, 4]]
CD = [[3, "Gia Lâm", 5, 6], [4, "Sóc Sơn", 7, 8]]


def merged(*merges, rows):
    """A table of a sheet with these merged ranges, as (top, left, bottom, right)."""
    made = sheet(*rows)
    whole = Sheet(made.name, made.rows, tuple(Merge(*merge) for merge in merges))
    return find_tables(Workbook((whole,)), WISHES)


def text_row(*texts):
    cells = [Cell(1, n, Kind.TEXT, t) for n, t in enumerate(texts, 1) if t]
    return Row(1, tuple(cells))


@pytest.mark.parametrize(
    ("texts", "is_one"),
    [
        (["(1)", "(2)", "(3)"], True),
        (["A", "B", "C"], True),
        (["I", "II", "III", "IV"], True),
        (["Cột 1", "Cột 2"], True),
        (["1", "2", "4"], False),
        (["A", "B"], False),
        (["I", "II"], False),
        (["B", "C", "D"], False),
        (["A", "C", "D"], False),
        (["1", "Ba Vì", "3"], False),
        (["1", "2", "x y"], False),
        (["1", "4", "5"], False),
    ],
)
def test_a_row_that_only_counts_the_columns(texts, is_one):
    assert is_number_row(text_row(*texts), 2) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("Toàn TP", True), ("Tổng 30 quận", True), ("Mang sang", True), ("Grand Total", 1),
     ("Cộng Hòa", False), ("Tổng Cục", False), ("Mang Yang", False), ("Ba Vì", False)],
)  # fmt: skip
def test_the_label_of_a_sum(text, is_one):
    assert is_total_label(text) is bool(is_one)


def test_remarks_and_running_numbers_are_told_by_their_form():
    assert is_remark("Năm 2020 giao")
    assert is_remark("So với cùng kỳ")
    assert not is_remark("Năm Căn")
    cells = [Cell(1, 1, Kind.TEXT, text) for text in ("01.", "II.3", "Ba Vì")]
    assert [is_serial(cell) for cell in cells] == [True, True, False]
    assert [running(cell) for cell in cells] == [1, None, None]
    assert is_serial(Cell(1, 1, Kind.FORMULA))
    assert running(Cell(1, 1, Kind.NUMBER, 7)) == 7


def test_the_header_again_counts_on_even_after_a_sum_and_a_line_of_text():
    page = [None, "Cộng trang 1", 4, 6]

    table = found(FLAT, *AB, page, ["Trang 1"], FLAT, *CD, ["Tổng", None, 16, 20]).one()

    assert numbers(table.rows) == [2, 3, 7, 8]
    assert (numbers(table.subtotals), table.total.number) == ([4], 9)


def test_the_same_sum_under_each_part_is_of_each_alone():
    rows = (FLAT, *AB, ["Cộng", None, 4, 6], [], FLAT, *CD, ["Cộng", None, 12, 14])

    table = found(*rows).one()

    assert table.total is None
    assert numbers(table.subtotals) == [4, 9]


def test_a_second_table_without_running_numbers_is_another_unless_it_follows_at_once():
    first, second = [row[1:] for row in AB], [row[1:] for row in CD]
    title = ["Năm trước"]

    apart = found(FLAT[1:], *first, title, FLAT[1:], *second)
    at_once = found(FLAT[1:], *first, FLAT[1:], *second)
    emptied = found(FLAT, *AB, title, FLAT, [1, "Ba Vì", 1, 2])

    assert [p.code for p in apart.problems] == ["E_MANY_TABLES"]
    assert numbers(at_once.one().rows) == [2, 3, 5, 6]
    assert [p.code for p in emptied.problems] == ["E_MANY_TABLES"]


def test_a_line_of_titles_among_counted_rows_is_a_row_to_be_told_of():
    odd = ["TT", "Đơn vị", "Bắt giữ", "Lập"]

    table = found(FLAT, *AB, odd, *CD).one()

    assert numbers(table.rows) == [2, 3, 4, 5, 6]
    assert table.others == ()


def test_a_table_of_another_kind_below_ends_the_table():
    staff = [["TT", "Đơn vị", "Cán bộ"], [1, "Ba Vì", 9], [2, "Mê Linh", 9]]

    table = found(FLAT, *AB, [], *staff).one()

    assert (numbers(table.rows), table.others) == ([2, 3], (5,))


def test_a_list_with_other_titles_below_the_total_ends_the_table():
    total = ["Tổng", None, 4, 6]

    table = found(FLAT, *AB, total, ["STT", "Nội dung", "Số"], [1, "Mua bán", 2]).one()

    assert (numbers(table.rows), table.others) == ([2, 3], (5,))


def test_without_running_numbers_nothing_counts_on():
    made = sheet(FLAT[1:], ["Ba Vì", 1, 2], ["Đơn vị", "Cán bộ", "Tuổi"])
    headers = [header_at(made, row, 1) for row in (1, 3)]

    assert not counts_on(made, *headers)


def test_a_group_without_numeral_is_known_by_its_sum_and_the_city_by_that_of_all():
    rows = [[None, "Hà Nội", 16, 20], [None, "Khối A", 4, 6], *AB]
    rows += [[None, "Khối B", 12, 14], *CD]

    table = found(FLAT, *rows).one()

    assert (table.total.number, numbers(table.groups)) == (2, [3, 6])
    assert numbers(table.rows) == [4, 5, 7, 8]


def test_a_name_without_number_whose_figures_are_no_sum_stays_a_row():
    table = found(FLAT, [None, "Khối A", 4, 7], *AB, *CD).one()

    assert numbers(table.rows) == [2, 3, 4, 5, 6]


def test_a_figure_below_the_table_in_no_column_of_figures_is_told():
    table = found(FLAT, *AB, ["Chỉ tiêu chung", 4]).one()

    assert numbers(table.after) == [4]


def test_a_note_with_a_figure_ends_the_table():
    table = found(FLAT, *AB, [None, "Ghi chú: năm 2020", 9, 9], [None, None, 5]).one()

    assert numbers(table.after) == [4, 5]


def test_the_day_of_signing_is_told_and_no_row():
    made = sheet(FLAT, *AB)
    day = Cell(4, 4, Kind.DATE, datetime.date(2021, 1, 21).isoformat())
    whole = Sheet(made.name, (*made.rows, Row(4, (day,))))

    table = find_tables(Workbook((whole,)), WISHES).one()

    assert (numbers(table.rows), numbers(table.after)) == ([2, 3], [4])


def test_cells_merged_downwards_beside_a_name_make_its_two_rows_one():
    rows = [FLAT, [1, "Sơn", 1, 2], [None, "Tây"], [2, "Mê Linh", 3, 4]]

    table = merged((2, 1, 3, 1), (2, 2, 3, 2), rows=rows).one()

    assert numbers(table.rows) == [2, 4]
    assert table.rows[0].at(2).value == "Sơn Tây"


def test_a_title_merged_over_two_filled_columns_is_asked_about():
    rows = [["TT", "Đơn vị", None, *FLAT[2:]], [1, "Quận", "Ba Vì", 1, 2]]

    finding = merged((1, 2, 1, 3), rows=rows)

    assert [p.code for p in finding.problems] == ["E_HEADER_DUPLICATE"]
    assert "các cột B và C trùng nhau" in finding.problems[0].message


def test_a_year_typed_as_a_number_may_be_a_title_and_a_measure_a_line_of_it():
    rows = [[*FLAT, 2020], [None, "ĐVT", "vụ", "hồ sơ", "vụ"], [1, "Ba Vì", 1, 2, 3]]

    table = found(*rows).one()

    assert (table.header.bottom, numbers(table.rows)) == (2, [3])


def test_the_line_of_a_group_is_no_header_although_its_word_may_title_one():
    table = found(FLAT, ["I", "Quận"], *AB, ["II", "Huyện"], *CD).one()

    assert numbers(table.groups) == [2, 5]


@pytest.mark.parametrize(
    "header",
    [[*FLAT, None, *FLAT], [*FLAT, *FLAT], [*FLAT[1:], *FLAT[1:]],
     [*FLAT[1:], None, *FLAT[1:]]],
)  # fmt: skip
def test_tables_side_by_side_part_at_a_gap_at_tt_or_at_the_names(header):
    start = len(header) // 2 + len(header) % 2
    row = [None] * len(header)
    for at, value in zip(range(start), ["Ba Vì", 1, 2], strict=False):
        row[at + (header[0] == "TT")] = value
    other = [None] * start + (
        [9, "Mê Linh", 3, 4] if "TT" in header else ["Gia Lâm", 3, 4]
    )

    finding = found(header, row, other)

    (problem,) = finding.problems
    assert (finding.tables, problem.code) == ((), "E_MANY_TABLES")
    assert "đặt cạnh nhau" in problem.message


def test_two_titles_alike_at_once_are_asked_about():
    finding = found(["TT", "Đơn vị", "Đơn vị", *FLAT[2:]], [1, "a", "Ba Vì", 1, 2])

    assert [p.code for p in finding.problems] == ["E_HEADER_DUPLICATE"]


def test_a_merged_title_belongs_to_the_left_of_two_tables():
    header = ["Đơn vị", "Số vụ án", None, "Đơn vị", "Cán bộ", "Hồ sơ"]
    rows = [header, ["Ba Vì", 1, None, "Mê Linh", 3, 4]]

    finding = merged((1, 2, 1, 3), rows=rows)

    assert {p.code for p in finding.problems} == {"E_HEADER"}


def test_the_sheet_in_hiding_is_named_where_none_in_sight_has_a_table():
    made = sheet(FLAT, *AB, name="Số liệu")
    hidden = Sheet(made.name, made.rows, state="veryHidden")

    finding = find_tables(Workbook((sheet(["Kế hoạch"], name="Bìa"), hidden)), WISHES)

    assert [p.code for p in finding.problems] == ["E_NO_TABLE", "W_HIDDEN"]


@pytest.mark.parametrize("name", ["biểu  GIAO", "Biểu giao"])
def test_a_sheet_is_named_as_a_person_would(name):
    workbook = Workbook((sheet(FLAT, *AB, name="Biểu giao"),))

    assert find_tables(workbook, [NAME_WISH], sheet=name).one().sheet == "Biểu giao"
