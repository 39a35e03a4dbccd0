"""Agency tasks: five honest statuses, cycles, reports, returns and extensions.

Source: product.md, promise 14; V.1 of 21/KH-UBND ("06 tháng, 01 năm").
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.journal import changeset
from accounts.models import ChangeSet
from accounts.refusals import Refusal
from plans.models import Assignment, Task
from plans.task_actions import extend
from plans.task_board import board, duties_of
from plans.task_models import TaskReport
from plans.tasks import Status
from tests import office
from units.models import Unit

DUE = dt.date(2021, 6, 30)
PDF = b"%PDF-1.7 ban ky"


@pytest.fixture
def duty(db):
    """Sở Y tế (IV.3) with a day of its own, long past."""
    task = Task.objects.get(paragraph="IV.3")
    task.deadline, task.cycle = DUE, Task.Cycle.ONCE
    with changeset(by=None, what="Ghi thời hạn") as change:
        change.save(task)
    return Assignment.objects.get(task=task)


@pytest.fixture(autouse=True)
def private_folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "private"


def send(client, duty, **fields):
    data = {"note": "Đã làm xong.", **fields}
    return client.post(f"/tasks/{duty.pk}/report/", data)


def only(duty):
    return duties_of([duty])[0]


def test_the_half_years_come_due_after_their_cut_off(db):
    row = Assignment.objects.filter(task__paragraph="V.1").first()

    duties = duties_of([row])

    assert [(d.period_code, f"{d.due}") for d in duties] == [
        ("2021-H1", "2021-06-16"),
        ("2021-H2", "2021-12-16"),
    ]


def test_the_agency_reports_with_its_product_and_the_office_accepts(as_user, duty):
    sent = send(as_user("soyte"), duty, file=SimpleUploadedFile("bc.pdf", PDF))
    as_user("thuky").post(f"/tasks/{duty.pk}/decide/", {"deed": "accept"})

    row = TaskReport.objects.get(assignment=duty)
    assert sent.status_code == 302
    assert (row.state, row.file_name) == ("ACCEPTED", "bc.pdf")
    assert only(duty).status is Status.DONE_LATE
    assert as_user("lanhdao").get(f"/tasks/{duty.pk}/file/").content == PDF


def test_a_return_needs_a_reason_and_opens_the_task_again(as_user, duty):
    send(as_user("soyte"), duty)
    secretary = as_user("thuky")

    silent = secretary.post(f"/tasks/{duty.pk}/decide/", {"deed": "return"})
    said = {"deed": "return", "reason": "Thiếu số liệu"}
    secretary.post(f"/tasks/{duty.pk}/decide/", said)

    assert silent.status_code == 422
    assert only(duty).status is Status.OVERDUE
    assert (
        "Thiếu số liệu" in as_user("soyte").get(f"/tasks/{duty.pk}/").content.decode()
    )


def test_an_accepted_report_is_not_rewritten(as_user, duty):
    send(as_user("soyte"), duty)
    as_user("thuky").post(f"/tasks/{duty.pk}/decide/", {"deed": "accept"})

    again = send(as_user("soyte"), duty, note="Viết lại")

    assert again.status_code == 409
    assert TaskReport.objects.get(assignment=duty).note == "Đã làm xong."


def test_an_extension_keeps_the_old_day(as_user, duty):
    data = {"new_due": "2099-07-31", "reason": "Chờ kinh phí"}

    done = as_user("thuky").post(f"/tasks/{duty.pk}/extend/", data)

    page = as_user("soyte").get("/tasks/?status=NOT_DUE").content.decode()
    assert done.status_code == 302
    assert (only(duty).due, only(duty).first_due) == (dt.date(2099, 7, 31), DUE)
    assert "31/07/2099" in page
    assert "30/06/2021" in page


def test_an_earlier_day_is_no_extension(as_user, duty):
    data = {"new_due": "2021-06-01", "reason": "Sớm hơn"}

    refused = as_user("thuky").post(f"/tasks/{duty.pk}/extend/", data)

    assert refused.status_code == 422
    assert "Hạn mới phải sau hạn cũ 30/06/2021." in refused.content.decode()


def test_an_agency_sees_its_own_tasks_only(as_user, duty):
    other = (
        Assignment.objects.exclude(unit=duty.unit).filter(task__order__lte=5).first()
    )
    client = as_user("soyte")

    assert {d.agency for d in board(office.person("soyte")).duties} == {"Sở Y tế"}
    assert client.get(f"/tasks/{other.pk}/").status_code == 404
    assert send(client, other).status_code == 404
    assert client.get("/tasks/999999/").status_code == 404


def test_a_leader_reads_and_writes_nothing(as_user, duty):
    client = as_user("lanhdao")

    assert client.get(f"/tasks/{duty.pk}/").status_code == 200
    assert send(client, duty).status_code == 403
    assert client.post(f"/tasks/{duty.pk}/decide/").status_code == 403


def test_the_board_is_narrowed_by_the_address(as_user, duty):
    client = as_user("thuky")

    late = client.get("/tasks/?status=OVERDUE&agency=so-y-te").content.decode()
    none = client.get("/tasks/?status=DUE_SOON&agency=so-y-te").content.decode()

    assert "Quá hạn" in late
    assert "Không có nhiệm vụ nào" in none
    assert "chưa giao" in none


def test_a_program_is_no_product(as_user, duty):
    refused = send(as_user("soyte"), duty, file=SimpleUploadedFile("bc.pdf", b"MZ\x90"))

    assert refused.status_code == 415
    assert "Chỉ nhận PDF" in refused.content.decode()
    assert not TaskReport.objects.exists()


def test_every_deed_leaves_its_line(as_user, duty):
    before = ChangeSet.objects.count()

    send(as_user("soyte"), duty)
    as_user("thuky").post(f"/tasks/{duty.pk}/decide/", {"deed": "accept"})

    assert ChangeSet.objects.count() == before + 2


def test_the_board_costs_the_same_whatever_its_length(
    duty, django_assert_max_num_queries
):
    user = office.person("thuky")
    with django_assert_max_num_queries(8):
        assert len(board(user).duties) > 20


def test_what_is_done_gets_no_more_time(as_user, duty):
    send(as_user("soyte"), duty)
    data = {"new_due": "2099-07-31", "reason": "Cho kịp"}

    refused = as_user("thuky").post(f"/tasks/{duty.pk}/extend/", data)

    assert refused.status_code == 409
    assert "gia hạn chỉ dành cho việc chưa xong" in refused.content.decode()
    assert only(duty).status is Status.DONE_LATE


def test_what_was_returned_may_get_more_time(as_user, duty):
    send(as_user("soyte"), duty)
    said = {"deed": "return", "reason": "Thiếu số liệu"}
    as_user("thuky").post(f"/tasks/{duty.pk}/decide/", said)

    data = {"new_due": "2099-07-31", "reason": "Làm lại"}
    as_user("thuky").post(f"/tasks/{duty.pk}/extend/", data)

    assert only(duty).status is Status.NOT_DUE


def test_two_people_do_not_extend_one_day_unseen(duty):
    secretary = office.person("thuky")
    first = {"old_due": DUE, "new_due": dt.date(2099, 7, 31), "reason": "Một"}
    extend(duty, "", by=secretary, **first)

    with pytest.raises(Refusal, match="Hạn vừa được đổi ở nơi khác"):
        extend(duty, "", by=secretary, **first)


def test_a_report_that_changed_since_it_was_read_is_not_accepted(as_user, duty):
    send(as_user("soyte"), duty, version="0")
    send(as_user("soyte"), duty, version="1", note="Sửa lại")

    stale = {"deed": "accept", "version": "1"}
    refused = as_user("thuky").post(f"/tasks/{duty.pk}/decide/", stale)

    assert refused.status_code == 409
    assert TaskReport.objects.get(assignment=duty).state == "SUBMITTED"


def test_a_second_window_does_not_overwrite_the_report(as_user, duty, settings):
    client = as_user("soyte")
    send(client, duty, version="0")

    file = SimpleUploadedFile("bc.pdf", PDF)
    refused = send(client, duty, version="0", note="Cửa sổ cũ", file=file)

    assert refused.status_code == 409
    assert TaskReport.objects.get(assignment=duty).note == "Đã làm xong."
    assert [p for p in settings.MEDIA_ROOT.rglob("*") if p.is_file()] == []


def test_a_note_with_a_persons_data_is_refused(as_user, duty):
    refused = send(as_user("soyte"), duty, note="Ông A, số CCCD 001089012345")

    assert refused.status_code == 422
    assert "thông tin cá nhân" in refused.content.decode()


def test_the_product_is_a_download_for_those_in_scope(as_user, duty):
    send(as_user("soyte"), duty, file=SimpleUploadedFile("bc.pdf", PDF))

    got = as_user("soyte").get(f"/tasks/{duty.pk}/file/")

    assert got.headers["Content-Disposition"].startswith("attachment")
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert as_user("hoankiem").get(f"/tasks/{duty.pk}/file/").status_code == 404


def test_an_agency_without_a_task_is_not_assigned_any(as_user, db):
    city = office.plan().unit
    idle = Unit(key="so-moi", kind="AGENCY", name="Sở Mới", parent=city)
    idle.valid_from = dt.date(2020, 1, 1)
    with changeset(by=None, what="Thêm cơ quan") as change:
        change.save(idle.derive_keys())

    page = " ".join(as_user("thuky").get("/tasks/").content.decode().split())

    assert 'Sở Mới <span class="muted">· chưa giao</span>' in page
    assert "Sở Mới" not in as_user("soyte").get("/tasks/").content.decode()


def test_the_board_is_narrowed_to_one_plan(as_user, duty):
    page = as_user("thuky").get("/tasks/?plan=21-kh-ubnd-2021").content.decode()

    assert "Sở Y tế" in page
    assert "0/25 việc đã xong" in page


def test_for_a_body_that_is_no_unit_the_secretary_writes(as_user, duty):
    joint = Assignment.objects.filter(task__paragraph="V.1", unit=None).first()
    half = {"period": "2021-H1"}

    sent = send(as_user("thuky"), joint, **half)
    others = send(as_user("thuky"), duty)

    assert sent.status_code == 302
    assert TaskReport.objects.get(assignment=joint).period_code == "2021-H1"
    assert others.status_code == 404
    assert send(as_user("soyte"), joint, **half).status_code == 404
