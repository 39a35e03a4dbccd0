"""The sheet of a commune, and the desk on which sheets wait."""

import pytest

from accounts.models import Membership
from communes.models import Assessment
from tests.communes.browsing import text
from tests.communes.register import (
    DRUG_FREE,
    draft,
    fill,
    law,
    submitted,
    verified,
    write,
)
from tests.office import person, unit

pytestmark = pytest.mark.usefixtures("shipped")


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
