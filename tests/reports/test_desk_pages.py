"""The pages of the report desk: from the choice to the archive."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.urls import reverse

from plans.periods import Period
from reports.actions import issue, start_draft
from reports.models import Report, Snapshot
from reports.snapshots import differences
from tests import office
from tests.reports.entries import enter
from tests.reports.issuing import (
    H1,
    half_a_year,
    issued,
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


def filled(response):
    """What a browser sends back when nothing was touched."""
    forms = (response.context["head"], response.context["texts"])
    boxes = (box for form in forms for box in form)
    return {box.html_name: box.value() for box in boxes if box.value() is not None}


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
