"""Reads from a streaming replica, where `DATABASE_REPLICA_URL` names one.

Only pages that are asked for (GET, HEAD) read from it, and not for a person who has
just written: for `FRESH` seconds that person reads the primary, so that nobody looks
for a figure just saved and does not find it. Accounts, sessions and locks always use
the primary.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FRESH = 10  # seconds; streaming replicas lag by less than one
REPLICA = "replica"
PRIMARY_APPS = {"accounts", "sessions", "axes", "contenttypes", "django_tasks_database"}
_reading: ContextVar[bool] = ContextVar("reading", default=False)


class ReplicaRouter:
    """Sends reads of business rows to the replica while a page is being read."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        if not _reading.get() or model._meta.app_label in PRIMARY_APPS:
            return None
        return REPLICA

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return "default"

    def allow_relation(self, first: Any, second: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return False if db == REPLICA else None


def read_from_replica(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: decides once a request whether it may read the replica."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if REPLICA not in settings.DATABASES:
            return get_response(request)
        is_read = request.method in {"GET", "HEAD"}
        if not is_read:
            request.session["wrote_at"] = time.time()
        wrote = request.session.get("wrote_at", 0)
        token = _reading.set(is_read and time.time() - wrote > FRESH)
        try:
            return get_response(request)
        finally:
            _reading.reset(token)

    return middleware
