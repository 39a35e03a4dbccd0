"""Rows of a large sheet kept as the child told them, and read when asked for.

A row of twenty cells is 200 bytes as told and 4 000 as objects. What is told is held
in memory up to a bound and on the disk beyond it, in a file without a name.
"""

import tempfile
from functools import lru_cache
from typing import Any, Final

from sheets import lines
from sheets.book import Cell, Kind, Row
from sheets.limits import MEGABYTE

_SPOOL: Final = tempfile.SpooledTemporaryFile
_IN_MEMORY: Final = 8 * MEGABYTE
_READ_LATELY: Final = 16
_START: Final = len(b'["row",')


class StoredRow(Row):
    """A row whose cells are read from its store each time they are asked for."""

    __slots__ = ("_has_number", "_known", "_place", "_store")

    _has_number: bool
    _known: tuple[Cell, ...]  # the first cell and those of text, once asked for
    _place: tuple[int, int]
    _store: "RowStore"

    def __init__(
        self,
        number: int,
        place: tuple[int, int],
        store: "RowStore",
        *,
        has_number: bool,
    ) -> None:
        for name, value in (
            ("number", number),
            ("_known", ()),
            ("_place", place),
            ("_store", store),
            ("_has_number", has_number),
        ):
            object.__setattr__(self, name, value)

    @property
    def cells(self) -> tuple[Cell, ...]:  # type: ignore[override]
        return tuple(lines.cell_from(self.number, *told) for told in self._told)

    def at(self, column: int) -> Cell:
        for cell in self._known or self._look():
            if cell.column == column:
                return cell
        for told in self._told:
            if told[0] == column:
                return lines.cell_from(self.number, *told)
        return Cell(self.number, column)

    @property
    def first(self) -> Cell:
        return (self._known or self._look())[0]

    @property
    def texts(self) -> tuple[Cell, ...]:
        known = self._known or self._look()
        return known if known[0].kind is Kind.TEXT else known[1:]

    @property
    def wholes(self) -> dict[int, int]:
        return {told[0]: told[1] for told in self._told if len(told) == 2}

    @property
    def is_blank(self) -> bool:
        return not self._has_number and all(cell.is_blank for cell in self.cells)

    @property
    def has_number(self) -> bool:
        return self._has_number

    def _look(self) -> tuple[Cell, ...]:
        """What every reader of rows asks for, kept as objects."""
        kept = [
            lines.cell_from(self.number, *told)
            for at, told in enumerate(self._told)
            if at == 0 or told[1] == "text"
        ]
        object.__setattr__(self, "_known", tuple(kept))
        return self._known

    @property
    def _told(self) -> list[Any]:
        return self._store.told(*self._place)


class RowStore:
    """Rows in the order they were told; lives as long as one of them does."""

    def __init__(self) -> None:
        self._file = _SPOOL(_IN_MEMORY)  # closed with the last of its rows
        self._end = 0
        self.told = lru_cache(_READ_LATELY)(self._read)

    def add(self, raw: bytes) -> StoredRow:
        """Keep one "row" line; raises ValueError where it does not begin as one."""
        place = (self._end, len(raw))
        self._file.seek(self._end)
        self._file.write(raw)
        self._end += len(raw)
        comma = raw.index(b",", _START)
        has_number = raw[comma + 1 : comma + 2] == b"1"
        return StoredRow(int(raw[_START:comma]), place, self, has_number=has_number)

    def _read(self, start: int, size: int) -> list[Any]:
        """The cells of the row that stands there, as told."""
        self._file.seek(start)
        cells: list[Any] = lines.decode(self._file.read(size))[3]
        return cells
