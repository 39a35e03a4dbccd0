"""A large table of quotas, by sets: compare with what is in force, write what differs.

The rules are those of `quota_import`: the same decision corrects in place, another
closes the standing row on its day and opens one; a blank takes a quota back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from accounts import bulk
from accounts.journal import Change
from intake.large_tables import MOST, Blank
from intake.quota_import import Decision, blank, later, removed
from intake.staging import DIFFERING, INCOMING, keep_differing, rows, run
from intake.steps import Counts
from plans.models import Plan
from sheets.problems import Problem
from targets.models import Quota
from units.models import Unit

_IN_FORCE = """
(SELECT id, target_id, unit_id, value, valid_from, valid_to, row_number() OVER
   (PARTITION BY target_id, unit_id ORDER BY valid_from DESC) AS rank
 FROM targets_quota
 WHERE target_id IN (SELECT DISTINCT item_id FROM {incoming})
   AND valid_from <= %s AND (valid_to IS NULL OR valid_to > %s))
"""
_SAME_DAY = "d.base_id IS NOT NULL AND d.base_from = %s"
_EARLIER = "d.base_id IS NOT NULL AND d.base_from <> %s"


def compare(decision: Decision, told: int) -> Counts:
    """Keep what differs from the quotas in force on the decision's day.

    `told`: cells of the file with a figure.
    """
    day = decision.valid_from
    standing = _IN_FORCE.format(incoming=INCOMING)
    keep_differing(
        "SELECT i.*, q.id AS base_id, q.value AS old, q.valid_from AS base_from,"
        f" q.valid_to AS base_to FROM {INCOMING} i LEFT JOIN {standing} q"
        " ON q.target_id = i.item_id AND q.unit_id = i.unit_id AND q.rank = 1"
        " WHERE coalesce(q.value, -1) <> coalesce(i.value, -1)",
        [day, day],
    )
    new, changed, removed_ = rows(
        "SELECT count(CASE WHEN old IS NULL THEN 1 END),"
        " count(CASE WHEN value <> old THEN 1 END),"
        f" count(CASE WHEN value IS NULL THEN 1 END) FROM {DIFFERING}"
    )[0]
    return Counts(new=new, changed=changed + removed_, same=told - new - changed)


def later_decisions(
    plan: Plan, decision: Decision, units: dict[int, Unit]
) -> list[Problem]:
    """New figures where a decision of a later day already stands."""
    found = rows(
        f"SELECT d.place, d.cell, d.unit_id, min(q.valid_from) FROM {DIFFERING} d"
        " JOIN targets_quota q ON q.target_id = d.item_id AND q.unit_id = d.unit_id"
        " WHERE d.old IS NULL AND q.valid_from > %s GROUP BY d.place, d.cell, d.unit_id"
        f" ORDER BY d.place, d.cell LIMIT {MOST}",
        [decision.valid_from],
    )
    return [later(row, cell, units[unit], _day(day)) for row, cell, unit, day in found]


def notices(
    blanks: Iterable[Blank], units: dict[int, Unit], sheet: str
) -> list[Problem]:
    """Blanks and removals, in the order of the file."""
    gone = {
        cell: removed(row, cell, units[unit], sheet)
        for row, cell, unit in rows(
            f"SELECT place, cell, unit_id FROM {DIFFERING} WHERE value IS NULL"
            f" ORDER BY place LIMIT {MOST}"
        )
    }
    return [
        gone[cell] if cell in gone else blank(row, cell, unit, sheet)
        for row, cell, unit, is_dash in blanks
        if cell in gone or (not is_dash and unit.is_area)
    ]


def write(change: Change, decision: Decision, origin: str) -> None:
    """Bring the quotas to what the table says; `origin` stands before the cell."""
    day = decision.valid_from
    _delete(change, day)
    bulk.write(
        change,
        Quota,
        "~",
        "UPDATE targets_quota SET value = d.value, version = version + 1,"
        f" origin_cell = %s || d.cell FROM {DIFFERING} d"
        f" WHERE targets_quota.id = d.base_id AND d.value IS NOT NULL AND {_SAME_DAY}",
        [origin, day],
    )
    # One open row per unit and target: the old one closes before the new one opens.
    bulk.write(
        change,
        Quota,
        "~",
        "UPDATE targets_quota SET valid_to = %s, version = version + 1"
        f" FROM {DIFFERING} d WHERE targets_quota.id = d.base_id AND {_EARLIER}",
        [day, day],
    )
    _open(change, decision, origin)


def _delete(change: Change, day: Any) -> None:
    """What the same decision gave and now leaves blank."""
    gone = f"SELECT base_id FROM {DIFFERING} d WHERE d.value IS NULL AND {_SAME_DAY}"
    if bulk.record(change, Quota, "-", gone, [day]):
        run(f"DELETE FROM targets_quota WHERE id IN ({gone})", [day])


def _open(change: Change, decision: Decision, origin: str) -> None:
    given = {
        "target_id": "d.item_id",
        "unit_id": "d.unit_id",
        "value": "d.value",
        "decision_id": "%s",
        "valid_from": "%s",
        "valid_to": "d.base_to",
        "origin_cell": "%s || d.cell",
    }
    fields = [f for f in Quota._meta.concrete_fields if not f.primary_key]
    rest = [f for f in fields if f.attname not in given]
    columns = ", ".join([*given, *(str(f.column) for f in rest)])
    sources = ", ".join([*given.values(), *["%s"] * len(rest)])
    day = decision.valid_from
    bulk.write(
        change,
        Quota,
        "+",
        f"INSERT INTO targets_quota ({columns}) SELECT {sources} FROM {DIFFERING} d"
        " WHERE d.value IS NOT NULL AND (d.base_id IS NULL OR d.base_from <> %s)"
        " ORDER BY d.unit_id, d.item_id",
        [decision.document.pk, day, origin, *_defaults(rest), day],
    )


def _day(stored: dt.date | str) -> dt.date:
    return dt.date.fromisoformat(stored) if isinstance(stored, str) else stored


def _defaults(fields: Sequence[Any]) -> list[Any]:
    return [field.get_default() for field in fields]
