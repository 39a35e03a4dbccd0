"""Approval with memory, as the pages tell it (product.md, promise 6)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.journal import changeset
from targets.actions import approve, lock_round, reopen
from targets.models import Submission
from tests import office
from tests.targets.handing_in import fill

pytestmark = pytest.mark.django_db


def page(client, address):
    answer = client.get(address)
    return " ".join(answer.content.decode().split())


def approved(key="d002", period="2021-Q1"):
    report = fill(key, period) if (key, period) != ("d002", "2021-Q1") else fill()
    report.state, report.submitted_at = Submission.State.SUBMITTED, timezone.now()
    with changeset(by=None, what="Nộp") as change:
        change.save(report)
    approve([report], by=None, confirmed=True)
    return Submission.objects.get(pk=report.pk)


def entry(report):
    return reverse("entry-unit", args=[report.round_id, report.unit.key])


def test_whoever_meets_the_lock_reads_why_who_and_who_can_open_it(quarters, as_user):
    lock_round(quarters[0], reason="Đã chốt báo cáo quý", by=office.person("thuky"))

    unit = page(as_user("hoankiem"), entry(office.submission("d002")))
    board = page(as_user("thuky"), "/submissions/?period=2021-Q1")

    for text in (unit, board):
        assert "Đã chốt báo cáo quý" in text
        assert str(office.person("thuky")) in text
    assert "Thư ký có thể mở khóa hoặc mở lại cho đơn vị" in unit
    assert "Mở khóa kỳ" in board


def test_a_re_opening_is_told_on_both_pages_and_closes_by_itself(
    quarters, as_user, monkeypatch
):
    report = approved()
    until = timezone.now() + dt.timedelta(hours=2)
    reopen(report, until=until, reason="Sửa ô số vụ", by=office.person("thuky"))
    shown = timezone.localtime(until).strftime("%H:%M %d/%m/%Y")
    client = as_user("hoankiem")

    open_ = page(client, entry(report))
    board = page(as_user("thuky"), "/submissions/?period=2021-Q1")
    late = timezone.now() + dt.timedelta(hours=3)
    monkeypatch.setattr(timezone, "now", lambda: late)
    closed = page(client, entry(report))

    assert f"Mở lại đến {shown}" in open_
    assert f"mở lại đến {shown}" in board
    assert "data-save-url" in open_
    assert "data-save-url" not in closed
    assert "Báo cáo đã được duyệt; hãy đề nghị Thư ký mở lại có thời hạn" in closed


def test_a_return_is_told_with_its_reason_and_the_answer_goes_back(quarters, as_user):
    report = fill()
    unit, thuky = as_user("hoankiem"), as_user("thuky")
    unit.post(reverse("submit", args=[report.pk]))
    thuky.post(reverse("return", args=[report.pk]), {"reason": "Lệch với PC04"})

    told = page(unit, entry(report))
    unit.post(reverse("submit", args=[report.pk]), {"answer": "Đã đối chiếu, số đúng"})
    desk = page(thuky, reverse("approvals"))

    assert "Lệch với PC04" in told
    assert "Đã đối chiếu, số đúng" in desk


def test_approving_many_names_each_exception(quarters, as_user):
    full, client = fill(), as_user("thuky")
    office_two = office.submission("d271")
    for report in (full, office_two):
        report.state, report.submitted_at = "SUBMITTED", timezone.now()
        report.answer = "Chưa có số"
    with changeset(by=None, what="Nộp") as change:
        change.save_all([full, office_two])

    answer = client.post(
        reverse("approve"), {"submission": [full.pk, office_two.pk]}, follow=True
    )
    text = " ".join(answer.content.decode().split())

    assert "Đã duyệt 1 báo cáo" in text
    assert "Huyện Ba Vì, Quý I/2021" in text
    assert "Còn thiếu" in text
    states = [office.submission(k).state for k in ("d002", "d271")]
    assert states == ["APPROVED", "SUBMITTED"]
