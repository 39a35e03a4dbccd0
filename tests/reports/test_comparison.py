"""Unit beside unit and year beside year: what is compared, and why it is not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.journal import changeset
from plans.actions import assign_units
from targets.models import Quota, Target
from tests import office
from tests.reports.entries import enter, plan_of
from units.models import Succession, Unit

pytestmark = pytest.mark.django_db
UNITS, YEARS = "/compare/", "/compare/years/"
H1 = {"plan": "21-kh-ubnd-2021", "period": "2021-H1"}


def page(client, address, query=None) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def year(number: int, *keys: str, quota=10) -> None:
    """A plan of that year that asks these units for cases."""
    plan, old = (
        plan_of(number),
        Target.objects.get(plan=office.plan(), indicator__code="cases"),
    )
    units = [office.unit(key) for key in keys]
    with changeset(by=None, what="Giao") as change:
        assign_units(change, plan, units)
        target = Target(
            plan=plan,
            indicator=old.indicator,
            comparator="AT_LEAST",
            value=Decimal(quota),
        )
        change.save(target)
        since = plan.start
        change.save_all(
            [Quota(target=target, unit=u, value=quota, valid_from=since) for u in units]
        )


def half(key: str, number: int, *values: int) -> None:
    for quarter, value in enumerate(values, 1):
        enter(key, "cases", f"{number}-Q{quarter}", value)


def became(old: str, new: str, extent: str, on="2021-12-20") -> None:
    row = Succession(old=office.unit(old), new=office.unit(new), extent=extent, on=on)
    row.save()


def merged(*olds: str, extent="full") -> str:
    """A district made at the end of 2021 out of `olds`."""
    city = office.unit("p01")
    Unit.objects.create(
        key="d900",
        kind="DISTRICT",
        code="900",
        type="Quận",
        name="Mới",
        parent=city,
        valid_from=dt.date(2021, 12, 20),
    )
    for old in olds:
        became(old, "d900", extent)
    return "d900"


def test_chosen_units_stand_side_by_side_and_no_other(quotas, as_user):
    text = page(
        as_user("thuky"), UNITS, {**H1, "unit": ["d002", "d271"], "indicator": "cases"}
    )

    assert "/units/d002/?" in text
    assert "/units/d271/?" in text
    assert "/units/d003/?" not in text


def test_without_a_choice_all_units_stand_on_the_targets_dealt_out(quotas, as_user):
    text = page(as_user("thuky"), UNITS, H1)

    assert text.count("/units/d002/?") >= 2
    assert "Mọi đơn vị của kế hoạch" in text


def test_units_are_ordered_by_the_paper_or_by_name_and_never_ranked(quotas, as_user):
    client = as_user("thuky")
    for key, value in (("d002", 1), ("d271", 90), ("d001", 5)):
        half(key, 2021, value)
    asked = {**H1, "indicator": "cases", "unit": ["d271", "d001", "d002"]}

    paper, name = (
        page(client, UNITS, asked),
        page(client, UNITS, {**asked, "order": "name"}),
    )

    keys = ["d001", "d002", "d271"]
    assert sorted(keys, key=lambda k: paper.index(f"/units/{k}/?")) == [
        "d002",
        "d001",
        "d271",
    ]
    assert sorted(keys, key=lambda k: name.index(f"/units/{k}/?")) == [
        "d001",
        "d271",
        "d002",
    ]
    assert client.get(UNITS, {**asked, "order": "percent"}).status_code == 404


def test_the_pace_is_called_an_aid(quotas, as_user):
    assert "Tiến độ tham khảo" in page(as_user("thuky"), UNITS, H1)


@pytest.mark.parametrize(
    "query", [{"unit": "d271"}, {"unit": "d999"}, {"indicator": "khong-co"}]
)
def test_what_a_district_may_not_see_does_not_exist(quotas, as_user, query):
    assert as_user("hoankiem").get(UNITS, {**H1, **query}).status_code == 404


@pytest.mark.parametrize(
    "query", [{"unit": "d271"}, {"indicator": "x"}, {"period": "M03"}]
)
def test_a_year_of_what_may_not_be_seen_does_not_exist(quotas, as_user, query):
    assert as_user("hoankiem").get(YEARS, query).status_code == 404


def test_one_year_alone_says_that_there_is_nothing_beside_it(quotas, as_user):
    text = page(as_user("thuky"), YEARS, {"indicator": "cases", "period": "H1"})

    assert "chưa có năm khác để so sánh" in text


def test_a_year_is_compared_with_the_year_before(quotas, as_user):
    year(2022, "d002")
    half("d002", 2021, 29, 31)
    half("d002", 2022, 30, 45)

    text = page(as_user("hoankiem"), YEARS, {"indicator": "cases", "period": "H1"})

    assert "tăng 25% (15 vụ)" in text


def test_from_nought_there_is_a_difference_and_no_percent(quotas, as_user):
    year(2022, "d002")
    half("d002", 2021, 0, 0)
    half("d002", 2022, 3, 2)

    text = page(as_user("hoankiem"), YEARS, {"indicator": "cases", "period": "H1"})

    assert "tăng 5 vụ" in text
    assert "∞" not in text


def test_a_year_without_reports_is_not_nought(quotas, as_user):
    year(2022, "d002")
    half("d002", 2022, 3, 2)

    text = page(as_user("hoankiem"), YEARS, {"indicator": "cases", "period": "H1"})

    assert "không có số liệu để so sánh" in text


def test_half_a_year_is_not_set_against_a_whole_one(quotas, as_user):
    year(2022, "d002")
    half("d002", 2021, 29, 31)
    half("d002", 2022, 30)

    text = page(as_user("hoankiem"), YEARS, {"indicator": "cases", "period": "H1"})

    assert "không so sánh được (năm 2022 chưa đủ báo cáo)" in text


def test_a_year_left_out_is_named(quotas, as_user):
    year(2023, "d002")

    text = page(as_user("hoankiem"), YEARS, {"indicator": "cases", "period": "H1"})

    assert "không so sánh được (không có kế hoạch năm 2022)" in text


def test_a_merged_unit_is_the_sum_of_all_that_came_whole(quotas, as_user):
    year(2022, merged("d001", "d002"))
    for key, values in (("d001", (10, 10)), ("d002", (5, 5)), ("d900", (20, 16))):
        half(key, 2022 if key == "d900" else 2021, *values)

    text = page(
        as_user("thuky"), YEARS, {"indicator": "cases", "period": "H1", "unit": "d900"}
    )

    assert "tăng 20% (6 vụ)" in text
    assert "Quận Hoàn Kiếm, Quận Ba Đình" in text


def test_what_came_in_part_is_not_compared_and_says_why(quotas, as_user):
    year(2022, merged("d002", extent="part"))
    half("d900", 2022, 20, 16)

    text = page(
        as_user("thuky"), YEARS, {"indicator": "cases", "period": "H1", "unit": "d900"}
    )

    assert "không so sánh được (chỉ nhận một phần của Quận Hoàn Kiếm)" in text


def test_a_unit_that_has_gone_says_where_it_went(quotas, as_user):
    year(2022, merged("d002"))

    text = page(
        as_user("thuky"), YEARS, {"indicator": "cases", "period": "H1", "unit": "d002"}
    )

    assert "không so sánh được (từ 20/12/2021 thuộc Quận Mới)" in text


def test_the_city_is_every_unit_of_each_plan(quotas, as_user):
    year(2022, "d002", "d271", quota=40)

    text = page(as_user("thuky"), YEARS, {"indicator": "cases", "period": "H1"})

    assert "2.300" in text
    assert "0/31" in text
    assert "0/2" in text


def test_years_of_different_calendars_are_not_compared(quotas, as_user):
    year(2022, "d002")
    plan = plan_of(2022)
    plan.scheme = "CALENDAR"
    with changeset(by=None, what="Lịch") as change:
        change.save(plan)

    text = page(as_user("hoankiem"), YEARS, {"indicator": "cases", "period": "H1"})

    assert "không so sánh được (hai năm chốt số liệu theo lịch khác nhau)" in text


@pytest.mark.parametrize("address", [UNITS, YEARS])
def test_both_pages_leave_as_sheets(quotas, as_user, address):
    client = as_user("thuky")

    text = client.get(address, {"format": "csv"}).content.decode("utf-8-sig")

    assert "2300" in text
    assert client.get(address, {"format": "xlsx"}).content.startswith(b"PK")


@pytest.mark.parametrize("address", [UNITS, YEARS])
def test_any_number_of_years_and_units_costs_the_same_queries(quotas, as_user, address):
    client = as_user("thuky")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in (2022, 2023, 2024):
        year(number, "d001", "d002", "d271")

    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) <= len(few) <= 14


def test_before_any_plan_reaches_a_person_the_pages_say_so(as_user):
    client = as_user("bavi")

    assert all(client.get(address).status_code == 200 for address in (UNITS, YEARS))
