"""The report's section on what the agencies did: five statuses as of its cut-off."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.journal import changeset
from plans.deadlines import VIETNAM
from plans.models import Assignment, Plan, Task
from plans.periods import Period
from plans.task_models import TaskReport
from reports.task_text import NOTHING_ASSIGNED, task_lines
from tests import office
from tests.reports.entries import plan_of

pytestmark = pytest.mark.django_db
H1, Q1 = Period.parse("2022-H1"), Period.parse("2022-Q1")
LEFT = "[bổ sung]"


@pytest.fixture
def plan(db) -> Plan:
    """A plan of 2022 that charges nobody yet."""
    return plan_of(2022)


def charge(plan: Plan, agency: str, **task) -> Assignment:
    order = Task.objects.count() + 9000
    details = {"title": "Kiểm tra nhà thuốc", "paragraph": "III.1", **task}
    row = Task(plan=plan, order=order, **details)
    part = Assignment(task=row, agency=agency, part="LEAD")
    with changeset(by=None, what="Giao việc") as change:
        change.save(row)
        change.save(part)
    return part


def told(part: Assignment, day: str, *, period="", state="ACCEPTED") -> None:
    at = dt.datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=VIETNAM)
    row = TaskReport(
        assignment=part,
        period_code=period,
        state=state,
        note="Đã kiểm tra 12 cơ sở.",
        submitted_at=at,
        submitted_by=office.person("soyte"),
        reason="Thiếu biểu" if state == "RETURNED" else "",
    )
    with changeset(by=None, what="Báo cáo việc") as change:
        change.save(row)


def lines(plan: Plan, period=H1) -> str:
    return "\n".join(task_lines(plan, period, LEFT))


def test_a_plan_without_tasks_says_that_none_was_assigned(plan):
    assert lines(plan) == NOTHING_ASSIGNED


def test_each_of_the_five_statuses_is_counted_once(plan):
    told(charge(plan, "Sở Y tế", deadline="2022-03-31"), "2022-03-31")
    told(charge(plan, "Sở Y tế", deadline="2022-03-31"), "2022-04-01")
    charge(plan, "Sở Y tế", deadline="2022-03-31")
    charge(plan, "Sở Y tế", deadline="2022-06-20")
    charge(plan, "Sở Y tế", deadline="2022-12-01")

    text = lines(plan)

    assert (
        "Tính đến ngày 14/6/2022: 05 lượt việc (đúng hạn 01; hoàn thành quá hạn 01; "
        "chưa đến hạn 01; sắp đến hạn 01; quá hạn 01)."
    ) in text


def test_the_result_of_the_agency_stands_in_place_of_the_blank(plan):
    told(charge(plan, "Sở Y tế", deadline="2022-03-31"), "2022-03-01")
    charge(plan, "Sở Công Thương")

    text = lines(plan)

    assert "(mục III.1): đúng hạn. Đã kiểm tra 12 cơ sở." in text
    assert text.count(LEFT) == 1


def test_what_was_returned_is_not_done(plan):
    part = charge(plan, "Sở Y tế", deadline="2022-03-31")
    told(part, "2022-03-01", state="RETURNED")

    text = lines(plan)

    assert f"(mục III.1): quá hạn. {LEFT}" in text


def test_a_cycle_is_told_up_to_the_period_of_the_report(plan):
    part = charge(plan, "Sở Y tế", cycle="QUARTER")
    told(part, "2022-03-16", period="2022-Q1")

    assert "quý I/2022 đúng hạn. Đã kiểm tra" in lines(plan, Q1)
    assert "quý I/2022 đúng hạn; quý II/2022 sắp đến hạn." in lines(plan, H1)


def test_what_is_not_due_in_the_period_is_left_out(plan):
    charge(plan, "Sở Y tế", cycle="YEAR")

    assert lines(plan, Q1) == NOTHING_ASSIGNED


def test_agencies_stand_in_the_order_of_the_paper(plan):
    charge(plan, "Sở Y tế")
    charge(plan, "Sở Công Thương")
    charge(plan, "Sở Y tế")

    heads = [line for line in lines(plan).splitlines() if line[0].isdigit()]

    assert heads == [
        "1. Sở Y tế: 02 lượt việc (chưa đến hạn 02)",
        "2. Sở Công Thương: 01 lượt việc (chưa đến hạn 01)",
    ]


def test_a_task_that_names_nobody_is_not_counted(plan):
    row = Task(plan=plan, order=9999, title="Việc chung", paragraph="IV")
    with changeset(by=None, what="Giao việc") as change:
        change.save(row)

    text = lines(plan)

    assert f"- Việc chung (mục IV): chưa giao. {LEFT}" in text
    assert "1. Nhiệm vụ chưa ghi cơ quan thực hiện: chưa giao" in text
