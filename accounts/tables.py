"""Every table that is kept: which they are, and their checksums.

Sessions, lock-outs and the queue of background work live for hours and belong to one
machine; they are neither compared nor carried in an archive.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from accounts.digests import plain

PASSING = {"sessions", "axes", "django_tasks_database", "django_tasks_db"}
# Changes when somebody logs in: a fact of the machine, not of the office.
UNCOMPARED = {"last_login", "last_used_at"}


def kept_models() -> list[type[models.Model]]:
    """Models of every table that is kept, in a stable order."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.app_label not in PASSING
    ]
    return sorted(found, key=lambda model: model._meta.db_table)


def rows_of(model: type[models.Model]) -> Iterator[list[str | None]]:
    """Each row as texts, the same on every database; by primary key."""
    columns = model._meta.concrete_fields
    for row in model._base_manager.order_by("pk").iterator(chunk_size=2_000):
        yield [plain(column, row) for column in columns]


def row_from(model: type[models.Model], values: list[str | None]) -> models.Model:
    """The row that `rows_of` gave as `values`; ValueError when they do not fit."""
    columns = model._meta.concrete_fields
    given = {
        column.attname: _value(column, text)
        for column, text in zip(columns, values, strict=True)
    }
    return model(**given)


def checksums() -> dict[str, str]:
    """SHA-256 of each kept table's rows, by table name."""
    return {model._meta.db_table: _checksum(model) for model in kept_models()}


def total_of(sums: dict[str, str]) -> str:
    text = "\n".join(f"{name} {value}" for name, value in sorted(sums.items()))
    return hashlib.sha256(text.encode()).hexdigest()


@contextmanager
def one_instant() -> Iterator[None]:
    """Everything read inside belongs to one moment, and writers need not wait.

    SQLite's transactions are opened IMMEDIATE for writing; a reader's snapshot must
    not hold that lock.
    """
    if connection.in_atomic_block:
        yield
        return
    sqlite = connection.vendor == "sqlite"
    how = "DEFERRED" if sqlite else "ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with connection.cursor() as cursor:
        cursor.execute(f"BEGIN {how}")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def replace_all(rows: Iterator[models.Model]) -> None:
    """Empty every table and write `rows` instead, inside the caller's transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("needs a transaction")
    _empty()
    batch: list[models.Model] = []
    for row in rows:
        if batch and (type(row) is not type(batch[0]) or len(batch) >= 2_000):
            _write(batch)
            batch = []
        batch.append(row)
    _write(batch)
    _continue_numbers()


def _empty() -> None:
    every = apps.get_models(include_auto_created=True)
    names = [m._meta.db_table for m in every if m._meta.managed and not m._meta.proxy]
    quoted = [connection.ops.quote_name(name) for name in sorted(names)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # TRUNCATE passes the trigger that guards the journal row by row; a
            # restore brings the journal along.
            # What this transaction wrote before is checked first: PostgreSQL does not
            # truncate a table whose checks still wait.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"TRUNCATE {', '.join(quoted)}")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        else:
            for name in quoted:
                cursor.execute(f"DELETE FROM {name}")


def _write(batch: list[models.Model]) -> None:
    """As they are: `raw` keeps fields that would put in the present moment."""
    if not batch:
        return
    model = type(batch[0])
    columns = model._meta.concrete_fields
    size = connection.ops.bulk_batch_size(columns, batch)
    for start in range(0, len(batch), size):
        some = batch[start : start + size]
        rows = model._base_manager.get_queryset()
        rows._insert(some, columns, using="default", raw=True)  # type: ignore[attr-defined]


def _continue_numbers() -> None:
    """New rows are numbered after the ones that were written with their numbers."""
    from django.core.management.color import no_style

    statements = connection.ops.sequence_reset_sql(no_style(), kept_models())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _checksum(model: type[models.Model]) -> str:
    names = [column.name for column in model._meta.concrete_fields]
    compared = [place for place, name in enumerate(names) if name not in UNCOMPARED]
    digest = hashlib.sha256()
    for row in rows_of(model):
        text = json.dumps([row[place] for place in compared], ensure_ascii=False)
        digest.update(text.encode() + b"\n")
    return digest.hexdigest()


def _value(column: models.Field, text: str | None) -> Any:
    if text is None:
        return None
    if isinstance(column, models.JSONField):
        return json.loads(text)
    value = column.to_python(text)
    if isinstance(value, dt.datetime) and value.tzinfo is None:
        raise ValueError(f"{column.name}: thiếu múi giờ")
    return value
