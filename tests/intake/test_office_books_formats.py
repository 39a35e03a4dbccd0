"""The annex in the forms offices save it: .csv, .ods, .xls, workbooks of other programs.

Every book goes the whole way: sent, previewed, confirmed, read back from the database.
"""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from targets.models import Result
from tests.intake import office_books_tables as books
from tests.intake.desk_run import base, post, refused, stored, taken
from tests.intake.papers import run, state
from tests.sheets import odsbook
from tests.sheets.annex import FLAT, sheet_of, workbook
from tests.sheets.old_excel import xls

pytestmark = pytest.mark.django_db
ROWS, FULL, TOTAL = books.ROWS, books.FULL, books.TOTAL


@pytest.fixture
def desk(as_user):
    return as_user("quantri")


# Text ------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", books.ENCODED)
def test_a_csv_with_titles_above_is_read_in_every_encoding_of_windows(desk, encoding):
    typed = books.text([*books.NATIONAL, *FULL])

    taken(desk, books.ENCODED[encoding](typed), "csv")

    assert stored() == base()


@pytest.mark.parametrize("mark", [",", "\t", "|"])
@pytest.mark.parametrize("end", ["\r", "\n"])
def test_a_csv_is_read_with_any_separator_and_end_of_line(desk, mark, end):
    taken(desk, books.text(books.printed_pages(), mark=mark, end=end).encode(), "csv")

    assert stored() == base()


def test_a_csv_with_sep_first_blank_tails_and_a_closing_mark_is_read(desk):
    rows = [[*row, None, None] for row in FULL]
    typed = "sep=;\r\n" + books.text(rows) + ";;;;;\r\n" * 30 + "\x1a"

    taken(desk, typed.encode("utf-8-sig"), "csv")

    assert stored() == base()


def test_line_breaks_and_constants_inside_quoted_fields_are_the_same_texts(desk):
    rows = [[at, name.replace(" ", "\n"), f'="{a}"', b] for at, name, a, b in ROWS]

    data = books.text([[title.replace(" ", "\n") for title in FLAT], *rows])
    taken(desk, data.encode(), "csv")

    assert stored() == base()


def test_a_formula_in_a_csv_is_refused_at_its_cell(desk):
    rows = [list(row) for row in FULL]
    rows[1][2] = "=cmd|'/C calc'!A0"

    (problem,) = refused(desk, books.text(rows).encode(), "csv")

    assert (problem["code"], problem["cell"]) == ("E_FORMULA_NOCACHE", "C2")


def test_letters_lost_as_question_marks_are_the_encodings_fault(desk):
    typed = unicodedata.normalize("NFD", books.text(FULL))

    (problem,) = refused(desk, typed.encode("ascii", "replace"), "csv")

    assert problem["code"] == "E_ENCODING"
    assert "CSV UTF-8" in problem["message"]


# LibreOffice -----------------------------------------------------------------------


def test_an_ods_with_merged_titles_and_a_million_filler_rows_is_read(desk):
    wide = odsbook.typed("string", "BIỂU", 'table:number-columns-spanned="4"')
    old = odsbook.table(books.OLD_FIGURES, name="Bản cũ", hidden=True)
    rows = [[wide, "<table:covered-table-cell/>"], *books.printed_pages()]

    answer = taken(desk, odsbook.ods(old, odsbook.table(rows)), "ods")

    assert [p["code"] for p in answer["problems"]] == ["W_HIDDEN"]
    assert stored() == base()


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (
            odsbook.typed(
                "string",
                "#DIV/0!",
                'table:formula="of:=1/0" office:string-value="" '
                'calcext:value-type="error"',
            ),
            "E_ERROR_CELL",
        ),
        (
            odsbook.typed(
                "float", "Err:502", 'table:formula="of:=FOO()" office:value="0"'
            ),
            "E_ERROR_CELL",
        ),
        ('<table:table-cell table:formula="of:=[.A1]"/>', "E_FORMULA_NOCACHE"),
        (odsbook.typed("float", "TRUE", 'office:value="1"'), "E_NUMBER"),
        (odsbook.typed("date", "4/3", 'office:date-value="2021-03-04"'), "E_DATE"),
    ],
)
def test_what_is_no_figure_in_an_ods_is_told_and_never_zero_or_blank(desk, cell, code):
    rows = [FLAT, [1, "Hoàn Kiếm", cell, 45], *ROWS[1:]]

    (problem,) = refused(desk, odsbook.ods(odsbook.table(rows)), "ods")

    assert (problem["code"], problem["cell"]) == (code, "C2")


def test_rows_an_ods_hides_are_read_and_said(desk):
    hidden = odsbook.row(ROWS[30], 'table:visibility="filter"')
    data = odsbook.ods(odsbook.table([FLAT, *ROWS[:30]], tail=hidden))

    answer = taken(desk, data, "ods")

    assert ("W_ROWS_HIDDEN", 32) in [(p["code"], p["row"]) for p in answer["problems"]]
    assert stored() == base()


# Old Excel and other writers ---------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        [*books.NATIONAL, *FULL],
        books.printed_pages(),
        books.in_groups(),
        [*books.THREE_LINES[:1], [None, None, FLAT[2], FLAT[3]], *ROWS],
    ],
    ids=["quốc hiệu", "hai trang in", "nhóm", "hai tầng"],
)
def test_an_old_xls_is_read_in_every_layout(desk, rows):
    cut = [row[:4] for row in rows]

    taken(desk, xls(cut, name="Chỉ tiêu"), "xls")

    assert stored() == base()


