"""The first person of a new server."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.roles import Permission
from tests import office

pytestmark = pytest.mark.django_db


def _add(monkeypatch, password="mat-khau-dai-2026", **options):
    monkeypatch.setenv("PASSWORD", password)
    given = {"role": "IMPORT_ADMIN", "unit": "p01", "stdout": StringIO(), **options}
    call_command("add_person", "truong-phong", **given)


def test_the_first_import_admin_gets_into_the_admin(monkeypatch):
    _add(monkeypatch)

    client = Client()
    client.force_login(
        office.person("truong-phong"), backend="accounts.backends.RoleBackend"
    )
    assert office.person("truong-phong").may(Permission.ADMIN)
    assert client.get("/admin/").status_code == 200


def test_a_unit_that_is_none_is_refused(monkeypatch):
    with pytest.raises(CommandError, match="load_units") as refusal:
        _add(monkeypatch, unit="p99")

    assert refusal.value.returncode == 1


def test_a_short_password_is_refused(monkeypatch):
    with pytest.raises(CommandError) as refusal:
        _add(monkeypatch, password="ngan")

    assert "ngắn" in str(refusal.value)
