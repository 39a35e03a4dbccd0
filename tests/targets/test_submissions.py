"""Handing in, taking back, returning, approving, locking: the life of a report."""

from __future__ import annotations

import pytest

from accounts.journal import changeset
from accounts.models import ChangeSet
from accounts.people import add_person
from accounts.refusals import Refusal
from accounts.roles import Role
from targets.actions import (
    approve,
    return_,
    submit,
    take_back,
)
from tests import office
from tests.targets.handing_in import edit_cases, fill, handed_in

pytestmark = pytest.mark.django_db


def test_a_full_report_is_handed_in_with_the_hour_and_the_person(quarters):
    report = handed_in()

    assert report.state == "SUBMITTED"
    assert report.submitted_by == office.person("hoankiem")
    assert report.submitted_at is not None


def test_a_blank_report_is_not_handed_in(quarters):
    with pytest.raises(Refusal, match="chưa có số nào"):
        submit(office.submission("d002"), by=office.person("hoankiem"))


def test_a_report_with_gaps_names_them_and_asks_for_a_word(quarters):
    report = fill(but=("rehab-files", "rehab-files-residents"))

    with pytest.raises(Refusal, match="Còn thiếu 2 chỉ tiêu: “Hồ sơ cai nghiện"):
        submit(report, by=office.person("hoankiem"))


def test_a_report_with_gaps_goes_in_with_an_explanation(quarters):
    report = fill(but=("rehab-files",))

    submit(report, by=office.person("hoankiem"), answer="Tòa án chưa trả hồ sơ")

    assert office.submission("d002").answer == "Tòa án chưa trả hồ sơ"


def test_a_second_click_on_submit_changes_nothing(quarters):
    report = handed_in()
    lines = ChangeSet.objects.count()

    with pytest.raises(Refusal, match="không cần nộp lần nữa") as refused:
        submit(report, by=office.person("hoankiem"))

    assert refused.value.status == 409
    assert ChangeSet.objects.count() == lines


def test_figures_under_review_do_not_move(quarters):
    handed_in()

    with pytest.raises(Refusal, match="đang chờ duyệt; hãy rút báo cáo") as refused:
        edit_cases()

    assert refused.value.status == 409


def test_a_report_taken_back_can_be_edited_again(quarters):
    report = handed_in()

    take_back(report, by=office.person("hoankiem"))

    assert edit_cases("9").is_clean


def test_a_returned_report_says_why_and_can_be_edited(quarters):
    return_(handed_in(), reason="Số vụ chưa khớp", by=office.person("thuky"))

    assert office.submission("d002").reason == "Số vụ chưa khớp"
    assert edit_cases("9").is_clean


def test_a_return_without_a_reason_is_refused(quarters):
    with pytest.raises(Refusal, match="Hãy ghi lý do trả lại"):
        return_(handed_in(), reason=" ", by=office.person("thuky"))


def test_a_district_does_not_approve(quarters):
    with pytest.raises(Refusal) as refused:
        approve([handed_in()], by=office.person("hoankiem"))

    assert refused.value.status == 403


def test_who_handed_a_report_in_does_not_approve_it(quarters, second_secretary):
    report = handed_in(by="thuky")

    outcome = approve([report], by=office.person("thuky"), confirmed=True)

    assert not outcome.approved
    assert "Người nộp không tự duyệt" in outcome.held[0].reasons[0]


def test_the_only_secretary_approves_own_work_knowingly(quarters):
    report = handed_in(by="thuky")

    asked = approve([report], by=office.person("thuky"))
    done = approve([report], by=office.person("thuky"), confirmed=True)

    assert "vừa nộp vừa duyệt" in asked.held[0].reasons[-1]
    assert asked.held[0].can_confirm
    assert [s.unit.key for s in done.approved] == ["d002"]


@pytest.fixture
def second_secretary(db):
    with changeset(by=None, what="Thêm thư ký") as change:
        return add_person(
            change,
            username="thuky2",
            full_name="Thư ký thứ hai",
            password=office.PASSWORD,
            role=Role.SECRETARIAT,
            unit=office.unit("p01"),
        )


def test_many_reports_are_approved_at_once_and_the_odd_ones_named(quarters):
    good = handed_in("d002")
    odd = submit(
        fill("d271", but=("rehab-files",)), by=office.person("bavi"), answer="Chờ"
    )

    outcome = approve([good, odd], by=office.person("thuky"))

    assert [s.unit.key for s in outcome.approved] == ["d002"]
    assert outcome.held[0].reasons == (
        "Còn thiếu 1 chỉ tiêu: “Hồ sơ cai nghiện bắt buộc”.",
    )
    assert outcome.held[0].can_confirm


def test_a_named_exception_is_approved_once_confirmed(quarters):
    odd = submit(fill(but=("rehab-files",)), by=office.person("hoankiem"), answer="Chờ")

    outcome = approve([odd], by=office.person("thuky"), confirmed=True)

    assert outcome.approved[0].state == "APPROVED"


def test_the_second_quarter_waits_for_the_first_unless_confirmed(quarters):
    second = handed_in(period="2021-Q2")

    outcome = approve([second], by=office.person("thuky"))

    assert outcome.held[0].reasons == ("Kỳ trước chưa được duyệt: Quý I/2021.",)


def test_two_quarters_approved_together_are_in_order(quarters):
    both = [handed_in(period="2021-Q1"), handed_in(period="2021-Q2")]

    outcome = approve(both, by=office.person("thuky"))

    assert len(outcome.approved) == 2


def test_what_changed_since_the_page_was_read_is_not_approved(quarters):
    report = handed_in()
    seen = {report.pk: report.version}
    take_back(report, by=office.person("hoankiem"))
    submit(report, by=office.person("hoankiem"))

    outcome = approve([report], by=office.person("thuky"), seen=seen)

    assert "đã thay đổi từ khi đồng chí mở trang" in outcome.held[0].reasons[0]
