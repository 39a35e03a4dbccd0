"""What people and machines outside met at the import desk, and must not meet again."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.journal import changeset
from intake.uploads import purge
from targets.models import Quota, Result
from tests.intake import handouts
from tests.intake.papers import PLAN, confirm, official, send
from tests.intake.test_unit_list_pages import renamed

pytestmark = pytest.mark.django_db
LAST = 2**63


@pytest.fixture
def desk(as_user):
    return as_user("quantri")


@pytest.mark.parametrize(
    "address",
    [
        "receipt/{}/",
        "receipt/{}/undo/",
        "file/{}/",
        "form/{}/receipt/",
        "form/{}/file/",
    ],
)
def test_a_number_no_database_can_hold_does_not_exist(desk, address):
    answer = desk.get(f"/import/{address.format(LAST)}")

    assert answer.status_code == 404


def test_of_a_huge_upload_only_the_size_is_kept(rf, settings):
    settings.UPLOAD_MEGABYTES = 1
    data = SimpleUploadedFile("to.docx", b"0" * 3 * 1024 * 1024)

    file = rf.post("/accounts/login/", {"file": data}).FILES["file"]

    assert file.size == data.size
    assert len(file.read()) == 1024 * 1024 + 1


@pytest.mark.parametrize("address", ["/import/annex/", "/import/form/", "/plans/read/"])
def test_every_desk_answers_a_huge_upload_with_413(desk, settings, address):
    settings.UPLOAD_MEGABYTES = 10
    data = SimpleUploadedFile("to.docx", b"PK\x03\x04" + b"0" * 11 * 1024 * 1024)

    answer = desk.post(address, {"file": data, "plan": PLAN})

    assert answer.status_code == 413


def test_a_preview_opened_again_after_somebody_wrote_says_so(desk, quotas, tmp_path):
    page = send(desk, official(tmp_path / "sua.xlsx", C6=119, C7=155))
    quota = Quota.objects.get(unit__key="d002", target__indicator__code="cases")
    with changeset(by=None, what="Sửa tay") as change:
        quota.value, quota.version = 200, quota.version + 1
        change.save(quota)

    again = desk.get(page.url)

    assert again.status_code == 409
    assert "vừa được sửa thành 200" in again.text
    assert "Xác nhận, ghi" not in again.text


def test_a_refused_undo_names_the_row_as_people_do_and_does_not_say_it_is_done(
    desk, quotas, tmp_path
):
    token = send(desk, official(tmp_path / "sua.xlsx", C6=119, C7=155), json=True)
    number = confirm(desk, token.json()["token"]).json()["changeset"]
    token = send(desk, official(tmp_path / "sau.xlsx", C6=120, C7=154), json=True)
    confirm(desk, token.json()["token"])

    refused = desk.post(f"/import/receipt/{number}/undo/", {"reason": "Nhầm"})

    assert refused.status_code == 409
    assert "Chỉ tiêu giao «Quận Hoàn Kiếm: 119» đã được sửa" in refused.text
    assert "đã được thu hồi" not in refused.text


def test_a_preview_that_was_purged_says_what_to_do(desk, quotas, tmp_path):
    page = send(desk, official(tmp_path / "sua.xlsx", C6=119, C7=155))
    purge(timezone.now() + dt.timedelta(hours=25))

    answer = desk.get(page.url)

    assert answer.status_code == 404
    assert "hãy nạp lại tệp" in answer.text


def test_a_form_looked_at_again_after_somebody_wrote_says_so(
    desk, as_user, quarters, tmp_path
):
    data = handouts.filled(handouts.results(desk, unit="d002"), **{"d002.cases": 30})
    mine, other = handouts.send(desk, data), handouts.send(as_user("thuky"), data)
    handouts.confirm(as_user("thuky"), other)

    again = desk.get(f"/import/form/{mine.json()['token']}/")

    assert again.status_code == 409
    assert "vừa được sửa thành 30" in again.text


def counted_id(data: bytes) -> str:
    return next(i for i in handouts.addresses(data) if "drug-free" in i)


def test_a_form_just_handed_out_has_nothing_newer_beside_it(desk, quarters):
    data = handouts.results(desk, period="2021-Q4")

    answer = handouts.send(desk, data)

    assert counted_id(data)
    assert handouts.codes(answer) == []


def test_a_figure_of_the_register_is_not_taken_from_a_form(desk, quarters):
    data = handouts.results(desk, period="2021-Q4")

    answer = handouts.send(desk, handouts.filled(data, **{counted_id(data): 77}))

    assert handouts.codes(answer) == ["E_CLOSED"]
    assert "sổ theo dõi xã" in answer.json()["problems"][0]["message"]
    assert not Result.objects.filter(value=77).exists()


def send_list(client, data: bytes, **fields: str):
    file = SimpleUploadedFile("danh-muc.xlsx", data)
    fields = {"day": "2022-01-01", **fields}
    address = "/import/units/"
    return client.post(address, {"file": file, **fields}, headers=handouts.JSON)


def test_a_machine_loads_a_unit_list_as_it_loads_every_other_table(desk):
    answer = send_list(desk, renamed())

    first = confirm(desk, answer.json()["token"])
    second = confirm(desk, answer.json()["token"])

    counts = answer.json()["counts"]
    assert (counts["new"], counts["changed"], counts["problems"]) == (1, 1, 0)
    assert (first.status_code, second.status_code) == (200, 409)
    assert second.json()["changeset"] == first.json()["changeset"]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"PK\x03\x04"])
def test_a_machine_hears_why_a_unit_list_is_not_taken(desk, data):
    answer = send_list(desk, data)

    assert answer.status_code in (415, 422)
    assert answer.json()["ok"] is False
    assert answer.json()["problems"][0]["message"]


def test_a_machine_without_a_day_hears_so(desk):
    answer = send_list(desk, renamed(), day="hôm nay")

    assert answer.status_code == 422
    assert "ngày" in answer.json()["message"]
