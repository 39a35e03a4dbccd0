"""Databases and the office; see office.py for what a test starts from."""

from __future__ import annotations

import os
import shutil
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, settings

from tests import office

# A busy machine is no finding; what a property says is.
settings.register_profile(
    "office", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("office")

LEFT_OUT = pytest.StashKey[dict[str, int]]()
EMPTIED = pytest.StashKey[bool]()
BLOCKER = pytest.StashKey[Any]()
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database",
        action="store_true",
        help="only tests that touch the database: the second run, on PostgreSQL",
    )
    parser.addoption(
        "--write-access-table",
        action="store_true",
        help="write what each role is answered into docs/access.csv, to be reviewed",
    )
    parser.addoption(
        "--write-budgets",
        action="store_true",
        help="write what each page asks of the database into docs/query-budgets.csv",
    )


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out what this machine or database cannot run, and say so at the end."""
    kept, left_out = [], {}
    for item in items:
        reason = _cannot_run(item, config)
        if reason is None:
            kept.append(item)
        else:
            left_out.setdefault(reason, []).append(item)
    for some in left_out.values():
        config.hook.pytest_deselected(items=some)
    # Tests with real transactions empty the database: they come last, by whichever
    # fixture they get there (the live server does not say so to the runner).
    items[:] = sorted(kept, key=_empties_database)
    config.stash[LEFT_OUT] = {reason: len(some) for reason, some in left_out.items()}


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    for reason, number in config.stash.get(LEFT_OUT, {}).items():
        terminalreporter.write_line(f"{number} kiểm thử không chạy: {reason}")


def _cannot_run(item: pytest.Item, config: pytest.Config) -> str | None:
    if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
        return "cần PostgreSQL (make test-postgres)"
    if item.get_closest_marker("browser"):
        if config.getoption("only_database"):
            return "trình duyệt đã chạy ở lượt SQLite"
        if chromium() is None and os.environ.get("REQUIRE_BROWSER") != "1":
            return "không thấy Chromium (apt-get install chromium)"
    elif item.get_closest_marker("office"):
        if config.getoption("only_database"):
            return "LibreOffice đã chạy ở lượt SQLite"
        if lacking_for_office() and os.environ.get("REQUIRE_OFFICE") != "1":
            return f"không thấy {lacking_for_office()} (.ci/run cài LibreOffice)"
    elif config.getoption("only_database") and not _touches_database(item):
        return "không dùng cơ sở dữ liệu"
    return None


def _empties_database(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server"} & set(item.fixturenames)
    return bool(asked or (marker and marker.kwargs.get("transaction")))


def _touches_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or DATABASE_FIXTURES & fixtures)


def chromium() -> str | None:
    """Debian's browser; nothing is downloaded."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


def lacking_for_office() -> str:
    """Which of the programs that open our files as an office would is missing."""
    return ", ".join(x for x in ("soffice", "pdftotext") if not shutil.which(x))


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    """PostgreSQL is built by the migrations, as in an office; SQLite at once."""
    return connection.vendor == "postgresql"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, request):
    """Every test finds the office in its database."""
    request.config.stash[BLOCKER] = django_db_blocker
    with django_db_blocker.unblock():
        office.load_office()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Load the office again before the first test after an emptied database.

    Before any fixture: what is loaded inside a test's own transaction goes with it.
    """
    stash = item.config.stash
    if stash.get(EMPTIED, False) and _touches_database(item):
        with stash[BLOCKER].unblock():
            office.load_office()
        stash[EMPTIED] = False
    if _empties_database(item):
        stash[EMPTIED] = True


@pytest.fixture
def quotas(db):
    office.give_quotas()


@pytest.fixture
def quarters(quotas):
    """Quotas handed out and the four quarters of 2021 open, all drafts."""
    return office.open_quarters()


@pytest.fixture
def as_user(db):
    """`as_user("hoankiem")` is a browser in which that person is logged in."""

    def login(username: str) -> Client:
        client = Client()
        client.force_login(
            office.person(username), backend="accounts.backends.RoleBackend"
        )
        return client

    return login
