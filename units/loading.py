"""Read an official unit list and say what must change for it to be in force.

A list is a CSV of the statistics office's facts: `code,name,type` and the code of the
unit above (`district_code` or `province_code`). Code length tells the level: 2
province, 3 district, 5 commune. Nothing is written here: the caller saves what
`EditionPlan` holds, in one change set.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from units import names
from units.models import Kind, Succession, Unit

LEVEL = {2: Kind.PROVINCE, 3: Kind.DISTRICT, 5: Kind.COMMUNE}
Known = dict[tuple[str, str], Unit]
PREFIX = {Kind.PROVINCE: "p", Kind.DISTRICT: "d", Kind.COMMUNE: "c"}
MERGER_COLUMNS = {"new_code", "extent"}
OLD_CODES = {"old_code", "code_2021"}  # either name of the former unit's code
TOP_TYPE = {"Thành phố trung ương": "Thành phố"}


class BadUnitList(ValueError):
    """The list cannot be used; the text is one Vietnamese sentence."""


@dataclass(frozen=True)
class Listed:
    """One row of a list: `above` is the code of the district or province, or ""."""

    code: str
    name: str
    type: str
    above: str
    line: int

    @property
    def kind(self) -> Kind:
        return LEVEL[len(self.code)]


@dataclass
class EditionPlan:
    """What a list changes: rows to create, rows that end, and its fingerprint."""

    day: dt.date
    source: str
    sha256: str
    rows: int = 0
    created: list[Unit] = field(default_factory=list)
    ended: list[Unit] = field(default_factory=list)
    same: int = 0


def read_list(path: Path) -> list[Listed]:
    """Rows of one CSV list; raises `BadUnitList` naming the line."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = {"code", "name", "type"} - set(reader.fieldnames or [])
        if missing:
            raise BadUnitList(
                f"Tệp {path.name} thiếu cột {', '.join(sorted(missing))}; "
                "hãy dùng danh mục có cột code, name, type."
            )
        rows = [_listed(row, number, path) for number, row in enumerate(reader, 2)]
    seen: set[str] = set()
    for row in rows:
        if row.code in seen:
            raise BadUnitList(f"{path.name} dòng {row.line}: mã {row.code} lặp lại.")
        seen.add(row.code)
    return rows


def plan_edition(
    rows: list[Listed], *, day: dt.date, source: str, parents: dict[str, str]
) -> EditionPlan:
    """Compare the list with the units in force on `day`.

    `parents` gives the province code of a district code where the list itself does
    not say it. Units of the same level and province that the list no longer has end
    on `day`; a commune that changes its district is a new unit, as is a code given to
    another name. Raises `BadUnitList` where the unit above is not known.
    """
    plan = EditionPlan(day, source, _fingerprint(rows), len(rows))
    in_force = Unit.objects.on(day).exclude(code="").select_related("parent__parent")
    known = {(u.kind, u.code): u for u in in_force}
    taken = set(Unit.objects.values_list("key", flat=True))
    for row in sorted(rows, key=lambda listed: len(listed.code)):
        parent = _above(row, known, parents)
        present = known.get((row.kind, row.code))
        if present is not None and _same(present, row, parent):
            plan.same += 1
            continue
        if present is not None:
            plan.ended.append(present)
        unit = _unit(row, parent, day, taken)
        taken.add(unit.key)
        known[row.kind, row.code] = unit
        plan.created.append(unit)
    plan.ended.extend(_gone(rows, known, plan))
    return plan


def read_successions(
    path: Path, *, day: dt.date, decision: str
) -> Iterator[Succession]:
    """Rows of a merger list (`old_code,new_code,extent`) as successions on `day`."""
    before, after = _both_sides(day)
    for _line, row in _mergers(path):
        old, new = before.get(_old_code(row)), after.get(row["new_code"])
        if old and new and old.pk != new.pk:
            extent = row["extent"] if row["extent"] in Succession.Extent else "full"
            yield Succession(old=old, new=new, extent=extent, on=day, decision=decision)


