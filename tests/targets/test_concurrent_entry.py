"""Several people at once, with real threads on PostgreSQL: nothing lost, no leak."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from accounts.models import ChangeSet
from accounts.refusals import Refusal
from targets.actions import (
    CellEdit,
    lock_round,
    save_results,
    submit,
    unlock_round,
)
from targets.models import Result, Submission
from tests import office
from tests.targets.handing_in import fill

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office_kept(transactional_db):
    """Threads see only what is committed; each test empties the tables after it, so
    the next one loads the office again."""
    office.load_office()
    office.give_quotas()
    return office.open_quarters()


def together(*works):
    """Run `works` from one starting gun, each on its own connection; their answers."""
    gun = threading.Barrier(len(works))

    def run(work):
        try:
            gun.wait(timeout=20)
            return work()
        except Refusal as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return [f.result(timeout=60) for f in [pool.submit(run, w) for w in works]]


def saving(round_, value, *, unit="d002", by="hoankiem", version=0):
    person, unit = office.person(by), office.unit(unit)
    cell = CellEdit(indicator="cases", value=value, version=version)
    return lambda: save_results(round=round_, unit=unit, cells=[cell], by=person)


def test_of_two_people_on_one_cell_the_second_is_told(office_kept):
    first = office_kept[0]

    answers = together(
        saving(first, "12"), saving(first, "14", by="thuky"), saving(first, "12")
    )

    assert sum(len(a.saved) for a in answers) == 1
    assert sum(len(a.conflicts) for a in answers) == 2
    stored = Result.objects.get(unit__key="d002", indicator__code="cases")
    winner = next(a for a in answers if a.saved)
    assert stored.value == winner.saved[0].content.value


def test_no_save_lands_after_the_lock(office_kept):
    first, thuky = office_kept[0], office.person("thuky")
    for number in range(30):
        keys = ["d001", "d002", "d003", "d271"]
        savers = [
            saving(first, str(number + 1), unit=key, by="thuky", version=None)
            for key in keys
        ]
        lock = lambda: lock_round(first, reason="Chốt", by=thuky)  # noqa: E731

        *_answers, locked = together(*savers, lock)

        late = Result.history.filter(change_set__made_at__gt=locked.locked_at)
        assert not late.filter(change_set__seal__number__gt=_seal_of_lock()).exists()
        unlock_round(first, reason="Mở", by=thuky)


def _seal_of_lock():
    return ChangeSet.objects.filter(what__startswith="Khóa kỳ").first().seal.number


def test_of_four_clicks_on_submit_one_counts(office_kept):
    report, person = fill(), office.person("hoankiem")

    answers = together(*[lambda: submit(report, by=person)] * 4)

    assert sum(isinstance(a, Submission) for a in answers) == 1
    assert all(a.status == 409 for a in answers if isinstance(a, Refusal))
    assert ChangeSet.objects.filter(what__startswith="Nộp báo cáo").count() == 1


def test_twenty_people_lose_none_of_two_hundred_edits(office_kept):
    """Five shared reports, four people on each, ten edits each: every acknowledged
    addition is in the end figure."""
    url = f"/entry/{office_kept[0].pk}/save/"
    keys = ["d001", "d002", "d003", "d004", "d271"]

    answers = together(*[_adder(url, keys[n % 5], 10) for n in range(20)])

    assert all(codes <= {200, 409} for codes in answers)
    values = Result.objects.filter(unit__key__in=keys, indicator__code="cases")
    assert sorted(r.value for r in values) == [40] * 5


def _adder(url, key, times):
    client = Client()
    client.force_login(office.person("thuky"), backend="accounts.backends.RoleBackend")

    def add():
        codes, value, version, done = set(), 0, 0, 0
        while done < times:
            cell = {"id": f"{key}.cases", "value": str(value + 1), "version": version}
            answer = client.post(
                url, json.dumps({"cells": [cell]}), content_type="application/json"
            )
            codes.add(answer.status_code)
            body = answer.json()
            now = (body["saved"] or body["conflicts"])[0]
            done += bool(body["saved"])
            value, version = int(now["value"] or 0), now["version"]
        return codes

    return add
