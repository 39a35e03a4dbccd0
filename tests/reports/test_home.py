"""“Việc của tôi”: each role finds what waits for it, counted and linked."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.utils import timezone

from accounts.journal import changeset
from accounts.models import User
from reports.home import home
from targets.models import Submission
from tests import office

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(quarters):
    """All four quarters of 2021 are over; Ba Vì handed in the first, PC04's came back."""
    handed_in, returned = office.submission("d271"), office.submission("pc04")
    handed_in.state, handed_in.submitted_at = "SUBMITTED", timezone.now()
    returned.state, returned.reason = Submission.State.RETURNED, "Thiếu số"
    with changeset(by=None, what="Nộp, trả") as change:
        change.save_all([handed_in, returned])
    return quarters


def todos(username):
    return home(office.person(username)).todos


def page(as_user, username):
    return as_user(username).get("/").content.decode()


def test_the_secretariat_finds_what_waits_who_is_late_and_what_came_back(late):
    found = [(t.code, t.title) for t in todos("thuky")]

    assert found[0] == ("SUBMITTED", "1 báo cáo Quý I/2021 chờ duyệt")
    assert ("LATE", "31 đơn vị chưa nộp báo cáo Quý I/2021") in found
    assert ("RETURNED", "1 báo cáo Quý I/2021 chưa nộp lại") in found


def test_every_count_leads_to_exactly_those_rows(late, as_user):
    client = as_user("thuky")
    for todo in todos("thuky"):
        count = int(todo.title.split()[0])
        if "/submissions/" in todo.url:
            rows = client.get(todo.url).context["board"].rows
            assert len(rows) == count, todo


def test_a_leader_sees_who_is_late_and_has_nothing_to_decide(late, as_user):
    found = todos("lanhdao")

    assert {t.code for t in found} == {"LATE"}
    assert "Duyệt</" not in page(as_user, "lanhdao")


def test_a_district_finds_its_own_reports_the_returned_first(late):
    returned = todos("pc04")[0]

    assert (returned.code, returned.note) == ("RETURNED", "Lý do trả lại: Thiếu số")
    assert all("Hoàn Kiếm" in t.title for t in todos("hoankiem"))


def test_an_agency_finds_its_duties_with_their_status(late, as_user):
    found = home(office.person("soyte"))

    assert found.duties
    assert "việc đã xong" in found.tally
    text = page(as_user, "soyte")
    links = re.findall(r'href="(/tasks/\d+/[^"]*)"', text)
    assert len(links) == len(found.duties)
    assert as_user("soyte").get(links[0].replace("&amp;", "&")).status_code == 200


def test_late_duties_stand_before_those_with_time(late):
    found = home(office.person("soyte")).duties
    order = [d.status.value for d in found]

    assert order == sorted(
        order,
        key=["OVERDUE", "DUE_SOON", "NOT_DUE", "DONE_LATE", "ON_TIME"].index,
    )


def test_the_import_admin_finds_what_a_plan_still_lacks(as_user):
    plan = office.plan()
    plan.end = timezone.localdate() + dt.timedelta(days=30)
    stranger = User(username="nguoimoi", full_name="Người mới")
    with changeset(by=None, what="Chuẩn bị") as change:
        change.save(plan)
        change.save(stranger)

    found = {t.title: t.url for t in todos("quantri")}

    assert "21/KH-UBND năm 2021 chưa có biểu giao chỉ tiêu" in found
    assert found["21/KH-UBND năm 2021 chưa mở kỳ báo cáo nào"].startswith("/calendar/")
    assert any(t.endswith("người dùng chưa được giao vai trò") for t in found)
    client = as_user("quantri")
    assert {client.get(url).status_code for url in found.values()} == {200}


@pytest.mark.parametrize(
    "username", ["thuky", "hoankiem", "soyte", "lanhdao", "quantri"]
)
def test_every_link_of_a_first_page_opens(late, as_user, username):
    client, text = as_user(username), page(as_user, username)
    main = text[text.index("<main") : text.index("</main>")]
    links = {
        link.replace("&amp;", "&")
        for link in re.findall(r'href="(/[^"]*)"', main)
        if not link.startswith("/static/")
    }

    assert links
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(
        links, 200
    )
