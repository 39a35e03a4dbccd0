"""What our lists know of a name that is no unit of the plan: why it is none.

Only to be told to a person beside a refused name; it never settles one.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache

from intake.unit_lists import SHIPPED
from units.models import Succession, Unit
from units.names import key, split_type
from units.wrappings import unwrapped, without_office

FORMER = SHIPPED / "former_names.csv"


class Gazetteer:
    """Every unit we have ever heard of, asked on one day; `own` are the plan's."""

    def __init__(self, day: dt.date, own: Collection[int]) -> None:
        self._day, self._own = day, own

    def known_of(self, names: Iterable[str]) -> dict[str, str]:
        """Name as typed → a clause about the unit it is or was; unknown ones absent."""
        asked = {name: split_type(without_office(unwrapped(name))) for name in names}
        keys = {key(bare) for _kind, bare in asked.values() if bare}
        found: dict[str, list[Unit]] = defaultdict(list)
        rows = Unit.objects.filter(match_key__in=keys).exclude(pk__in=self._own)
        for unit in rows.select_related("parent").order_by("valid_from", "key"):
            found[unit.match_key].append(unit)
        told = {
            name: self._told(kind, bare, found[key(bare)])
            for name, (kind, bare) in asked.items()
        }
        return {name: clause for name, clause in told.items() if clause}

    def _told(self, kind: str | None, bare: str, units: list[Unit]) -> str:
        typed = [unit for unit in units if is_type(unit.type, kind)] if kind else []
        former = _former().get(key(bare), {})
        clauses = [self._of(unit) for unit in (typed or units)[:2]]
        if not typed and kind in (None, *former):
            clauses = [*former.values(), *clauses]
        return "; ".join(dict.fromkeys(clauses[:2]))

    def _of(self, unit: Unit) -> str:
        if unit.valid_from > self._day:
            return f"{unit} chỉ có từ ngày {unit.valid_from:%d/%m/%Y}"
        if not unit.exists_on(self._day):
            return f"{unit} đã kết thúc ngày {unit.valid_to:%d/%m/%Y}{_became(unit)}"
        return f"{unit} thuộc {unit.parent}" if unit.parent else f"{unit} là cấp tỉnh"


def _became(unit: Unit) -> str:
    heirs = Succession.objects.filter(old=unit).select_related("new")
    names = " và ".join(str(row.new) for row in heirs)
    return f", nay là {names}" if names else ""


def is_type(actual: str, said: str) -> bool:
    """Accept "Thành phố" for the type "Thành phố trung ương"."""
    return f"{key(actual)} ".startswith(f"{key(said)} ")


@lru_cache(maxsize=1)
def _former() -> dict[str, dict[str, str]]:
    """Key of the bare name → type → what became of it before our first list."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    with FORMER.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[key(row["name"])][row["type"]] = row["said"]
    return found
