"""A long import behind the pages: its progress, its end, and a worker that dies."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from accounts.journal import changeset
from intake import beats
from intake.models import Job
from targets.models import Quota
from tests import office
from tests.intake.papers import confirm, official, send

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(as_user, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "private"
    settings.BACKGROUND_ROWS = 30
    return as_user("quantri")


@pytest.fixture
def waiting(desk, tmp_path) -> Job:
    """The annex of 31 rows, confirmed on the page and not yet taken up."""
    page = send(desk, official(tmp_path / "phu-luc.xlsx"))
    confirm(desk, page.url.rstrip("/").rpartition("/")[2], json=False)
    return Job.objects.get()


def work() -> None:
    call_command("db_worker", "--batch", "--no-startup-delay", "--worker-id", "thu")


def page(client, job: Job, **headers: str):
    return client.get(f"/import/job/{job.token}/", headers=headers)


def test_a_long_import_waits_in_the_queue_and_shows_its_bar(desk, waiting):
    shown = page(desk, waiting)

    assert Quota.objects.count() == 0
    assert "0 trên 31 dòng" in shown.text
    assert 'hx-trigger="every 1s"' in shown.text


def test_the_worker_carries_it_out_and_the_bar_stops_at_the_receipt(desk, waiting):
    work()

    bar = page(desk, waiting, hx_request="true")

    waiting.refresh_from_db()
    assert (Quota.objects.count(), waiting.done, waiting.error) == (61, 31, "")
    assert bar.status_code == 286
    assert f"/import/receipt/{waiting.draft.change_set_id}/" in bar.text


def test_confirming_twice_gives_the_same_job(desk, waiting):
    again = confirm(desk, waiting.draft.token, json=False)

    assert again.url == f"/import/job/{waiting.token}/"
    assert Job.objects.count() == 1


def test_a_change_since_the_preview_fails_the_job_and_writes_nothing(desk, waiting):
    unit = office.unit("d002")
    unit.name = "Hoàn Kiếm mới"
    with changeset(by=None, what="Đổi tên") as change:
        change.save(unit.derive_keys())

    work()

    assert Quota.objects.count() == 0
    assert "Dòng 6" in page(desk, waiting).text


def test_a_silent_worker_is_taken_for_dead_and_the_job_starts_again(desk, waiting):
    waiting.heartbeat = timezone.now() - dt.timedelta(minutes=3)
    waiting.save()
    dead = page(desk, waiting, hx_request="true")

    desk.post(f"/import/job/{waiting.token}/")
    work()

    assert (dead.status_code, "Chưa ghi gì" in dead.text) == (286, True)
    assert Quota.objects.count() == 61


def test_a_job_under_way_is_not_started_a_second_time(desk, waiting):
    desk.post(f"/import/job/{waiting.token}/")
    work()
    work()

    assert Quota.objects.count() == 61
    assert Job.objects.get().is_done


def test_a_job_of_somebody_else_does_not_exist(waiting, as_user):
    assert page(as_user("thuky"), waiting).status_code == 404


def test_progress_is_told_while_the_import_holds_the_database(desk, waiting):
    with transaction.atomic():
        Job.objects.select_for_update().filter(kind="").update(done=0)
        beat = threading.Thread(target=told, args=(waiting, 12))
        beat.start()
        beat.join()

    assert "12 trên 31 dòng" in page(desk, waiting).text


def told(job: Job, done: int) -> None:
    beats.tell(job, done=done, message="Đang ghi")
    connection.close()


def test_a_restarted_job_forgets_what_the_dead_worker_told(desk, waiting):
    beats.tell(waiting, done=12, message="Đang ghi")
    waiting.heartbeat = timezone.now() - dt.timedelta(minutes=3)
    waiting.error, waiting.finished_at = "Hỏng", timezone.now()
    waiting.save()

    desk.post(f"/import/job/{waiting.token}/")

    assert "0 trên 31 dòng" in page(desk, waiting).text
