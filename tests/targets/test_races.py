"""Races that offices run, with real threads on PostgreSQL: nothing lost, no 500.

Each test says which guard it watches.
"""

from __future__ import annotations

import json
from collections import Counter

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.journal import changeset
from accounts.models import ChangeSet, User
from accounts.people import add_person
from accounts.refusals import Refusal
from accounts.roles import Role
from accounts.verification import breaks
from targets.actions import (
    ApprovalOutcome,
    CellEdit,
    approve,
    lock_round,
    save_results,
    submit,
    take_back,
    unlock_round,
)
from targets.models import ReminderNote, Result, Submission
from targets.reminding import take_up
from targets.rounds import open_as_of
from tests import office
from tests.reports.asking import body, put
from tests.targets.handing_in import fill
from tests.targets.test_concurrent_entry import office_kept, together

__all__ = ["office_kept"]

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
SHARED = ("d001", "d002", "d003", "d004", "d271")
PEOPLE, TIMES = 20, 10


def colleagues() -> list[User]:
    """Twenty officials, four at each of the five shared units."""
    with changeset(by=None, what="Người dùng thử") as change:
        return [
            add_person(
                change,
                username=f"canbo{n}",
                full_name=f"Cán bộ {n}",
                password=office.PASSWORD,
                role=Role.OFFICIAL,
                unit=office.unit(SHARED[n % 5]),
            )
            for n in range(PEOPLE)
        ]


def browser_of(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="accounts.backends.RoleBackend")
    return client


def by_api(person: User, key: str):
    """Adds 1 to the unit's cases ten times; who was first is asked again. The answers
    by status."""
    client = browser_of(person)

    def add() -> Counter[int]:
        codes, value, version = Counter(), 0, 0
        while codes[200] < TIMES:
            cell = {"indicator": "cases", "value": str(value + 1)}
            answer = put(client, body(cell, unit=key), **{"If-Match": str(version)})
            codes[answer.status_code] += 1
            if answer.status_code == 200:
                value, version = value + 1, answer.json()["saved"][0]["version"]
            elif answer.status_code == 409:
                now = answer.json()["conflicts"][0]
                value, version = int(now["stored"]["value"] or 0), now["version"]
            else:
                break
        return codes

    return add


def by_grid(person: User, key: str, address: str):
    """The same through the grid's own door."""
    client = browser_of(person)

    def add() -> Counter[int]:
        codes, value, version = Counter(), 0, 0
        while codes[200] < TIMES:
            cell = {"id": f"{key}.cases", "value": str(value + 1), "version": version}
            answer = client.post(
                address, json.dumps({"cells": [cell]}), content_type="application/json"
            )
            codes[answer.status_code] += 1
            if answer.status_code not in (200, 409):
                break
            told = answer.json()
            now = (told["saved"] or told["conflicts"])[0]
            value, version = int(now["value"] or 0), now["version"]
        return codes

    return add


def test_twenty_users_save_ten_times_each_and_nothing_is_lost(office_kept):
    """Ten by the API with If-Match, ten by the grid, four people on every unit: every
    acknowledged addition is in the end figure, none is answered with an error, and
    the journal is whole.

    Watches: the version each save names, and the report's row lock under which it is
    compared. Without the version check figures overwrite each other (fewer than 40);
    without the lock two saves compare with the same version and one is lost.
    """
    people, address = colleagues(), f"/entry/{office_kept[0].pk}/save/"
    works = [
        by_api(person, SHARED[n % 5])
        if n < PEOPLE // 2
        else by_grid(person, SHARED[n % 5], address)
        for n, person in enumerate(people)
    ]

    codes = sum(together(*works), Counter())

    assert set(codes) <= {200, 409}
    assert codes[200] == PEOPLE * TIMES
    rows = Result.objects.filter(unit__key__in=SHARED, indicator__code="cases")
    assert [row.value for row in rows] == [40] * 5
    assert Result.history.filter(indicator__code="cases").count() == PEOPLE * TIMES
    assert list(breaks()) == []


def test_what_is_approved_is_what_the_approver_read(office_kept):
    """The unit takes its report back and corrects it while the Secretariat approves
    what it read: either the approval or the correction wins, never half of each.

    Watches: the lock of the report in `deed` and `approve`. Without it the approval
    is written over the report that was taken back, figures changed beneath it.
    """
    person, thuky = office.person("hoankiem"), office.person("thuky")
    report = fill()
    for number in range(12):
        submit(report, by=person)
        read = Submission.objects.get(pk=report.pk)
        figure = Result.objects.get(submission=report, indicator__code="cases").value

        answers = together(
            lambda read=read, number=number: _corrected(read, person, 100 + number),
            *[lambda read=read: _approved(read, thuky)] * 3,
        )

        now = Submission.objects.get(pk=report.pk)
        after = Result.objects.get(submission=report, indicator__code="cases").value
        approvals = sum(len(a.approved) for a in answers if not isinstance(a, Refusal))
        assert approvals == (now.state == "APPROVED")
        assert (now.state == "APPROVED") == (after == figure)
        _reset(now)


