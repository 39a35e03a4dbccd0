"""Pages of the communes' room as each person of the office sees them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.communes.browsing import decision, text
from tests.communes.register import (
    draft,
    law,
    merge,
)
from tests.office import unit

pytestmark = pytest.mark.usefixtures("shipped")


def names(page) -> list[str]:
    return [str(row.unit) for row, _sheets in page.context["rows"]]


# The register ---------------------------------------------------------------------


def test_the_register_tells_five_of_579(as_user):
    page = as_user("thuky").get("/communes/?year=2020")

    assert "5/579 xã, phường, thị trấn không ma túy (0,86%)" in text(page)
    assert "tính đến ngày 14/12/2020" in text(page)


def test_the_five_are_found_by_their_status(as_user):
    page = as_user("thuky").get("/communes/?year=2020&status=RECOGNISED")

    assert len(names(page)) == 5


def test_search_needs_no_diacritics(as_user):
    page = as_user("thuky").get("/communes/?q=kim+lan")

    assert names(page) == ["Xã Kim Lan"]


def test_a_district_is_chosen_by_its_key(as_user):
    page = as_user("thuky").get("/communes/?district=d018&status=RECOGNISED")

    assert names(page) == ["Xã Kim Lan", "Xã Trung Mầu"]


def test_a_filter_that_finds_nothing_says_so(as_user):
    page = as_user("thuky").get("/communes/?q=khong+co+xa+nay")

    assert "Không có xã nào khớp" in text(page)


@pytest.mark.parametrize(
    "query", ["year=abc", "year=9999", "district=x", "status=X", "page=0", "page=x"]
)
def test_a_crooked_filter_is_no_error(as_user, query):
    assert as_user("thuky").get(f"/communes/?{query}").status_code == 200


def test_the_register_costs_no_more_than_8_queries(as_user):
    client = as_user("thuky")
    client.get("/communes/")

    with CaptureQueriesContext(connection) as queries:
        client.get("/communes/?year=2025")

    assert len(queries) <= 8


def test_a_district_sees_its_own_communes_only(as_user):
    page = as_user("hoankiem").get("/communes/")

    assert {row.district for row, _ in page.context["rows"]} == {"Quận Hoàn Kiếm"}


def test_an_agency_has_no_communes_and_is_told(as_user):
    assert "không có xã, phường nào" in text(as_user("soyte").get("/communes/"))


def test_the_export_holds_what_the_filter_shows(as_user):
    answer = as_user("thuky").get("/communes/export.csv?year=2020&status=RECOGNISED")

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 6
    assert lines[1].startswith("c10105,Xã Đồng Lạc,Huyện Chương Mỹ,Không ma túy")
    assert "xa-khong-ma-tuy-2020-12-14.csv" in answer["Content-Disposition"]


def test_the_overview_adds_up_by_district(as_user):
    page = as_user("thuky").get("/communes/overview/?year=2020")

    book = page.context["book"]
    assert sum(tally.total for tally in book.by_district) == 579
    gia_lam = next(t for t in book.by_district if t.label == "Huyện Gia Lâm")
    assert gia_lam.cells[:3] == ["22", "2", "9,09%"]


# One commune ----------------------------------------------------------------------


def test_a_commune_shows_where_its_recognition_comes_from(as_user):
    page = as_user("thuky").get("/communes/c00547/")

    assert "Trung Màu (Gia Lâm)" in text(page)
    assert "21/KH-UBND" in text(page)


def test_a_neighbours_commune_is_not_there(as_user):
    assert as_user("bavi").get("/communes/c00037/").status_code == 404
    assert as_user("bavi").get("/communes/khong-co/").status_code == 404


def test_a_successor_shows_what_it_came_from(as_user):
    merge(unit("c00586"), unit("c00589"), into="c90001")

    page = as_user("thuky").get("/communes/c90001/")

    assert "Cần xét lại" in text(page)
    assert "Hình thành từ</dt><dd>Xã Kim Lan</dd>" in text(page)
    assert "Nhận toàn bộ Xã Kim Lan" in text(page)


def test_the_register_says_what_a_successor_came_from(as_user):
    merge(unit("c00586"), unit("c00589"), into="c90001")

    page = as_user("thuky").get("/communes/?status=NEEDS_REVIEW")

    assert names(page) == ["Xã C90001"]
    assert "từ Xã Kim Lan" in text(page)


def test_the_history_of_a_key_area_is_on_its_page(as_user):
    client = as_user("thuky")
    paper = decision(kind="KEY_AREAS", key_type="II", ins="Đồng Xuân, Hoàn Kiếm")
    client.post("/communes/decisions/new/", paper)

    page = text(client.get("/communes/c00040/"))

    assert "Đưa vào danh sách trọng điểm loại II theo 5501/QĐ-UBND" in page
    assert "Trọng điểm loại II" in page


def test_both_laws_of_a_commune_are_readable(as_user):
    old = law("414/KH-UBND")
    old.scope_unit = unit("p01")
    old.save()
    sheets = [draft("c00037", 2023, "414/KH-UBND"), draft("c00037", 2025)]
    client = as_user("hoankiem")

    pages = [text(client.get(f"/assessments/{sheet.pk}/")) for sheet in sheets]
    commune = text(client.get("/communes/c00037/"))

    assert "Hộ gia đình có đại diện cam kết" in pages[0]
    assert "Tổng số nhân khẩu hiện đang cư trú" in pages[1]
    assert "414/KH-UBND" in commune
    assert "28/2025/QĐ-TTg" in commune


def test_the_province_assesses_itself_under_its_own_set(as_user):
    client = as_user("thuky")
    page = client.get("/communes/overview/")
    form = client.get("/communes/p01/").context["form"]

    made = client.post(
        "/communes/p01/sheet/",
        {"year": 2025, "criteria_set": form.fields["criteria_set"].queryset.get().pk},
        follow=True,
    )

    assert "Phiếu tự đánh giá cấp tỉnh" in text(page)
    assert "Xã, phường, đặc khu trọng điểm loại I và loại II" in text(made)
    assert as_user("hoankiem").get("/communes/p01/").status_code == 404
