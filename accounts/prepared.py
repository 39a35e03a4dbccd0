"""Queries whose SQL Django writes once, asked again with other values.

Writing the SQL of a joined query costs Django a millisecond of CPU or more, several
times what it takes to run it, and a page asks ten. Only the SQL is kept, never a row:
every call goes to the database.

While the SQL is written, marks stand for the values; they say afterwards which
parameter is whose. So the values are whole numbers, texts, days, moments and lists of
numbers; what decides which clauses there are is given as `shape`, each with its SQL.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.db import connections, router
from django.db.models import Model, QuerySet

Value = int | str | dt.date | Sequence[int] | Sequence[str]
Build = Callable[..., QuerySet]
_LONGEST, _MOST = 500, 200  # values of a list; shapes that are kept of one query
_NUMBER, _TEXT = 8_000_000_000_000_000, "\ue000\ue001"
_DAY, _MOMENT = dt.date(1, 1, 2), dt.datetime(1, 1, 2, tzinfo=dt.UTC)


@dataclass(frozen=True)
class _Written:
    """The SQL of a query, and which parameters are values (by their number)."""

    rows: QuerySet
    compiler: Any
    sql: str
    parameters: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]

    def read(self, alias: str, values: Sequence[Any]) -> list[Any]:
        parameters = list(self.parameters)
        for place, number in self.places:
            parameters[place] = values[number]
        compiler, rows = copy(self.compiler), self.rows._chain()
        compiler.connection = connections[alias]
        compiler.as_sql = lambda *_, **__: (self.sql, tuple(parameters))
        # The rows are made as always, by a compiler that has written its SQL already.
        rows.query.get_compiler = lambda *_, **__: compiler
        return list(rows._iterable_class(rows))


class Prepared:
    """`build(*values, *shape)` makes the queryset; a call gives its rows."""

    def __init__(self, model: type[Model], build: Build) -> None:
        self._model, self._build = model, build
        self._written: dict[Hashable, _Written] = {}

    def __call__(self, *values: Value, shape: tuple[Hashable, ...] = ()) -> list[Any]:
        """The rows for `values`, read now."""
        lengths = tuple(len(v) if _is_list(v) else -1 for v in values)
        if 0 in lengths or max(lengths) > _LONGEST:
            return list(self._build(*values, *shape))  # no SQL at all, or one of many
        alias = router.db_for_read(self._model)
        key = alias, lengths, shape
        written = self._written.get(key)
        if written is None:
            if len(self._written) >= _MOST:
                self._written.clear()
            written = self._written[key] = self._write(alias, values, shape)
        return written.read(alias, list(_adapted(alias, _flat(values))))

    def _write(
        self, alias: str, values: Sequence[Value], shape: tuple[Hashable, ...]
    ) -> _Written:
        marks, flat = _marks(values)
        rows = self._build(*marks, *shape)
        compiler = rows.query.get_compiler(alias)
        sql, parameters = compiler.as_sql()
        numbers = {mark: n for n, mark in enumerate(_adapted(alias, flat))}
        places = tuple(
            (place, numbers[value])
            for place, value in enumerate(parameters)
            if value in numbers
        )
        if {number for _, number in places} != set(range(len(flat))):
            raise TypeError("A prepared query must use each of its values as given.")
        return _Written(rows, compiler, sql, tuple(parameters), places)


def prepared(model: type[Model]) -> Callable[[Build], Prepared]:
    """Decorates a function that makes a queryset of `model` from values."""
    return lambda build: Prepared(model, build)


def _marks(values: Sequence[Value]) -> tuple[list[Value], list[Value]]:
    """A mark for each value in its form, and all of them flat."""
    marks: list[Value] = []
    flat: list[Value] = []
    for value in values:
        many = list(value) if _is_list(value) else [value]
        made = [_mark(one, len(flat) + n) for n, one in enumerate(many)]
        marks.append(made if _is_list(value) else made[0])
        flat += made
    return marks, flat


def _mark(value: Value, number: int) -> Any:
    if isinstance(value, str):
        return f"{_TEXT}{number}"
    if isinstance(value, dt.datetime):
        return _MOMENT + dt.timedelta(seconds=number)
    if isinstance(value, dt.date):
        return _DAY + dt.timedelta(days=number)
    return _NUMBER + number


def _flat(values: Sequence[Value]) -> Iterator[Any]:
    for value in values:
        if _is_list(value):
            yield from value
        else:
            yield value


def _adapted(alias: str, values: Iterator[Any] | Sequence[Any]) -> Iterator[Any]:
    """Values as the database's parameters have them."""
    ops = connections[alias].ops
    for value in values:
        if isinstance(value, dt.datetime):
            yield ops.adapt_datetimefield_value(value)
        elif isinstance(value, dt.date):
            yield ops.adapt_datefield_value(value)
        else:
            yield value


def _is_list(value: Value) -> bool:
    return isinstance(value, list | tuple | set | frozenset)
