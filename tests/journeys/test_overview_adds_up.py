"""From the desks of the units to the city's page: the sums are those of the paper."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from reports.choosing import choose
from reports.overview import overview
from tests import office
from tests.reports.entries import enter, submitted

pytestmark = pytest.mark.django_db

# Vụ án và hồ sơ của bốn đơn vị, hai quý; cộng tay.
ENTERED = {
    "d002": ((29, 31), (11, 12)),
    "d001": ((25, 20), (9, 8)),
    "d271": ((9, 8), (5, 6)),
    "pc04": ((18, 17), (3, 2)),
}
CASES = 29 + 31 + 25 + 20 + 9 + 8 + 18 + 17  # 157
FILES = 11 + 12 + 9 + 8 + 5 + 6 + 3 + 2  # 56


@pytest.fixture
def reports(quotas):
    for key, (cases, files) in ENTERED.items():
        for number in (1, 2):
            period = f"2021-Q{number}"
            enter(key, "cases", period, cases[number - 1])
            enter(key, "rehab-files", period, files[number - 1])


def city(query: str):
    person = office.person("lanhdao")
    return overview(choose(person, QueryDict(query)), person)


def line_of(page, code):
    return next(x for x in page.lines if x.target.indicator.code == code)


def test_the_half_year_of_the_city_is_the_sum_of_its_units(reports):
    page = city("period=2021-H1")

    assert line_of(page, "cases").row.official.to_date.value == CASES == 157
    assert line_of(page, "rehab-files").row.official.to_date.value == FILES == 56
    assert line_of(page, "cases").words.coverage == "4/31"


def test_the_rows_on_the_page_add_up_to_its_total(reports):
    page = city("period=2021-H1")

    for at, code in enumerate(("cases", "rehab-files")):
        rows = [line.rows[at].official.to_date.value for line in page.unit_lines]
        total = line_of(page, code).row.official.to_date.value
        assert sum(value for value in rows if value is not None) == total


def test_the_year_is_made_of_its_quarters(reports):
    quarters = [city(f"period=2021-Q{n}") for n in (1, 2)]
    parts = [line_of(page, "cases").row.official.in_period.value for page in quarters]

    assert parts == [81, 76]
    assert line_of(city("period=2021-Y"), "cases").row.official.to_date.value == 157


def test_what_waits_for_approval_joins_the_city_when_it_is_approved(reports):
    enter("d003", "cases", "2021-Q1", 10, state="SUBMITTED")
    waiting = line_of(city("period=2021-H1"), "cases").words

    submitted("d003", "2021-Q1", state="APPROVED")
    approved = line_of(city("period=2021-H1"), "cases").words

    assert (waiting.to_date, waiting.provisional) == ("157", "167")
    assert (approved.to_date, approved.provisional) == ("167", "")


def test_the_page_prints_the_same_sums_and_so_does_the_sheet(reports, as_user):
    client = as_user("thuky")

    page = client.get("/overview/?period=2021-H1").content.decode()
    sheet = client.get("/overview/?period=2021-H1&format=csv").content.decode()

    assert ">157</a></strong>" in page
    assert ",157," in sheet


def test_a_district_never_meets_its_neighbours_figures(reports, as_user):
    client = as_user("hoankiem")

    addresses = ("/", "/units/d002/", "/indicators/cases/", "/plans/21-kh-ubnd-2021/")
    pages = "".join(client.get(address).content.decode() for address in addresses)

    assert "Hoàn Kiếm" in pages
    assert "Ba Vì" not in pages
    assert client.get("/units/d271/").status_code == 404
