"""How much of a workbook is read before it is refused. Pure values."""

from dataclasses import dataclass
from typing import Final

MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file; the defaults are the contract's (§8).

    Bytes, counts and seconds. `cells` bounds what comes back into the server,
    `text` is Excel's own limit on the characters of a cell.
    """

    upload_bytes: int = 10 * MEGABYTE
    unpacked_bytes: int = 200 * MEGABYTE
    parts: int = 300
    rows: int = 20_000
    columns: int = 200
    cells: int = 500_000
    text: int = 32_767
    strings: int = 500_000
    merged: int = 10_000
    depth: int = 64
    sheets: int = 100
    seconds: int = 20
    memory_bytes: int = 512 * MEGABYTE


DEFAULT: Final = Limits()
LARGE: Final = Limits(
    upload_bytes=100 * MEGABYTE,
    unpacked_bytes=1000 * MEGABYTE,
    rows=250_000,
    cells=10_000_000,
    strings=2_000_000,
    seconds=300,
)