def _approved(report: Submission, thuky: User) -> ApprovalOutcome:
    return approve([report], by=thuky, seen={report.pk: report.version}, confirmed=True)


def _corrected(report: Submission, person: User, value: int) -> ApprovalOutcome:
    take_back(report, by=person)
    cell = CellEdit(indicator="cases", value=str(value))
    save_results(round=report.round, unit=report.unit, cells=[cell], by=person)
    return ApprovalOutcome((), ())


def _reset(report: Submission) -> None:
    report.state, report.submitted_at = Submission.State.DRAFT, None
    report.submitted_by = report.decided_by = report.decided_at = None
    report.version += 1
    with changeset(by=None, what="Làm lại") as change:
        change.save(report)


def test_a_correction_under_reopening_meets_the_second_approval(office_kept):
    """A save waits for the lock of the report, or the lock for the save: the state it
    was allowed by still holds when it is written.

    Watches: `locked_submissions` before the state is read. Without `select_for_update`
    a save that read "draft" is written after the report was handed in.
    """
    person, thuky = office.person("hoankiem"), office.person("thuky")
    report = fill()
    for number in range(12):
        cell = CellEdit(indicator="cases", value=str(200 + number))
        save = lambda cell=cell: save_results(  # noqa: E731
            round=report.round, unit=report.unit, cells=[cell], by=thuky
        )

        together(save, save, lambda: submit(report, by=person))

        handed_in = Submission.history.filter(id=report.pk).latest("history_id")
        seal = handed_in.change_set.seal.number
        later = Result.history.filter(submission=report.pk)
        assert not later.filter(change_set__seal__number__gt=seal).exists()
        _reset(Submission.objects.get(pk=report.pk))


def test_of_two_approvals_at_once_one_counts(office_kept):
    """Watches: the lock in `approve`. Without it both find the report waiting, and
    the journal holds two approvals of one report."""
    report, thuky = fill(), office.person("thuky")
    submit(report, by=office.person("hoankiem"))
    read = Submission.objects.get(pk=report.pk)

    outcomes = together(*[lambda: approve([read], by=thuky, confirmed=True)] * 4)

    assert sum(len(o.approved) for o in outcomes) == 1
    assert all("đã được duyệt" in h.reasons[0] for o in outcomes for h in o.held)
    assert ChangeSet.objects.filter(what__startswith="Duyệt").count() == 1


def test_four_locks_and_unlocks_leave_one_of_each(office_kept):
    """Watches: the round's row lock. Without it two people lock the same round, and
    the second reason replaces the first without a word."""
    round_, thuky = office_kept[0], office.person("thuky")

    locks = together(*[lambda: lock_round(round_, reason="Chốt", by=thuky)] * 4)
    opened = together(*[lambda: unlock_round(round_, reason="Mở", by=thuky)] * 4)

    for answers in (locks, opened):
        assert sum(isinstance(a, Refusal) for a in answers) == 3
        assert {a.status for a in answers if isinstance(a, Refusal)} == {409}


def test_two_runs_of_the_reminder_take_a_unit_up_once(office_kept):
    """Watches: the unique key of a reminder. Without it every run sends its own mail."""
    round_, now = office_kept[0], timezone.now()
    addresses = {office.unit(key): f"{key}@example.vn" for key in SHARED}

    runs = together(*[lambda: take_up(round_, addresses, channel="MAIL", now=now)] * 4)

    taken = [len(run) for run in runs if not isinstance(run, Refusal)]
    assert sum(taken) == len(SHARED) == ReminderNote.objects.count()
    assert all(run.status == 409 for run in runs if isinstance(run, Refusal))
    assert connection.vendor == "postgresql"


def test_of_two_people_who_open_the_same_day_one_is_told(office_kept):
    """Watches: the unique key of a round, and the sentence in place of a 500."""
    thuky, today = office.person("thuky"), timezone.localdate()

    answers = together(
        *[
            lambda: open_as_of(
                office.plan(), today, indicators=["cases"], due=today, by=thuky
            )
        ]
        * 4
    )

    assert all(a.status == 409 for a in answers if isinstance(a, Refusal))
    assert any(not isinstance(a, Refusal) for a in answers)
    [round_] = office.plan().rounds.filter(as_of=today)
    assert round_.submissions.count() == 31
