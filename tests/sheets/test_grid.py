"""Corners of the search for tables, on sheets made by hand."""

from sheets.book import Cell, Kind, Row, Sheet, Workbook
from sheets.grid import find_tables
from sheets.headers import Column, ColumnWish, is_numberish
from tests.sheets.annex import FLAT, WISHES


def sheet(*rows, name="Biểu"):
    """A sheet of these rows; None is no cell, text and numbers are what they are."""
    made = []
    for number, values in enumerate(rows, start=1):
        cells = tuple(
            Cell(
                number,
                column,
                Kind.TEXT if isinstance(value, str) else Kind.NUMBER,
                value,
            )
            for column, value in enumerate(values, start=1)
            if value is not None
        )
        if cells:
            made.append(Row(number, cells))
    return Sheet(name, tuple(made))


def found(*rows, wishes=WISHES):
    return find_tables(Workbook((sheet(*rows),)), wishes)


def numbers(rows):
    return [row.number for row in rows]


def test_a_running_number_alone_is_a_row_still_to_fill():
    table = found(FLAT, [1, "Ba Vì", 1, 2], [2], [3, "Mê Linh", 3, 4]).one()

    assert numbers(table.rows) == [2, 4]


def test_a_row_of_blank_text_is_no_row():
    table = found(FLAT, ["  ", " "], [1, "Ba Vì", 1, 2]).one()

    assert numbers(table.rows) == [3]


def test_numbers_without_a_name_are_kept_for_a_person_to_hear_of():
    table = found(FLAT, [1, "Ba Vì", 1, 2], [2, None, 3, 4], [None, None, 5, 6]).one()

    assert numbers(table.rows) == [2, 3, 4]


def test_roman_numbers_are_data_where_nothing_else_counts():
    table = found(FLAT, ["I", "Ba Vì", 1, 2], ["II", "Mê Linh", 3, 4]).one()

    assert numbers(table.rows) == [2, 3]


def test_a_group_may_carry_its_numeral_in_the_name():
    header = FLAT[1:]
    table = found(
        header, ["I. Các huyện", 4, 6], ["Ba Vì", 1, 2], ["Mê Linh", 3, 4]
    ).one()

    assert numbers(table.groups) == [2]
    assert numbers(table.rows) == [3, 4]


def test_a_first_row_of_plain_numbers_is_not_the_row_of_column_numbers():
    table = found(FLAT, [1, 12345, 118, 45], [2, "Ba Vì", 1, 2]).one()

    assert table.number_row is None
    assert numbers(table.rows) == [2, 3]


def test_column_numbers_may_carry_a_rule():
    table = found(FLAT, ["A", "B", "(1)", "(2)=(1)/2"], [1, "Ba Vì", 1, 2]).one()

    assert table.number_row.number == 2


def test_an_unlabelled_sum_of_unreadable_numbers_is_not_guessed():
    table = found(
        FLAT, [1, "Ba Vì", 1, 2], [2, "Mê Linh", "x", 4], [None, None, 9, 6]
    ).one()

    assert table.total is None
    assert numbers(table.rows) == [2, 3, 4]


def test_a_partial_header_elsewhere_does_not_disturb():
    notes = sheet(["Đơn vị", "Số vụ"], ["Ba Vì", 5], name="Ghi chú")
    whole = sheet(FLAT, [1, "Ba Vì", 1, 2])

    finding = find_tables(Workbook((notes, whole)), WISHES)

    assert finding.one().sheet == "Biểu"


def test_one_title_for_two_contents_is_asked_about():
    finding = found(["TT", "Đơn vị", "Số vụ án có hồ sơ"], [1, "Ba Vì", 5])

    (problem,) = finding.problems

    assert problem.code == "E_HEADER"
    assert "tách tiêu đề" in problem.message


def test_an_optional_column_may_be_missing():
    wishes = (*WISHES, ColumnWish("note", ("ghi chú",), required=False))

    table = found(FLAT, [1, "Ba Vì", 1, 2], wishes=wishes).one()

    assert "note" not in table.found


def test_a_header_pasted_twice_heads_one_table():
    table = found(FLAT, FLAT, [1, "Ba Vì", 1, 2]).one()

    assert (table.header.top, numbers(table.rows)) == (2, [3])


def test_a_header_inside_a_header_is_one_header():
    table = found(
        ["TT", "Đơn vị", "Số vụ án", "Hồ sơ"],
        [None, None, "Đơn vị báo", "Hồ sơ cai nghiện"],
        [1, "Ba Vì", 1, 2],
    ).one()

    assert (table.header.top, table.header.bottom) == (1, 2)


def test_without_wishes_a_list_of_words_is_no_table():
    finding = found(["Đơn vị", "Người ký"], ["Ba Vì", "Lãnh đạo"], wishes=())

    assert [problem.code for problem in finding.problems] == ["E_HEADER"]


def test_a_sheet_without_any_name_column_has_no_header():
    finding = found(["A", "Số vụ án"], ["x", 5])

    assert [problem.code for problem in finding.problems] == ["E_HEADER"]


def test_a_code_column_is_not_a_name_column():
    table = found(
        ["Đơn vị tính", "Mã đơn vị", "Tên đơn vị", "Số vụ", "Hồ sơ"],
        ["vụ", "d1", "Ba Vì", 1, 2],
    ).one()

    assert table.name_column.letter == "C"


def test_the_title_of_a_column_is_its_lowest_text():
    assert Column(3, ("Chỉ tiêu", "Số vụ")).title == "Số vụ"
    assert Column(3, ()).title == ""


def test_what_stands_for_a_number_is_known_right_or_wrong():
    assert is_numberish(Cell(1, 1, Kind.ERROR, "#REF!"))
    assert is_numberish(Cell(1, 1, Kind.TEXT, " 2 300 "))
    assert is_numberish(Cell(1, 1, Kind.TEXT, "–"))
    assert not is_numberish(Cell(1, 1, Kind.TEXT, "Ba Vì"))
    assert not is_numberish(Cell(1, 1))


def test_a_unit_named_by_a_letter_is_still_a_unit():
    table = found(FLAT, [1, "B", "chưa rõ", 2], [2, "C", 3, 4]).one()

    assert table.number_row is None
    assert numbers(table.rows) == [2, 3]


def test_a_title_of_two_cells_about_units_is_passed_over():
    table = found(
        ["Kết quả của các đơn vị", "Phụ lục"], [], FLAT, [1, "Ba Vì", 1, 2]
    ).one()

    assert table.header.top == 3
