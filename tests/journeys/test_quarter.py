"""The first quarter of 2021 from the first figure to the lock, by its people."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from accounts.journal import versions_of
from accounts.models import ChangeSet
from accounts.verification import breaks
from targets.models import Result
from tests import office
from tests.targets.handing_in import in_an_hour

pytestmark = pytest.mark.django_db
FIGURES = {
    "cases": "30",
    "cases-trafficking": "14",
    "rehab-files": "11",
    "rehab-files-residents": "5",
    "production-and-plants": "0",
    "key-communes": "2",
}


@pytest.fixture
def people(as_user):
    return {name: as_user(name) for name in ("hoankiem", "thuky", "bavi")}


def save(client, round_, unit="d002", **figures):
    cells = [
        {"id": f"{unit}.{code}", "value": value, "version": version}
        for code, (value, version) in figures.items()
    ]
    url = f"/entry/{round_.pk}/save/"
    body = json.dumps({"cells": cells})
    return client.post(url, body, content_type="application/json")


def page_of(client, round_, unit="d002"):
    return client.get(f"/entry/{round_.pk}/{unit}/").content.decode()


def test_a_quarter_from_the_first_figure_to_the_lock(quarters, people):
    first, report = quarters[0], office.submission("d002")

    handed_in_complete(people["hoankiem"], first, report)
    sent_back(people, first, report)
    corrected_approved_and_locked(people, first, report)
    opened_for_one_correction(people, first, report)

    assert Result.objects.get(unit=report.unit, indicator__code="cases").value == 32
    assert list(breaks()) == []


def handed_in_complete(official, first, report):
    """The official enters everything but one cell; the report asks why."""
    known = {c: (v, 0) for c, v in FIGURES.items() if c != "key-communes"}
    assert save(official, first, **known).status_code == 200
    assert official.post(f"/submissions/{report.pk}/submit/").status_code == 422
    assert "còn thiếu: Xã, phường trọng điểm" in page_of(official, first)
    assert save(official, first, **{"key-communes": ("2", 0)}).status_code == 200
    assert official.post(f"/submissions/{report.pk}/submit/").status_code == 302


def sent_back(people, first, report):
    """The Secretariat returns it; a neighbour knows nothing of it."""
    official, secretary = people["hoankiem"], people["thuky"]
    reason = {"reason": "Đề nghị đối chiếu số vụ với Viện kiểm sát"}
    assert (
        secretary.post(f"/submissions/{report.pk}/return/", reason).status_code == 302
    )
    assert reason["reason"] in page_of(official, first)
    assert people["bavi"].get(f"/entry/{first.pk}/d002/").status_code == 404


def corrected_approved_and_locked(people, first, report):
    """Handed in again and approved; the lock of the round then holds."""
    official, secretary = people["hoankiem"], people["thuky"]
    assert save(official, first, cases=("31", 1)).status_code == 200
    assert official.post(f"/submissions/{report.pk}/submit/").status_code == 302
    ticked = {"submission": report.pk}
    assert secretary.post("/approvals/approve/", ticked).status_code == 302
    locking = {"reason": "Đã gửi báo cáo quý I"}
    assert secretary.post(f"/rounds/{first.pk}/lock/", locking).status_code == 302
    assert save(official, first, cases=("99", 2)).status_code == 409
    assert "Kỳ này đã khóa (Đã gửi báo cáo quý I)" in page_of(official, first)


def opened_for_one_correction(people, first, report):
    """An exception for one unit: the correction shows."""
    official, secretary = people["hoankiem"], people["thuky"]
    until = timezone.localtime(in_an_hour()).strftime("%Y-%m-%dT%H:%M")
    opening = {"until": until, "reason": "Bổ sung 1 vụ"}
    assert (
        secretary.post(f"/submissions/{report.pk}/reopen/", opening).status_code == 302
    )
    assert save(official, first, cases=("32", 2)).status_code == 200
    assert "Đã sửa 1 ô sau khi duyệt" in page_of(secretary, first)


def test_every_step_of_the_quarter_is_told_by_the_journal(quarters, people):
    report = office.submission("d002")
    save(people["hoankiem"], quarters[0], **{c: (v, 0) for c, v in FIGURES.items()})
    people["hoankiem"].post(f"/submissions/{report.pk}/submit/")
    people["thuky"].post("/approvals/approve/", {"submission": report.pk})

    told = ChangeSet.objects.order_by("-pk")[:3]

    assert [line.what for line in told] == [
        "Duyệt báo cáo: Quận Hoàn Kiếm, Quý I/2021",
        "Nộp báo cáo: Quận Hoàn Kiếm, Quý I/2021",
        "Nhập kết quả Quý I/2021: Quận Hoàn Kiếm",
    ]
    assert [len(versions_of(line)) for line in told] == [1, 1, 6]
