"""The report desk: start, write, issue, keep; who may, and what two people meet."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.journal import changeset
from accounts.models import ChangeSet
from accounts.refusals import Refusal
from accounts.verification import breaks
from plans.periods import Period
from reports.actions import issue, save_draft, start_draft
from reports.models import Report, Snapshot
from reports.snapshots import differences, picture_of
from tests import office
from tests.reports.entries import enter
from tests.reports.issuing import H1, half_a_year, issued, picture, word, words

pytestmark = pytest.mark.django_db
WRITTEN = "Một số xã chưa có cán bộ chuyên trách."


@pytest.fixture
def draft(quarters):
    half_a_year()
    return start_draft(office.plan(), H1, by=office.person("thuky"))


def write(draft, by="thuky", version=None, letterhead=None, **texts):
    return save_draft(
        draft,
        by=office.person(by),
        version=draft.version if version is None else version,
        letterhead=letterhead or draft.head,
        texts=texts,
    )


def page(draft, name="report", **more):
    return reverse(name, kwargs={"pk": draft.pk, **more})


def filled(response):
    """What a browser sends back when nothing was touched."""
    forms = (response.context["head"], response.context["texts"])
    boxes = (box for form in forms for box in form)
    return {box.html_name: box.value() for box in boxes if box.value() is not None}


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


def test_from_the_choice_to_the_archive(quarters, as_user):
    client = as_user("thuky")
    chosen = {"plan": office.plan().pk, "period": "H1"}
    draft = client.post(reverse("reports"), chosen).headers["Location"]
    data = filled(client.get(draft)) | {"text-difficulties": WRITTEN, "issue": "1"}

    answer = client.post(draft, data)
    sure = {"version": 2, "number": "5", "dated": "2021-07-05"}
    client.post(answer.headers["Location"], sure)

    report = Report.objects.get()
    assert (report.is_issued, report.symbol) == (True, "05/BC-UBND")
    assert "05/BC-UBND" in client.get(reverse("reports")).content.decode()
    text = words(word(client.get(page(report, "report-file", form="docx")).content))
    assert WRITTEN in text
    assert "ngày 05 tháng 7 năm 2021" in text


def test_what_was_typed_stays_when_somebody_was_first(draft, as_user):
    client = as_user("thuky")
    data = filled(client.get(page(draft))) | {"text-proposals": "Cấp thêm kinh phí."}
    write(draft, difficulties=WRITTEN)

    answer = client.post(page(draft), data)

    assert answer.status_code == 409
    assert "Cấp thêm kinh phí." in answer.content.decode()
    assert "vừa được người khác sửa" in answer.content.decode()


def test_a_section_written_over_older_figures_is_pointed_out(draft, as_user):
    write(draft, **{"group-1": "- Cả thành phố bắt giữ 59 vụ."})
    enter("d271", "cases", "2021-Q1", 7)

    html = as_user("thuky").get(page(draft)).content.decode()

    assert "Số liệu đã thay đổi từ khi sửa lời văn" in html
    assert "66 vụ" in html


def test_the_archive_shows_what_has_changed_since(draft, as_user):
    report = issue(draft, by=office.person("thuky"))
    enter("d271", "cases", "2021-Q1", 7)

    html = as_user("lanhdao").get(page(report)).content.decode()

    assert "Số liệu đã thay đổi sau khi phát hành" in html
    assert "Huyện Ba Vì" in html
    assert "Chênh lệch" in html


def test_a_line_that_is_gone_or_new_is_a_difference_too(draft):
    data = issue(draft, by=office.person("thuky")).snapshot.data
    paper = picture().paper
    table = next(t for t in paper.tables if t.is_dealt)
    shorter = replace(table, lines=table.lines[1:])
    others = tuple(t for t in paper.tables if t is not table)

    gone, *_ = differences(data, replace(paper, tables=(shorter, *others)))

    assert (gone.unit, gone.column) == ("Quận Hoàn Kiếm", "Chỉ tiêu năm")
    assert (gone.issued, gone.now, gone.change) == ("118", "chưa có số", "")


def test_the_list_says_which_reports_to_look_at_again(draft, as_user):
    issue(draft, by=office.person("thuky"))
    before = as_user("lanhdao").get(reverse("reports")).content.decode()
    enter("d271", "cases", "2021-Q1", 7)

    after = as_user("lanhdao").get(reverse("reports")).content.decode()

    assert "Không có sửa đổi" in before
    assert "xem đối chiếu" in after


def test_a_leader_reads_issued_reports_and_no_drafts(draft, as_user):
    client = as_user("lanhdao")
    assert client.get(page(draft)).status_code == 404

    issue(draft, by=office.person("thuky"))

    assert client.get(page(draft)).status_code == 200
    assert client.get(page(draft, "report-file", form="xlsx")).status_code == 200
    assert client.get(page(draft, "issue-report")).status_code == 403
    chosen = {"plan": office.plan().pk, "period": "H1"}
    assert client.post(reverse("reports"), chosen).status_code == 403


def test_an_official_meets_no_report_at_all(draft, as_user):
    issue(draft, by=office.person("thuky"))
    client = as_user("hoankiem")

    addresses = [
        reverse("reports"),
        page(draft),
        page(draft, "report-file", form="docx"),
    ]

    assert [client.get(url).status_code for url in addresses] == [403, 403, 403]


def test_a_stored_file_that_was_touched_is_not_handed_out(draft, as_user):
    report = issue(draft, by=office.person("thuky"))
    Snapshot.objects.filter(report=report).update(docx_base64="QQ==")

    client = as_user("thuky")

    assert client.get(page(report, "report-file", form="docx")).status_code == 409
    assert "không còn nguyên vẹn" in client.get(page(report)).content.decode()


def test_a_form_of_file_that_is_not_made_does_not_exist(draft, as_user):
    assert (
        as_user("thuky").get(page(draft, "report-file", form="pdf")).status_code == 404
    )


def test_the_paper_cannot_be_dated_before_the_cut_off(draft, as_user):
    data = {"version": 1, "dated": "2021-06-14"}

    answer = as_user("thuky").post(page(draft, "issue-report"), data)

    assert "phải từ 15/06/2021" in answer.content.decode()
    assert not Report.objects.get().is_issued


def test_a_missing_subject_is_asked_for(draft, as_user):
    client = as_user("thuky")
    data = filled(client.get(page(draft))) | {"subject": ""}

    answer = client.post(page(draft), data)

    assert answer.status_code == 422


def test_the_desk_takes_the_same_queries_for_any_number_of_reports(
    quarters, as_user, django_assert_max_num_queries
):
    for code in ("2021-Q1", "2021-H1", "2021-Q3"):
        issued(Period.parse(code), dated=dt.date(2021, 12, 20))

    client = as_user("lanhdao")

    with django_assert_max_num_queries(12):
        client.get(reverse("reports"))
