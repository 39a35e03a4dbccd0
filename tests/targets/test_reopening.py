"""Approved figures, locked rounds, and nothing to report."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import ChangeSet
from accounts.refusals import Refusal
from targets.actions import (
    approve,
    declare_nil,
    lock_round,
    reopen,
    unlock_round,
)
from targets.models import Result, Submission
from tests import office
from tests.targets.handing_in import approved, edit_cases, handed_in, in_an_hour

pytestmark = pytest.mark.django_db


def test_approved_figures_move_only_while_re_opened(quarters):
    report = approved()

    with pytest.raises(Refusal, match="mở lại có thời hạn"):
        edit_cases()
    reopen(report, until=in_an_hour(), reason="Sai số vụ", by=office.person("thuky"))

    assert edit_cases("9").is_clean
    assert office.submission("d002").state == "APPROVED"


def test_a_re_opening_closes_by_itself(quarters, monkeypatch):
    reopen(approved(), until=in_an_hour(), reason="Sai số", by=office.person("thuky"))
    later = timezone.now() + dt.timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)

    with pytest.raises(Refusal, match="đã được duyệt"):
        edit_cases()


def test_a_re_opening_lies_ahead_and_within_a_month(quarters):
    report = approved()
    for until in (timezone.now(), timezone.now() + dt.timedelta(days=40)):
        with pytest.raises(Refusal, match="trong vòng 31 ngày"):
            reopen(report, until=until, reason="Sai số", by=office.person("thuky"))


def test_a_locked_round_says_why(quarters):
    lock_round(quarters[0], reason="Đã gửi Bộ Công an", by=office.person("thuky"))

    with pytest.raises(Refusal, match=r"đã khóa \(Đã gửi Bộ Công an\)") as refused:
        edit_cases()

    assert refused.value.status == 409


def test_one_late_unit_is_let_into_a_locked_round(quarters):
    thuky = office.person("thuky")
    lock_round(quarters[0], reason="Đã chốt", by=thuky)

    reopen(office.submission("d002"), until=in_an_hour(), reason="Nộp muộn", by=thuky)
    report = handed_in()
    outcome = approve([report], by=thuky)

    assert outcome.approved[0].reopened_until is None


def test_unlocking_needs_a_reason_and_leaves_a_line(quarters):
    thuky = office.person("thuky")
    lock_round(quarters[0], reason="Đã chốt", by=thuky)

    with pytest.raises(Refusal, match="Hãy ghi lý do mở khóa"):
        unlock_round(quarters[0], reason="", by=thuky)
    unlock_round(quarters[0], reason="Bổ sung số liệu", by=thuky)

    assert ChangeSet.objects.first().reason == "Bổ sung số liệu"
    assert edit_cases("9").is_clean


def test_a_lock_is_set_once_and_lifted_once(quarters):
    thuky = office.person("thuky")
    with pytest.raises(Refusal, match="không bị khóa"):
        unlock_round(quarters[0], reason="x", by=thuky)
    lock_round(quarters[0], reason="Đã chốt", by=thuky)

    with pytest.raises(Refusal, match="đã khóa từ trước"):
        lock_round(quarters[0], reason="Đã chốt", by=thuky)


def test_nothing_happened_is_an_answer_of_zeros(quarters):
    report = office.submission("d002")

    declare_nil(report, by=office.person("hoankiem"))

    assert office.submission("d002").is_nil
    cases = Result.objects.get(unit__key="d002", indicator__code="cases")
    assert cases.value == 0


def test_nothing_happened_does_not_invent_a_state(quarters):
    declare_nil(office.submission("d002"), by=office.person("hoankiem"))

    found = Result.objects.filter(unit__key="d002", indicator__code="key-communes")

    assert not found.exists()


def test_nothing_happened_is_refused_where_something_did(quarters):
    edit_cases("3")

    with pytest.raises(Refusal, match="đã có số lớn hơn 0"):
        declare_nil(office.submission("d002"), by=office.person("hoankiem"))

    assert Result.objects.filter(unit__key="d002").count() == 1


def test_a_figure_typed_later_ends_the_nothing_happened(quarters):
    declare_nil(office.submission("d002"), by=office.person("hoankiem"))

    edit_cases("3")

    assert not office.submission("d002").is_nil


def test_an_approved_report_keeps_its_submission_time(quarters):
    report = approved()

    assert Submission.objects.get(pk=report.pk).submitted_at is not None
