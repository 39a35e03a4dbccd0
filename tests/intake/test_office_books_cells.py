"""Quota tables whose figures are typed as offices type them, the whole way through.

Each cell is one exact value, a blank or a dash (arithmetic, §6).
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.intake.office_books_figures import down
from tests.intake.office_books_units import (
    LAYOUTS,
    NAMES,
    OFFICIAL,
    TURNED,
    Book,
    loaded,
    official_figures,
    stored,
    stored_as,
)
from tests.intake.papers import confirm, run, send
from tests.sheets.annex import UNITS

pytestmark = pytest.mark.django_db


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
