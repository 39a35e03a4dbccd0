"""`manage.py send_reminders`: a mail for each late unit, none without a server."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from accounts.journal import changeset
from accounts.verification import breaks
from targets.models import ReminderNote, Submission
from targets.reminding import take_up, told_of
from tests import office

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(quarters):
    """The first quarter, due five days ago; Hoàn Kiếm and Ba Vì have addresses."""
    round_ = quarters[0]
    round_.due_at = timezone.now() - dt.timedelta(days=5)
    people = [office.person("hoankiem"), office.person("bavi")]
    with changeset(by=None, what="Địa chỉ thư") as change:
        change.save(round_)
        for other in quarters[1:]:
            other.due_at = timezone.now() + dt.timedelta(days=90)
        change.save_all(quarters[1:])
        for person in people:
            person.email = f"{person.username}@example.vn"
        change.save_all(people)
    return round_


def test_each_late_unit_gets_one_message_at_its_own_address(late, capsys):
    call_command("send_reminders")

    assert [m.to for m in mail.outbox] == [["hoankiem@example.vn"], ["bavi@example.vn"]]
    first = mail.outbox[0]
    assert first.subject == "Quá hạn 5 ngày: báo cáo Quý I/2021"
    assert "Kính gửi Quận Hoàn Kiếm," in first.body
    assert "Đã gửi 2 thư; 31 đơn vị không có địa chỉ thư." in capsys.readouterr().out


def test_who_has_handed_in_is_left_in_peace(late):
    row = office.submission("d002")
    row.state, row.submitted_at = Submission.State.SUBMITTED, timezone.now()
    with changeset(by=None, what="Nộp") as change:
        change.save(row)

    call_command("send_reminders", round=late.pk)

    assert [m.to for m in mail.outbox] == [["bavi@example.vn"]]


def test_a_dry_run_tells_and_sends_nothing(late, capsys):
    call_command("send_reminders", "--dry-run")

    assert mail.outbox == []
    told = capsys.readouterr().out
    assert "Quận Hoàn Kiếm: hoankiem@example.vn: Quá hạn 5 ngày" in told
    assert "Sẽ gửi 2 thư; chưa gửi thư nào." in told


def test_a_locked_round_is_past_reminding(late):
    late.locked_at = timezone.now()
    with changeset(by=None, what="Khóa") as change:
        change.save(late)

    call_command("send_reminders")

    assert mail.outbox == []


def test_without_a_mail_server_it_says_so_and_fails(late, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

    with pytest.raises(CommandError, match="Chưa cấu hình máy chủ thư") as refused:
        call_command("send_reminders")

    assert refused.value.returncode == 1


def test_a_server_that_does_not_answer_is_one_sentence(late, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    with pytest.raises(CommandError, match="đã gửi 0/2 thư") as refused:
        call_command("send_reminders")

    assert refused.value.returncode == 1


def test_a_round_that_does_not_exist_is_named(late):
    with pytest.raises(CommandError, match="Không có đợt báo cáo số 999999"):
        call_command("send_reminders", round=999_999)


def test_the_home_page_reminds_without_any_mail(late, as_user):
    page = as_user("hoankiem").get("/").content.decode()

    assert "Quá hạn" in page
    assert "Quý I/2021" in page


def notes(**which):
    return ReminderNote.objects.filter(channel="MAIL", **which)


def test_every_reminder_is_on_record_and_the_journal_holds(late):
    call_command("send_reminders")

    assert notes(outcome="SENT").count() == 2
    assert notes(outcome="NO_ADDRESS").count() == 31
    sent = notes(unit__key="d002").get()
    assert (sent.to, sent.tries) == ("hoankiem@example.vn", 1)
    assert ReminderNote.objects.filter(channel="IN_APP").count() == 33
    assert list(breaks()) == []


def test_a_second_run_of_the_day_sends_nothing_again(late, capsys):
    call_command("send_reminders")
    call_command("send_reminders")

    assert len(mail.outbox) == 2
    assert "Đã gửi 0 thư; 2 đơn vị đã được gửi thư hôm nay" in capsys.readouterr().out


def test_the_next_day_reminds_again(late, settings):
    call_command("send_reminders")
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    rows = list(ReminderNote.objects.all())
    for row in rows:
        row.day, row.at = yesterday, row.at - dt.timedelta(days=1)
    with changeset(by=None, what="Hôm qua") as change:
        change.save_all(rows)

    call_command("send_reminders")

    assert len(mail.outbox) == 4
    told = told_of([late])[late.pk, office.unit("d002").pk]
    assert str(told).startswith("đã nhắc 2 lần, lần cuối ")


def test_what_failed_is_on_record_and_tried_again(late, settings):
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(CommandError):
        call_command("send_reminders")
    failed = notes(unit__key="d002").get()

    settings.EMAIL_BACKEND = backend
    call_command("send_reminders")

    assert (failed.outcome, failed.detail) == ("FAILED", "Máy chủ thư không nhận")
    again = notes(unit__key="d002").get()
    assert (again.outcome, again.tries) == ("SENT", 2)


def test_a_run_that_died_is_taken_up_again_after_a_while(late):
    addresses = {office.unit("d002"): "hoankiem@example.vn"}
    at = timezone.now()
    first = take_up(late, addresses, channel="MAIL", now=at)

    at_once = take_up(late, addresses, channel="MAIL", now=at)
    row = notes().get()
    row.at = at - dt.timedelta(minutes=16)
    with changeset(by=None, what="Bỏ dở") as change:
        change.save(row)

    assert (len(first), len(at_once)) == (1, 0)
    assert len(take_up(late, addresses, channel="MAIL", now=at)) == 1


def test_an_address_that_came_later_is_used_the_same_day(late):
    unit = office.unit("d001")
    take_up(late, {unit: ""}, channel="MAIL", now=timezone.now())

    still = take_up(late, {unit: ""}, channel="MAIL", now=timezone.now())
    ready = take_up(late, {unit: "a@example.vn"}, channel="MAIL", now=timezone.now())

    assert (len(still), len(ready)) == (0, 1)


def test_without_a_server_the_notice_in_the_application_is_still_given(late, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

    with pytest.raises(CommandError, match="đã ghi nhắc trong hệ thống cho 33 đơn vị"):
        call_command("send_reminders")

    assert ReminderNote.objects.filter(channel="IN_APP").count() == 33
    assert not notes().exists()


def test_the_board_reminds_and_shows_how_often(late, as_user):
    client = as_user("thuky")

    answer = client.post(reverse("remind", args=[late.pk]), follow=True)

    page = answer.content.decode()
    assert "Đã nhắc 33 đơn vị trong hệ thống, gửi 2 thư" in page
    assert page.count("đã nhắc 1 lần, lần cuối") == 33
    assert len(mail.outbox) == 2
    again = client.post(reverse("remind", args=[late.pk]), follow=True)
    assert "đều đã được nhắc" in again.content.decode()
    assert len(mail.outbox) == 2


def test_the_reminded_unit_reads_it_on_its_first_page(late, as_user):
    as_user("thuky").post(reverse("remind", args=[late.pk]))

    page = as_user("hoankiem").get("/").content.decode()

    assert "Thư ký đã nhắc 1 lần" in page


def test_a_district_reminds_nobody(late, as_user):
    answer = as_user("hoankiem").post(reverse("remind", args=[late.pk]))

    assert answer.status_code == 403


def test_the_database_keeps_one_reminder_a_day(late):
    note = {"round": late, "unit": office.unit("d002"), "channel": "MAIL"}
    rows = [
        ReminderNote(**note, day="2021-03-20", at=timezone.now(), outcome="SENT")
        for _ in range(2)
    ]

    with (
        pytest.raises(IntegrityError),
        changeset(by=None, what="Hai lần") as change,
    ):
        change.save_all(rows)
