"""The table is found in the workbooks offices send, or it is said why not.

Every book goes the whole way: sent, previewed, confirmed, read back from the database.
"""

from __future__ import annotations

import pytest

from targets.models import Quota
from tests.intake import office_books_tables as books
from tests.intake.desk_run import base, refused, stored, taken
from tests.sheets.annex import FLAT, sheet_of

pytestmark = pytest.mark.django_db
ROWS, FULL, TOTAL = books.ROWS, books.FULL, books.TOTAL


@pytest.fixture
def desk(as_user):
    return as_user("quantri")


def test_the_national_heading_and_the_title_over_the_table_are_no_header(desk):
    data = sheet_of([*books.NATIONAL, *FULL], *books.NATIONAL_MERGES)

    answer = taken(desk, data)

    assert answer["counts"]["new"] == 61
    assert stored() == base()


def test_three_lines_of_header_with_trong_do_give_the_whole_figures(desk):
    merges = ("A1:A3", "B1:B3", "C1:F1", "C2:D2", "E2:F2")

    taken(desk, sheet_of(books.with_parts(), *merges))

    assert stored() == base()


def test_a_header_whose_parts_have_columns_of_their_own_gives_the_whole(desk):
    rows = [
        ["TT", "Đơn vị", "Công tác đấu tranh", None, "Công tác cai nghiện"],
        [None, None, "Tổng số vụ", "Trong đó", "Tổng số hồ sơ"],
        [None, None, None, "Tàng trữ", None],
        *([at, name, a, a // 3, b] for at, name, a, b in ROWS),
    ]

    taken(desk, sheet_of(rows, "A1:A3", "B1:B3", "C1:D1", "C2:C3", "E2:E3"))

    assert stored() == base()


@pytest.mark.parametrize(
    "numbers",
    [
        ["A", "B", 1, 2],
        ["A", "B", "C", "D"],
        ["I", "II", "III", "IV"],
        ["Cột 1", "Cột 2", "Cột 3", "Cột 4"],
        [-1, -2, -3, -4],
        ["(1)", "(2)", "(3)=(1)+(2)", "(4)"],
    ],
)
def test_the_row_that_numbers_the_columns_is_no_unit(desk, numbers):
    taken(desk, sheet_of([FLAT, numbers, *ROWS, TOTAL]))

    assert stored() == base()


def test_a_name_over_two_rows_is_one_name(desk):
    first = [[31, "Phòng", 70, None], [None, "PC04", None, None]]
    second = [[17, "Sơn", 56, 28], [None, "Tây", None, None]]
    rows = [FLAT, *ROWS[:16], *second, *ROWS[17:30], *first]

    taken(desk, sheet_of(rows, "A18:A19", "C18:C19", "D18:D19"))

    assert stored() == base()


def test_a_title_merged_over_two_columns_names_the_one_that_is_filled(desk):
    rows = [
        [FLAT[0], FLAT[1], None, FLAT[2], None, FLAT[3]],
        *([at, name, None, None, a, b] for at, name, a, b in ROWS),
    ]

    taken(desk, sheet_of(rows, "B1:C1", "D1:E1"))

    assert stored() == base()


def test_a_table_that_begins_far_from_the_corner_is_read_where_it_stands(desk):
    taken(desk, sheet_of(books.moved(FULL, 6, 3)))

    assert stored() == base()
    assert Quota.objects.filter(origin_cell="Chỉ tiêu!F8", unit__key="d002").exists()


def test_two_halves_side_by_side_are_refused_by_both_their_columns(desk):
    halves = books.beside([[*FLAT], *ROWS[:16]], [[*FLAT], *ROWS[16:]])

    (problem,) = refused(desk, sheet_of(halves))

    assert (problem["code"], problem["cell"]) == ("E_MANY_TABLES", "G1")
    assert "2 bảng cùng kiểu đặt cạnh nhau (cột B và G)" in problem["message"]


def test_a_table_of_staff_beside_the_annex_changes_nothing(desk):
    taken(desk, sheet_of(books.beside(FULL, books.STAFF)))

    assert stored() == base()


def test_a_table_of_staff_below_the_annex_is_said_and_not_read(desk):
    answer = taken(desk, sheet_of([*FULL, [], ["Biểu 2"], *books.STAFF]))

    (left,) = [p for p in answer["problems"] if p["code"] == "W_ROWS_LEFT"]
    assert (left["row"], "không có cột chỉ tiêu" in left["message"]) == (36, True)
    assert stored() == base()


def test_figures_spread_over_two_tables_are_refused_by_the_missing_column(desk):
    files = [["TT", "Đơn vị", FLAT[3]], *([row[0], row[1], row[3]] for row in ROWS)]

    data = sheet_of([*(row[:3] for row in [FLAT, *ROWS]), [], ["Biểu 2"], *files])
    (problem,) = refused(desk, data)

    assert (problem["code"], problem["row"]) == ("E_HEADER", 1)
    assert "thiếu cột “Hồ sơ cai nghiện bắt buộc”" in problem["message"]


def test_last_years_figures_beside_this_years_are_asked_about(desk):
    header = [
        ["TT", "Đơn vị", "Số vụ án", None, "Hồ sơ cai nghiện"],
        [None, None, "Năm 2020", "Năm 2021", "Năm 2021"],
    ]
    rows = [[at, name, a - 1, a, b] for at, name, a, b in ROWS]

    (problem,) = refused(desk, sheet_of([*header, *rows], "C1:D1"))

    assert (problem["code"], problem["cell"]) == ("E_HEADER_DUPLICATE", "D2")
    assert "các cột C và D đều hợp" in problem["message"]


def test_a_pivot_table_is_read_with_its_own_words(desk):
    header = ["Nhãn Hàng", "Tổng của Số vụ án", "Tổng của Hồ sơ cai nghiện"]
    rows = [row[1:] for row in ROWS]

    taken(desk, sheet_of([[], [], header, *rows, ["Tổng Cuối", 2300, 900]]))

    assert stored() == base()
