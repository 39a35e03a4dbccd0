"""Digests of the journal: the same value before a row enters the database and after.

A change set's digest adds up the digests of its row versions (so their order does not
matter) and chains the sum with its own facts and the digest before.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from decimal import Decimal
from typing import Any

from django.db import models

UNSEALED = {"history_id", "history_date"}
START = "0" * 64
# Columns younger than rows that were sealed without them: left out while they hold
# what every older row got, so that an upgrade does not look like tampering.
ADDED = {
    "communes.HistoricalRemark": {"clause": ""},
    "plans.HistoricalPlan": {"reporting_scheme_id": None, "is_ranked": "False"},
    "plans.HistoricalRound": {"as_of": None, "title": "", "asks": "[]"},
    "targets.HistoricalResult": {"stated_total": None},
}


def row_digest(version: models.Model) -> int:
    """Digest of one row version as an integer below 2²⁵⁶."""
    columns = type(version)._meta.concrete_fields
    values = {c.attname: plain(c, version) for c in columns if c.name not in UNSEALED}
    label = type(version)._meta.label
    for name, start in ADDED.get(label, {}).items():
        if values[name] == start:
            del values[name]
    text = json.dumps([label, values], sort_keys=True, ensure_ascii=False)
    return int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")


def chained(previous: str, change_set: Any, total: int) -> str:
    """Digest of a change set whose row versions add up to `total`."""
    facts = [
        previous,
        change_set.pk,
        change_set.made_by_id,
        change_set.made_by_text,
        utc(change_set.made_at),
        change_set.door,
        change_set.what,
        change_set.reason,
        change_set.plan_slug,
        change_set.file_name,
        change_set.file_sha256,
        change_set.undoes_id,
        f"{total % 2**256:064x}",
    ]
    text = json.dumps([None if f is None else str(f) for f in facts])
    return hashlib.sha256(text.encode()).hexdigest()


def plain(column: models.Field, row: models.Model) -> str | None:
    """One value as text, independent of how the database hands it back."""
    value = getattr(row, column.attname)
    if value is None:
        return None
    if isinstance(column, models.JSONField):
        return json.dumps(value, sort_keys=True, ensure_ascii=False)
    if isinstance(column, models.FileField):
        return str(value)
    value = column.to_python(value)
    if isinstance(value, dt.datetime):
        return utc(value)
    if isinstance(value, Decimal):
        return f"{value:.{column.decimal_places}f}"
    return str(value)


def utc(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")
