"""What the writing API does not take, and from whom."""

from __future__ import annotations

import pytest
from django.test import Client

from targets.models import Result
from tests import office
from tests.reports.asking import bearer, body, key_of, put
from tests.reports.entries import submitted
from tests.reports.saved import stored

pytestmark = pytest.mark.django_db


CASES = {"indicator": "cases", "value": "12", "version": 0}


WRONG_CELLS = [
    ({"value": "1.205"}, "số lẻ"),  # a point is a decimal point here, never thousands
    ({"value": "1e3"}, "không phải là một số rõ ràng"),
    ({"value": "-1"}, "không phải là một số rõ ràng"),
    ({"value": -1}, "số âm"),
    ({"value": "NaN"}, "không phải là một số rõ ràng"),
    ({"value": "١٢"}, "không phải là một số rõ ràng"),
    ({"value": 10**18}, "dài quá"),
    ({"value": 12.5}, "chưa đúng dạng"),
    ({"value": True}, "cells.0.value"),
    ({"value": [1]}, "cells.0.value"),
    ({"numerator": 1, "denominator": 2}, "chỉ có một số"),
    ({"nil": True, "value": 1}, "«nil»"),
    ({"grade": "MET"}, "bằng số"),
    ({"vaule": 1}, "tên lạ"),
    ({"version": -1, "value": 1}, "từ 0 trở lên"),
    ({"value": 1, "note": "CCCD 001203004567"}, "thông tin cá nhân"),
]


@pytest.mark.parametrize(("cell", "sentence"), WRONG_CELLS)
def test_a_wrong_cell_is_refused_with_its_reason(quarters, as_user, cell, sentence):
    answer = put(as_user("hoankiem"), body({"indicator": "cases", "version": 0} | cell))

    assert answer.status_code == 422
    assert sentence in str(answer.json())
    assert Result.objects.count() == 0


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        '{"cells":' + "[" * 50_000,
        '{"plan": "\\ud800"}',
        '{"n": ' + "9" * 5000 + "}",
        body(),
        body(CASES) | {"cells": [CASES] * 201},
        body(CASES, CASES),
        body(CASES, period="Q1"),
    ],
)
def test_a_misshapen_body_is_never_an_error_of_the_server(quarters, as_user, content):
    answer = put(as_user("hoankiem"), content)

    assert answer.status_code in (400, 422)
    assert answer.json()["ok"] is False
    assert Result.objects.count() == 0


@pytest.mark.parametrize(
    "place",
    [
        {"unit": "d271"},
        {"unit": "d999"},
        {"unit": "\0"},
        {"plan": "khong-co"},
        {"plan": ""},
        {"period": "2021-M01"},
        {"period": "2021-Y"},
    ],
)
def test_a_report_that_is_not_there_is_a_404(quarters, as_user, place):
    answer = put(as_user("hoankiem"), body(CASES, **place))

    assert answer.status_code == 404


def test_a_neighbour_and_nobody_are_answered_alike(quarters, as_user):
    client = as_user("hoankiem")

    neighbour = put(client, body(CASES, unit="d271"))
    nobody = put(client, body(CASES, unit="d999"))

    assert neighbour.content == nobody.content
    assert stored(unit="d271") is None


def test_a_leader_may_not_enter(quarters, as_user):
    assert put(as_user("lanhdao"), body(CASES)).status_code == 403


def test_a_report_that_was_handed_in_takes_no_figures(quarters, as_user):
    submitted("d002", "2021-Q1", state="SUBMITTED")

    answer = put(as_user("hoankiem"), body(CASES))

    assert answer.status_code == 409
    assert answer.json()["conflicts"] == []
    assert answer.json()["problems"][0]["indicator"] == "cases"


def test_a_key_that_writes_needs_no_cookie_and_no_csrf(quarters):
    client = Client(enforce_csrf_checks=True)

    answer = put(client, body(CASES), **bearer(key_of("hoankiem", "WRITE")))

    assert answer.status_code == 200
    assert not answer.cookies


def test_a_key_that_reads_does_not_write(quarters):
    answer = put(Client(), body(CASES), **bearer(key_of("hoankiem")))

    assert answer.status_code == 403
    assert "chỉ được đọc" in answer.json()["message"]


def test_a_browser_without_its_csrf_token_writes_nothing(quarters):
    client = Client(enforce_csrf_checks=True)
    client.force_login(
        office.person("hoankiem"), backend="accounts.backends.RoleBackend"
    )

    answer = put(client, body(CASES))

    assert answer.status_code == 403
    assert answer.json()["ok"] is False
    assert stored() is None
