"""One commune assessed under two laws: 414/KH-UBND in 2023, 28/2025/QĐ-TTg in 2025.

Xã Ngũ Chỉ Sơn (Thị xã Sa Pa) is one of the two communes of Lào Cai that the merger of
2025 left unchanged (fixtures/units/laocai_merge_2025.csv), so its two sheets are of
one and the same commune. Their figures are illustrative; no decision is made up.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from accounts.journal import Change
from communes.entry import Entry, open_sheets, write_answers
from communes.models import Assessment, CriteriaSet
from intake.unit_lists import SHIPPED
from units.loading import Listed, plan_edition, read_list
from units.models import Unit

LAO_CAI, SA_PA, COMMUNE = "10", "088", "03004"
LIST_DAY = dt.date(2023, 11, 13)  # the day of 414/KH-UBND
FILES = ("laocai_2023_districts.csv", "laocai_2023_communes.csv")
BASIS = "Số liệu minh họa, không phải số liệu chính thức"
FACTS: dict[tuple[int, str], dict[str, str]] = {
    (2023, "414/KH-UBND"): {
        "hotspots": "0",
        "retailers": "0",
        "drug_use_points": "0",
        "suspects": "0",
        "addicts": "6",
        "addicts_on_file": "6",
        "addicts_present": "5",
        "addicts_in_treatment": "5",
        "post_rehab": "2",
        "post_rehab_on_file": "2",
        "users_present": "1",
        "users_on_file": "1",
        "households": "900",
        "households_pledged": "900",
        "villages": "8",
        "villages_with_tip_box": "8",
        "villages_with_hotline_board": "8",
        "models": "1",
    },
    (2025, "28/2025/QĐ-TTg"): {
        "resident_population": "8200",
        "registered_addicts_and_users": "8",
        "drug_use_points": "0",
        "offenders_arrested": "0",
        "plants": "0",
        "plant_area_m2": "0",
        "on_key_route": "false",
        "addicts_or_users_not_exempt": "1",
        "residents_breaking_drug_law": "0",
        "wanted_offenders_hiding": "0",
    },
}


def load_two_laws(change: Change) -> int:
    """The commune with its two sheets, once; the number of sheets written."""
    if Unit.objects.filter(key=f"c{COMMUNE}").exists():
        return 0
    commune = _commune(change)
    for (year, symbol), facts in FACTS.items():
        law = CriteriaSet.objects.get(document__symbol=symbol, unit_level="commune")
        open_sheets(change, [commune], year=year, criteria_set=law)
        sheet = Assessment.objects.get(unit=commune, year=year, criteria_set=law)
        write_answers(
            change,
            [Entry(sheet.pk, name, value, BASIS) for name, value in facts.items()],
        )
        _stand(change, sheet)
    return len(FACTS)


def _stand(change: Change, sheet: Assessment) -> None:
    """The older one is approved as proposed, the newer one waits to be verified."""
    now = timezone.now()
    sheet.submitted_at, sheet.state = now, Assessment.State.SUBMITTED
    if sheet.year == min(year for year, _ in FACTS):
        sheet.state, sheet.outcome = Assessment.State.APPROVED, "PASSED"
        sheet.verified_at = sheet.decided_at = now
    sheet.version += 1
    change.save(sheet)


def _commune(change: Change) -> Unit:
    """The commune and the district above it, as the shipped lists have them.

    No edition is recorded: the province's whole list may still be loaded over it.
    """
    rows = [
        row for name in FILES for row in read_list(SHIPPED / name) if _is_wanted(row)
    ]
    plan = plan_edition(rows, day=LIST_DAY, source=BASIS, parents={SA_PA: LAO_CAI})
    for unit in plan.created:
        unit.parent = unit.parent  # its id is known only once it is saved
        change.save(unit)
    return Unit.objects.get(key=f"c{COMMUNE}")


def _is_wanted(row: Listed) -> bool:
    return row.code in (SA_PA, COMMUNE)
