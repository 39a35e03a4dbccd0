"""What has not changed is not computed again; what has, is."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.journal import changeset
from intake.demo import PLAN_SLUG
from tests import office
from tests.reports.asking import REPORT, bearer, get, key_of
from tests.reports.entries import enter

pytestmark = pytest.mark.django_db
PROGRESS = f"progress?plan={PLAN_SLUG}&period=2021-Q1&limit=500"
# Session and person, or the key with its person; the journal.
UNCHANGED_QUERIES = {"session": 3, "key": 2}


def again(client, address, tag, **headers):
    return get(client, address, **{"If-None-Match": tag}, **headers)


def test_what_has_not_changed_is_answered_without_reading_it(quotas, as_user):
    client = as_user("thuky")
    tag = get(client, PROGRESS)["ETag"]

    with CaptureQueriesContext(connection) as queries:
        answer = again(client, PROGRESS, tag)

    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["ETag"] == tag
    assert len(queries) == UNCHANGED_QUERIES["session"]


def test_a_key_asks_in_two_queries(quotas):
    headers = bearer(key_of("thuky"))
    tag = get(Client(), PROGRESS, **headers)["ETag"]

    with CaptureQueriesContext(connection) as queries:
        answer = again(Client(), PROGRESS, tag, **headers)

    assert answer.status_code == 304
    assert len(queries) == UNCHANGED_QUERIES["key"]


def test_any_write_makes_the_answer_new(quotas, as_user):
    client = as_user("thuky")
    tag = get(client, PROGRESS)["ETag"]
    enter("d002", "cases", "2021-Q1", 29)

    answer = again(client, PROGRESS, tag)

    assert answer.status_code == 200
    assert answer["ETag"] != tag


def test_a_weak_tag_and_a_list_of_tags_are_understood(quotas, as_user):
    client = as_user("thuky")
    tag = get(client, PROGRESS)["ETag"]

    assert again(client, PROGRESS, f'"x", W/{tag}').status_code == 304
    assert again(client, PROGRESS, '"x"').status_code == 200


def test_a_report_keeps_its_own_part_of_the_tag(quarters, as_user):
    client = as_user("hoankiem")
    tag = get(client, REPORT + "d002")["ETag"]
    enter("d271", "cases", "2021-Q1", 5, state="DRAFT")

    same = again(client, REPORT + "d002", tag)

    assert same.status_code == 200
    assert same["ETag"].partition(".")[2] == tag.partition(".")[2]
    assert again(client, REPORT + "d002", same["ETag"]).status_code == 304


def test_a_tag_of_one_person_or_address_says_nothing_to_another(quotas, as_user):
    tag = get(as_user("hoankiem"), PROGRESS)["ETag"]

    assert again(as_user("bavi"), PROGRESS, tag).status_code == 200
    assert again(as_user("hoankiem"), "progress", tag).status_code == 200


def test_a_tag_opens_nothing_to_who_is_not_logged_in(quotas, as_user, client):
    tag = get(as_user("hoankiem"), PROGRESS)["ETag"]

    assert again(client, PROGRESS, tag).status_code == 401


def test_who_has_lost_every_duty_is_refused_whatever_tag_is_sent(quotas, as_user):
    client = as_user("hoankiem")
    tag = get(client, PROGRESS)["ETag"]
    with changeset(by=None, what="Thôi việc") as change:
        change.delete(office.person("hoankiem").memberships.get())

    assert again(client, PROGRESS, tag).status_code == 403


def test_a_new_duty_makes_the_answer_new(quotas, as_user):
    client = as_user("hoankiem")
    tag = get(client, PROGRESS)["ETag"]
    duty = office.person("hoankiem").memberships.get()
    duty.unit = office.unit("d271")
    with changeset(by=None, what="Điều động") as change:
        change.save(duty)

    answer = again(client, PROGRESS, tag)

    assert {row["unit"] for row in answer.json()["items"]} == {"d271"}


def test_tomorrow_the_answer_is_new(quotas, as_user, monkeypatch):
    client = as_user("thuky")
    tag = get(client, PROGRESS)["ETag"]
    tomorrow = dt.date.today() + dt.timedelta(days=2)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *a: tomorrow)

    assert again(client, PROGRESS, tag).status_code == 200


def test_a_head_request_carries_the_tag_without_the_body(quotas, as_user):
    client = as_user("thuky")

    answer = client.head(f"/api/v1/{PROGRESS}")

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"] == get(client, PROGRESS)["ETag"]
