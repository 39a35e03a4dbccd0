"""The calendar is data: rules from a day on, days off, schemes, and their page."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError
from django.utils import timezone

from accounts.journal import changeset
from accounts.models import ChangeSet
from accounts.refusals import Refusal
from plans import calendar_actions as actions
from plans.actions import due_date, open_round
from plans.calendar_page import calendar_page
from plans.models import DeadlineRule, Holiday, Plan
from plans.periods import Kind, Period
from tests import office
from tests.plans.scheduling import by, rule, scheme

pytestmark = pytest.mark.django_db
YEAR_2025 = Period(Kind.YEAR, 2025)


def year(number, **facts):
    """The plan of 2021 seen in another year."""
    page = calendar_page(by(), slug="", year=number)
    return {line.period.code: line for line in page.lines}


def test_two_working_days_after_sunday_14_12_2025_are_tuesday(quarters):
    rule(period_kind="Y")

    assert due_date(office.plan(), YEAR_2025) == dt.date(2025, 12, 16)
    line = year(2025)["2025-Y"]
    assert line.cut_off == "Chủ nhật, 14/12/2025"
    assert line.due == "Thứ Ba, 16/12/2025"


def test_a_rule_of_2026_leaves_2025_alone(quarters):
    old = rule(legal_basis="Quyết định cũ")
    before = year(2025)

    new = DeadlineRule(working_days=5, valid_from=dt.date(2025, 12, 15))
    actions.replace_rule(old, new, by=by())

    after = year(2025)
    assert {k: line.due for k, line in after.items()} == {
        k: line.due for k, line in before.items()
    }
    assert after["2025-Q4"].basis == "Quyết định cũ"
    # 14/3/2026 là thứ Bảy: năm ngày làm việc sau là thứ Sáu 20/3.
    assert year(2026)["2026-Q1"].due == "Thứ Sáu, 20/03/2026"


def test_a_rule_that_gave_a_deadline_is_not_edited(quarters):
    row = rule()
    row.working_days = 9

    with pytest.raises(Refusal, match="đã dùng cho 4 đợt báo cáo") as refused:
        actions.save_rule(row, by=by())

    assert refused.value.status == 409
    assert DeadlineRule.objects.get(pk=row.pk).working_days == 2


def test_a_used_rule_makes_room_from_a_day_after_the_locked_rounds(quarters):
    row = rule()
    quarters[2].locked_at = timezone.now()
    with changeset(by=None, what="Khóa") as change:
        change.save(quarters[2])
    new = DeadlineRule(working_days=3, valid_from=dt.date(2021, 6, 15))

    with pytest.raises(Refusal, match="Quý III/2021 đã khóa theo quy định này"):
        actions.replace_rule(row, new, by=by())

    assert DeadlineRule.objects.count() == 1


def test_a_rule_that_begins_inside_a_period_is_refused():
    with pytest.raises(Refusal, match="đúng ranh giới kỳ"):
        rule(valid_from=dt.date(2026, 1, 1))


def test_two_rules_for_the_same_period_are_refused():
    rule()

    with pytest.raises(Refusal, match="cùng hiệu lực"):
        rule(working_days=5)


def test_half_years_may_have_a_fixed_day_each():
    rule(period_kind="H", working_days=None, day=15, month=6)
    rule(period_kind="H", working_days=None, day=15, month=12)

    lines = year(2026)
    assert lines["2026-H1"].due.endswith("15/06/2026")
    assert lines["2026-H2"].due.endswith("15/12/2026")


def test_the_plans_own_rule_takes_the_place_of_the_general_one(quarters):
    rule()
    rule(plan=office.plan(), working_days=None, period_kind="Y", day=20, month=12)

    lines = year(2021)
    assert lines["2021-Y"].due.endswith("20/12/2021")
    assert "mặc định" in lines["2021-Q1"].rule


def test_an_ended_rule_gives_way_to_the_default(quarters):
    row = rule(working_days=10)

    actions.end_rule(row, on=dt.date(2025, 12, 15), by=by())

    assert year(2025)["2025-Q4"].rule.startswith("10 ngày")
    assert "mặc định" in year(2026)["2026-Q1"].rule


def test_tet_moves_the_deadline_and_a_worked_saturday_brings_it_back(quarters):
    first, last = dt.date(2021, 3, 15), dt.date(2021, 3, 19)

    count = actions.add_holidays(first, last, name="Dịp thử", is_working=False, by=by())
    moved = year(2021)["2021-Q1"].due
    worked = dt.date(2021, 3, 20)
    actions.add_holidays(worked, worked, name="Làm bù", is_working=True, by=by())

    assert count == 5
    assert moved == "Thứ Ba, 23/03/2021"
    assert year(2021)["2021-Q1"].due == "Thứ Hai, 22/03/2021"


def test_a_round_keeps_the_deadline_it_was_opened_with_until_it_is_reset(quarters):
    day = dt.date(2021, 3, 16)
    actions.add_holidays(day, day, name="Dịp thử", is_working=False, by=by())
    assert year(2021)["2021-Q1"].differs

    actions.reset_due(quarters[0], reason="Nghỉ đột xuất", by=by())

    line = year(2021)["2021-Q1"]
    assert not line.differs
    assert line.round_due == "Thứ Tư, 17/03/2021"
    assert ChangeSet.objects.order_by("pk").last().reason == "Nghỉ đột xuất"


def test_a_locked_round_keeps_its_deadline(quarters):
    quarters[0].locked_at = timezone.now()

    with pytest.raises(Refusal, match="chưa khóa"):
        actions.reset_due(quarters[0], reason="Thử", by=by())


def test_taking_a_day_off_the_table_leaves_its_line_in_the_journal():
    day = dt.date(2026, 9, 2)
    actions.add_holidays(day, day, name="Quốc khánh", is_working=False, by=by())

    actions.delete_holiday(Holiday.objects.get(day=day), by=by())

    assert not Holiday.objects.exists()
    assert ChangeSet.objects.filter(what__startswith="Bỏ ngày nghỉ").count() == 1


@pytest.mark.parametrize("days", [-1, 40])
def test_a_holiday_of_no_day_or_of_a_season_is_refused(days):
    first = dt.date(2026, 2, 16)

    with pytest.raises(Refusal, match="từ 1 đến 31 ngày"):
        actions.add_holidays(
            first, first + dt.timedelta(days), name="x", is_working=False, by=by()
        )


def test_a_plan_without_rounds_follows_the_scheme_it_is_given():
    plan, monthly = office.plan(), scheme(calendar="CALENDAR", grain="M")

    actions.adopt_scheme(plan, monthly, by=by())

    kept = Plan.objects.get(pk=plan.pk)
    assert (kept.scheme, kept.grain, kept.reporting_scheme) == (
        "CALENDAR",
        "M",
        monthly,
    )
    assert (kept.start, kept.end) == (dt.date(2021, 1, 1), dt.date(2021, 12, 31))
    assert len(year(2021)) == 12 + 4


def test_a_plan_with_open_rounds_does_not_change_its_calendar(quarters):
    with pytest.raises(Refusal, match="đã mở đợt báo cáo"):
        actions.adopt_scheme(office.plan(), scheme(calendar="CALENDAR"), by=by())


def test_a_scheme_not_yet_in_force_is_not_for_the_plan():
    later = scheme(valid_from=dt.date(2026, 1, 1))

    with pytest.raises(Refusal, match="không có hiệu lực"):
        actions.adopt_scheme(office.plan(), later, by=by())


def test_a_scheme_in_use_keeps_its_way_of_counting(quarters):
    row = scheme()
    actions.adopt_scheme(office.plan(), row, by=by())
    row.grain = "M"

    with pytest.raises(Refusal, match="không đổi cách tính kỳ"):
        actions.save_scheme(row, by=by())


def test_the_database_refuses_a_scheme_that_ends_before_it_begins():
    with pytest.raises(IntegrityError):
        scheme(valid_to=dt.date(2014, 1, 1))


def test_a_period_outside_the_grain_is_not_opened():
    with pytest.raises(Refusal, match="không thu số liệu theo kỳ"):
        open_round(office.plan(), YEAR_2025, by=by())
