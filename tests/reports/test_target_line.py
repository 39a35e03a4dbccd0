"""The line of a target: 2.300 cases in 2021, and what the next plan asks for."""

from __future__ import annotations

import pytest

from reports.target_line import target_line
from targets.models import Indicator
from tests import office
from tests.intake import desks

pytestmark = pytest.mark.django_db
NEXT = {"document-0-symbol": "12/KH-UBND", "document-0-issued_on": "2022-01-20"}


@pytest.fixture
def next_year(quotas, as_user):
    """The plan of 2022: 2.300 cases become 2.350, the annex not handed out yet."""
    client, user = as_user("thuky"), office.person("thuky")
    client.post("/plans/21-kh-ubnd-2021/copy/")
    reading = desks.PlanReading.objects.get()
    desks.save_all(client, reading, user)
    desks.save(client, reading, user, "document", **NEXT)
    desks.save(client, reading, user, "targets", **{"targets-0-value": "2.350"})
    assert desks.confirm(client, reading).status_code == 302


def test_each_year_stands_beside_the_year_before(next_year):
    cases = Indicator.objects.get(code="cases")

    years = target_line(cases, office.person("thuky"))

    assert [(row.year, row.goal, row.change) for row in years] == [
        (2021, "ít nhất 2.300 vụ", ""),
        (2022, "ít nhất 2.350 vụ", "+50"),
    ]


def test_what_stays_says_so_and_what_has_no_number_says_nothing(next_year):
    thuky = office.person("thuky")
    files = target_line(Indicator.objects.get(code="rehab-files"), thuky)
    dropouts = target_line(Indicator.objects.get(code="methadone-dropouts"), thuky)

    assert files[1].change == "giữ nguyên"
    assert dropouts[1].change == ""


def test_the_page_names_plan_and_paragraph(quotas, as_user):
    page = as_user("hoankiem").get("/indicators/cases/years/").content.decode()

    assert "21/KH-UBND" in page
    assert "II.1" in page
