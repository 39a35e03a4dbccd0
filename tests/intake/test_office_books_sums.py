"""Sums, groups, printed pages and notes of office workbooks are told from the units.

Every book goes the whole way: sent, previewed, confirmed, read back from the database.
"""

from __future__ import annotations

import datetime as dt

import pytest

from tests.intake import office_books_tables as books
from tests.intake.desk_run import base, refused, stored, taken
from tests.sheets.annex import FLAT, sheet_of

pytestmark = pytest.mark.django_db
ROWS, FULL, TOTAL = books.ROWS, books.FULL, books.TOTAL


@pytest.fixture
def desk(as_user):
    return as_user("quantri")


def test_roman_groups_with_sums_each_counting_from_one_are_taken(desk):
    answer = taken(desk, sheet_of(books.in_groups()))

    assert stored() == base()
    assert [total["difference"] for total in answer["totals"]] == [0, 0]


def test_the_sum_of_a_roman_group_that_is_off_is_told_at_its_cell(desk):
    rows = books.in_groups()
    rows[1][2] = 1308

    (problem,) = refused(desk, sheet_of(rows))

    assert (problem["code"], problem["cell"]) == ("E_TOTAL", "C2")
    assert "Tổng ghi 1.308, cộng được 1.307" in problem["message"]


def test_groups_merged_over_the_table_without_sums_are_passed_over(desk):
    rows = [FLAT, ["I. KHỐI QUẬN"], *ROWS[:11], ["II. KHỐI HUYỆN, THỊ XÃ"], *ROWS[11:]]

    taken(desk, sheet_of(rows, "A2:D2", "A14:D14"))

    assert stored() == base()


def test_a_group_without_a_numeral_is_known_by_being_the_sum_of_its_rows(desk):
    first, second = ROWS[:11], ROWS[11:]
    heads = [[None, "Khối quận", *books.sums(first)], [None, "Còn lại"]]
    heads[1] += books.sums(second)

    taken(desk, sheet_of([FLAT, heads[0], *first, heads[1], *second, TOTAL]))

    assert stored() == base()


def test_pages_with_the_header_again_and_sums_carried_over_are_one_table(desk):
    taken(desk, sheet_of(books.printed_pages()))

    assert stored() == base()


def test_a_carried_sum_that_is_off_is_told_at_its_cell(desk):
    rows = books.printed_pages()
    rows[22][2] += 1

    (problem,) = refused(desk, sheet_of(rows))

    assert (problem["code"], problem["cell"]) == ("E_TOTAL", "C23")


@pytest.mark.parametrize(
    "label",
    ["Toàn TP", "TỔNG CỘNG:", "Tổng 31 đơn vị", "Cộng toàn thành phố", "T.Cộng",
     "TP Hà Nội", "Tổng Cuối"],
)  # fmt: skip
@pytest.mark.parametrize("column", [0, 1])
def test_the_total_at_the_top_is_known_by_its_words_or_its_sums(desk, label, column):
    total = [None, None, 2300, 900]
    total[column] = label

    answer = taken(desk, sheet_of([FLAT, total, *ROWS]))

    assert stored() == base()
    assert {t["declared"] for t in answer["totals"]} == {2300, 900}


def test_what_is_called_total_and_does_not_close_is_refused_with_both_figures(desk):
    data = sheet_of([FLAT, ["Toàn TP", None, 2301, 900], *ROWS])

    (problem,) = refused(desk, data)

    assert (problem["code"], problem["cell"], problem["row"]) == ("E_TOTAL", "C2", 2)
    assert "Tổng ghi 2.301, cộng được 2.300, lệch -1" in problem["message"]


def test_comparisons_and_signatures_with_numbers_below_the_total_are_told(desk):
    answer = taken(desk, sheet_of([*FULL, *books.SIGNED]))

    left = [p for p in answer["problems"] if p["code"] == "W_ROWS_LEFT"]
    assert [p["row"] for p in left] == [34, 35, 39]
    assert "“Thực hiện năm 2020 2250 880”" in left[0]["message"]
    assert stored() == base()


def test_the_day_of_signing_in_a_column_of_figures_is_no_figure(desk):
    day = [None, None, None, dt.date(2021, 1, 21)]

    answer = taken(desk, sheet_of([FLAT, *ROWS, day, [None, None, None, "CHỦ TỊCH"]]))

    assert ("W_ROWS_LEFT", 33) in [(p["code"], p["row"]) for p in answer["problems"]]
    assert stored() == base()


def test_a_unit_below_the_total_without_a_running_number_is_never_left_out(desk):
    total = ["Tổng cộng", None, 2230, 900]
    data = sheet_of([FLAT, *ROWS[:30], total, [None, "Phòng PC04", 70, None]])

    taken(desk, data)

    assert stored() == base()


def test_a_note_that_begins_like_a_total_makes_no_total_of_a_units_row(desk):
    notes = {3: "Tổng số 5 vụ mua bán", 7: "Cộng các xã", 9: "Mang sang năm 2022"}
    rows = [[*row, notes.get(row[0])] for row in ROWS]

    taken(desk, sheet_of([[*FLAT, "Ghi chú"], *rows]))

    assert stored() == base()


def test_units_numbered_below_their_group_are_units_and_the_group_its_sum(desk):
    parts = ((1, "Khối quận", ROWS[:11]), (2, "Còn lại", ROWS[11:]))
    rows = [
        row
        for number, title, part in parts
        for row in (
            [number, title, *books.sums(part)],
            *([f"{number}.{at}", *unit[1:]] for at, unit in enumerate(part, 1)),
        )
    ]

    taken(desk, sheet_of([FLAT, *rows, TOTAL]))

    assert stored() == base()


def test_groups_each_with_its_header_and_its_sum_are_one_table(desk):
    first, second = ROWS[:11], ROWS[11:]
    rows = [["I. Quận"], FLAT, *first, ["Cộng", None, *books.sums(first)], []]
    rows += [["II. Huyện"], FLAT, *second, ["Cộng", None, *books.sums(second)]]

    taken(desk, sheet_of(rows))

    assert stored() == base()


def test_another_list_and_numbered_notes_below_the_total_are_no_units(desk):
    below = [["STT", "Nội dung", "Số lượng"], [1, "Mua bán", 1150]]

    answer = taken(desk, sheet_of([*FULL, ["Ghi chú:"], [1, "Từ 15/12/2020"], *below]))

    rows = [p["row"] for p in answer["problems"] if p["code"] == "W_ROWS_LEFT"]
    assert rows == [36]
    assert stored() == base()
