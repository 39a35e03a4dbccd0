"""The report desk: start, write, issue, keep; who may, and what two people meet."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from accounts.journal import changeset
from accounts.models import ChangeSet
from accounts.refusals import Refusal
from accounts.verification import breaks
from plans.periods import Period
from reports.actions import issue, start_draft
from reports.models import Report
from reports.snapshots import differences, picture_of
from tests import office
from tests.reports.entries import enter
from tests.reports.issuing import (
    H1,
    half_a_year,
    page,
    picture,
    word,
    words,
    write,
)

pytestmark = pytest.mark.django_db
WRITTEN = "Một số xã chưa có cán bộ chuyên trách."


@pytest.fixture
def draft(quarters):
    half_a_year()
    return start_draft(office.plan(), H1, by=office.person("thuky"))


def test_a_draft_is_started_once_and_found_again(draft):
    again = start_draft(office.plan(), H1, by=office.person("thuky"))

    assert again.pk == draft.pk
    assert Report.objects.count() == 1


def test_what_was_written_stands_in_the_letter(draft):
    write(draft, difficulties=WRITTEN)

    content = picture_of(draft.plan, H1, Report.objects.get()).files().docx
    assert WRITTEN in words(word(content))


def test_sentences_left_alone_follow_the_figures(draft):
    write(draft, difficulties=WRITTEN)
    enter("d271", "cases", "2021-Q1", 7)

    sections = {s.key: s.text for s in picture_of(draft.plan, H1, draft).sections}

    assert "66 vụ" in sections["group-1"]


def test_a_new_letterhead_changes_the_sentences_nobody_wrote(draft):
    shown = {s.key: s.text for s in picture().sections}
    head = draft.head.with_subject("Kết quả phòng, chống ma túy nửa năm")

    write(draft, letterhead=head, **shown)

    stored = Report.objects.get()
    assert stored.texts == {}
    opening = picture_of(draft.plan, H1, stored).sections[0].text
    assert "kết quả phòng, chống ma túy nửa năm" in opening


def test_a_section_that_was_emptied_is_left_out_and_can_come_back(draft, as_user):
    write(draft, proposals="")

    stored = Report.objects.get()
    text = words(word(picture_of(draft.plan, H1, stored).files().docx))
    assert "VI. ĐỀ XUẤT, KIẾN NGHỊ" not in text
    assert 'name="text-proposals"' in as_user("thuky").get(page(draft)).content.decode()


def test_two_people_do_not_write_over_each_other(draft):
    write(draft, version=1, difficulties=WRITTEN)

    with pytest.raises(Refusal, match="vừa được người khác sửa") as caught:
        write(draft, version=1, difficulties="Khác")

    assert caught.value.status == 409
    assert Report.objects.get().texts["difficulties"]["text"] == WRITTEN


def test_saving_nothing_new_leaves_no_line_in_the_journal(draft):
    write(draft)
    last = ChangeSet.objects.first().pk

    write(Report.objects.get())

    assert ChangeSet.objects.first().pk == last


def test_the_issued_report_keeps_the_digests_of_figures_and_files(draft):
    report = issue(draft, by=office.person("thuky"), number="5")

    kept = report.snapshot
    assert kept.is_intact("docx")
    assert kept.is_intact("xlsx")
    assert kept.data["number"] == "5"
    assert list(breaks()) == []


def test_an_issued_report_is_not_written_again(draft):
    issue(draft, by=office.person("thuky"))

    with pytest.raises(Refusal, match="đã phát hành"):
        write(draft, difficulties=WRITTEN)
    with pytest.raises(Refusal, match="đã phát hành"):
        issue(draft, by=office.person("thuky"))


def test_a_period_that_is_not_over_is_not_issued(quarters):
    plan = office.plan()
    plan.year, plan.start, plan.end = 2999, "2998-12-15", "2999-12-14"
    with changeset(by=None, what="Đổi năm") as change:
        change.save(plan)
    draft = start_draft(plan, Period.parse("2999-H1"), by=None)

    with pytest.raises(Refusal, match="chốt số liệu ngày 14/06/2999"):
        issue(draft, by=None)


def test_later_corrections_are_listed_with_both_figures(draft):
    report = issue(draft, by=office.person("thuky"))
    enter("d271", "cases", "2021-Q1", 7)

    found = differences(report.snapshot.data, picture().paper)

    bavi = next(d for d in found if d.unit == "Huyện Ba Vì")
    assert (bavi.column, bavi.issued, bavi.now) == (
        "Kết quả trong kỳ",
        "chưa có số",
        "7",
    )
    total = [
        d for d in found if d.unit == "Tổng cộng" and d.column == "Lũy kế từ đầu năm"
    ]
    assert [(d.issued, d.now) for d in total] == [("59", "66")]


def test_without_corrections_there_is_no_difference(draft):
    report = issue(draft, by=office.person("thuky"))

    assert differences(report.snapshot.data, picture().paper) == []


def test_a_second_report_of_the_period_starts_from_the_first(draft):
    write(draft, difficulties=WRITTEN)
    issue(Report.objects.get(), by=office.person("thuky"))

    second = start_draft(office.plan(), H1, by=office.person("thuky"))

    assert second.pk != draft.pk
    assert second.texts["difficulties"]["text"] == WRITTEN


def test_the_database_allows_one_draft_a_period(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(plan=draft.plan, period_code=draft.period_code)


def test_the_database_wants_a_day_for_what_is_issued(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(plan=draft.plan, period_code="2021-Q1", state="ISSUED")


def test_an_official_may_not_write_reports(quarters):
    with pytest.raises(Refusal) as caught:
        start_draft(office.plan(), H1, by=office.person("hoankiem"))

    assert caught.value.status == 403


def test_a_period_the_plan_has_not_is_refused(quarters):
    for code in ("2021-M01", "2020-H1"):
        with pytest.raises(Refusal):
            start_draft(office.plan(), Period.parse(code), by=None)
