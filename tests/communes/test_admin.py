"""Criteria sets in the admin: checked before they are kept, never edited once used."""

import copy
import json

import pytest

from communes.models import CriteriaSet
from tests.communes.register import law

ADD = "/admin/communes/criteriaset/add/"


@pytest.fixture
def admin(as_user, shipped):
    return as_user("quantri")


def posted(row: CriteriaSet, **changes) -> dict:
    content = {**copy.deepcopy(row.content), **changes}
    return {"document": row.document_id, "content": json.dumps(content)}


def change_of(row: CriteriaSet) -> str:
    return f"/admin/communes/criteriaset/{row.pk}/change/"


def test_a_changed_set_is_kept_as_the_next_version(admin):
    answer = admin.post(ADD, posted(law("28/2025/QĐ-TTg"), scope="Toàn quốc, sửa"))

    made = CriteriaSet.objects.get(edition=2)
    assert answer.status_code == 302
    assert (made.scope, made.unit_level) == ("Toàn quốc, sửa", "commune")
    assert made.history.get().change_set.door == "ADMIN"


def test_a_new_version_starts_from_the_old_text(admin):
    old = law("28/2025/QĐ-TTg")

    page = admin.get(f"{ADD}?from={old.pk}")

    assert "resident_population" in page.content.decode()


def test_the_admin_leads_from_a_set_to_its_new_version(admin):
    old = law("28/2025/QĐ-TTg")
    data = {"action": "new_version", "_selected_action": [old.pk]}

    answer = admin.post("/admin/communes/criteriaset/", data)

    assert answer.url == f"{ADD}?from={old.pk}"


def test_one_set_at_a_time_is_versioned(admin):
    rows = [row.pk for row in CriteriaSet.objects.all()]
    data = {"action": "new_version", "_selected_action": rows}

    answer = admin.post("/admin/communes/criteriaset/", data, follow=True)

    assert "Hãy chọn đúng một bộ tiêu chí." in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"in_force_to": "2025-01-01"}, "đứng trước ngày có hiệu lực"),
        ({"facts": []}, "chưa khai báo"),
        ({"symbol": "1/QĐ-TTg"}, "Nội dung ghi số 1/QĐ-TTg"),
    ],
)
def test_a_set_with_a_fault_is_not_kept(admin, changes, sentence):
    page = admin.post(ADD, posted(law("28/2025/QĐ-TTg"), **changes))

    assert sentence in page.content.decode()
    assert not CriteriaSet.objects.filter(edition=2).exists()


@pytest.mark.parametrize("content", ["{", "[]", '"x"', "{}", "1"])
def test_what_is_no_set_is_refused_in_words(admin, content):
    document = law("28/2025/QĐ-TTg").document_id

    page = admin.post(ADD, {"document": document, "content": content})

    assert page.status_code == 200
    assert not CriteriaSet.objects.filter(edition=2).exists()


def test_a_used_set_is_shown_and_not_edited(admin, sheet):
    row = sheet.criteria_set

    page = admin.get(change_of(row))
    answer = admin.post(change_of(row), posted(row, scope="Khác"))

    assert page.status_code == 200
    assert answer.status_code == 403
    row.refresh_from_db()
    assert row.scope == "Toàn quốc"


def test_an_unused_set_may_still_be_corrected(admin):
    row = law("414/KH-UBND")

    admin.post(change_of(row), posted(row, scope="Tỉnh Lào Cai (cũ)"))

    row.refresh_from_db()
    assert (row.scope, row.edition) == ("Tỉnh Lào Cai (cũ)", 1)


@pytest.mark.parametrize(
    "name",
    ["criteriaset", "pilotarea", "assessment", "decision", "recognition", "keyarea"],
)
def test_every_list_of_the_room_opens(admin, sheet, name):
    assert admin.get(f"/admin/communes/{name}/").status_code == 200


def test_only_import_admins_reach_it(as_user, shipped):
    assert as_user("thuky").get(ADD).status_code == 403


def test_a_set_that_leads_back_to_itself_is_named(admin):
    row = law("28/2025/QĐ-TTg")
    content = copy.deepcopy(row.content)
    for criterion in content["criteria"]:
        for clause in criterion["requirements"]:
            if clause["code"] in ("6.1", "6.2"):
                other = "6.2" if clause["code"] == "6.1" else "6.1"
                clause["rule"] = {"kind": "REFERENCE", "to": [other]}

    page = admin.post(ADD, posted(row, criteria=content["criteria"]))

    told = page.content.decode()
    assert "Yêu cầu “6.1” dẫn chiếu vòng về chính nó." in told
    assert not CriteriaSet.objects.filter(edition=2).exists()


def test_two_classes_may_not_claim_the_same_figure(admin):
    row = law("28/2025/QĐ-TTg")
    text = json.dumps(row.content).replace(
        '"from_percent": "0.5"', '"from_percent": "0.4"'
    )

    page = admin.post(ADD, posted(row, **json.loads(text)))

    assert "chồng lên nhau" in page.content.decode()
    assert not CriteriaSet.objects.filter(edition=2).exists()
