"""Where a page reads from when the office runs a streaming replica."""

from __future__ import annotations

import time

import pytest
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from accounts.replica import ReplicaRouter, read_from_replica
from units.models import Unit


def visit(settings, *, method: str = "GET", wrote_at: float = 0.0, model=Unit) -> str:
    settings.DATABASES = {**settings.DATABASES, "replica": {}}
    seen: list[str | None] = []

    def page(request: HttpRequest) -> HttpResponse:
        seen.append(ReplicaRouter().db_for_read(model))
        return HttpResponse()

    request = HttpRequest()
    request.method, request.session = method, {"wrote_at": wrote_at}
    read_from_replica(page)(request)
    return seen[0] or "default"


def test_a_page_that_is_read_comes_from_the_replica(settings):
    assert visit(settings) == "replica"


def test_who_has_just_saved_reads_the_primary(settings):
    assert visit(settings, wrote_at=time.time()) == "default"


def test_a_save_reads_the_primary(settings):
    assert visit(settings, method="POST") == "default"


def test_accounts_and_the_journal_are_always_the_primary(settings):
    assert visit(settings, model=User) == "default"


def test_nothing_reads_the_replica_outside_a_page(settings):
    visit(settings)

    assert ReplicaRouter().db_for_read(Unit) is None


def test_writes_and_structure_never_go_to_the_replica():
    router = ReplicaRouter()

    assert router.db_for_write(Unit) == "default"
    assert router.allow_migrate("replica", "units") is False
    assert router.allow_migrate("default", "units") is None


@pytest.mark.django_db
def test_without_a_replica_nothing_changes(client):
    assert client.get("/accounts/login/").status_code == 200
