"""Short words for the deeds that tests of the communes' room start from."""

from __future__ import annotations

import datetime as dt

from accounts.journal import changeset
from accounts.models import ChangeSet
from communes.actions import submit, verify
from communes.entry import Entry, open_sheet, save_figures
from communes.loading import load_criteria, load_register
from communes.models import Assessment, CriteriaSet
from tests.office import person, unit
from units.models import Succession, Unit

FOOTNOTE_DAY = dt.date(2020, 12, 14)
MERGER_DAY = dt.date(2025, 7, 1)
# 41 of 8 200 on file is exactly 0,5%; nobody arrested; three residents use drugs.
TYPE_III = {
    "resident_population": "8200",
    "registered_addicts_and_users": "41",
    "drug_use_points": "0",
    "offenders_arrested": "0",
    "plants": "0",
    "plant_area_m2": "0",
    "on_key_route": "false",
    "addicts_or_users_not_exempt": "3",
    "residents_breaking_drug_law": "0",
    "wanted_offenders_hiding": "0",
}
DRUG_FREE = {**TYPE_III, "addicts_or_users_not_exempt": "0"}


def load() -> None:
    with changeset(by=None, what="Nạp", door=ChangeSet.Door.DEMO) as change:
        load_criteria(change)
        load_register(change)


def write(*rows) -> None:
    """Business rows a test needs, on the record."""
    with changeset(by=None, what="Thử", door=ChangeSet.Door.COMMAND) as change:
        for row in rows:
            change.save(row)


def law(symbol: str) -> CriteriaSet:
    return CriteriaSet.objects.get(document__symbol=symbol, unit_level="commune")


def draft(key: str, year: int = 2025, symbol: str = "28/2025/QĐ-TTg") -> Assessment:
    return open_sheet(
        unit(key), year=year, criteria_set=law(symbol), by=person("thuky")
    )


def fill(sheet: Assessment, facts: dict[str, str], by: str = "hoankiem") -> None:
    entries = [Entry(sheet.pk, name, value) for name, value in facts.items()]
    save_figures(sheet, entries, by=person(by))


def submitted(sheet: Assessment, facts: dict[str, str] | None = None) -> Assessment:
    fill(sheet, facts or TYPE_III)
    submit(sheet, by=person("hoankiem"))
    sheet.refresh_from_db()
    return sheet


def verified(sheet: Assessment, facts: dict[str, str] | None = None) -> Assessment:
    verify(submitted(sheet, facts), by=person("thuky"))
    sheet.refresh_from_db()
    return sheet


def merge(*old: Unit, into: str, extent: str = "full") -> Unit:
    """A commune of 1/7/2025 that takes over `old`."""
    new = Unit(
        key=into,
        kind="COMMUNE",
        type="Xã",
        name=into.upper(),
        parent=unit("p01"),
        valid_from=MERGER_DAY,
    ).derive_keys()
    write(new)
    for row in old:
        row.valid_to = MERGER_DAY
    links = [Succession(old=row, new=new, extent=extent, on=MERGER_DAY) for row in old]
    write(*old, *links)
    return new
