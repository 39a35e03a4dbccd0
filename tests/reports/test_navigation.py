"""The menu: what it is called and which link is the page's own."""

from __future__ import annotations

import re

import pytest

from accounts.journal import changeset
from accounts.models import ChangeSet
from accounts.people import add_person
from accounts.roles import Role
from reports.navigation import menu_of
from tests import office
from units.models import Unit

pytestmark = pytest.mark.django_db


def current(username, path):
    links = menu_of(office.person(username), path)
    return [link.label for link in links if link.current]


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/", "Việc của tôi"),
        ("/documents/", "Kế hoạch"),
        ("/documents/21-kh-ubnd-2021/", "Kế hoạch"),
        ("/entry/1/d002/", "Nộp báo cáo"),
        ("/assessments/2/", "Xã, phường"),
        ("/rounds/1/", "Lịch"),
    ],
)
def test_a_page_marks_the_link_it_stands_under(path, label):
    assert current("thuky", path) == [label]


def test_the_menu_of_a_province_does_not_call_it_a_city():
    province = Unit.objects.filter(kind="PROVINCE", type="Tỉnh").first()
    with changeset(by=None, what="Thêm", door=ChangeSet.Door.COMMAND) as change:
        person = add_person(
            change,
            username="thuky-tinh",
            full_name="Thư ký tỉnh",
            password=office.PASSWORD,
            role=Role.SECRETARIAT,
            unit=province,
        )

    assert "Toàn tỉnh" in [link.label for link in menu_of(person, "/")]
    assert "Toàn thành phố" in [x.label for x in menu_of(office.person("thuky"), "/")]


@pytest.mark.parametrize("path", ["/overview/", "/calendar/", "/"])
def test_every_page_writes_days_with_two_digits(quarters, as_user, path):
    page = as_user("thuky").get(path).content.decode()

    assert re.findall(r"(?<![\d/])(?:\d/\d+|\d+/\d)/20\d\d", page) == []
