"""Who sees what through the API: each demo person at every address."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.journal import changeset
from accounts.models import ApiToken
from intake.demo import PLAN_SLUG
from plans.actions import assign_units
from reports.api import api
from targets.models import Result
from tests import office
from tests.reports.asking import ROOT, bearer, get, key_of
from tests.reports.entries import enter
from units.models import Unit

pytestmark = pytest.mark.django_db
PEOPLE = ["quantri", "thuky", "lanhdao", "hoankiem", "bavi", "pc04", "soyte"]
HOME = {"hoankiem": "d002", "bavi": "d271", "pc04": "pc04", "soyte": "so-y-te"}
# Queries of each address with a key, whatever the number of units.
BUDGETS = {
    "": 3,
    "openapi.json": 3,
    "plans": 5,
    f"plans/{PLAN_SLUG}": 7,
    "units": 5,
    "indicators": 5,
    "quotas": 5,
    "results": 9,
    "progress": 12,  # three of them ask the register of communes
    "communes": 6,
    "tasks": 10,
}


def ask(key: str, address: str):
    return get(Client(), address, **bearer(key))


def test_every_address_has_a_budget(quotas):
    named = {path.removeprefix(ROOT) for path in api.get_openapi_schema()["paths"]}

    asked = {address.replace(PLAN_SLUG, "{slug}") for address in BUDGETS}

    assert named | {"openapi.json"} == asked


@pytest.mark.parametrize("username", PEOPLE)
def test_each_person_may_read_every_address(quarters, username):
    key = key_of(username)
    missing = {404, 200} if username == "soyte" else {200}  # has no plan yet

    statuses = {address: ask(key, address).status_code for address in BUDGETS}

    assert set(statuses.values()) <= missing


@pytest.mark.parametrize("username", HOME)
@pytest.mark.parametrize("address", ["results", "progress"])
def test_a_foreign_unit_is_answered_like_one_that_is_not_there(
    quarters, username, address
):
    key = key_of(username)
    foreign = [unit for unit in HOME.values() if unit != HOME[username]]

    answers = {ask(key, f"{address}?unit={u}").content for u in [*foreign, "d999", "x"]}
    own = ask(key, f"{address}?unit={HOME[username]}")

    assert len(answers) == 1
    assert b'"ok": false' in answers.pop()
    assert own.status_code == 200


@pytest.mark.parametrize("address", [*BUDGETS, "nowhere"])
def test_a_stranger_is_told_to_log_in_in_json(client, address):
    answer = get(client, address)

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert "đăng nhập" in answer.json()["message"]


@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "patch", "options"])
def test_a_stranger_gets_no_further_by_another_method(client, method):
    answer = getattr(client, method)(f"{ROOT}results")

    assert answer.status_code == 401


def test_a_wrong_key_is_refused_even_in_a_browser_that_is_logged_in(as_user):
    answer = get(as_user("thuky"), "plans", **bearer("ctmt_nothing"))

    assert answer.status_code == 401


def test_another_scheme_of_a_proxy_does_not_shut_out_the_browser(as_user):
    answer = get(as_user("thuky"), "plans", Authorization="Basic eDp5")

    assert answer.status_code == 200


def test_a_revoked_key_is_refused_at_the_next_request(quotas):
    key = key_of("hoankiem")
    assert ask(key, "plans").status_code == 200

    ApiToken.objects.update(digest="")

    assert ask(key, "plans").status_code == 401


def test_who_has_no_role_may_not_ask(as_user):
    client = as_user("hoankiem")
    with changeset(by=None, what="Thôi nhiệm vụ") as change:
        change.delete(office.person("hoankiem").memberships.get())

    assert get(client, "plans").status_code == 403


def test_no_figure_of_another_district_reaches_hoankiem(quarters):
    canary = "CHIMHOANGYEN"
    for period in ("2021-Q1", "2021-Q2"):
        enter("d271", "cases", period, 7_310_027)
    Result.objects.filter(unit__key="d271").update(note=canary, text=canary)
    key = key_of("hoankiem")
    extra = ["results?limit=500", "progress?basis=current&limit=500"]

    told = "".join(ask(key, a).content.decode() for a in [*BUDGETS, *extra])
    own = ask(key_of("bavi"), "results?limit=500").content.decode()

    assert canary in own
    assert canary not in told
    assert "7310027" not in told
    assert '"d271"' not in told


def queries(key: str, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert ask(key, address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("address", BUDGETS)
def test_no_address_costs_more_queries_than_promised(quarters, address):
    key = key_of("thuky")
    ask(key, address)

    assert queries(key, address) <= BUDGETS[address]


@pytest.mark.parametrize("address", ["quotas", "results", "progress", "units"])
def test_more_units_cost_no_more_queries(quarters, address):
    key = key_of("thuky")
    ask(key, address)
    before = queries(key, f"{address}?limit=500")
    communes = Unit.objects.filter(kind="COMMUNE", parent__key="d002")
    with changeset(by=None, what="Giao thêm") as change:
        assign_units(change, office.plan(), list(communes))

    after = queries(key, f"{address}?limit=500")

    assert after == before
