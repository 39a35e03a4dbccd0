"""Row versions of a set of rows that SQL wrote, for tables too large for objects.

The rows and their digests are those `Change.save_all` would have recorded; a test
compares them. PostgreSQL writes, records and digests in one statement, since a quarter
of a million rows would take longer to find again than to write. SQLite serves one
office and is read row by row.
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
_PIECES = 8  # of 4 bytes each, of a SHA-256
_TOUCHED = "touched_rows"


def write(
    change: Change, model: Any, kind: str, statement: str, params: Sequence[Any] = ()
) -> int:
    """Run an INSERT ("+") or UPDATE ("~") of `model`'s table, one row each at most
    once, and record the rows as they then stand. Returns their number."""
    if connection.vendor == "postgresql":
        columns = ", ".join(_of_table(model, f) for f in _tracked(model))
        rows = f"({statement} RETURNING {columns})"
        return _record(change, model, kind, f"WITH written AS {rows}", params)
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} RETURNING id", params)
        touched = cursor.fetchall()
        cursor.execute(f"CREATE TEMPORARY TABLE {_TOUCHED} (id bigint)")
        cursor.executemany(f"INSERT INTO {_TOUCHED} VALUES (%s)", touched)
        written = record(change, model, kind, f"SELECT id FROM {_TOUCHED}")
        cursor.execute(f"DROP TABLE {_TOUCHED}")
    return written


def record(
    change: Change, model: Any, kind: str, keys: str, params: Sequence[Any] = ()
) -> int:
    """Record versions of kind "+", "~" or "-" of the rows as they now stand.

    `keys`: a SELECT of their primary keys, not of anything people typed. Before rows
    are deleted, record them. Returns their number.
    """
    columns = ", ".join(_quoted(f.column) for f in _tracked(model))
    table = _quoted(model._meta.db_table)
    rows = f"WITH written AS (SELECT {columns} FROM {table} WHERE id IN ({keys}))"
    return _record(change, model, kind, rows, params)


def _record(
    change: Change, model: Any, kind: str, rows: str, params: Sequence[Any]
) -> int:
    """`rows`: WITH that names the rows `written`."""
    change.begin()
    history = model.history.model
    columns = ", ".join(_quoted(f.column) for f in _tracked(model))
    facts = (timezone.now(), kind, change.row.made_by_id, change.pk)
    versions = (
        f"INSERT INTO {_quoted(history._meta.db_table)} ({columns}, history_date,"
        f" history_type, history_user_id, change_set_id)"
        f" SELECT {columns}, %s, %s, %s, %s FROM written"
    )
    added = _digested if connection.vendor == "postgresql" else _read_again
    written, total = added(history, change, rows, versions, [*params, *facts])
    change.rows += written
    change.total += total
    return written


def _digested(
    history: Any, change: Change, rows: str, versions: str, params: Sequence[Any]
) -> tuple[int, int]:
    """Rows written and the sum of their digests, added up in pieces of four bytes."""
    pieces = ", ".join(
        f"sum((get_byte(digest, {at})::bigint << 24)"
        f" + (get_byte(digest, {at + 1}) << 16)"
        f" + (get_byte(digest, {at + 2}) << 8) + get_byte(digest, {at + 3}))"
        for at in range(0, 4 * _PIECES, 4)
    )
    _, kind, user, _ = params[-4:]
    same = {
        "change_set_id": change.pk,
        "history_type": kind,
        "history_user_id": user,
        "history_change_reason": None,
    }
    digest = f"sha256(convert_to({_text(history, same)}, 'UTF8'))"
    sql = (
        f"{rows}, versions AS ({versions} RETURNING {digest} AS digest)"
        f" SELECT count(*), {pieces} FROM versions"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        written, *sums = cursor.fetchone()
    total = sum(
        int(piece or 0) << 32 * (_PIECES - 1 - at) for at, piece in enumerate(sums)
    )
    return int(written), total


def _read_again(
    history: Any, change: Change, rows: str, versions: str, params: Sequence[Any]
) -> tuple[int, int]:
    own = history.objects.filter(change_set=change.pk)
    before = own.aggregate(last=Max("history_id"))["last"] or 0
    with connection.cursor() as cursor:
        cursor.execute(f"{rows} {versions}", params)
    written = total = 0
    for row in own.filter(history_id__gt=before).iterator(chunk_size=2_000):
        written += 1
        total += row_digest(row)
    return written, total


def _tracked(model: Any) -> Sequence[Any]:
    fields: Sequence[Any] = model.history.model.tracked_fields
    return fields


def _of_table(model: Any, field: Any) -> str:
    return f"{_quoted(model._meta.db_table)}.{_quoted(field.column)}"


def _text(history: Any, same: dict[str, Any]) -> str:
    """SQL of the very text whose SHA-256 `row_digest` takes, for PostgreSQL.

    `same`: what is alike in all the rows, by attribute: nothing that people typed.
    """
    label = history._meta.label
    added: Any = ADDED.get(label, {})
    fields = [f for f in history._meta.concrete_fields if f.name not in UNSEALED]
    members = [
        f"', \"{field.attname}\": {_known(same[field.attname])}'"
        if field.attname in same
        else _member(field, added)
        for field in sorted(fields, key=lambda field: field.attname)
    ]
    # The first is always there, so that its comma need not be cut off row by row.
    if members[0].startswith("CASE"):
        raise TypeError(f"{label} begins with a column that may be left out.")
    members[0] = members[0].replace("', ", "'", 1)
    told = " || ".join(f"({member})" for member in members)
    return f"'[\"{label}\", {{' || {told} || '}}]'"


def _known(value: object) -> str:
    return "null" if value is None else f'"{value}"'


def _member(field: Any, added: dict[str, str | None]) -> str:
    column, value = _quoted(field.column), _value(field)
    told = f"coalesce({value}, 'null')" if field.null else value
    text = f"', \"{field.attname}\": ' || {told}"
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
    return f"CASE {column} WHEN '' THEN '\"\"' ELSE to_json({column}::text)::text END"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
