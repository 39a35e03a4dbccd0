"""Decisions and pilot wards, entered from the paper."""

import pytest

from communes.models import Decision, PilotArea
from tests.communes.browsing import decision, text
from tests.communes.register import (
    DRUG_FREE,
    verified,
)
from tests.office import unit

pytestmark = pytest.mark.usefixtures("shipped")


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
