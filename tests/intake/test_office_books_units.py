"""Quota tables whose units are written as offices write them, the whole way through."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest

from accounts.journal import changeset
from intake.orders import Kind
from plans.actions import assign_units
from targets.models import Quota, Result
from tests import office
from tests.intake.office_books_names import SHORT, asked, read_exactly, type_of
from tests.intake.office_books_units import (
    BARE,
    FLAT_SHEET,
    LAYOUTS,
    NAMES,
    TURNED,
    Book,
    loaded,
    official_figures,
    refusals,
    said_of,
    stored,
)
from tests.intake.papers import run, send
from units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "layout", LAYOUTS, ids=["phẳng", "phụ lục", "đảo cột", "không TT"]
)
def test_the_type_is_written_out_or_shortened_in_one_and_the_same_table(
    tmp_path, layout
):
    forms = ("{type} {name}", "{short}. {name}", "{short}.{name}", "{short} {name}")

    def written(name: str) -> str:
        type_ = type_of(name)
        form = forms[NAMES.index(name) % 4] if type_ else "{name}"
        return form.format(type=type_, short=SHORT.get(type_), name=name)

    read_exactly(tmp_path, Book(layout).named(written))


def test_a_town_is_known_by_each_of_its_abbreviations(tmp_path):
    for number, form in enumerate(("T.X. ", "T.X ", "TX. ", "tx ", "THỊ XÃ ")):
        book = Book().named({"Sơn Tây": f"{form}Sơn Tây"})
        path = book.save(tmp_path / f"{number}.xlsx")
        assert run("import_annex", path).answer["problems"] == []

    assert stored() == official_figures()


@pytest.mark.parametrize("layout", LAYOUTS[:2], ids=["phẳng", "phụ lục"])
def test_capitals_loose_accents_and_both_tone_placements_name_the_same(
    tmp_path, layout
):
    odd = {"Ứng Hòa": "ỨNG HOÀ", "Phú Xuyên": "phú xuyên", "Đống Đa": "Ðống Ða"}

    def written(name: str) -> str:
        text = odd.get(name, name.upper() if len(name) % 2 else name)
        return unicodedata.normalize("NFD", text)

    read_exactly(tmp_path, Book(layout).named(written))


def test_what_nobody_sees_in_a_name_does_not_count(tmp_path):
    names = {
        "Hoàn Kiếm": "\u00a0Hoàn\u00a0Kiếm ",
        "Ba Đình": "Ba  \u3000Đình",
        "Tây Hồ": "Tâ\u200by Hồ",
        "Cầu Giấy": "Cầu Gi\u00adấy",
        "Thanh Xuân": "\ufeffThanh Xuân\u200e",
        "Hoàng Mai": "Hoàng\nMai",
        "Long Biên": "Long\r\nBiên\n",
        "Thanh Trì": "Thanh_x000D_\nTrì",
        "Gia Lâm": "\tGia\tLâm",
        "Ba Vì": "Ba\u200bVì",
    }

    read_exactly(tmp_path, Book().named(names))


def test_list_marks_quotes_footnotes_and_closing_stops_are_no_part_of_a_name(tmp_path):
    forms = (
        "{n}. {x}",
        "- {x}",
        "{x} (1)",
        "{x} *",
        "“{x}”",
        "{n}) {x};",
        "{x}.",
        "{x}¹",
    )

    def written(name: str) -> str:
        at = NAMES.index(name)
        return forms[at % len(forms)].format(n=at + 1, x=name)

    read_exactly(tmp_path, Book(BARE).named(written))


def test_the_committees_of_the_districts_stand_for_them(tmp_path):
    forms = ("UBND {type} {name}", "Uỷ ban nhân dân {type} {name}", "UBND {name}")

    def written(name: str) -> str:
        type_ = type_of(name)
        form = forms[NAMES.index(name) % 3] if type_ else "{name}"
        return form.format(type=type_.lower(), name=name)

    read_exactly(tmp_path, Book(TURNED).named(written))


def test_the_city_after_a_name_says_nothing_new(tmp_path):
    forms = ("{x}, Hà Nội", "{x} - TP Hà Nội", "{x} (Hà Nội)", "Q. {x}, TP. Hà Nội")

    def written(name: str) -> str:
        form = forms[NAMES.index(name) % 4]
        return form.format(x=name) if type_of(name) in ("Quận",) else name

    read_exactly(tmp_path, Book().named(written))


def test_the_police_of_the_districts_report_a_quarter(tmp_path, quarters):
    forms = {"Quận": "CAQ {}", "Huyện": "Công an huyện {}", "Thị xã": "CATX {}"}
    book = Book(FLAT_SHEET).named(lambda n: forms.get(type_of(n), "{}").format(n))
    for row in book.rows:
        row |= {"cases": row["cases"] // 4, "files": (row["files"] or 8) // 4}
    book.rows[-1]["files"] = None
    figures = [row["cases"] for row in book.rows]
    path = book.save(tmp_path / "q1.xlsx", lambda sheet: sheet.delete_rows(33))

    loaded(path, Kind.RESULTS, round=quarters[0])

    rows = Result.objects.filter(indicator__code="cases", period_code="2021-Q1")
    found = {row.unit.name: row.value for row in rows.select_related("unit")}
    assert found == dict(zip(NAMES, map(Decimal, figures), strict=True))


def test_the_preview_shows_a_name_as_it_was_typed_beside_the_unit(tmp_path, as_user):
    desk = as_user("quantri")
    book = Book().named({"Tây Hồ": "CAQ Tây Hồ"})

    page = desk.get(send(desk, book.save(tmp_path / "bieu.xlsx")).url)

    row = page.text.partition("CAQ Tây Hồ")[0].rpartition("<tr")[2]
    assert "Quận Tây Hồ" in row


def test_the_police_of_the_city_are_not_the_city(tmp_path, quarters):
    book = Book(FLAT_SHEET)
    book.rows = [{"no": 1, "unit": "Công an TP. Hà Nội", "cases": 3, "files": None}]
    path = book.save(tmp_path / "q1.xlsx", lambda sheet: sheet.delete_rows(3))

    done = run("import_results", path, "--period", "2021-Q1")

    assert refusals(done) == [("E_UNIT_UNKNOWN", "B2")]
    assert "có phải Thành phố Hà Nội không" in said_of(done, "B2")


def test_the_drug_police_are_known_by_their_long_name(tmp_path):
    name = "Phòng Cảnh sát điều tra tội phạm về ma tuý"

    read_exactly(tmp_path, Book().named({"Phòng PC04": name}))


def test_namesakes_are_told_apart_by_what_they_belong_to(tmp_path):
    twins = list(Unit.objects.filter(name="Tân Dân", kind="COMMUNE"))
    with changeset(by=None, what="Giao hai xã") as change:
        assign_units(change, office.plan(), twins)
    book = Book(TURNED).and_row("Tân Dân", 1, 1)
    book.and_row("xã Tân Dân, huyện Phú Xuyên, TP Hà Nội", 2, 2)

    done = asked(tmp_path, book)
    book.rows[-2]["unit"] = "Xã Tân Dân (Sóc Sơn)"
    loaded(book.save(tmp_path / "dung.xlsx"))

    assert refusals(done) == [("E_UNIT_AMBIGUOUS", "E33")]
    rows = Quota.objects.filter(unit__in=twins, target__indicator__code="cases")
    assert {q.unit.parent.name: q.value for q in rows} == {"Sóc Sơn": 1, "Phú Xuyên": 2}
