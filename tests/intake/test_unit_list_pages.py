"""A unit list on the import desk: what begins and ends is shown, then filed once."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import ChangeSet
from tests import office
from tests.communes import register
from tests.intake.test_unit_files import TALL, WIDE, book, wide_rows
from units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(as_user):
    return as_user("quantri")


def renamed() -> bytes:
    rows = wide_rows()
    rows[0] = (*rows[0][:4], "Phường Phúc Xá Mới", *rows[0][5:])
    return book(WIDE, *rows)


def send(client, data: bytes, day: str = "2022-01-01"):
    file = SimpleUploadedFile("danh-muc.xlsx", data)
    return client.post("/import/units/", {"file": file, "day": day})


def test_the_preview_says_what_begins_and_ends_and_writes_nothing(desk):
    before = Unit.objects.count(), ChangeSet.objects.count()

    page = desk.get(send(desk, renamed()).url)

    assert "Phường Phúc Xá Mới" in page.text
    assert (Unit.objects.count(), ChangeSet.objects.count()) == before


def test_confirming_files_one_change_set_and_once(desk):
    address = send(desk, renamed()).url
    before = ChangeSet.objects.count()

    desk.post(address)
    again = desk.post(address)

    assert again.status_code == 409
    assert ChangeSet.objects.count() == before + 1
    assert str(office.unit("c00001").valid_to) == "2022-01-01"
    assert Unit.objects.get(name="Phúc Xá Mới").parent == office.unit("d001")


def test_the_list_in_force_says_no_change_and_offers_no_button(desk):
    page = desk.get(send(desk, book(WIDE, *wide_rows())).url)

    assert "Không có thay đổi" in page.text
    assert "Xác nhận, ghi" not in page.text


def test_a_list_is_taken_back_with_its_reason(desk):
    desk.post(send(desk, renamed()).url)
    number = ChangeSet.objects.latest("pk").pk

    desk.post(f"/import/units/{number}/undo/", {"reason": "Nhầm tệp"})

    assert office.unit("c00001").valid_to is None
    assert not Unit.objects.filter(name="Phúc Xá Mới").exists()
    assert "đã thu hồi" in desk.get("/import/units/").text


def taken_into_use(client) -> int:
    """The renamed ward filed, and by now assessed; the number of the list's filing."""
    client.post(send(client, renamed()).url)
    number = ChangeSet.objects.latest("pk").pk
    register.load()
    ward = Unit.objects.get(name="Phúc Xá Mới")
    register.fill(register.draft(ward.key), {"plants": "0"}, by="thuky")
    return number


def test_a_list_whose_units_are_in_use_is_not_taken_back_and_says_by_what(desk):
    number = taken_into_use(desk)

    refused = desk.post(f"/import/units/{number}/undo/", {"reason": "Nhầm tệp"})

    assert refused.status_code == 409
    assert "Phường Phúc Xá Mới đã được dùng: phiếu đánh giá (1)." in refused.text
    assert Unit.objects.filter(name="Phúc Xá Mới").exists()


def test_a_machine_hears_the_units_in_use_one_by_one(desk):
    number = taken_into_use(desk)

    refused = desk.post(
        f"/import/units/{number}/undo/",
        {"reason": "Nhầm tệp"},
        headers={"accept": "application/json"},
    )

    assert refused.status_code == 409
    assert refused.json()["reasons"] == [
        "Phường Phúc Xá Mới đã được dùng: phiếu đánh giá (1)."
    ]


def test_a_list_is_not_taken_back_without_a_reason(desk):
    desk.post(send(desk, renamed()).url)
    number = ChangeSet.objects.latest("pk").pk

    refused = desk.post(f"/import/units/{number}/undo/", {"reason": " "})

    assert refused.status_code == 422
    assert "Hãy ghi lý do" in refused.text


def test_a_unit_changed_since_the_preview_refuses_the_whole_list(desk):
    first, second = send(desk, renamed()).url, send(desk, renamed()).url
    desk.post(first)
    before = Unit.objects.count()

    refused = desk.post(second)

    assert refused.status_code == 409
    assert Unit.objects.count() == before


def test_another_provinces_list_is_out_of_scope(desk):
    row = (1, "10", "Tỉnh Lào Cai mới", "Tỉnh", None)

    page = send(desk, book(TALL, row))

    assert page.status_code == 422
    assert "ngoài phạm vi" in page.text


def test_a_bad_list_is_told_at_once_and_not_kept(desk):
    page = send(desk, book(TALL, (1, "123456", "Xã A", "Xã", "001")))

    assert page.status_code == 422
    assert "Dòng 2" in page.text


def test_a_preview_of_somebody_else_does_not_exist(desk, as_user):
    address = send(desk, renamed()).url

    assert as_user("thuky").post(address).status_code == 404