def unknown_in_mergers(path: Path, *, day: dt.date) -> list[str]:
    """A sentence for each line of a merger list one side of which is not known."""
    before, after = _both_sides(day)
    eve = day - dt.timedelta(days=1)
    told = []
    for line, row in _mergers(path):
        for code, known, on in (
            (_old_code(row), before, eve),
            (row["new_code"], after, day),
        ):
            if code not in known:
                told.append(
                    f"{path.name} dòng {line}: mã «{code[:20]}» không có đơn vị nào "
                    f"hiệu lực ngày {on:%d/%m/%Y}; hãy nạp danh mục của ngày ấy trước."
                )
    return told


def _both_sides(day: dt.date) -> tuple[dict[str, Unit], dict[str, Unit]]:
    """Units by code: of the day before, and of `day`."""
    eve = Unit.objects.on(day - dt.timedelta(days=1))
    return {u.code: u for u in eve}, {u.code: u for u in Unit.objects.on(day)}


def _mergers(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from enumerate(csv.DictReader(file), 2)


def _old_code(row: dict[str, str]) -> str:
    return row.get("old_code") or row.get("code_2021") or ""


def _listed(row: dict[str, str], line: int, path: Path) -> Listed:
    code = (row["code"] or "").strip()
    if len(code) not in LEVEL or not code.isascii() or not code.isdigit():
        raise BadUnitList(
            f"{path.name} dòng {line}: mã «{code[:20]}» phải có 2, 3 hoặc 5 chữ số."
        )
    if not (row["name"] or "").strip():
        raise BadUnitList(f"{path.name} dòng {line}: thiếu tên đơn vị.")
    above = (row.get("district_code") or row.get("province_code") or "").strip()
    return Listed(code, row["name"].strip(), (row["type"] or "").strip(), above, line)


def _fingerprint(rows: list[Listed]) -> str:
    text = repr([(row.code, row.name, row.type, row.above) for row in rows])
    return hashlib.sha256(text.encode()).hexdigest()


def _above(row: Listed, known: Known, parents: dict[str, str]) -> Unit | None:
    above = row.above or parents.get(row.code, "")
    parent = known.get((LEVEL[len(above)], above)) if above else None
    if above and parent is None:
        raise BadUnitList(
            f"Dòng {row.line}: {row.type} {row.name} thuộc mã {above} chưa có; "
            "hãy nạp danh mục cấp trên trước."
        )
    return parent


def _same(unit: Unit, row: Listed, parent: Unit | None) -> bool:
    same_place = parent is None or unit.parent_id == parent.pk
    said = (names.clean(row.name), TOP_TYPE.get(row.type, row.type))
    return same_place and (unit.name, unit.type) == said


def _unit(row: Listed, parent: Unit | None, day: dt.date, taken: set[str]) -> Unit:
    key = f"{PREFIX[row.kind]}{row.code}"
    if key in taken:
        key = f"{key}-{day.year}"
    if key in taken:
        key = f"{key}-{day:%m%d}"
    unit = Unit(
        key=key,
        kind=row.kind,
        code=row.code,
        type=TOP_TYPE.get(row.type, row.type),
        name=row.name,
        parent=parent,
        valid_from=day,
    )
    return unit.derive_keys()


def _gone(rows: list[Listed], known: Known, plan: EditionPlan) -> Iterable[Unit]:
    """Units of the levels and provinces the list covers that it no longer has.

    A list of communes that stand directly under their province also ends the
    districts: the reform of 1 July 2025.
    """
    listed = {(row.kind, row.code) for row in rows}
    kinds = {row.kind for row in rows} - {Kind.PROVINCE}
    covered = {_province(known[row.kind, row.code]) for row in rows} - {None}
    if any(r.kind == Kind.COMMUNE and len(r.above) == 2 for r in rows):
        kinds.add(Kind.DISTRICT)
    return [
        unit
        for identity, unit in known.items()
        if unit.kind in kinds and identity not in listed and _province(unit) in covered
    ]


def _province(unit: Unit) -> str | None:
    while unit.parent is not None:
        unit = unit.parent
    return unit.code if unit.kind == Kind.PROVINCE else None
