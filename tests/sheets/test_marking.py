import io
from dataclasses import replace

import openpyxl
import pytest
import xlsxwriter

from sheets.limits import Limits
from sheets.marker import marked
from sheets.marking import mark_workbook
from sheets.problems import Problem, Refused
from sheets.readers import read_workbook
from tests.sheets.annex import FLAT, UNITS, annex, found_in, numbered, sheet_of, values
from tests.sheets.test_hostile import FOLDER

WRONG = Problem("E_NUMBER", "Ô C6: “=x” không phải là một số.", "Chỉ tiêu", "C6", 6)
WHOLE = Problem("E_HEADER", "=Thiếu cột.")
NOTICE = Problem("W_TOTAL", "Tổng lệch +1.", "Chỉ tiêu", "B37", 37)


def mark(data, problems):
    """What the child answers, asked here."""
    return marked(data, problems, Limits())


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def test_a_bad_cell_is_coloured_and_says_what_is_wrong():
    book = opened(mark(annex(), [WRONG]))

    cell = book["Chỉ tiêu"]["C6"]

    assert cell.comment.text == f"Cần sửa: {WRONG.message}"
    assert cell.fill.start_color.rgb == "FFFFC7CE"


def test_a_summary_stands_first_and_lists_everything():
    book = opened(mark(annex(), [WRONG, WHOLE, NOTICE]))

    rows = [
        [cell.value for cell in row[:6]]
        for row in book.worksheets[0].iter_rows(min_row=3)
    ]

    assert book.sheetnames[0] == "Các lỗi cần sửa"
    assert rows == [
        [1, "Chỉ tiêu", "C6", 6, "Lỗi", WRONG.message],
        [2, None, None, None, "Lỗi", WHOLE.message],
        [3, "Chỉ tiêu", "B37", 37, "Lưu ý", NOTICE.message],
    ]
    assert book.worksheets[0]["F4"].data_type == "s"


def test_a_merged_cell_is_marked_where_it_shows():
    book = opened(mark(annex(), [NOTICE]))

    assert "Tổng lệch" in book["Chỉ tiêu"]["A37"].comment.text


def test_two_faults_of_a_cell_share_one_comment():
    other = replace(WRONG, message="Trùng đơn vị.")

    text = opened(mark(annex(), [WRONG, other]))["Chỉ tiêu"]["C6"].comment.text

    assert text.count("Cần sửa:") == 2


def test_a_marked_workbook_is_read_as_if_it_were_not():
    data = mark_workbook(annex(), [WRONG, WHOLE])

    assert [sheet.name for sheet in read_workbook(data).sheets] == [
        "Chỉ tiêu",
        "Ghi chú",
    ]
    assert values(found_in(data).one()) == UNITS


def test_the_next_marking_takes_the_old_marks_away():
    book = opened(mark(mark(annex(), [WRONG]), [WHOLE]))

    cell = book["Chỉ tiêu"]["C6"]

    assert book.sheetnames == ["Các lỗi cần sửa", "Chỉ tiêu", "Ghi chú"]
    assert (cell.comment, cell.fill.fill_type) == (None, None)


def test_a_comment_of_a_person_survives_two_markings():
    book = opened(annex())
    book["Chỉ tiêu"]["C6"].comment = openpyxl.comments.Comment("Hỏi lại Đội 3", "PC04")
    stream = io.BytesIO()
    book.save(stream)

    once = mark(stream.getvalue(), [WRONG])
    twice = mark(once, [WHOLE])

    assert opened(once)["Chỉ tiêu"]["C6"].comment.text.startswith(
        "Hỏi lại Đội 3\nCần sửa:"
    )
    assert opened(twice)["Chỉ tiêu"]["C6"].comment.text == "Hỏi lại Đội 3"


def test_a_sheet_of_the_same_name_that_is_a_persons_is_kept():
    data = sheet_of([FLAT, *numbered()])
    book = opened(data)
    book["Chỉ tiêu"].title = "Các lỗi cần sửa"
    stream = io.BytesIO()
    book.save(stream)

    assert values(found_in(stream.getvalue()).one()) == UNITS


def computed(*, bad: object = "ba") -> bytes:
    """Two units, one of them wrong, and totals that are formulas with results."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    page = book.add_worksheet("Chỉ tiêu")
    for row, cells in enumerate(
        [FLAT, (1, "Ba Đình", 104, 40), (2, "Đống Đa", bad, 63)]
    ):
        page.write_row(row, 0, cells)
    page.write(3, 1, "Tổng")
    page.write_formula("C4", "=SUM(C2:C3)", None, 104)
    page.write_formula("D4", '=TEXT(D2+D3,"0")', None, "103")
    page.write_formula("E2", "=1/0", None, "#DIV/0!")
    page.write_formula("E3", "=C2>1", None, True)
    book.close()
    return stream.getvalue()


def kinds(data: bytes) -> dict[str, object]:
    (sheet,) = read_workbook(data).sheets
    return {cell.address: cell.value for row in sheet.rows for cell in row.cells}


def test_formulas_keep_what_they_show_so_that_the_marked_file_can_be_sent_again():
    wrong = Problem("E_NUMBER", "Ô C3: “ba” không phải là một số.", "Chỉ tiêu", "C3", 3)

    once = mark_workbook(computed(), [wrong])
    twice = mark_workbook(once, [wrong])

    assert kinds(once) == kinds(twice) == kinds(computed())
    assert opened(twice)["Chỉ tiêu"]["C4"].value == "=SUM(C2:C3)"
    assert kinds(once)["C4"] == 104


def test_a_formula_never_computed_stays_one():
    book = opened(computed())
    stream = io.BytesIO()
    book.save(stream)

    cells = kinds(mark_workbook(stream.getvalue(), [WHOLE]))

    assert cells["C4"] is None


def test_a_csv_comes_back_as_a_workbook_with_its_text_unharmed():
    data = (FOLDER / "C09_formula.csv").read_bytes()
    problem = Problem("E_FORMULA_NOCACHE", "Ô B33 là công thức.", "CSV", "B33", 33)

    cell = opened(mark(data, [problem]))["CSV"]["B33"]

    assert (cell.value, cell.data_type) == ("(công thức)", "s")
    assert "Ô B33" in cell.comment.text


def test_more_faults_than_anybody_reads_are_counted():
    many = [replace(WHOLE, message=f"Lỗi {at}.") for at in range(1_200)]

    page = opened(mark(annex(), many)).worksheets[0]

    assert page.max_row == 1_003
    assert page["F1003"].value == "… và 200 mục khác."


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("B22_merged_column.xlsx", "E_TOO_BIG"),
        ("B05_lol_sheet.xlsx", "E_DOCTYPE"),
        ("C04_cp1258.csv", "E_ENCODING"),
    ],
)
def test_a_file_too_heavy_to_change_is_refused(name, code):
    with pytest.raises(Refused) as caught:
        mark_workbook((FOLDER / name).read_bytes(), [WRONG])

    assert caught.value.problems[0].code == code


@pytest.mark.parametrize("limits", [{"seconds": 0}, {"memory_bytes": 20_000_000}])
def test_a_marking_that_fails_says_so(limits):
    with pytest.raises(Refused) as caught:
        mark_workbook(annex(), [WRONG], limits=replace(Limits(), **limits))

    assert caught.value.problems[0].code in {"E_MEMORY", "E_BROKEN"}
