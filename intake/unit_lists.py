"""Official unit lists into the database: one edition, one change set, idempotent."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from accounts.journal import Change, changeset
from accounts.models import ChangeSet, User
from intake.unit_files import read_unit_file
from sheets.problems import Refused
from units.loading import (
    MERGER_COLUMNS,
    OLD_CODES,
    BadUnitList,
    EditionPlan,
    Listed,
    plan_edition,
    read_list,
    read_successions,
    unknown_in_mergers,
)
from units.models import Alias, Edition, Kind, Succession, Unit

SHIPPED = Path(__file__).resolve().parent.parent / "fixtures" / "units"


@dataclass(frozen=True)
class Loaded:
    """What a load did: counts of units, and the change set (None when nothing)."""

    created: int
    ended: int
    same: int
    change_set: int | None
    successions: int = 0


def load_units(
    paths: list[Path],
    *,
    day: dt.date,
    by: User | None = None,
    door: str = ChangeSet.Door.COMMAND,
    decision: str = "",
) -> Loaded:
    """Load lists (and folders of lists) as in force on `day`, then merger lists.

    A merger list (`old_code,new_code,extent`) needs both sides: the units of the day
    before and those of `day`. `decision` is its legal basis. All or nothing.
    """
    files = _files(paths)
    mergers = [file for file in files if _is_merger_list(file)]
    lists = [file for file in files if file not in mergers]
    rows = [row for file in lists for row in _rows(file, day)]
    if not rows and not mergers:
        raise BadUnitList("Danh mục không có dòng nào.")
    source = ", ".join(file.name for file in lists)
    with transaction.atomic():
        done = Loaded(0, 0, 0, None)
        if rows:
            plan = edition_of(rows, day=day, source=source)
            done = file_edition(plan, by=by, door=door)
        written = sum(_merged(file, day, decision) for file in mergers)
    return replace(done, successions=written)


def _merged(path: Path, day: dt.date, decision: str) -> int:
    """Load one merger list; refused with the line where a side is not known."""
    unknown = unknown_in_mergers(path, day=day)
    if unknown:
        raise BadUnitList(" ".join(unknown[:20]))
    return load_successions(path, day=day, decision=decision)


def edition_of(rows: list[Listed], *, day: dt.date, source: str) -> EditionPlan:
    """What these rows change; nothing is written. Raises BadUnitList."""
    parents = _provinces_of_districts()
    return plan_edition(rows, day=day, source=source, parents=parents)


def file_edition(
    plan: EditionPlan, *, by: User | None, door: str, **details: Any
) -> Loaded:
    """Write an edition as one change set; none where nothing changes."""
    if not plan.created and not plan.ended:
        return Loaded(0, 0, plan.same, None)
    what = f"Nạp danh mục {plan.source}"
    with changeset(by=by, door=door, what=what, **details) as change:
        _save(change, plan)
    return Loaded(len(plan.created), len(plan.ended), plan.same, change.pk)


def load_successions(path: Path, *, day: dt.date, decision: str) -> int:
    """Load a merger list; already known pairs are left alone. The number written."""
    known = set(Succession.objects.values_list("old", "new"))
    fresh = {
        (row.old_id, row.new_id): row
        for row in read_successions(path, day=day, decision=decision)
        if (row.old_id, row.new_id) not in known
    }
    if fresh:
        what = f"Nạp quan hệ kế thừa đơn vị {path.name}"
        with changeset(by=None, door=ChangeSet.Door.COMMAND, what=what) as change:
            change.save_all(list(fresh.values()))
    return len(fresh)


def load_aliases(path: Path) -> int:
    """Load other spellings (`alias,unit,why`); the number written."""
    known = set(Alias.objects.values_list("unit__key", "match_key"))
    fresh = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            unit = Unit.objects.filter(key=row["unit"]).first()
            if unit is None:
                continue  # its province is not loaded here
            alias = Alias(unit=unit, text=row["alias"], reason=row["why"])
            if (unit.key, alias.derive_keys().match_key) not in known:
                fresh.append(alias)
    if fresh:
        what = "Nạp cách viết khác của tên đơn vị"
        with changeset(by=None, door=ChangeSet.Door.COMMAND, what=what) as change:
            change.save_all(fresh)
    return len(fresh)


def _rows(file: Path, day: dt.date) -> list[Listed]:
    """Our own lists read fast; any other as the office's workbook."""
    if file.suffix == ".csv" and _is_list(file):
        return read_list(file)
    try:
        return read_unit_file(file, name=file.name, day=day)
    except Refused as refused:
        told = [problem.message for problem in refused.problems[:20]]
        raise BadUnitList(f"{file.name}: " + " ".join(told)) from refused


def _files(paths: list[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(sorted(p for p in path.glob("*.csv") if _is_list(p)))
        elif path.is_file():
            found.append(path)
        else:
            raise BadUnitList(f"Không có tệp hoặc thư mục {path.name}.")
    return found


def _is_merger_list(path: Path) -> bool:
    if path.suffix != ".csv":
        return False
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        columns = set(file.readline().strip().split(","))
    return columns >= MERGER_COLUMNS and bool(OLD_CODES & columns)


def _is_list(path: Path) -> bool:
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        return file.readline().startswith("code,name,type")


@cache
def _provinces_of_districts() -> dict[str, str]:
    """District code → province code, for lists that do not say it themselves."""
    path = SHIPPED / "vn_2021-07-10_districts.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["code"]: row["province_code"] for row in csv.DictReader(file)}


def _save(change: Change, plan: EditionPlan) -> None:
    for unit in plan.ended:
        unit.valid_to = plan.day
    change.save_all(plan.ended)
    for kind in (Kind.PROVINCE, Kind.DISTRICT, Kind.COMMUNE):
        level = [unit for unit in plan.created if unit.kind == kind]
        for unit in level:
            unit.parent = unit.parent  # its id is known only once it is saved
        change.save_all(level)
    Edition.objects.get_or_create(
        in_force_on=plan.day,
        sha256=plan.sha256,
        defaults={"source": plan.source[:300], "rows": plan.rows},
    )
