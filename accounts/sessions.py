"""Sessions in the database as Django keeps them, found by SQL that is written once.

Every request of every page begins with this query.
"""

from __future__ import annotations

import datetime as dt

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from accounts.prepared import prepared


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        found = _unexpired(self.session_key or "", timezone.now())
        if not found:
            self._session_key = None  # as Django does: a key that is not its own
        return found[0] if found else None


@prepared(Session)
def _unexpired(key: str, now: dt.datetime) -> QuerySet:
    return Session.objects.filter(session_key=key, expire_date__gt=now)
