"""The half-year report from the last approval to the archive, with one later correction."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reports.models import Report
from tests import office
from tests.reports.entries import enter
from tests.reports.issuing import book, rows_of, word, words

pytestmark = pytest.mark.django_db
WRITTEN = "Một số đơn vị gửi báo cáo chậm."


def hand_in(values):
    for key, (first, second) in values.items():
        enter(key, "cases", "2021-Q1", first)
        enter(key, "cases", "2021-Q2", second)


def start(client):
    chosen = {"plan": office.plan().pk, "period": "H1"}
    return client.post(reverse("reports"), chosen).headers["Location"]


def typed(response, **changes):
    forms = (response.context["head"], response.context["texts"])
    boxes = {box.html_name: box.value() for form in forms for box in form}
    return {name: value or "" for name, value in boxes.items()} | changes


def download(client, form):
    report = Report.objects.get()
    return client.get(
        reverse("report-file", kwargs={"pk": report.pk, "form": form})
    ).content


def test_the_report_goes_out_and_stays_as_it_went(quarters, as_user):
    hand_in({"d002": (29, 30), "d271": (9, 10)})
    secretary = as_user("thuky")

    draft = start(secretary)
    form = typed(secretary.get(draft), issue="1", **{"text-difficulties": WRITTEN})
    sure = secretary.post(draft, form).headers["Location"]
    secretary.post(sure, {"version": 2, "number": "212", "dated": "2021-06-18"})
    letter, annex = download(secretary, "docx"), download(secretary, "xlsx")

    text = words(word(letter))
    assert "Số: 212/BC-UBND" in text
    assert "78 vụ, đạt 3,39% chỉ tiêu năm" in text
    assert WRITTEN in text
    sheet = book(annex, values=True)["Công tác đấu tranh"]
    assert rows_of(sheet, after="Số vụ án")[-1][1:5] == ("Tổng cộng", 2300, 78, 78)

    enter("d001", "cases", "2021-Q1", 5)
    leader = as_user("lanhdao")
    page = leader.get(draft).content.decode()

    assert "Số liệu đã thay đổi sau khi phát hành" in page
    assert "Quận Ba Đình" in page
    assert download(leader, "docx") == letter
    assert download(leader, "xlsx") == annex
