"""What every page may ask of the database: one table, docs/query-budgets.csv.

A number there grows only on purpose. After a new page: `python -m pytest
tests/conventions/test_budgets.py --write-budgets`.
"""

import csv

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.addresses import addresses
from tests.conventions import people, source

TABLE = source.ROOT / "docs" / "query-budgets.csv"
ROLES = ("SECRETARIAT", "OFFICIAL")
MOST = 40  # no page has a reason to ask more


def _paths() -> dict[str, str]:
    """Name → path of every page that can be read, own ids where one is needed."""
    found = {}
    for address in addresses():
        if "GET" not in address.methods or address.name.startswith(("admin", "/")):
            continue
        sets = people.arguments(address.name, address.parameters)
        arguments = sets.get(people.OWN) or sets.get(people.ANY)
        if arguments is not None:
            found[address.name] = reverse(address.name, kwargs=arguments)
    return found


def _measured(role: str, as_user) -> dict[str, int]:
    client = as_user(people.ROLES[role])
    client.get("/healthz")
    client.get(reverse("password_change"))  # seen within the minute, as people at work
    costs = {}
    for name, path in _paths().items():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            response = client.get(path)
        if response.status_code == 200:
            costs[name] = len(asked)
    return costs


def _budgets() -> dict[tuple[str, str], int]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {(row["name"], row["role"]): int(row["queries"]) for row in rows}


@pytest.mark.parametrize("role", ROLES)
def test_no_page_asks_more_than_its_budget(role, quarters, as_user, request):
    costs = _measured(role, as_user)
    if request.config.getoption("write_budgets"):
        _write(role, costs)
    budgets = _budgets()

    over = {
        name: (cost, budgets.get((name, role)))
        for name, cost in costs.items()
        if cost > budgets.get((name, role), 0)
    }

    assert over == {}


def test_no_budget_is_out_of_proportion():
    assert {k: n for k, n in _budgets().items() if n > MOST} == {}


def test_every_budget_is_of_a_page_that_exists(quarters):
    assert {name for name, _ in _budgets()} <= set(_paths())


def _write(role: str, costs: dict[str, int]) -> None:
    kept = {}
    if TABLE.exists():
        kept = {k: n for k, n in _budgets().items() if k[1] != role}
    kept |= {(name, role): cost for name, cost in costs.items()}
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "role", "queries"])
        writer.writerows([*key, kept[key]] for key in sorted(kept))
