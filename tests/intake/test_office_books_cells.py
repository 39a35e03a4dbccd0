"""Quota tables whose figures are typed as offices type them, the whole way through.

Each cell is one exact value, a blank, a dash, or a refusal that says where and how to
mend it; all at once, and nothing is written then (arithmetic, §6).
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from accounts.journal import changeset
from intake.orders import Kind
from targets.models import Indicator, Result
from tests.intake.office_books_units import (
    FLAT_SHEET,
    LAYOUTS,
    NAMES,
    OFFICIAL,
    TURNED,
    Book,
    Layout,
    echoed,
    everything,
    loaded,
    official_figures,
    refusals,
    said_of,
    stored,
    stored_as,
)
from tests.intake.papers import confirm, run, send
from tests.sheets.annex import UNITS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def private_folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "private"


def refused(path):
    """The file by command, which must refuse it and write nothing at all."""
    before = everything()
    done = run("import_annex", path)
    assert (done.code, everything()) == (1, before)
    for problem in done.answer["problems"]:
        assert problem["message"].endswith(".")
        assert all(len(text) <= 100 for text in echoed(problem["message"]))
    return done


def down(values, key: str = "cases") -> dict:
    """One written value a row, from the first unit down."""
    return {(name, key): value for name, value in zip(NAMES, values, strict=False)}


# Read as they are --------------------------------------------------------------


@pytest.mark.parametrize(
    "layout", LAYOUTS, ids=["phẳng", "phụ lục", "đảo cột", "không TT"]
)
def test_numbers_kept_as_text_are_the_same_numbers(tmp_path, layout):
    forms = (
        "{}",
        " {} ",
        "{}\u00a0",
        "'{}",
        "{}\n",
        "{},0",
        "{},00",
        "\u200b{}",
        "{}_x000D_\n",
    )
    book = Book(layout)
    book.with_figures(
        down(forms[at % 9].format(row[1]) for at, row in enumerate(UNITS))
    )
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    book.with_figures({("Ba Vì", "files"): "22".translate(wide)})

    loaded(book.save(tmp_path / "chu.xlsx"))

    assert stored() == official_figures()


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2.300", 2300),
        ("2 300", 2300),
        ("2\u00a0300", 2300),
        ("2\u2009300", 2300),
        ("2\u202f300", 2300),
        ("２．３００", 2300),
        ("1.234.567", 1234567),
        ("2.300,00", 2300),
        ("007", 7),
        ("0", 0),
        (104.99999999999999, 105),
        (-0.0, 0),
        (1.18e2, 118),
    ],
)
def test_a_thousand_is_a_thousand_however_it_is_grouped(tmp_path, typed, value):
    book = Book(TURNED).with_figures({("Tây Hồ", "cases"): typed})

    loaded(book.save(tmp_path / "nghin.xlsx"))

    assert stored() == official_figures() | {("Tây Hồ", "cases"): Decimal(value)}


def test_a_dash_of_any_length_is_none_and_gives_no_quota(tmp_path):
    dashes = ("-", "–", "—", "―", " - ", "－", "−")
    book = Book(TURNED).with_figures(down(dashes, "files"))

    done = run("import_annex", book.save(tmp_path / "gach.xlsx"))

    gone = {(name, "files") for name in NAMES[: len(dashes)]}
    assert (done.code, done.answer["new"]) == (0, 61 - len(dashes))
    assert not any(p["code"] == "W_BLANK" for p in done.answer["problems"])
    assert stored().keys() == official_figures().keys() - gone


def test_blanks_of_every_kind_are_told_and_wait_for_a_tick(tmp_path, as_user):
    blanks = (None, "   ", "\u00a0\u3000", "\t\n", "\u200b", "_x000D_")
    book = Book(TURNED).with_figures(down(blanks, "files"))
    path, desk = book.save(tmp_path / "trong.xlsx"), as_user("quantri")

    sent = send(desk, path, json=True).json()

    unticked = desk.post("/import/confirm/", {"token": sent["token"]})
    told = [p["cell"] for p in sent["problems"] if p["code"] == "W_BLANK"]
    assert told == [book.cell(name, "files") for name in NAMES[: len(blanks)]]
    assert (unticked.status_code, stored()) == (422, {})
    assert confirm(desk, sent["token"]).status_code == 200
    assert len(stored()) == 61 - len(blanks)


def test_the_dress_of_a_number_is_not_the_number(tmp_path):
    formats = ('#,##0 "đ"', ";;;", "0,", "0.00E+00", "@", '0" ngày"', "[Red]0", "# ?/?")

    def dress(sheet) -> None:
        for row, form in enumerate(formats, start=OFFICIAL.first):
            sheet.cell(row, 3).number_format = form
        sheet["C20"].font = Font(strike=True)
        sheet["C20"].comment = Comment("Đã điều chỉnh", "PC04")
        sheet["C21"] = CellRichText("5", TextBlock(InlineFont(b=True), "6"))

    loaded(Book().save(tmp_path / "dinh-dang.xlsx", dress))

    assert stored() == official_figures()


def test_results_of_formulas_are_read_as_they_were_stored(tmp_path):
    book = Book().with_figures({("Phòng PC04", "files"): 0})
    path = book.save(tmp_path / "cong-thuc.xlsx")
    cells = {
        "C5": '<c r="C5"><f>100+18</f><v>118</v></c>',
        "C6": '<c r="C6" t="str"><f>TEXT(156,"0")</f><v>156</v></c>',
        "C7": '<c r="C7"><f t="array" ref="C7">SUM(162)</f><v>162</v></c>',
        "C8": '<c r="C8"><f>0.1+103.9</f><v>104.00000000000001</v></c>',
        "D35": '<c r="D35" t="str"><f>IF(1,"")</f><v></v></c>',
    }

    loaded(stored_as(path, cells))

    assert stored() == official_figures()


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_text_file_says_the_same_numbers(tmp_path, delimiter):
    book = Book().with_figures({("Tây Hồ", "cases"): "1.100", ("Ba Vì", "files"): "-"})
    book.rows[-1]["files"] = "\u00a0"
    path = book.save_csv(tmp_path / "bieu.csv", delimiter=delimiter)
    text = path.read_text(encoding="utf-8-sig").replace("2300", "3.300")
    path.write_text(text.replace("900", "878"), encoding="utf-8")

    loaded(path)

    changed = official_figures() | {("Tây Hồ", "cases"): Decimal(1100)}
    changed.pop(("Ba Vì", "files"))
    assert stored() == changed


# Refused -----------------------------------------------------------------------


def test_everything_that_is_no_clear_number_is_told_at_once_each_at_its_cell(tmp_path):
    numbers = ("2,300", "+5", "5/10", "≥5", "~5", "5-7", "(5)", "5²", "٢٣", "½", "1e3")
    words = (
        "XVIII",
        "5 vụ",
        "khoảng 5",
        "l04",
        "5 người",
        "2300đ",
        "5%",
        "2_300",
        "1.5",
    )
    silent = (
        "…",
        "...",
        "x",
        "X",
        "không",
        "không có",
        "N/A",
        "đang tổng hợp",
        "--",
        '"',
    )
    book = Book(FLAT_SHEET).with_figures(down((*numbers, *words, *silent)))

    done = refused(book.save(tmp_path / "khong-ro.xlsx"))

    cells = [f"C{row}" for row in range(2, 2 + len((*numbers, *words, *silent)))]
    assert refusals(done) == [("E_NUMBER", cell) for cell in cells]
    assert "không rõ dấu phẩy là hàng nghìn hay thập phân" in said_of(done, "C2")
    assert said_of(done, "C14") == (
        "Ô C14: “5 vụ” không phải là một số rõ ràng; "
        "hãy chỉ gõ số như 2300 hoặc 2.300, bỏ chữ đi kèm."
    )
    assert said_of(done, "C29") == (
        "Ô C29: “đang tổng hợp” không phải là một số rõ ràng; "
        "hãy gõ một số, gõ - nếu không có, để trống nếu chưa có số liệu."
    )


@pytest.mark.parametrize(
    ("written", "code", "said"),
    [
        (-3, "E_NEGATIVE", "“-3” là số âm"),
        ("−5", "E_NEGATIVE", "“−5” là số âm"),
        ("- 5", "E_NEGATIVE", "“- 5” là số âm"),
        (10.5, "E_FRACTION", "“10,5” là số lẻ"),
        ("10,5", "E_FRACTION", "“10,5” là số lẻ"),
        (0.1 + 0.2, "E_FRACTION", "“0,3” là số lẻ"),
        (5.0000000001, "E_FRACTION", "“5,0000000001” là số lẻ"),
        (1e308, "E_NUMBER", "“1E+308” dài quá 12 chữ số"),
        (12345678901234567890, "E_NUMBER", "dài quá 12 chữ số"),
        ("1234567890123", "E_NUMBER", "dài quá 12 chữ số"),
        (True, "E_NUMBER", "“TRUE” không phải là số"),
        (False, "E_NUMBER", "“FALSE” không phải là số"),
        (dt.date(2021, 3, 4), "E_DATE", "“04/03/2021” là ngày hoặc giờ"),
        (dt.datetime(2021, 3, 4, 8, 30), "E_DATE", "“04/03/2021 08:30:00” là ngày"),
        (dt.time(1, 30), "E_DATE", "“01:30:00” là ngày hoặc giờ"),
        (dt.timedelta(hours=30), "E_DATE", "“1 ngày 6:00:00” là ngày hoặc giờ"),
        ("=100+18", "E_FORMULA_NOCACHE", "là công thức chưa có kết quả"),
        ("x" * 5_000, "E_NUMBER", "…” không phải là một số rõ ràng"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_with_its_reason(
    tmp_path, written, code, said
):
    book = Book(TURNED).with_figures({("Tây Hồ", "cases"): written})

    done = refused(book.save(tmp_path / "sai.xlsx"))

    cell = book.cell("Tây Hồ", "cases")
    assert refusals(done) == [(code, cell)]
    assert said in said_of(done, cell)
    assert "hãy" in said_of(done, cell)


@pytest.mark.parametrize("form", ["dd/mm/yyyy", "mmm", "[h]:mm", "[$-42A]dd/mm/yyyy"])
def test_a_number_shown_as_a_date_is_no_number(tmp_path, form):
    def dress(sheet) -> None:
        sheet["C9"].number_format = form

    done = refused(Book().save(tmp_path / "ngay.xlsx", dress))

    assert refusals(done) == [("E_DATE", "C9")]
    assert "hãy đổi định dạng ô sang Số" in said_of(done, "C9")


def test_errors_of_every_kind_are_named_stored_or_typed(tmp_path):
    path = (
        Book().with_figures({("Mê Linh", "cases"): "#N/A"}).save(tmp_path / "loi.xlsx")
    )
    kinds = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#SPILL!")
    cells = {
        f"C{row}": f'<c r="C{row}" t="e"><f>1/0</f><v>{kind}</v></c>'
        for row, kind in enumerate(kinds, start=5)
    }

    done = refused(stored_as(path, cells))

    assert refusals(done) == [("E_ERROR_CELL", cell) for cell in (*cells, "C34")]
    assert said_of(done, "C6") == (
        "Ô C6 đang báo lỗi “#DIV/0!”; hãy sửa công thức hoặc gõ số."
    )


def test_one_figure_merged_over_several_units_is_nobodys(tmp_path):
    others = {("Hai Bà Trưng", "cases"): None, ("Đống Đa", "cases"): None}
    book = Book(TURNED).with_figures(others)

    done = refused(book.save(tmp_path / "gop.xlsx", lambda s: s.merge_cells("D2:D4")))

    assert refusals(done) == [("E_NUMBER", "D2")]
    assert said_of(done, "D2") == (
        "Ô D2 gộp chung đến ô D4 cho nhiều số liệu; "
        "hãy bỏ gộp ô rồi ghi số của từng đơn vị."
    )


def test_a_figure_merged_with_a_column_nobody_reads_is_the_units_own(tmp_path):
    book = Book(TURNED)

    loaded(book.save(tmp_path / "gop.xlsx", lambda s: s.merge_cells("B2:C2")))

    assert stored() == official_figures()


def test_formulas_nobody_computed_are_told_one_by_one(tmp_path):
    path = Book().save(tmp_path / "chua-tinh.xlsx")
    cells = {
        "C5": '<c r="C5"><f>100+18</f></c>',
        "C6": '<c r="C6"><f t="array" ref="C6">SUM(156)</f></c>',
        "C36": '<c r="C36"><f>SUM(C5:C35)</f></c>',
        "D8": '<c r="D8" t="b"><f>TRUE</f><v>1</v></c>',
        "D9": '<c r="D9"><v>1E999</v></c>',
    }

    done = refused(stored_as(path, cells))

    assert {cell: code for code, cell in refusals(done)} == {
        "C5": "E_FORMULA_NOCACHE",
        "C6": "E_FORMULA_NOCACHE",
        "C36": "E_FORMULA_NOCACHE",
        "D8": "E_NUMBER",
        "D9": "E_NUMBER",
    }


def test_names_and_figures_are_complained_of_together_in_the_order_of_the_rows(
    tmp_path,
):
    book = Book().named({"Ba Đình": "Ba Dinh", "Tây Hồ": "Ba Vì"})
    book.with_figures({("Hoàn Kiếm", "files"): "45 hồ sơ", ("Mê Linh", "cases"): -1})

    done = refused(book.save(tmp_path / "nhieu.xlsx"))

    assert refusals(done) == [
        ("E_NUMBER", "D5"),
        ("E_UNIT_UNKNOWN", "B8"),
        ("E_UNIT_DUPLICATE", "B22"),
        ("E_NEGATIVE", "C34"),
    ]


def test_the_page_shows_every_bad_cell_and_marks_them_in_the_office_own_file(
    tmp_path, as_user
):
    book = Book().with_figures(down(("5 vụ", "5%", "…")))
    desk, path = as_user("quantri"), book.save(tmp_path / "sai.xlsx")

    page = send(desk, path)

    assert page.status_code == 422
    for cell in ("C5", "C6", "C7"):
        assert f'data-code="E_NUMBER" data-cell="{cell}"' in page.text
    assert stored() == {}


def allow_decimals() -> None:
    with changeset(by=None, what="Số lẻ") as change:
        indicator = Indicator.objects.get(code="cases")
        indicator.decimals = 2
        change.save(indicator)


def test_a_figure_finer_than_can_be_kept_is_not_rounded_unseen(tmp_path):
    allow_decimals()
    book = Book(TURNED).with_figures(down(("0,125", 1 / 3, "0,12")))

    done = refused(book.save(tmp_path / "le.xlsx"))

    assert refusals(done) == [("E_FRACTION", "D2"), ("E_FRACTION", "D3")]
    assert said_of(done, "D2") == (
        "Ô D2: “0,125” có quá 2 chữ số sau dấu phẩy; hãy làm tròn."
    )


# Results -----------------------------------------------------------------------


def results(book: Book, path):
    """The first ten rows as the results of a quarter: no total, no blanks."""
    book.rows = book.rows[:10]
    for row in book.rows:  # the quotas themselves are no results
        row |= {k: v - 1 for k, v in row.items() if isinstance(v, int) and k != "no"}
    return book.save(path, lambda sheet: sheet.delete_rows(book.layout.first + 10))


def reported(code: str = "cases") -> dict[str, Decimal]:
    rows = Result.objects.filter(indicator__code=code).select_related("unit")
    return {row.unit.name: row.value for row in rows if row.value is not None}


def test_an_indicator_with_decimals_takes_a_comma_and_only_a_comma(tmp_path, quarters):
    allow_decimals()
    written = ("12,5", "2.300,75", 7.25, "3", 0.1 + 0.2, "1 200,5", "12.5", "2,300")
    book = Book(FLAT_SHEET).with_figures(down(written))

    bad = run(
        "import_results", results(book, tmp_path / "a.xlsx"), "--period", "2021-Q1"
    )
    book.with_figures({(NAMES[6], "cases"): "12,5", (NAMES[7], "cases"): "2300"})
    loaded(results(book, tmp_path / "b.xlsx"), Kind.RESULTS, round=quarters[0])

    assert refusals(bad) == [("E_NUMBER", "C8"), ("E_NUMBER", "C9")]
    exact = ("12.5", "2300.75", "7.25", "3", "0.3", "1200.5", "12.5", "2300")
    found = reported()
    assert [found[name] for name in NAMES[:8]] == list(map(Decimal, exact))


def test_a_report_with_words_for_nothing_is_refused_and_with_blanks_is_not(
    tmp_path, quarters
):
    book = Book(FLAT_SHEET).with_figures(down(("chưa có số liệu", "x"), "files"))
    by = ("--period", "2021-Q1")

    bad = run("import_results", results(book, tmp_path / "a.xlsx"), *by)
    book.with_figures(down((None, "-"), "files"))
    good = run("import_results", results(book, tmp_path / "b.xlsx"), *by)

    assert refusals(bad) == [("E_NUMBER", "D2"), ("E_NUMBER", "D3")]
    assert (good.code, set(reported("rehab-files"))) == (0, set(NAMES[2:10]))


def test_the_two_parts_of_a_ratio_are_counts_and_a_share_is_neither(tmp_path, quarters):
    name = "Điểm phức tạp về ma túy được triệt xóa"
    titles = {"no": "TT", "unit": "Đơn vị"}
    titles |= {"cases": f"{name} (tử số)", "files": f"{name} (mẫu số)"}
    book = Book(Layout(titles=titles, has_total=False))
    by = ("--period", "2021-Q1")

    book.rows = [{"no": 1, "unit": "TP Hà Nội", "cases": "2/6", "files": "33%"}]
    bad = run("import_results", book.save(tmp_path / "a.xlsx"), *by)
    book.rows = [{"no": 1, "unit": "TP Hà Nội", "cases": "2", "files": 6.0}]
    good = run("import_results", book.save(tmp_path / "b.xlsx"), *by)

    assert refusals(bad) == [("E_NUMBER", "C2"), ("E_NUMBER", "D2")]
    assert "không gõ tỷ lệ và dấu %" in said_of(bad, "D2")
    row = Result.objects.get(indicator__code="hotspots-cleared")
    assert (good.code, row.unit.key, row.numerator, row.denominator) == (0, "p01", 2, 6)
