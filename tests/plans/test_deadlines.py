"""Deadlines: product promise 4, with the days the papers give."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.deadlines import (
    BadDeadline,
    Rule,
    WorkCalendar,
    days_late,
    due_at,
    due_on,
    is_on_time,
    rule_for,
)
from plans.periods import Kind, Period, Scheme

REPORTING = Scheme.REPORTING
ORDINARY = WorkCalendar()
TWO_DAYS = Rule(kind=Kind.YEAR, working_days=2)
TET_2026 = frozenset(date(2026, 2, day) for day in range(16, 21))


def due(rule, code, scheme=REPORTING, calendar=ORDINARY):
    return due_on(rule, Period.parse(code), scheme, calendar)


def test_two_working_days_after_a_sunday_are_a_tuesday():
    # 14/12/2025 is a Sunday; “02 ngày làm việc kể từ ngày chốt số liệu”, QĐ 01/2023.
    assert due(TWO_DAYS, "2025-Y") == date(2025, 12, 16)


def test_working_days_step_over_tet():
    calendar = WorkCalendar(holidays=TET_2026)
    month = Rule(kind=Kind.MONTH, working_days=2)

    # 14/2/2026 is a Saturday; Monday to Friday are Tết.
    assert due(month, "2026-M02", calendar=calendar) == date(2026, 2, 24)


def test_a_make_up_saturday_counts_as_worked():
    calendar = WorkCalendar(
        holidays=TET_2026, make_up_days=frozenset({date(2026, 2, 21)})
    )
    month = Rule(kind=Kind.MONTH, working_days=2)

    assert due(month, "2026-M02", calendar=calendar) == date(2026, 2, 23)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 60))
def test_working_days_are_counted_one_by_one(day, count):
    end = ORDINARY.after(day, count)

    between = [day + timedelta(days=n + 1) for n in range((end - day).days)]
    assert sum(map(ORDINARY.is_working, between)) == count
    assert ORDINARY.is_working(end)


@pytest.mark.parametrize(
    ("kind", "day", "month", "code", "scheme", "expected"),
    [
        # Hưng Yên 2026: “6 tháng trước ngày 15/6; 1 năm trước ngày 15/12”.
        (Kind.HALF, 15, 6, "2026-H1", REPORTING, date(2026, 6, 15)),
        (Kind.YEAR, 15, 12, "2026-Y", REPORTING, date(2026, 12, 15)),
        # QĐ 28/2025/QĐ-TTg, Điều 7: to the ministry by 20/12.
        (Kind.YEAR, 20, 12, "2025-Y", REPORTING, date(2025, 12, 20)),
        # 484/KH-UBND: 30/12/2016.
        (Kind.YEAR, 30, 12, "2016-Y", REPORTING, date(2016, 12, 30)),
        (Kind.YEAR, 20, 12, "2025-Y", Scheme.CALENDAR, date(2025, 12, 20)),
        (Kind.YEAR, 15, 1, "2025-Y", Scheme.CALENDAR, date(2026, 1, 15)),
    ],
)
def test_a_fixed_day_is_the_one_next_to_the_cut_off(
    kind, day, month, code, scheme, expected
):
    assert due(Rule(kind=kind, day=day, month=month), code, scheme) == expected


def test_each_half_year_has_its_own_day():
    first = Rule(kind=Kind.HALF, day=15, month=6)
    second = Rule(kind=Kind.HALF, day=15, month=12)

    for code, rule in (("2026-H1", first), ("2026-H2", second)):
        assert rule_for([first, second], Period.parse(code), REPORTING) is rule


def test_a_rule_of_another_period_is_refused():
    with pytest.raises(BadDeadline, match="không dành cho 6 tháng cuối năm 2026"):
        due(Rule(kind=Kind.HALF, day=15, month=6), "2026-H2")
    with pytest.raises(BadDeadline, match="không dành cho Quý I/2026"):
        due(TWO_DAYS, "2026-Q1")


OLD = Rule(kind=Kind.YEAR, working_days=2, valid_to=date(2025, 12, 15))
NEW = Rule(kind=Kind.YEAR, day=20, month=12, valid_from=date(2025, 12, 15))


@pytest.mark.parametrize(
    ("code", "rule"), [("2024-Y", OLD), ("2025-Y", OLD), ("2026-Y", NEW)]
)
def test_a_rule_of_2026_leaves_2025_alone(code, rule):
    assert rule_for([OLD, NEW], Period.parse(code), REPORTING) is rule


@pytest.mark.parametrize("bound", ["valid_from", "valid_to"])
def test_a_period_that_straddles_the_change_is_refused(bound):
    rule = Rule(kind=Kind.YEAR, working_days=2, **{bound: date(2026, 1, 1)})
    year = Period.parse("2026-Y")

    with pytest.raises(BadDeadline, match="không có hiệu lực trong cả Năm 2026"):
        rule_for([rule], year, REPORTING)
    with pytest.raises(BadDeadline, match="15/12/2025–14/12/2026"):
        due_on(rule, year, REPORTING, ORDINARY)


def test_two_rules_at_once_are_refused():
    with pytest.raises(BadDeadline, match="Năm 2026 có 2 quy định thời hạn"):
        rule_for([TWO_DAYS, NEW], Period.parse("2026-Y"), REPORTING)


def test_a_period_no_rule_speaks_of_has_no_deadline():
    assert rule_for([OLD, NEW], Period.parse("2026-Q1"), REPORTING) is None
    assert rule_for([NEW], Period.parse("2024-Y"), REPORTING) is None
    assert rule_for([OLD], Period.parse("2026-Y"), REPORTING) is None


@pytest.mark.parametrize(
    ("says", "sentence"),
    [
        ({}, "đúng một trong hai"),
        ({"day": 15, "month": 6, "working_days": 2}, "đúng một trong hai"),
        ({"day": 15}, "đúng một trong hai"),
        ({"day": 15, "working_days": 2}, "đúng một trong hai"),
        ({"working_days": 0}, "từ 1 đến 60"),
        ({"working_days": 61}, "từ 1 đến 60"),
        ({"day": 31, "month": 6}, "Ngày 31/6 không có hằng năm"),
        ({"day": 29, "month": 2}, "Ngày 29/2 không có hằng năm"),
    ],
)
def test_a_rule_that_cannot_be_kept_is_refused(says, sentence):
    with pytest.raises(BadDeadline, match=sentence):
        Rule(kind=Kind.YEAR, **says)


def test_a_deadline_ends_at_midnight_in_vietnam():
    instant = due_at(date(2025, 12, 16))

    assert instant.isoformat() == "2025-12-16T23:59:59+07:00"


@pytest.mark.parametrize(
    ("handed_in", "late"),
    [
        (datetime(2016, 12, 30, 16, 59, 59, tzinfo=UTC), 0),
        (datetime(2016, 12, 30, 16, 59, 59, 999999, tzinfo=UTC), 0),
        (datetime(2016, 12, 30, 17, 0, 0, tzinfo=UTC), 1),
        (datetime(2016, 12, 1, 0, 0, 0, tzinfo=UTC), 0),
    ],
)
def test_handed_in_on_the_deadline_is_on_time(handed_in, late):
    # 484/KH-UBND, 30/12/2016; 23:59:59 there is 16:59:59 UTC.
    assert days_late(handed_in, date(2016, 12, 30)) == late
    assert is_on_time(handed_in, date(2016, 12, 30)) is (late == 0)