@pytest.mark.parametrize(
    "how",
    [
        {"addresses": False},
        {"draw": books.in_runs},
        {"draw": books.as_formula},
        {"prefix": "x"},
        {"targets": "/"},
        {"before": '<dimension ref="A1"/>'},
        {"chart_first": True},
    ],
    ids=lambda how: next(iter(how)) + str(next(iter(how.values())))[:5],
)
def test_a_workbook_of_another_program_is_read(desk, how):
    taken(desk, books.raw_xlsx(FULL, **how))

    assert stored() == base()


# Sheets of one workbook --------------------------------------------------------------


def two_sheets(title: str, rows: Any, **settings: Any) -> bytes:
    """The annex and another sheet before it, which was active when saved."""

    def write(book, sheet):
        for row in FULL:
            sheet.append(row)
        other = book.create_sheet(title, 0)
        for row in rows:
            other.append(row)
        other.sheet_state = settings.get("state", "visible")
        sheet.title = settings.get("name", "Chỉ tiêu")

    return workbook(write)


@pytest.mark.parametrize("state_", ["hidden", "veryHidden"])
def test_an_old_copy_on_a_hidden_sheet_is_named_and_not_read(desk, state_):
    answer = taken(desk, two_sheets("Bản cũ", books.OLD_FIGURES, state=state_))

    assert [(p["code"], p["sheet"]) for p in answer["problems"]] == [
        ("W_HIDDEN", "Bản cũ")
    ]
    assert stored() == base()


def test_last_years_table_on_sheet2_is_asked_about_and_the_named_one_read(desk):
    data = two_sheets("Sheet2", books.OLD_FIGURES, name="Chỉ tiêu 'năm 2021'")

    (problem,) = refused(desk, data)
    taken(desk, data, sheet=unicodedata.normalize("NFD", "chỉ tiêu 'NĂM 2021'"))

    assert problem["code"] == "E_MANY_TABLES"
    assert "“Sheet2” dòng 1, “Chỉ tiêu 'năm 2021'” dòng 1" in problem["message"]
    assert stored() == base()


def test_an_empty_form_on_another_sheet_is_no_second_table(desk):
    form = [FLAT, *([at, name] for at, name, _, _ in ROWS)]

    taken(desk, two_sheets("Mẫu", form))

    assert stored() == base()


def test_a_table_only_on_a_hidden_sheet_is_asked_to_be_shown(desk):
    def write(book, sheet):
        for row in FULL:
            sheet.append(row)
        sheet.sheet_state = "hidden"
        book.create_sheet("Bìa").append(["Kế hoạch 21/KH-UBND"])

    (problem,) = refused(desk, workbook(write))

    assert (problem["code"], problem["sheet"]) == ("E_NO_TABLE", "Chỉ tiêu")
    assert "hãy bỏ ẩn trang đó" in problem["message"]


@pytest.mark.parametrize(
    "title",
    ["Đ.vị", "ĐV", "Tên đơn vị", "Quận, huyện, thị xã", "Q/H/TX", "Đơn\nvị", "Huyện",
     unicodedata.normalize("NFD", "ĐỊA PHƯƠNG")],
)  # fmt: skip
def test_the_column_of_units_is_known_under_its_many_titles(desk, title):
    answer = post(desk, sheet_of([[FLAT[0], title, *FLAT[2:]], *ROWS, TOTAL]))

    assert answer.json()["counts"]["new"] == 61


# Results, and the command --------------------------------------------------------------


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls", "csv"])
def test_results_of_a_quarter_come_in_from_every_form(desk, quarters, ending):
    rows = [
        ["BÁO CÁO KẾT QUẢ QUÝ I NĂM 2021"],
        ["TT", "Đơn vị", "Vụ án ma túy", "Hồ sơ cai nghiện bắt buộc"],
        ["(1)", "(2)", "(3)", "(4)"],
        [1, "Q. Hoàn Kiếm", 30, 11],
        [2, "H. Ba Vì", 9, None],
        [None, "Tổng cộng:", 39, 11],
        [None, "So với quý I năm 2020", 35, 10],
    ]
    write = {
        "xlsx": sheet_of,
        "ods": lambda rows: odsbook.ods(odsbook.table(rows)),
        "xls": xls,
        "csv": lambda rows: books.text(rows).encode("utf-8-sig"),
    }[ending]

    answer = taken(desk, write(rows), ending, period="2021-Q1")

    found = Result.objects.filter(value__isnull=False)
    assert sorted(found.values_list("unit__key", "indicator__code", "value")) == [
        ("d002", "cases", 30), ("d002", "rehab-files", 11), ("d271", "cases", 9)
    ]  # fmt: skip
    assert "W_ROWS_LEFT" in [problem["code"] for problem in answer["problems"]]


def test_the_command_takes_a_csv_and_refuses_a_wrong_sum_with_its_cell(tmp_path):
    good, wrong = tmp_path / "đúng.csv", tmp_path / "sai.csv"
    good.write_bytes(books.text(books.printed_pages()).encode("utf-16"))
    wrong.write_bytes(books.text([*FULL[:-1], ["Tổng", None, 2299, 900]]).encode())
    before = state()

    failed = run("import_annex", wrong)

    assert (failed.code, state() == before) == (1, True)
    assert "Ô C33 không khớp: Tổng ghi 2.299, cộng được 2.300, lệch +1" in failed.said
    assert run("import_annex", good).answer["new"] == 61
