"""Pages of the communes' room as each person of the office sees them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership
from communes.models import Assessment, Decision, PilotArea
from tests.communes.register import (
    DRUG_FREE,
    draft,
    fill,
    law,
    merge,
    submitted,
    verified,
    write,
)
from tests.office import person, unit

pytestmark = pytest.mark.usefixtures("shipped")


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


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


# A sheet --------------------------------------------------------------------------


def form_of(client, sheet, **changes) -> dict:
    """What the browser sends back: every field, with the value it was shown with."""
    form = client.get(f"/assessments/{sheet.pk}/").context["form"]
    data = {}
    for row in form.rows():
        for field in (row["value"], row["evidence"]):
            shown = field.value()
            data[field.html_name] = changes.get(field.html_name, shown)
            data[field.html_initial_name] = shown
        data[row["version"].html_name] = row["version"].value()
    return data


def test_a_commune_opens_fills_and_submits_its_sheet(as_user):
    client = as_user("hoankiem")
    made = client.post(
        "/communes/c00037/sheet/",
        {"year": 2025, "criteria_set": law("28/2025/QĐ-TTg").pk},
    )
    sheet = Assessment.objects.get()

    client.post(made.url, form_of(client, sheet, **{"f-plants": "1.207"}))
    client.post(f"{made.url}submit/")

    sheet.refresh_from_db()
    assert sheet.state == "SUBMITTED"
    assert sheet.answers.get().value == "1207"


def test_a_year_without_law_opens_no_sheet(as_user):
    answer = as_user("hoankiem").post(
        "/communes/c00037/sheet/",
        {"year": 2021, "criteria_set": law("28/2025/QĐ-TTg").pk},
    )

    assert answer.status_code == 422
    assert "Năm 2021 không có bộ tiêu chí" in text(answer)


def test_a_wrong_figure_is_told_beside_its_cell(as_user, sheet):
    client = as_user("hoankiem")

    answer = client.post(
        f"/assessments/{sheet.pk}/", form_of(client, sheet, **{"f-plants": "ba"})
    )

    assert answer.status_code == 422
    assert "“Cây có chứa chất ma túy" in text(answer)
    assert not sheet.answers.exists()


def test_a_figure_a_colleague_changed_is_shown_and_kept(as_user, sheet):
    client = as_user("hoankiem")
    fill(sheet, {"plants": "5"})
    late = form_of(client, sheet, **{"f-plants": "7"})
    fill(sheet, {"plants": "6"}, by="thuky")

    answer = client.post(f"/assessments/{sheet.pk}/", late)

    assert answer.status_code == 409
    assert "nay là 6" in text(answer)
    assert sheet.answers.get().value == "6"


def test_fields_left_alone_do_not_undo_a_colleague(as_user, sheet):
    client = as_user("hoankiem")
    fill(sheet, {"plants": "5"})
    late = form_of(client, sheet, **{"f-drug_use_points": "0"})
    fill(sheet, {"plants": "6"}, by="thuky")

    answer = client.post(f"/assessments/{sheet.pk}/", late)

    assert answer.status_code == 302
    assert dict(sheet.answers.values_list("fact", "value")) == {
        "plants": "6",
        "drug_use_points": "0",
    }


def test_the_year_before_stands_beside(as_user, sheet):
    fill(sheet, {"plants": "12", "on_key_route": "true", "plant_area_m2": "3.5"})
    later = draft("c00037", 2026)

    page = text(as_user("hoankiem").get(f"/assessments/{later.pk}/"))

    assert "Năm 2025" in page
    assert '<td class="num">12</td>' in page
    assert '<td class="num">3,5</td>' in page


def test_the_sheet_shows_each_clause_and_the_question_of_zero(as_user, sheet):
    submitted(sheet)

    page = text(as_user("thuky").get(f"/assessments/{sheet.pk}/"))

    assert "41/8.200 (0,5%)" in page
    assert "Trọng điểm phức tạp loại III" in page
    assert "Tiêu chí 4.3.b đạt theo câu chữ" in page
    assert "Mục 4.1: đạt 1/5 (4.1.a)." in page


def test_a_near_miss_does_not_look_like_the_threshold(as_user, sheet):
    fill(sheet, {"resident_population": "8200", "registered_addicts_and_users": "40"})

    page = text(as_user("hoankiem").get(f"/assessments/{sheet.pk}/"))

    assert "40/8.200 (0,4878%)" in page


def test_a_neighbours_sheet_is_not_there(as_user, sheet):
    client = as_user("bavi")

    assert client.get(f"/assessments/{sheet.pk}/").status_code == 404
    assert client.post(f"/assessments/{sheet.pk}/submit/").status_code == 404
    assert client.post("/communes/c00037/sheet/").status_code == 404


def test_who_reads_only_does_not_write(as_user, sheet):
    client = as_user("lanhdao")

    assert client.get(f"/assessments/{sheet.pk}/").status_code == 200
    assert client.post(f"/assessments/{sheet.pk}/").status_code == 403
    assert client.post(f"/assessments/{sheet.pk}/submit/").status_code == 403


@pytest.mark.parametrize("step", ["verify", "return", "approve"])
def test_a_district_does_not_judge_its_own_sheet(as_user, sheet, step):
    submitted(sheet)

    answer = as_user("hoankiem").post(f"/assessments/{sheet.pk}/{step}/")

    assert answer.status_code == 403


def test_a_step_that_does_not_exist_is_not_there(as_user, sheet):
    assert as_user("thuky").post(f"/assessments/{sheet.pk}/xoa/").status_code == 404


def test_a_refused_step_keeps_what_was_typed(as_user, sheet):
    verified(sheet)

    answer = as_user("thuky").post(
        f"/assessments/{sheet.pk}/approve/", {"outcome": "TYPE_III"}
    )

    assert answer.status_code == 422
    assert "câu hỏi cần quyết định" in text(answer)


def test_an_approved_sheet_shows_its_conclusion(as_user, sheet):
    verified(sheet, DRUG_FREE)
    client = as_user("thuky")

    client.post(f"/assessments/{sheet.pk}/approve/", {"outcome": "DRUG_FREE"})

    assert "Kết luận đã duyệt" in text(client.get(f"/assessments/{sheet.pk}/"))


def test_an_amendment_without_a_reason_is_given_back(as_user, sheet):
    submitted(sheet)
    client = as_user("thuky")
    changed = form_of(client, sheet, **{"f-plants": "7"})

    refused = client.post(f"/assessments/{sheet.pk}/", changed)
    saved = client.post(
        f"/assessments/{sheet.pk}/", {**changed, "reason": "Theo biên bản kiểm tra"}
    )

    assert (refused.status_code, saved.status_code) == (422, 302)
    assert "phải ghi lý do" in text(refused)


def test_who_enters_for_one_district_opens_no_sheet_of_another(as_user):
    both = Membership(user=person("hoankiem"), unit=unit("p01"), role="LEADER")
    write(both)

    answer = as_user("hoankiem").post("/communes/c00001/sheet/")

    assert answer.status_code == 403


def test_the_register_leads_to_the_sheet_of_the_year(as_user, sheet):
    page = as_user("hoankiem").get("/communes/?year=2025&q=phuc+tan")

    assert f'href="/assessments/{sheet.pk}/"' in text(page)


# Desks ----------------------------------------------------------------------------


def test_the_desk_opens_on_what_waits_for_the_secretariat(as_user, sheet):
    submitted(sheet)

    page = as_user("thuky").get("/assessments/")

    assert "Chờ thẩm định: 1 phiếu" in text(page)
    assert [str(row.sheet.unit) for row in page.context["rows"]] == ["Phường Phúc Tân"]


def test_the_desk_of_a_district_opens_on_what_came_back(as_user, sheet):
    submitted(sheet)
    as_user("thuky").post(f"/assessments/{sheet.pk}/return/", {"text": "Thiếu căn cứ"})

    assert "Trả lại: 1 phiếu" in text(as_user("hoankiem").get("/assessments/"))
    assert "0 phiếu" in text(as_user("bavi").get("/assessments/"))


def decision(**facts) -> dict:
    return {
        "kind": "RECOGNITION",
        "symbol": "5501/QĐ-UBND",
        "issuer": "Ủy ban nhân dân thành phố Hà Nội",
        "issued_on": "20/12/2021",
        "effective_on": "20/12/2021",
        "year": 2021,
        "ins": "Kim Lan, Gia Lâm\nĐồng Xuân, Hoàn Kiếm",
        **facts,
    }


def test_a_decision_is_entered_from_its_paper(as_user):
    client = as_user("thuky")

    answer = client.post("/communes/decisions/new/", decision(), follow=True)

    assert "Phường Đồng Xuân" in text(answer)
    assert Decision.objects.filter(kind="RECOGNITION").count() == 1
    assert "5501/QĐ-UBND" in text(client.get("/communes/decisions/"))


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"ins": "Tân Dân"}, "có thể là"),
        ({"outs": "Đồng Xuân"}, "vừa đưa vào vừa đưa ra"),
        ({"issued_on": "32/12/2021"}, "Ngày ban hành"),
        ({"issued_on": "20/12/0021"}, "từ 1945 đến 2999"),
        ({"key_type": "I"}, "phải ghi loại"),
    ],
)
def test_a_decision_that_is_not_clear_is_given_back(as_user, facts, sentence):
    answer = as_user("thuky").post("/communes/decisions/new/", decision(**facts))

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not Decision.objects.filter(kind="RECOGNITION").exists()


def test_approved_communes_are_offered_to_the_decision(as_user, sheet):
    verified(sheet, DRUG_FREE)
    client = as_user("thuky")
    client.post(f"/assessments/{sheet.pk}/approve/", {"outcome": "DRUG_FREE"})

    page = client.get("/communes/decisions/new/?from=approved&year=2025")

    assert "Phúc Tân, Quận Hoàn Kiếm" in text(page)


def test_a_district_neither_decides_nor_sees_the_decisions_of_others(as_user):
    client = as_user("hoankiem")
    listing = Decision.objects.get()

    assert client.get("/communes/decisions/new/").status_code == 403
    assert client.get(f"/communes/decisions/{listing.pk}/").status_code == 404
    assert "Chưa có quyết định nào" in text(client.get("/communes/decisions/"))


def test_pilot_wards_are_entered_from_the_decision_on_paper(as_user):
    client = as_user("thuky")
    form = client.get("/communes/pilots/").context["form"]
    document = form.fields["document"].initial

    client.post(
        "/communes/pilots/",
        {"document": document.pk, "phase": 1, "place": "Đồng Xuân, Hoàn Kiếm"},
    )

    area = PilotArea.objects.get()
    assert (area.document.symbol, area.unit) == ("4026/UBND-VX", unit("c00040"))
    assert "Giai đoạn 1 (đến năm 2013)" in text(client.get("/communes/pilots/"))
    assert "Chỉ đạo điểm, Giai đoạn 1" in text(client.get("/communes/c00040/"))


def test_a_pilot_ward_is_not_entered_twice_nor_by_a_district(as_user):
    client = as_user("thuky")
    document = (
        client.get("/communes/pilots/").context["form"].fields["document"].initial
    )
    data = {"document": document.pk, "phase": 1, "place": "Thị trấn A"}
    client.post("/communes/pilots/", data)

    assert client.post("/communes/pilots/", data).status_code == 422
    assert as_user("hoankiem").post("/communes/pilots/", data).status_code == 403
