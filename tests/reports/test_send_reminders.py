"""`manage.py send_reminders`: a mail for each late unit, none without a server."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.journal import changeset
from targets.models import Submission
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
