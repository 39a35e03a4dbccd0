"""Databases and the office; see office.py for what a test starts from."""

from __future__ import annotations

import os

os.environ.setdefault("DEBUG", "1")

import pytest
from django.test import Client

from tests import office


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Every test finds the office in its database."""
    with django_db_blocker.unblock():
        office.load_office()


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
