"""The office every test starts from: Hanoi's units, its plan of 2021, its people.

Loaded once a session by the product's own loaders; a test changes what it wants and
the database rolls back. Passwords are all `PASSWORD`.
"""

from __future__ import annotations

import csv
import os
from decimal import Decimal

from accounts.journal import changeset
from accounts.models import ChangeSet, User
from intake.demo import PLAN_SLUG, load_demo
from intake.unit_lists import SHIPPED
from plans.actions import assign_units, open_rounds
from plans.models import Plan, Round
from targets.models import Quota, Submission, Target
from units.models import Unit

PASSWORD = "mat-khau-thu"
YEAR_START = "2020-12-15"


def load_office() -> None:
    """The demo's units, documents, plan and people, without quotas or results."""
    os.environ["DEMO_PASSWORD"] = PASSWORD
    load_demo(results=False)


def plan() -> Plan:
    return Plan.objects.get(slug=PLAN_SLUG)


def person(username: str) -> User:
    return User.objects.get(username=username)


def unit(key: str) -> Unit:
    return Unit.objects.get(key=key)


def annex_rows() -> list[dict[str, str]]:
    """The 31 rows of the paper: no, unit_code, name, cases, rehab_files."""
    path = SHIPPED / "hanoi_2021_annex.csv"
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def unit_key(row: dict[str, str]) -> str:
    code = row["unit_code"]
    return "pc04" if code == "PC04" else f"d{code}"


def give_quotas() -> None:
    """The annex as it stands: 61 quotas of 31 units, 2.300 and 900 in all."""
    units = {u.key: u for u in Unit.objects.all()}
    rows = annex_rows()
    with changeset(by=None, what="Biểu giao", door=ChangeSet.Door.IMPORT) as change:
        assign_units(change, plan(), [units[unit_key(row)] for row in rows])
        for column, code in (("cases", "cases"), ("rehab_files", "rehab-files")):
            target = Target.objects.get(plan=plan(), indicator__code=code)
            change.save_all(
                [
                    Quota(
                        target=target,
                        unit=units[unit_key(row)],
                        value=Decimal(row[column]),
                        decision=plan().document,
                        valid_from=YEAR_START,
                    )
                    for row in rows
                    if row[column]
                ]
            )


def open_quarters() -> list[Round]:
    """The four quarters of 2021, with a draft of every unit that reports."""
    from targets.reporting import open_submissions

    with changeset(by=None, what="Mở đợt", door=ChangeSet.Door.COMMAND) as change:
        open_rounds(change, plan(), list(plan().grain_periods))
        for round_ in plan().rounds.all():
            open_submissions(change, round_)
    return list(plan().rounds.order_by("period_code"))


def submission(key: str, period: str = "2021-Q1") -> Submission:
    return Submission.objects.get(unit__key=key, round__period_code=period)
