"""The way of a sheet: entered, submitted, verified or returned, approved."""

import pytest

from accounts.models import ChangeSet
from accounts.refusals import Refusal
from communes.actions import (
    approve,
    comment,
    outcomes_of,
    return_sheet,
    scored,
    submit,
    verify,
)
from tests.communes.register import DRUG_FREE, TYPE_III, fill, submitted, verified
from tests.office import person


def steps(sheet) -> list[str]:
    return list(sheet.remarks.values_list("step", flat=True))


def test_a_sheet_without_a_figure_is_not_submitted(sheet):
    with pytest.raises(Refusal, match="chưa có số liệu nào"):
        submit(sheet, by=person("hoankiem"))


def test_a_submitted_sheet_says_who_and_when(sheet):
    submitted(sheet)

    assert sheet.state == "SUBMITTED"
    assert sheet.submitted_by == person("hoankiem")
    assert sheet.submitted_at is not None


def test_a_sheet_is_not_submitted_twice(sheet):
    submitted(sheet)

    with pytest.raises(Refusal, match=r"Không thể nộp.*chờ thẩm định") as refused:
        submit(sheet, by=person("hoankiem"))
    assert refused.value.status == 409


def test_a_return_says_why_and_opens_the_sheet_again(sheet):
    submitted(sheet)

    with pytest.raises(Refusal, match="lý do trả lại"):
        return_sheet(sheet, by=person("thuky"), text=" ")
    return_sheet(sheet, by=person("thuky"), text="Thiếu căn cứ nhân khẩu")

    sheet.refresh_from_db()
    assert (sheet.state, sheet.reason) == ("RETURNED", "Thiếu căn cứ nhân khẩu")
    assert sheet.is_open


def test_a_verified_sheet_may_still_be_returned(sheet):
    return_sheet(verified(sheet), by=person("thuky"), text="Kiểm tra lại")

    sheet.refresh_from_db()
    assert sheet.state == "RETURNED"


def test_only_a_submitted_sheet_is_verified(sheet):
    with pytest.raises(Refusal, match="đang nhập"):
        verify(sheet, by=person("thuky"))


def test_the_proposal_is_approved_without_more_words(sheet):
    verified(sheet, DRUG_FREE)

    approve(sheet, by=person("thuky"), outcome="DRUG_FREE")

    sheet.refresh_from_db()
    assert (sheet.state, sheet.outcome) == ("APPROVED", "DRUG_FREE")
    assert steps(sheet) == ["SUBMIT", "VERIFY", "APPROVE"]


def test_another_conclusion_than_the_proposal_needs_a_reason(sheet):
    verified(sheet, DRUG_FREE)

    with pytest.raises(Refusal, match="khác đề xuất"):
        approve(sheet, by=person("thuky"), outcome="TYPE_III")
    approve(
        sheet, by=person("thuky"), outcome="TYPE_III", text="Theo kiểm tra ngày 3/12"
    )

    sheet.refresh_from_db()
    assert sheet.reason == "Theo kiểm tra ngày 3/12"


def test_the_literal_zero_is_settled_by_a_person_with_a_reason(sheet):
    verified(sheet, TYPE_III)

    assert [question.code for question in scored(sheet).questions] == ["LITERAL_ZERO"]
    with pytest.raises(Refusal, match="câu hỏi cần quyết định"):
        approve(sheet, by=person("thuky"), outcome="TYPE_III")


def test_an_incomplete_sheet_is_not_approved_as_incomplete(sheet):
    facts = {**DRUG_FREE}
    del facts["wanted_offenders_hiding"]
    verified(sheet, facts)

    assert scored(sheet).proposal == "INCOMPLETE"
    with pytest.raises(Refusal, match="chọn một kết luận"):
        approve(sheet, by=person("thuky"), outcome="INCOMPLETE", text="Thiếu số")


def test_the_conclusions_are_those_of_the_set(sheet):
    assert list(outcomes_of(sheet.criteria_set)) == [
        "DRUG_FREE", "TYPE_I", "TYPE_II", "TYPE_III", "NONE",
    ]  # fmt: skip


def test_a_comment_changes_nothing_of_the_sheet(sheet):
    fill(sheet, {"plants": "0"})
    before = sheet.version

    comment(sheet, by=person("hoankiem"), text="Đang chờ số của công an xã")

    sheet.refresh_from_db()
    assert (sheet.version, steps(sheet)) == (before, ["COMMENT"])
    with pytest.raises(Refusal, match="nội dung ý kiến"):
        comment(sheet, by=person("hoankiem"), text="")


def test_a_person_is_not_named_in_a_reason(sheet):
    submitted(sheet)

    with pytest.raises(Refusal, match="không lưu thông tin cá nhân"):
        return_sheet(sheet, by=person("thuky"), text="Số điện thoại 0912345678")


def test_every_step_is_a_line_of_the_journal(sheet):
    approve(verified(sheet, DRUG_FREE), by=person("thuky"), outcome="DRUG_FREE")

    lines = ChangeSet.objects.order_by("pk").values_list("what", flat=True)
    assert [line.split(" phiếu")[0] for line in list(lines)[-3:]] == [
        "Nộp", "Thẩm định", "Duyệt",
    ]  # fmt: skip
