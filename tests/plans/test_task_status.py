"""When a task is due, late or done: pure days and hours."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.deadlines import VIETNAM, due_at
from plans.tasks import Status, Tally, instances, status_of

DUE = dt.date(2021, 6, 30)


def at(day, hour=12, minute=0):
    return dt.datetime(2021, *day, hour, minute, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("finished", "now", "status"),
    [
        (None, at((6, 1)), Status.NOT_DUE),
        (None, at((6, 22), 23, 59), Status.NOT_DUE),
        (None, at((6, 23), 0, 0), Status.DUE_SOON),
        (None, at((6, 30), 23, 59), Status.DUE_SOON),
        (None, at((7, 1), 0, 0), Status.OVERDUE),
        (at((6, 30), 23, 59), at((8, 1)), Status.ON_TIME),
        (at((7, 1), 0, 0), at((8, 1)), Status.DONE_LATE),
    ],
)
def test_the_five_statuses(finished, now, status):
    assert status_of(DUE, finished, now) is status


def test_finished_on_the_day_is_on_time_by_the_clock_of_vietnam():
    still_the_30th = dt.datetime(2021, 6, 30, 16, 59, tzinfo=dt.UTC)
    already_july = dt.datetime(2021, 6, 30, 17, 0, tzinfo=dt.UTC)

    assert status_of(DUE, still_the_30th, still_the_30th) is Status.ON_TIME
    assert status_of(DUE, already_july, already_july) is Status.DONE_LATE


def test_a_task_without_a_day_is_never_late():
    assert status_of(None, None, at((12, 31))) is Status.NOT_DUE
    assert status_of(None, at((12, 30)), at((12, 31))) is Status.ON_TIME


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)), st.integers(-9999, 9999))
def test_done_and_late_are_decided_by_the_end_of_the_day(due, minutes):
    finished = due_at(due) + dt.timedelta(minutes=minutes)

    status = status_of(due, finished, finished)

    assert status is (Status.ON_TIME if minutes <= 0 else Status.DONE_LATE)


@pytest.mark.parametrize(
    ("cycle", "codes"),
    [
        ("HALF", ["2021-H1", "2021-H2"]),
        ("QUARTER", ["2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4"]),
        ("YEAR", ["2021-Y"]),
    ],
)
def test_a_cycle_makes_its_instances(cycle, codes):
    assert [period.code for period in instances(cycle, 2021)] == codes


def test_twelve_months_and_one_of_what_has_no_cycle():
    assert len(instances("MONTH", 2021)) == 12
    assert instances("ONCE", 2021) == (None,)


def test_no_tasks_are_not_assigned_and_no_share_is_taken():
    assert Tally.of([]).sentence == "chưa giao"
    assert Tally.of([Status.ON_TIME, Status.OVERDUE]).sentence == "1/2 việc đã xong"
    assert Tally.of([Status.ON_TIME])[Status.ON_TIME] == 1


@pytest.fixture(autouse=True)
def private_folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "private"
