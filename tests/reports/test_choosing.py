"""Which plan and period a page opens with."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import Http404, QueryDict

from accounts.journal import changeset
from plans.periods import Period
from reports.choosing import choose, latest_period, reportable
from tests import office
from tests.reports.entries import plan_of, submitted

pytestmark = pytest.mark.django_db


def chosen(query: str = "", person: str = "lanhdao"):
    return choose(office.person(person), QueryDict(query))


def test_the_last_quarter_somebody_reported_in_is_shown_first(quarters):
    submitted("d002", "2021-Q2")

    assert chosen().period.code == "2021-Q2"


def test_while_nobody_has_reported_the_last_open_quarter_is_shown(quarters):
    assert chosen().period.code == "2021-Q4"


def test_without_rounds_the_last_finished_quarter_is_shown(quotas):
    plan = office.plan()

    assert latest_period(plan, on=dt.date(2021, 7, 1)).code == "2021-Q2"
    assert latest_period(plan, on=dt.date(2021, 1, 1)).code == "2021-Q1"


def test_the_latest_plan_comes_first_and_another_may_be_chosen(quotas):
    plan_of(2020)

    choice = chosen("plan=ke-hoach-2020&period=2020-H1")

    assert chosen().plan.year == 2021
    assert (choice.plan.year, choice.period.code) == (2020, "2020-H1")
    assert len(choice.plan_tabs) == 2
    assert not chosen("", "hoankiem").plan_tabs


def test_quarters_six_and_nine_months_and_the_year_are_offered(quotas):
    labels = [tab.label for tab in chosen("period=2021-N9").period_tabs]

    assert labels == [
        "Quý I",
        "Quý II",
        "6 tháng đầu",
        "Quý III",
        "9 tháng",
        "Quý IV",
        "Năm",
    ]


def test_who_has_no_plan_gets_none(db):
    assert chosen("", "hoankiem") is None


def test_months_of_a_quarterly_plan_are_not_there(quotas):
    with pytest.raises(Http404):
        chosen("period=2021-M03")


def test_a_month_belongs_to_its_quarter():
    assert reportable(Period.parse("2021-M05")).code == "2021-Q2"


def test_a_plan_by_months_is_read_by_quarters_made_of_them(quotas):
    plan = office.plan()
    plan.grain = "M"
    with changeset(by=None, what="Nhập theo tháng") as change:
        change.save(plan)

    assert chosen("period=2021-H1").period.code == "2021-H1"
    assert chosen().period.code == "2021-Q4"
