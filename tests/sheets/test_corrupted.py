"""Seeded damage to a sound workbook: refused in a sentence, or read as it stands."""

from __future__ import annotations

import io
import random
import re
import zipfile
from decimal import Decimal

import openpyxl
import pytest

from sheets.book import Cell, Workbook
from sheets.problems import Refused
from sheets.readers import read_workbook
from tests.sheets.annex import annex

SHEET = "xl/worksheets/sheet1.xml"
CELL = re.compile(rb"<c [^>]*?(?:/>|>.*?</c>)", re.DOTALL)
ODD = (b"", b"-1", b"99999999999", b"zzz", b"A0", b"XFD1048576", b"NaN", b"../x")
NUMBERS = (b"1e400", b"NaN", b"-0", b" 12 ", b"1_000", b"0x1F", b"1,5", b"9" * 40)


def bytes_flipped(rng: random.Random, data: bytes) -> bytes:
    damaged = bytearray(data)
    for _ in range(rng.randint(1, 5)):
        damaged[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(damaged)


def cut_short(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data))]


def attribute_altered(rng: random.Random, data: bytes) -> bytes:
    found = rng.choice(list(re.finditer(rb'="([^"]*)"', data)))
    return data[: found.start(1)] + rng.choice(ODD) + data[found.end(1) :]


def number_altered(rng: random.Random, data: bytes) -> bytes:
    found = rng.choice(list(re.finditer(rb"<v>([^<]*)</v>", data)))
    return data[: found.start(1)] + rng.choice(NUMBERS) + data[found.end(1) :]


def cells_swapped(rng: random.Random, data: bytes) -> bytes:
    one, two = sorted(rng.sample(list(CELL.finditer(data)), 2), key=re.Match.start)
    between = data[one.end() : two.start()]
    return data[: one.start()] + two[0] + between + one[0] + data[two.end() :]


def kind_altered(rng: random.Random, data: bytes) -> bytes:
    found = rng.choice(list(re.finditer(rb' t="(\w+)"', data)))
    kind = rng.choice((b"b", b"e", b"str", b"d", b"s", b"n", b"zzz"))
    return data[: found.start(1)] + kind + data[found.end(1) :]


DAMAGES = (
    bytes_flipped,
    cut_short,
    attribute_altered,
    number_altered,
    cells_swapped,
    kind_altered,
)


def damaged(seed: int) -> bytes:
    """The annex with one part of it damaged, zipped again."""
    rng, stream = random.Random(seed), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(annex())) as old, zipfile.ZipFile(stream, "w") as z:
        for name in old.namelist():
            part = old.read(name)
            if name == SHEET:
                part = DAMAGES[seed % len(DAMAGES)](rng, part)
            z.writestr(name, part)
    return stream.getvalue()


def is_same(ours: Cell, theirs: object) -> bool:
    """Whether openpyxl has the same in this cell; it rounds, and it knows no errors."""
    if isinstance(theirs, bool) or not isinstance(theirs, int | float):
        return "".join(ours.text.split()) == "".join(str(theirs or "").split())
    near = Decimal(repr(theirs))
    exact = Decimal(str(ours.value))
    if not (near.is_finite() and exact.is_finite()):
        return near.is_finite() == exact.is_finite()
    return abs(exact - near) <= abs(near) * Decimal("1e-14")


def read(data: bytes) -> Workbook | Refused:
    try:
        return read_workbook(data)
    except Refused as refused:
        return refused


def differing(found: Workbook, data: bytes) -> list[Cell]:
    """Cells of the sheet in which openpyxl, asked for itself, has something else."""
    theirs = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["Chỉ tiêu"]
    ours = next(sheet for sheet in found.sheets if sheet.name == "Chỉ tiêu")
    cells = [cell for row in ours.rows for cell in row.cells]
    assert cells
    return [c for c in cells if not is_same(c, theirs.cell(c.row, c.column).value)]


@pytest.mark.parametrize("seed", range(48))
def test_a_damaged_workbook_is_refused_in_a_sentence_or_read_as_it_stands(seed):
    data = damaged(seed)

    found = read(data)

    if isinstance(found, Refused):
        assert all(0 < len(problem.message) < 400 for problem in found.problems)
    else:
        assert differing(found, data) == []
