"""A real old .xls, written by hand: one sheet of texts and whole numbers.

No library of ours writes one. Source: [MS-CFB] for the sectors, [MS-XLS] §2.4 for
BOF, BoundSheet8, Label, Number and EOF.
"""

import struct
from collections.abc import Iterable, Sequence

SECTOR, FREE, LAST, FAT = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Value = str | int | None


def xls(rows: Iterable[Sequence[Value]], *, name: str = "Sheet1") -> bytes:
    """The bytes of a BIFF8 workbook with one sheet of these rows."""
    cells = b"".join(
        _cell(row, column, value)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value is not None
    )
    sheet = _bof(0x0010) + cells + _record(0x000A, b"")
    title = name.encode("utf-16-le")
    bound = len(_bof(5)) + 4 + 8 + len(title) + 4  # where the sheet's stream begins
    tab = struct.pack("<IBBBB", bound, 0, 0, len(name), 1) + title
    return _compound(_bof(5) + _record(0x0085, tab) + _record(0x000A, b"") + sheet)


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _bof(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 1997, 0, 0))


def _cell(row: int, column: int, value: str | int) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, int):
        return _record(0x0203, place + struct.pack("<d", value))
    text = value.encode("utf-16-le")
    return _record(0x0204, place + struct.pack("<HB", len(value), 1) + text)


def _compound(stream: bytes) -> bytes:
    """The stream "Workbook" in a compound file: FAT, one directory, the stream."""
    body = stream + bytes(-len(stream) % SECTOR or (SECTOR if not stream else 0))
    body += bytes(max(0, 4096 - len(body)))
    count = len(body) // SECTOR
    fats = 1
    while fats + 1 + count > fats * (SECTOR // 4):
        fats += 1
    first = fats + 1
    chain = [*range(first + 1, first + count), LAST]
    table = [FAT] * fats + [LAST] + chain
    table += [FREE] * (fats * (SECTOR // 4) - len(table))
    directory = (
        _entry("Root Entry", 5, LAST, 0, child=1)
        + _entry("Workbook", 2, first, max(len(stream), 4096))
        + bytes(256)
    )
    return _header(fats) + struct.pack(f"<{len(table)}I", *table) + directory + body


def _header(fats: int) -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fats, fats, 0,
                        4096, LAST, 0, LAST, 0)  # fmt: skip
    places = [*range(fats), *[FREE] * (109 - fats)]
    return head + struct.pack("<109I", *places)


def _entry(name: str, kind: int, start: int, size: int, *, child: int = -1) -> bytes:
    text = name.encode("utf-16-le")
    links = struct.pack("<BBiii", kind, 1, -1, -1, child)
    head = text.ljust(64, b"\0") + struct.pack("<H", len(text) + 2) + links
    return head + bytes(36) + struct.pack("<IQ", start, size)
