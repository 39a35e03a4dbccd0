"""docs/access.csv is true: each address, called by each role, answers as it says.

After a new address: `python -m pytest tests/conventions/test_access.py
--write-access-table`, then read the difference line by line before it is committed.
"""

import csv
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from reports.addresses import Address, addresses
from tests import office
from tests.conventions import people, source

TABLE = source.ROOT / "docs" / "access.csv"
COLUMNS = ["name", "method", "role", "whose", "status"]
Line = tuple[str, str, str, str]


def _read() -> dict[Line, str]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {
            (row["name"], row["method"], row["role"], row["whose"]): row["status"]
            for row in csv.DictReader(file)
        }


def _own_addresses() -> list[Address]:
    return [a for a in addresses() if not a.name.startswith(("admin:", "/admin"))]


def _calls(address: Address) -> Iterator[tuple[str, str, str]]:
    """Method, whose, path."""
    for whose, arguments in people.arguments(address.name, address.parameters).items():
        path = reverse(address.name, kwargs=arguments)
        for method in address.methods:
            yield method, whose, path


def _status(client: Client, method: str, path: str) -> str:
    client.raise_request_exception = False
    try:
        with transaction.atomic():
            status = getattr(client, method.lower())(path).status_code
            raise _Undone
    except _Undone:
        return str(status)


class _Undone(Exception):
    pass


def _observed(role: str, as_user) -> dict[Line, str]:
    username = people.ROLES[role]
    lines = {}
    for address in _own_addresses():
        for method, whose, path in _calls(address):
            client = as_user(username) if username else Client()
            line = (address.name, method, role, whose)
            lines[line] = _status(client, method, path)
    return lines


@pytest.fixture
def writing(request) -> bool:
    return request.config.getoption("write_access_table")


@pytest.mark.django_db
def test_every_address_has_its_lines(quarters, as_user, writing):
    if writing:
        _write({k: v for r in people.ROLES for k, v in _observed(r, as_user).items()})
    lines = {
        (address.name, method, role, whose)
        for address in _own_addresses()
        for method, whose, _ in _calls(address)
        for role in people.ROLES
    }

    assert lines - set(_read()) == set(), "addresses without a line"
    assert set(_read()) - lines == set(), "lines without an address"


@pytest.mark.parametrize("role", people.ROLES)
def test_each_role_gets_the_answer_of_the_table(role, quarters, as_user):
    table = _read()

    wrong = {
        line: (status, table.get(line))
        for line, status in _observed(role, as_user).items()
        if status != table.get(line)
    }

    assert wrong == {}


def test_nobody_ever_meets_a_fault(db):
    assert [line for line, status in _read().items() if status >= "500"] == []


def test_a_stranger_is_sent_to_the_login_everywhere_but_at_its_door(db):
    open_ = {"login", "logout", "healthz", "readyz"}

    let_in = {
        name
        for (name, _, role, _), status in _read().items()
        if role == "ANONYMOUS" and status not in {"302", "401", "403", "405"}
    }

    assert let_in <= open_


def test_a_neighbours_unit_does_not_exist_for_an_official(db):
    table = _read()

    shown = {
        (name, method): status
        for (name, method, role, whose), status in table.items()
        if role == "OFFICIAL" and whose == people.FOREIGN
        if status not in {"403", "404", "405"}
    }

    assert shown == {}


@pytest.mark.parametrize("role", [r for r in people.ROLES if r != "IMPORT_ADMIN"])
def test_no_address_of_the_admin_opens_to_anybody_else(role, as_user):
    username = people.ROLES[role]
    client = as_user(username) if username else Client()
    expected = "302" if username is None else "403"
    paths = {
        address.name: reverse(
            address.name,
            kwargs={
                k: people.MISSING.get(v, "1") for k, v in address.parameters.items()
            },
        )
        for address in addresses()
        if address.name.startswith("admin:")
        and "/" not in address.name  # a nameless redirect
        and "(" not in address.pattern  # reached through the row it belongs to
    }

    answers = {name: _status(client, "GET", path) for name, path in paths.items()}

    open_ = {"admin:login", "admin:logout", "admin:jsi18n"}
    assert {n: s for n, s in answers.items() if s != expected and n not in open_} == {}


def _write(lines: dict[Line, str]) -> None:
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        order = {address.name: n for n, address in enumerate(_own_addresses())}
        for line in sorted(lines, key=lambda line: (order[line[0]], line[1:])):
            writer.writerow([*line, lines[line]])


def test_the_people_of_the_table_hold_the_roles_it_names(db):
    for role, username in people.ROLES.items():
        if username:
            assert [d.role for d in office.person(username).duties] == [role]
