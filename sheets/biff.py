"""What calamine does not tell of an old .xls: errors, hidden rows. Child only.

Only what is needed is read: the sector chain of the "Workbook" stream, where its
sheets begin, the two records that can hold an error and the one of a row.
Source: [MS-CFB] for the sectors, [MS-XLS] §2.4 for BoolErr, Formula, BoundSheet8, Row.
"""

import struct
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

_LAST: Final = 0xFFFFFFFA
_ENTRY: Final = 128
_NAMES: Final = ("Workbook", "Book")
_BOF, _SHEET, _FORMULA, _BOOLERR, _ROW = 0x0809, 0x0085, 0x0006, 0x0205, 0x0208
_ZERO_HEIGHT: Final = 0x20
_WORDS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


@dataclass
class Unsaid:
    """Of one sheet: (row, column) from 1 → the error shown there, and hidden rows."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)


def unsaid(data: bytes) -> Mapping[int, Unsaid]:
    """Number of the sheet from 0, in the order of the tabs → what is not told of it.

    By number and not by name: older forms write names in a code page.
    Raises ValueError or struct.error on a file whose inside does not hold together.
    """
    starts: dict[int, int] = {}
    found: dict[int, Unsaid] = defaultdict(Unsaid)
    sheet = -1
    for at, kind, body in _records(_stream(data)):
        if kind == _SHEET:
            starts.setdefault(struct.unpack_from("<I", body)[0], len(starts))
        elif kind == _BOF:
            sheet = starts.get(at, sheet)
        elif (word := _error(kind, body)) is not None:
            row, column = struct.unpack_from("<HH", body)
            found[sheet].errors[row + 1, column + 1] = word
        elif kind == _ROW and len(body) > 12 and body[12] & _ZERO_HEIGHT:
            found[sheet].hidden.add(struct.unpack_from("<H", body)[0] + 1)
    return found


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(offset, kind, body) of every record."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _error(kind: int, body: bytes) -> str | None:
    if kind == _BOOLERR and body[7] == 1:
        return _WORDS.get(body[6], "#N/A")
    if kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
        return _WORDS.get(body[8], "#N/A")
    return None


def _stream(data: bytes) -> bytes:
    """The bytes of the workbook's stream; b"" when it is too small to hold cells."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    table = _table(data, size)
    directory = _chain(data, table, struct.unpack_from("<I", data, 48)[0], size)
    for at in range(0, len(directory), _ENTRY):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(length - 2, 0)].decode("utf-16-le")
        start, total = struct.unpack_from("<II", directory, at + 116)
        if name in _NAMES and total >= struct.unpack_from("<I", data, 56)[0]:
            return _chain(data, table, start, size)[:total]
    return b""


def _table(data: bytes, size: int) -> list[int]:
    """Sector → the sector that follows it in its chain."""
    sectors = list(struct.unpack_from("<109I", data, 76))
    following, left = struct.unpack_from("<II", data, 68)
    while left and following < _LAST and len(sectors) * size < len(data):
        *more, following = struct.unpack_from(
            f"<{size // 4}I", data, (following + 1) * size
        )
        sectors += more
        left -= 1
    used = (sector for sector in sectors if sector < _LAST)
    return [
        after
        for sector in used
        for after in struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
    ]


def _chain(data: bytes, table: list[int], sector: int, size: int) -> bytes:
    parts: list[bytes] = []
    while sector < _LAST:
        if sector >= len(table) or len(parts) > len(table):
            raise ValueError("a chain of sectors without an end")
        parts.append(data[(sector + 1) * size : (sector + 2) * size])
        sector = table[sector]
    return b"".join(parts)
