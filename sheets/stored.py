"""Rows of a large sheet kept as the child told them, and read when asked for.

A row of twenty cells is 400 bytes as told and 4 000 as objects. What is told is held
in memory up to a bound and on the disk beyond it, in a file without a name.
"""

import tempfile
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from sheets import lines
from sheets.book import Cell, Row
from sheets.limits import MEGABYTE

_SPOOL: Final = tempfile.SpooledTemporaryFile
_IN_MEMORY: Final = 8 * MEGABYTE
_READ_LATELY: Final = 16
_NUMBER: Final = b',"number",'
_START: Final = len(b'["row",')


class StoredRow(Row):
    """A row whose cells are read from its store each time they are asked for."""

    __slots__ = ("_has_number", "_place", "_read")

    _has_number: bool
    _place: tuple[int, int]
    _read: Callable[[int, int], tuple[Cell, ...]]

    def __init__(
        self,
        number: int,
        place: tuple[int, int],
        read: Callable[[int, int], tuple[Cell, ...]],
        *,
        has_number: bool,
    ) -> None:
        for name, value in (
            ("number", number),
            ("_place", place),
            ("_read", read),
            ("_has_number", has_number),
        ):
            object.__setattr__(self, name, value)

    @property
    def cells(self) -> tuple[Cell, ...]:  # type: ignore[override]
        return self._read(*self._place)

    @property
    def has_number(self) -> bool:
        return self._has_number


class RowStore:
    """Rows in the order they were told; lives as long as one of them does."""

    def __init__(self) -> None:
        self._file = _SPOOL(_IN_MEMORY)  # closed with the last of its rows
        self._end = 0
        self._read = lru_cache(_READ_LATELY)(self._cells)

    def add(self, raw: bytes) -> StoredRow:
        """Keep one "row" line; raises ValueError where it does not begin as one."""
        place = (self._end, len(raw))
        self._file.seek(self._end)
        self._file.write(raw)
        self._end += len(raw)
        number = int(raw[_START : raw.index(b",", _START)])
        return StoredRow(number, place, self._read, has_number=_NUMBER in raw)

    def _cells(self, start: int, size: int) -> tuple[Cell, ...]:
        self._file.seek(start)
        return lines.row_from(lines.decode(self._file.read(size))).cells
