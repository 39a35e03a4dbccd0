"""Quota tables whose units are written as offices write them, the whole way through.

Read exactly, or refused with a question at the cell; never a new unit, never a guess.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from decimal import Decimal

import pytest

from accounts.journal import changeset
from intake.orders import Kind
from intake.unit_lists import SHIPPED, load_units
from plans.actions import assign_units
from targets.models import Quota, Result
from tests import office
from tests.intake.office_books_units import (
    BARE,
    FLAT_SHEET,
    LAYOUTS,
    NAMES,
    TURNED,
    Book,
    everything,
    loaded,
    official_figures,
    refusals,
    said_of,
    stored,
)
from tests.intake.papers import run, send
from units.models import Unit
from units.names import search_key

pytestmark = pytest.mark.django_db
SHORT = {"Quận": "Q", "Huyện": "H", "Thị xã": "TX"}


@pytest.fixture(autouse=True)
def private_folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "private"


def type_of(name: str) -> str:
    """ "Quận" of Ba Đình, "" of a force."""
    return Unit.objects.exclude(kind="COMMUNE").get(name=name).type


def asked(tmp_path, book: Book):
    """The book by command, which must refuse it and write nothing at all."""
    before = everything()
    done = run("import_annex", book.save(tmp_path / "bieu.xlsx"))
    assert done.code == 1
    assert everything() == before
    assert all(len(p["message"]) < 400 for p in done.answer["problems"])
    return done


def read_exactly(tmp_path, book: Book) -> None:
    """The book through the desk; afterwards the official figures stand, no more."""
    units = Unit.objects.count()
    loaded(book.save(tmp_path / "bieu.xlsx"))
    assert stored() == official_figures()
    assert Unit.objects.count() == units


# Read as they are --------------------------------------------------------------


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


# Asked about -------------------------------------------------------------------


def test_a_table_without_accents_is_asked_about_row_by_row_and_all_at_once(tmp_path):
    def bare(name: str) -> str:
        return search_key(name).title()

    done = asked(tmp_path, Book(FLAT_SHEET).named(bare))

    # "Thanh Oai" has no accents to lose.
    assert len(refusals(done)) == len(done.answer["unmatched"]) == 30
    assert said_of(done, "B5") == (
        "Ô B5: “Ba Dinh” không phải tên đơn vị của kế hoạch; "
        "có phải Quận Ba Đình không, hãy ghi đúng tên."
    )
    told = {p["cell"]: p["message"] for p in done.answer["problems"]}
    assert all(
        f"{type_of(name)} {name}" in told[f"B{row}"]
        for row, name in enumerate(NAMES[:30], start=2)
        if name != "Thanh Oai"
    )


@pytest.mark.parametrize(
    ("name", "written", "near"),
    [
        ("Hoàn Kiếm", "Hoàng Kiếm", "Quận Hoàn Kiếm hay Quận Hoàng Mai"),
        ("Đống Đa", "Đông Đa", "Quận Đống Đa hay Huyện Đông Anh"),
        ("Đông Anh", "Đống Anh", "Huyện Đông Anh hay Quận Đống Đa"),
        ("Mỹ Đức", "Mĩ Đức", "Huyện Mỹ Đức hay Huyện Hoài Đức"),
        ("Ba Đình", "1 Ba Đình", "Quận Ba Đình"),
        ("Hoàn Kiếm", "Hoàn‑Kiếm", "Quận Hoàn Kiếm"),
        ("Hoàn Kiếm", "Hoan Kiem District", "Quận Hoàn Kiếm"),
        ("Hoàn Kiếm", "Huyện Hoàn Kiếm", "Quận Hoàn Kiếm"),
        ("Hoàn Kiếm", "H. Hoàn Kiếm", "Quận Hoàn Kiếm"),
        ("Nam Từ Liêm", "Nam Từ Liêm (mới)", "Quận Nam Từ Liêm"),
        ("Phòng PC04", "Phòng PC47", "Phòng PC04"),
        ("Hoàn Kiếm", "002", "Quận Hoàn Kiếm (mã 002)"),
        ("Ba Đình", 1, "Quận Ba Đình (mã 001)"),
    ],
)
def test_a_name_that_is_nearly_one_is_a_question_with_candidates(
    tmp_path, name, written, near
):
    book = Book().named({name: written})

    done = asked(tmp_path, book)

    cell = book.cell(name)
    assert refusals(done) == [("E_UNIT_UNKNOWN", cell)]
    assert said_of(done, cell) == (
        f"Ô {cell}: “{written}” không phải tên đơn vị của kế hoạch; "
        f"có phải {near} không, hãy ghi đúng tên."
    )


@pytest.mark.parametrize(
    ("name", "written", "known"),
    [
        ("Nam Từ Liêm", "Từ Liêm", "Huyện Từ Liêm đã chia thành Quận Bắc Từ Liêm và"),
        ("Nam Từ Liêm", "H. Từ Liêm", "Nghị quyết 132/NQ-CP ngày 27/12/2013"),
        ("Hà Đông", "TP Hà Đông", "Thành phố Hà Đông đã thành Quận Hà Đông theo"),
        ("Sơn Tây", "Thành phố Sơn Tây", "đã chuyển thành Thị xã Sơn Tây theo"),
        ("Hà Đông", "Hà Tây", "Tỉnh Hà Tây đã nhập vào Thành phố Hà Nội từ ngày"),
        (
            "Mê Linh",
            "Mê Linh (Vĩnh Phúc)",
            "Huyện Mê Linh của kế hoạch thuộc Thành phố",
        ),
        ("Ba Vì", "Xã Ba Vì", "Xã Ba Vì thuộc Huyện Ba Vì"),
        ("Sóc Sơn", "TT Sóc Sơn", "Thị trấn Sóc Sơn thuộc Huyện Sóc Sơn"),
        ("Tây Hồ", "P. Phúc Xá", "Phường Phúc Xá thuộc Quận Ba Đình"),
        ("Tây Hồ", "Tỉnh Lào Cai", "Tỉnh Lào Cai là cấp tỉnh"),
        (
            "Tây Hồ",
            "T\u00e2y H\u1ed3\u202e",
            "(có ký tự ẩn); có phải Quận Tây Hồ không",
        ),
        ("Hoàn Kiếm", "\u041d\u043eàn Kiếm", "có chữ “\u041d” của bảng chữ cái khác"),
        ("Tây Hồ", "TP Hà Nội", "Thành phố Hà Nội là cấp tỉnh"),
    ],
)
def test_what_is_known_of_a_name_that_is_not_the_plans_is_told(
    tmp_path, name, written, known
):
    book = Book().named({name: written})

    done = asked(tmp_path, book)

    cell = book.cell(name)
    assert refusals(done) == [("E_UNIT_UNKNOWN", cell)]
    assert known in said_of(done, cell)
    assert "hãy" in said_of(done, cell)


def test_a_commune_of_the_reform_is_not_yet_there_for_a_plan_of_2021(tmp_path):
    load_units([SHIPPED / "hanoi_2025_communes.csv"], day=dt.date(2025, 7, 1))
    book = Book().named({"Tây Hồ": "Phường Tây Hồ", "Ba Vì": "Phường Hồng Hà"})

    done = asked(tmp_path, book)

    for name, unit in (("Tây Hồ", "Phường Tây Hồ"), ("Ba Vì", "Phường Hồng Hà")):
        told = f"({unit} chỉ có từ ngày 01/07/2025)"
        assert told in said_of(done, book.cell(name))


def test_a_unit_of_another_province_is_told_with_where_it_belongs(tmp_path):
    day = office.plan().document.issued_on
    load_units(
        [SHIPPED / f"nghean_2016_{level}.csv" for level in ("districts", "communes")],
        day=day,
    )
    book = Book().named({"Tây Hồ": "Huyện Nam Đàn"})

    done = asked(tmp_path, book)

    assert "(Huyện Nam Đàn thuộc Tỉnh Nghệ An)" in said_of(done, book.cell("Tây Hồ"))


# Refused -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "again", ["Tây Hồ", "Q. Tây Hồ", "TÂY HỒ", "UBND quận Tây Hồ", "5. Tây Hồ (*)"]
)
def test_a_unit_written_twice_is_refused_however_it_is_written(tmp_path, again):
    book = Book().named({"Cầu Giấy": again})

    done = asked(tmp_path, book)

    cell = book.cell("Cầu Giấy")
    assert refusals(done) == [("E_UNIT_DUPLICATE", cell)]
    assert said_of(done, cell) == (
        f"Ô {cell}: “{again}” trùng đơn vị với dòng 9; hãy để lại một dòng."
    )


@pytest.mark.parametrize(
    "cell",
    [
        "Tây Hồ, Cầu Giấy",
        "Tây Hồ và Cầu Giấy",
        "Q. Tây Hồ + Q. Cầu Giấy",
        "Tây Hồ/Cầu Giấy",
    ],
)
def test_two_units_in_one_cell_are_to_be_taken_apart(tmp_path, cell):
    book = Book().named({"Tây Hồ": cell})

    done = asked(tmp_path, book)

    assert refusals(done) == [("E_UNIT_AMBIGUOUS", "B9")]
    assert said_of(done, "B9") == (
        f"Ô B9: “{cell}” gộp nhiều đơn vị (Quận Tây Hồ và Quận Cầu Giấy); "
        "hãy tách mỗi đơn vị một dòng."
    )
    assert done.answer["unmatched"] == []


def test_a_table_in_a_font_of_old_is_one_refusal_and_not_thirty(tmp_path):
    old = {"Đống Đa": "Ñoáng Ña", "Hoàn Kiếm": "Hoaøn Kieám", "Ba Đình": "Ba Ñình"}

    done = asked(tmp_path, Book().named(old))

    assert refusals(done) == [("E_TCVN3", "B5")]
    assert "VNI; hãy chuyển tệp sang Unicode" in said_of(done, "B5")


def test_a_name_with_an_identity_number_is_refused_without_repeating_it(tmp_path):
    book = Book().named({"Tây Hồ": "Tây Hồ - Nguyễn Văn A, CCCD 001085012345"})

    done = asked(tmp_path, book)

    assert refusals(done) == [("E_PERSONAL", "B9")]
    assert "001085012345" not in done.said + said_of(done, "B9")


def test_a_row_of_figures_without_a_name_and_one_of_nonsense_are_both_told(tmp_path):
    book = Book(FLAT_SHEET).named({"Tây Hồ": None, "Ba Vì": "x" * 5000})
    book.named({"Mê Linh": "<img src=x onerror=alert(1)>", "Ba Đình": "#N/A"})

    done = asked(tmp_path, book)

    assert refusals(done) == [
        ("E_ERROR_CELL", "B5"),
        ("E_UNIT_BLANK", "B6"),
        ("E_UNIT_UNKNOWN", "B19"),
        ("E_UNIT_UNKNOWN", "B31"),
    ]
    assert f"“{'x' * 99}…”" in said_of(done, "B19")


def test_an_agency_of_the_city_may_be_given_a_quota_and_a_stranger_may_not(tmp_path):
    book = Book(TURNED).and_row("Sở Y tế", None, 5).and_row("Bệnh viện 09", None, 7)

    done = asked(tmp_path, book)
    book.rows.pop()
    loaded(book.save(tmp_path / "dung.xlsx"))

    assert refusals(done) == [("E_UNIT_UNKNOWN", "E34")]
    assert stored() == official_figures() | {("Sở Y tế", "files"): Decimal(5)}
