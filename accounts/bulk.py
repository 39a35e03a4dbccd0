"""Row versions of a set of rows that SQL wrote, for tables too large for objects.

The rows and their digests are those `Change.save_all` would have recorded; a test
compares them. PostgreSQL computes the digests itself, since a quarter of a million
rows would take longer to fetch than to write. SQLite serves one office and is read
row by row.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, models
from django.db.models import Max
from django.utils import timezone

from accounts.digests import ADDED, UNSEALED, row_digest
from accounts.journal import Change

_WHOLE = (models.IntegerField, models.AutoField, models.ForeignKey, models.DateField)
_PIECES = ((1, 15), (16, 15), (31, 15), (46, 15), (61, 4))  # of 64 hex digits


def record(
    change: Change,
    model: Any,
    kind: str,
    keys: str,
    params: Sequence[Any] = (),
) -> int:
    """Record versions of kind "+", "~" or "-" of the rows as they now stand.

    `keys`: a SELECT of their primary keys, not of anything people typed. Before rows
    are deleted, record them. Returns their number.
    """
    change.begin()
    history = model.history.model
    own = history.objects.filter(change_set=change.pk)
    before = own.aggregate(last=Max("history_id"))["last"] or 0
    columns = ", ".join(_quoted(f.column) for f in history.tracked_fields)
    facts = (timezone.now(), kind, change.row.made_by_id, change.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {_quoted(history._meta.db_table)} ({columns}, history_date,"
            f" history_type, history_user_id, change_set_id) SELECT {columns}, %s, %s,"
            f" %s, %s FROM {_quoted(model._meta.db_table)} WHERE id IN ({keys})",
            [*facts, *params],
        )
        written: int = cursor.rowcount
    total = _sum(history, change, before)
    change.rows += written
    change.total += total
    return written


def _sum(history: Any, change: Change, before: int) -> int:
    if connection.vendor == "postgresql":
        return _sum_in_database(history, change, before)
    fresh = history.objects.filter(change_set=change.pk, history_id__gt=before)
    return sum(row_digest(row) for row in fresh.iterator(chunk_size=2_000))


def _sum_in_database(history: Any, change: Change, before: int) -> int:
    """The digests added up in five pieces that fit into a bigint each."""
    pieces = ", ".join(
        f"sum(('x' || lpad(substr(digest, {start}, {size}), 16, '0'))::bit(64)::bigint)"
        for start, size in _PIECES
    )
    # Materialized: else each piece would compute every digest anew.
    sql = (
        "WITH versions AS MATERIALIZED (SELECT encode(sha256(convert_to("
        f"{_text(history)}, 'UTF8')), 'hex') AS digest"
        f" FROM {_quoted(history._meta.db_table)}"
        " WHERE change_set_id = %s AND history_id > %s)"
        f" SELECT {pieces} FROM versions"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [change.pk, before])
        sums = cursor.fetchone()
    return sum(
        int(piece or 0) << 4 * (65 - start - size)
        for piece, (start, size) in zip(sums, _PIECES, strict=True)
    )


def _text(history: Any) -> str:
    """SQL of the very text whose SHA-256 `row_digest` takes, for PostgreSQL."""
    label = history._meta.label
    added: Any = ADDED.get(label, {})
    fields = [f for f in history._meta.concrete_fields if f.name not in UNSEALED]
    members = [
        _member(field, added)
        for field in sorted(fields, key=lambda field: field.attname)
    ]
    return f"'[\"{label}\", {{' || substr(concat({', '.join(members)}), 3) || '}}]'"


def _member(field: Any, added: dict[str, str | None]) -> str:
    column, value = _quoted(field.column), _value(field)
    text = f"', \"{field.attname}\": ' || coalesce({value}, 'null')"
    if field.attname not in added:
        return text
    start = added[field.attname]
    is_start = f"{column} IS NULL" if start is None else f"{column}::text = '{start}'"
    return f"CASE WHEN {is_start} THEN '' ELSE {text} END"


def _value(field: Any) -> str:
    """SQL of `digests.plain` as JSON; NULL where the value is."""
    column = _quoted(field.column)
    if isinstance(field, models.DecimalField):
        return f"'\"' || round({column}, {field.decimal_places})::text || '\"'"
    if isinstance(field, models.DateTimeField):
        moment = f"to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US')"
        return f"'\"' || {moment} || '+00:00\"'"
    if isinstance(field, models.BooleanField):
        return (
            f"CASE {column} WHEN true THEN '\"True\"' WHEN false THEN '\"False\"' END"
        )
    if isinstance(field, models.JSONField):
        raise TypeError(f"{field} is not for this door")
    if isinstance(field, _WHOLE):
        return f"'\"' || {column} || '\"'"
    return f"to_json({column}::text)::text"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
