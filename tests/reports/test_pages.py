"""The pages of figures as each role meets them, and what they cost."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.journal import changeset
from accounts.models import Membership
from plans.actions import assign_units
from targets.models import Indicator, Quota, Target
from tests import office
from tests.reports.entries import enter, submitted
from units.models import Unit

pytestmark = pytest.mark.django_db
PEOPLE = ("quantri", "thuky", "lanhdao", "hoankiem", "bavi", "pc04", "soyte")
CITY = ("quantri", "thuky", "lanhdao")


def text_of(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def warm(client):
    """A person who is at work: the session has been seen within the minute."""
    client.get(reverse("password_change"))
    return client


@pytest.mark.parametrize("person", PEOPLE)
def test_everybody_has_a_first_page_before_anything_is_reported(as_user, person):
    assert "Việc của tôi" in text_of(as_user(person).get("/"))


@pytest.mark.parametrize("person", PEOPLE)
def test_the_first_page_costs_at_most_twenty_queries(
    as_user, quarters, person, django_assert_max_num_queries
):
    client = warm(as_user(person))

    with django_assert_max_num_queries(20):
        assert client.get("/").status_code == 200


def test_a_returned_report_stands_first_with_its_reason(as_user, quarters):
    submitted("d002", "2021-Q2", state="RETURNED")

    page = text_of(as_user("hoankiem").get("/"))

    assert "Lý do trả lại: Số liệu chưa khớp" in page
    assert page.index("Trả lại") < page.index("Quá hạn")


def test_the_secretariat_sees_what_waits_and_who_is_silent(as_user, quarters):
    submitted("d002", "2021-Q1", state="SUBMITTED")

    page = text_of(as_user("thuky").get("/"))

    assert "1 báo cáo Quý I/2021 chờ duyệt" in page
    assert "32 đơn vị chưa nộp báo cáo Quý I/2021" in page


def test_an_agency_sees_its_own_tasks_only(as_user):
    page = text_of(as_user("soyte").get("/"))

    assert "IV.3" in page
    assert "IV.1.a" not in page


@pytest.mark.parametrize("person", CITY)
def test_who_sees_the_city_sees_its_totals(as_user, quotas, person):
    enter("d002", "cases", "2021-Q1", 1207)

    page = text_of(as_user(person).get("/overview/?period=2021-Q1"))

    assert "1.207" in page
    assert "1/31" in page


@pytest.mark.parametrize("person", ["hoankiem", "pc04", "soyte"])
def test_the_city_is_not_shown_to_who_answers_for_one_unit(as_user, person):
    assert as_user(person).get("/overview/").status_code == 403


def test_the_city_page_before_quotas_says_what_is_missing(as_user):
    assert "Chưa giao chỉ tiêu cho đơn vị nào" in text_of(
        as_user("lanhdao").get("/overview/")
    )


def test_the_map_of_districts_stands_for_these_very_districts(as_user, quotas):
    page = text_of(as_user("lanhdao").get("/overview/"))

    assert page.count('class="tile tile--0"') == 31  # thirty tiles and the legend


def test_a_district_with_a_report_outstanding_is_not_painted_slow(as_user, quotas):
    enter("d001", "cases", "2021-Q1", 1)
    enter("d001", "cases", "2021-Q2", 1)
    enter("d002", "cases", "2021-Q1", 1)

    page = text_of(as_user("lanhdao").get("/overview/?period=2021-H1"))

    assert page.count('class="tile tile--1"') == 2  # Ba Đình and the legend


def communes_in_the_plan(number: int) -> None:
    """The plan deals its cases out to `number` communes more."""
    target = Target.objects.get(plan=office.plan(), indicator__code="cases")
    units = list(Unit.objects.filter(kind="COMMUNE").order_by("key")[:number])
    with changeset(by=None, what="Giao cho xã") as change:
        assign_units(change, office.plan(), units)
        change.save_all(
            [
                Quota(target=target, unit=unit, value=3, valid_from=office.YEAR_START)
                for unit in units
            ]
        )


@pytest.mark.parametrize("number", [10, 300])
def test_the_city_page_costs_at_most_fourteen_queries_for_any_number_of_units(
    as_user, number, django_assert_max_num_queries
):
    communes_in_the_plan(number)
    client = warm(as_user("lanhdao"))

    with django_assert_max_num_queries(14):
        page = client.get("/overview/")

    assert page.content.decode().count('<th scope="row"><a href="/units/c') == number


def test_a_unit_page_costs_at_most_thirteen_queries(
    as_user, quarters, django_assert_max_num_queries
):
    client = warm(as_user("hoankiem"))

    with django_assert_max_num_queries(13):  # three ask the register of communes
        assert client.get("/units/d002/").status_code == 200


def test_a_district_finds_its_own_drafts_labelled(as_user, quarters):
    enter("d002", "cases", "2021-Q1", 29, state="DRAFT")

    page = text_of(as_user("hoankiem").get("/units/d002/?period=2021-Q1"))

    assert "Có số chưa duyệt" in page
    assert "Đang nhập" in page
    assert ">29<" in page


def test_a_neighbour_does_not_exist_exactly_like_a_unit_that_is_not_there(as_user):
    client = as_user("hoankiem")

    neighbour, nobody = client.get("/units/d271/"), client.get("/units/d999/")

    assert neighbour.status_code == nobody.status_code == 404
    assert neighbour.content == nobody.content


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_a_neighbour_is_not_exported_either(as_user, quotas, format_):
    client = as_user("hoankiem")

    assert client.get(f"/units/d271/?format={format_}").status_code == 404
    assert client.get(f"/overview/?format={format_}").status_code == 403


def test_an_indicator_shows_a_district_its_own_row_only(as_user, quotas):
    enter("d271", "cases", "2021-Q1", 12)

    client = as_user("hoankiem")
    page = text_of(client.get("/indicators/cases/?period=2021-Q1"))
    sheet = client.get("/indicators/cases/?period=2021-Q1&format=csv").content.decode()

    assert "Hoàn Kiếm" in page
    assert "Ba Vì" not in page + sheet


def test_units_stand_in_the_order_of_the_paper_unless_asked(as_user, quotas):
    client = as_user("lanhdao")

    paper = text_of(client.get("/indicators/cases/"))
    by_name = text_of(client.get("/indicators/cases/?sort=name"))

    assert paper.index(">Hoàn Kiếm<") < paper.index(">Ba Đình<")
    assert by_name.index(">Ba Đình<") < by_name.index(">Hoàn Kiếm<")


def test_who_has_not_reported_is_not_ranked_last(as_user, quotas):
    enter("d001", "cases", "2021-Q1", 0)
    enter("d002", "cases", "2021-Q1", 5)

    page = text_of(as_user("lanhdao").get("/indicators/cases/?sort=to_date"))

    assert page.index(">Hoàn Kiếm<") < page.index(">Ba Đình<") < page.index(">Ba Vì<")


def test_a_unit_without_a_quota_has_a_page_that_says_so(as_user, quotas):
    page = text_of(as_user("lanhdao").get("/units/c00037/"))

    assert "Kế hoạch này không giao chỉ tiêu cho đơn vị" in page


@pytest.mark.parametrize(
    "address",
    [
        "/overview/?plan=khong-co",
        "/overview/?period=2021-X",
        "/overview/?period=2019-Q1",
    ],
)
def test_a_plan_or_period_that_is_not_there_is_not_found(as_user, quotas, address):
    assert as_user("lanhdao").get(address).status_code == 404


def test_an_indicator_that_is_not_there_is_not_found(as_user):
    assert as_user("lanhdao").get("/indicators/khong-co/").status_code == 404


def test_the_table_of_the_city_leaves_as_a_sheet_with_blanks_left_blank(
    as_user, quotas
):
    enter("d002", "cases", "2021-Q1", 29)

    response = as_user("lanhdao").get("/overview/?period=2021-Q1&format=csv")

    assert response["Content-Type"] == "text/csv"
    sheet = response.content.decode("utf-8-sig")
    assert "Quận Hoàn Kiếm,Vụ án ma túy,118,29,29,," in sheet
    assert "Quận Ba Đình,Vụ án ma túy,104,,,," in sheet


@pytest.mark.parametrize(
    "address", ["/overview/", "/units/d002/", "/indicators/cases/"]
)
def test_tables_leave_as_workbooks(as_user, quotas, address):
    response = as_user("lanhdao").get(f"{address}?format=xlsx")

    assert response.content.startswith(b"PK")


def test_last_year_stands_beside_only_where_there_is_one(as_user, quotas):
    enter("d002", "cases", "2021-Q1", 29)
    client, address = as_user("hoankiem"), "/units/d002/?period=2021-Q1"

    alone = text_of(client.get(address))
    enter("d002", "cases", "2020-Q1", 20)
    compared = text_of(client.get(address))

    assert "Cùng kỳ năm trước" not in alone
    assert "tăng 45% (9 vụ)" in compared
    assert "Năm 2020" in compared


@pytest.mark.parametrize("address", ["/units/d271/", "/indicators/cases/"])
def test_before_any_plan_reaches_a_district_its_pages_say_so(as_user, address):
    assert "Chưa có kế hoạch nào để xem" in text_of(as_user("bavi").get(address))


def test_who_has_no_role_yet_finds_no_work(as_user):
    Membership.objects.filter(user=office.person("bavi")).delete()

    assert as_user("bavi").get("/").status_code == 403


def test_a_text_is_a_report_and_no_number(quotas, as_user):
    indicator = Indicator.objects.get(code="cases")
    with changeset(by=None, what="Chỉ tiêu định tính") as change:
        indicator.kind = "QUALITATIVE"
        change.save(indicator)
    result = enter("d002", "cases", "2021-Q1", None)
    result.text = "Đã tổ chức tổng kết"
    with changeset(by=None, what="Nhập bằng lời") as change:
        change.save(result)

    page = text_of(as_user("hoankiem").get("/units/d002/?period=2021-Q1"))

    assert "có báo cáo" in page


def test_from_a_total_it_is_one_click_to_its_parts(as_user, quotas):
    enter("d002", "cases", "2021-Q1", 1207)
    client = as_user("lanhdao")

    page = client.get("/overview/?period=2021-Q1").content.decode()
    link = page.split(">1.207</a></strong>")[0].rsplit('href="', 1)[1].split('"')[0]

    assert link.startswith("/explain/?")
    assert "1.207" in text_of(client.get(link.replace("&amp;", "&")))
