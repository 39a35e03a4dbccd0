"""Workbooks as offices send them: the quota table of 21/KH-UBND laid out in many ways.

Every book starts from the 31 official rows (2.300 cases, 900 files); a test writes
names or figures over and says in which of four layouts the office keeps its table.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from django.core.files.base import ContentFile

from intake.actions import confirm, receive
from intake.models import ImportDraft
from intake.orders import Kind, Order
from targets.models import Quota
from tests import office
from tests.intake.papers import Run, state
from tests.sheets.annex import FLAT, HEADER, TITLES, UNITS
from units.models import Alias, Unit

NAMES = [name for name, _cases, _files in UNITS]
SHEET = "Biểu giao"


@dataclass(frozen=True)
class Layout:
    """How an office lays the table out: rows above it, the order of its columns."""

    above: tuple[tuple[str, ...], ...] = ()
    columns: tuple[str, ...] = ("no", "unit", "cases", "files")
    titles: Mapping[str, str] = field(
        default_factory=lambda: dict(
            zip(("no", "unit", "cases", "files"), FLAT, strict=True)
        )
    )
    has_total: bool = True

    @property
    def first(self) -> int:
        """The row of the first unit."""
        return len(self.above) + 2

    def letter(self, key: str) -> str:
        return "ABCDEFG"[self.columns.index(key)]


FLAT_SHEET = Layout()
OFFICIAL = Layout(
    above=((TITLES[0],), (TITLES[1],), ()),
    titles=dict(zip(("no", "unit", "cases", "files"), HEADER, strict=True)),
)
TURNED = Layout(
    columns=("no", "files", "note", "cases", "unit"),
    titles={
        "no": "STT",
        "unit": "Tên đơn vị",
        "cases": "Số vụ án ma túy",
        "files": "Hồ sơ cai nghiện bắt buộc",
        "note": "Ghi chú",
    },
    has_total=False,
)
BARE = Layout(columns=("unit", "cases", "files"))
LAYOUTS = (FLAT_SHEET, OFFICIAL, TURNED, BARE)


@dataclass
class Book:
    """The table of one file: `names` and `figures` written over the official ones."""

    layout: Layout = OFFICIAL
    rows: list[dict[str, Any]] = field(
        default_factory=lambda: [
            {"no": number, "unit": name, "cases": cases, "files": files}
            for number, (name, cases, files) in enumerate(UNITS, start=1)
        ]
    )

    def named(self, written: Mapping[str, Any] | Callable[[str], Any]) -> Book:
        """Names as this office writes them, by the official name."""
        for row, name in zip(self.rows, NAMES, strict=False):
            if callable(written):
                row["unit"] = written(name)
            elif name in written:
                row["unit"] = written[name]
        return self

    def with_figures(self, written: Mapping[tuple[str, str], Any]) -> Book:
        """Cells as this office writes them: ("Tây Hồ", "cases") → "100 vụ"."""
        for (name, key), value in written.items():
            self.rows[NAMES.index(name)][key] = value
        return self

    def and_row(self, unit: Any, cases: Any = None, files: Any = None) -> Book:
        number = len(self.rows) + 1
        row = {"no": number, "unit": unit, "cases": cases, "files": files}
        self.rows.append(row)
        return self

    def cell(self, name: str, key: str = "unit") -> str:
        """The address of a cell by the official name of its row."""
        return f"{self.layout.letter(key)}{self.layout.first + NAMES.index(name)}"

    def lines(self) -> list[list[Any]]:
        """Every row of the sheet, from the titles down to the total."""
        layout = self.layout
        told = [[row.get(key) for key in layout.columns] for row in self.rows]
        sums = {"unit": "Tổng", "cases": 2300, "files": 900}
        total = [[sums.get(key) for key in layout.columns]] * layout.has_total
        header = [layout.titles[key] for key in layout.columns]
        return [*map(list, layout.above), header, *told, *total]

    def save(self, path: Path, *finish: Callable[[Any], None]) -> Path:
        """The .xlsx; `finish` are given the sheet once its cells are written."""
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = SHEET
        for line in self.lines():
            sheet.append(line)
        for step in finish:
            step(sheet)
        book.save(path)
        return path

    def save_csv(self, path: Path, *, delimiter: str = ";") -> Path:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows(self.lines())
        return path


def stored_as(path: Path, cells: Mapping[str, str]) -> Path:
    """The file with the XML of some cells replaced: `{"C6": "<c r=…/>"}`."""
    data = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                text = _replaced(text.decode(), cells).encode()
            new.writestr(part, text)
    return path


def _replaced(xml: str, cells: Mapping[str, str]) -> str:
    for address, cell in cells.items():
        pattern = rf'<c r="{address}"(?: [^>]*)?(?:/>|>.*?</c>)'
        xml, times = re.subn(pattern, cell.replace("\\", r"\\"), xml, count=1)
        assert times == 1, address
    return xml


def stored() -> dict[tuple[str, str], Decimal]:
    """(unit, column) → figure in force, as the database has it."""
    keys = {"cases": "cases", "rehab-files": "files"}
    rows = Quota.objects.in_force().values_list(
        "unit__name", "target__indicator__code", "value"
    )
    return {(name, keys[code]): value for name, code, value in rows}


def official_figures() -> dict[tuple[str, str], Decimal]:
    """What the table says when it is read as it is: 61 figures."""
    figures = [
        ((name, key), value)
        for name, cases, files in UNITS
        for key, value in (("cases", cases), ("files", files))
    ]
    return {place: Decimal(v) for place, v in figures if v is not None}


def everything() -> tuple[Any, ...]:
    """All that an import may touch, units and their spellings too."""
    return (*state(), Unit.objects.count(), Alias.objects.count())


def loaded(path: Path, kind: Kind = Kind.ANNEX, **fields: Any) -> ImportDraft:
    """The file through the desk by a person, preview and confirm; asserts both."""
    by = office.person("quantri")
    order = Order(kind, office.plan(), by=by, **fields)
    prepared, draft = receive(ContentFile(path.read_bytes(), name=path.name), order)
    assert prepared.is_ok, [p.message for p in prepared.problems]
    assert draft is not None
    return confirm(draft.token, by=by)


def refusals(done: Run) -> list[tuple[str, str]]:
    """(code, cell) of what was refused, in the order it was told."""
    return [
        (problem["code"], problem["cell"])
        for problem in done.answer["problems"]
        if problem["code"].startswith("E_")
    ]


def said_of(done: Run, cell: str) -> str:
    """The sentence about one cell."""
    told = [p["message"] for p in done.answer["problems"] if p["cell"] == cell]
    assert len(told) == 1, (cell, told)
    return str(told[0])


def echoed(sentence: str) -> Iterable[str]:
    """What a sentence repeats of the file."""
    return re.findall("“(.*)”", sentence)
