"""The figures of a large table beside those of the database, by SQL and not by object.

They go into a temporary table of this connection (COPY on PostgreSQL), are joined
with what stands, and only what differs is kept. Memory stays that of one batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple, cast

from django.db import connection

_BATCH = 1_000
INCOMING = "incoming_figures"
DIFFERING = "differing_figures"
_COLUMNS = (
    ("unit_id", "bigint"),
    ("item_id", "bigint"),
    ("value", "decimal"),
    ("numerator", "bigint"),
    ("denominator", "bigint"),
    ("place", "integer"),
    ("cell", "varchar(80)"),
)
_NAMES = ", ".join(name for name, _ in _COLUMNS)


class Staged(NamedTuple):
    """One cell of the grid: `item` a target of quotas or an indicator of results.

    `place`: row of the file. A ratio has two figures, any other cell `value` alone;
    None where the file says nothing.
    """

    unit: int
    item: int
    value: Decimal | int | None
    numerator: Decimal | int | None
    denominator: Decimal | int | None
    place: int
    cell: str


@contextmanager
def staged(figures: Iterable[Staged]) -> Iterator[None]:
    """The figures in `INCOMING` until the end; inside a transaction only."""
    columns = ", ".join(f"{name} {kind}" for name, kind in _COLUMNS)
    run(f"CREATE TEMPORARY TABLE {INCOMING} ({columns})")
    _fill(figures)
    try:
        yield
    finally:
        if not connection.needs_rollback:
            run(f"DROP TABLE {INCOMING}")
            run(f"DROP TABLE IF EXISTS {DIFFERING}")


def keep_differing(select: str, params: Sequence[Any] = ()) -> None:
    """The rows of `select` in `DIFFERING`."""
    run(f"CREATE TEMPORARY TABLE {DIFFERING} AS {select}", params)


def analyze() -> None:
    """Let the database look at what differs, before it is joined with more."""
    if connection.vendor == "postgresql":
        run(f"ANALYZE {DIFFERING}")


def run(sql: str, params: Sequence[Any] = ()) -> int:
    """Rows touched by one statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.rowcount)


def rows(sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _fill(figures: Iterable[Staged]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.copy_expert(
                f"COPY {INCOMING} ({_NAMES}) FROM STDIN", _Lines(figures)
            )
            cursor.execute(f"ANALYZE {INCOMING}")
            return
        marks = ", ".join(["%s"] * len(_COLUMNS))
        cursor.executemany(
            f"INSERT INTO {INCOMING} ({_NAMES}) VALUES ({marks})",
            cast(Any, figures),
        )


class _Lines:
    """The figures as a file in COPY's text format, made as it is read."""

    def __init__(self, figures: Iterable[Staged]) -> None:
        self._figures = iter(figures)
        self._rest = ""

    def read(self, size: int) -> str:
        while len(self._rest) < size:
            text = "".join(map(_line, islice(self._figures, _BATCH)))
            if not text:
                break
            self._rest += text
        found, self._rest = self._rest[:size], self._rest[size:]
        return found


def _line(figure: Staged) -> str:
    unit, item, value, upper, lower, place, cell = figure
    told = cell if cell.isalnum() else _escaped(cell)
    if value is not None and upper is None and lower is None:  # nearly every cell
        return f"{unit}\t{item}\t{value}\t\\N\t\\N\t{place}\t{told}\n"
    numbers = "\t".join(str(_null(number)) for number in (value, upper, lower))
    return f"{unit}\t{item}\t{numbers}\t{place}\t{told}\n"


def _null(number: Decimal | int | None) -> Decimal | int | str:
    return "\\N" if number is None else number


def _escaped(text: str) -> str:
    for letter, told in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(letter, told)
    return text
