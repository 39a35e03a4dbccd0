"""The entry pages as they are read: lines, scope and what they cost."""

from __future__ import annotations

import re

import pytest

from tests import office
from tests.targets.handing_in import approved, handed_in, in_an_hour
from tests.targets.typed import put

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(quarters):
    return quarters[0]


def test_every_input_of_the_page_says_whose_and_what_it_is(round_, as_user):
    page = as_user("hoankiem").get(f"/entry/{round_.pk}/d002/").content.decode()

    inputs = re.findall(r'<input class="cell[^>]*>', page)

    assert 'aria-label="Quận Hoàn Kiếm, Vụ án ma túy"' in page
    assert all("aria-label=" in item for item in inputs)
    assert "<caption>" in page


def test_the_trafficking_line_stands_under_its_whole(round_, as_user):
    page = as_user("hoankiem").get(f"/entry/{round_.pk}/d002/").content.decode()

    assert page.index(">Vụ án ma túy<") < page.index(">Mua bán, vận chuyển<")
    assert '<tr class="part"' in page


def test_a_leader_reads_the_page_and_cannot_type(round_, as_user):
    client = as_user("lanhdao")

    page = client.get(f"/entry/{round_.pk}/d002/")
    answer = client.post(f"/entry/{round_.pk}/d002/", {"r-d002.cases": "1"})

    assert page.status_code == 200
    assert "data-grid" not in page.content.decode()
    assert answer.status_code == 403


def test_a_neighbours_page_is_not_there(round_, as_user):
    client = as_user("hoankiem")

    statuses = {
        client.get(f"/entry/{round_.pk}/{key}/").status_code
        for key in ("d271", "d999", "p01")
    }

    assert statuses == {404}


def test_the_approved_page_shows_what_was_corrected_since(round_, as_user):
    from targets.actions import reopen

    report = approved()
    reopen(report, until=in_an_hour(), reason="Sai", by=office.person("thuky"))
    put(round_, "9")

    page = as_user("hoankiem").get(f"/entry/{round_.pk}/d002/").content.decode()

    assert "Đã sửa 1 ô sau khi duyệt" in page
    assert "Mở lại đến" in page


def test_the_indicator_page_lists_the_units_in_the_papers_order(round_, as_user):
    page = as_user("thuky").get(f"/entry/{round_.pk}/?indicator=cases")

    names = re.findall(r'/d?\w+/">([^<]+)</a></th>', page.content.decode())

    assert page.status_code == 200
    assert len(names) == 31
    assert names[0] == "Quận Hoàn Kiếm"


def test_a_district_sees_one_line_of_the_indicator_page(round_, as_user):
    page = as_user("hoankiem").get(f"/entry/{round_.pk}/?indicator=cases")

    assert "Quận Hoàn Kiếm" in page.content.decode()
    assert "Ba Vì" not in page.content.decode()


@pytest.mark.parametrize("code", ["hotspots-cleared", "khong-co", "%27"])
def test_an_indicator_that_is_not_theirs_does_not_exist(round_, as_user, code):
    page = as_user("hoankiem").get(f"/entry/{round_.pk}/?indicator={code}")

    assert page.status_code == 404


def test_a_round_that_does_not_exist_is_404(quarters, as_user):
    client = as_user("thuky")

    assert client.get("/entry/999999/").status_code == 404
    assert client.get(f"/entry/{10**25}/").status_code == 404


def test_one_unit_costs_at_most_fourteen_queries(
    round_, as_user, django_assert_max_num_queries
):
    handed_in()
    client = as_user("hoankiem")
    client.get(f"/entry/{round_.pk}/d002/")

    with django_assert_max_num_queries(14):
        client.get(f"/entry/{round_.pk}/d002/")


def test_one_indicator_costs_at_most_twelve_queries(
    round_, as_user, django_assert_max_num_queries
):
    client = as_user("thuky")
    client.get(f"/entry/{round_.pk}/")  # the session notes its first page

    with django_assert_max_num_queries(12):
        client.get(f"/entry/{round_.pk}/?indicator=cases")


def test_a_hundred_units_more_cost_no_query_more(
    round_, as_user, django_assert_max_num_queries
):
    office_assign_communes(100)
    client = as_user("thuky")
    client.get(f"/entry/{round_.pk}/")  # the session notes its first page

    with django_assert_max_num_queries(12):
        page = client.get(f"/entry/{round_.pk}/?indicator=cases")

    assert page.content.decode().count('class="cell"') == 2 * 131


def office_assign_communes(count):
    from accounts.journal import changeset
    from plans.actions import assign_units
    from units.models import Unit

    communes = list(Unit.objects.filter(kind="COMMUNE", valid_to=None)[:count])
    with changeset(by=None, what="Giao thêm") as change:
        assign_units(change, office.plan(), communes)
