"""What ships with the product: criteria sets and the register's first entries.

Loading is idempotent: what is already there is left as people have it.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from accounts.journal import Change
from communes.criteria_reading import FOLDER as CRITERIA
from communes.criteria_reading import criteria_set_from
from communes.documents import find_or_stub
from communes.models import CriteriaSet, Decision, Recognition
from communes.models.register import Direction
from plans.models import Document
from units.models import Unit

FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "communes"
Facts = dict[str, Any]


def load_criteria(change: Change) -> int:
    """The shipped criteria sets; the number created.

    A set of one province waits until that province's unit is loaded.
    """
    created = 0
    for row in _read(FOLDER / "criteria_sets.json"):
        content = _read(CRITERIA / row["file"])
        level = content["unit_level"]
        scope = row["scope_unit"]
        scope_unit = Unit.objects.filter(key=scope).first() if scope else None
        document = _document(change, row["document"])
        known = CriteriaSet.objects.filter(document=document, unit_level=level)
        if (scope and scope_unit is None) or known.exists():
            continue
        change.save(criteria_row(content, document=document, scope_unit=scope_unit))
        created += 1
    return created


def criteria_row(
    content: Facts,
    *,
    document: Document,
    scope_unit: Unit | None,
    edition: int = 1,
) -> CriteriaSet:
    """An unsaved set from its JSON; raises `BadCriteria` where it cannot be used."""
    made = criteria_set_from(content)
    return CriteriaSet(
        document=document,
        unit_level=made.unit_level,
        edition=edition,
        in_force_from=made.in_force_from,
        in_force_to=made.in_force_to,
        scope=made.scope,
        scope_unit=scope_unit,
        content=content,
    )


def load_register(change: Change) -> int:
    """The five communes of footnote 3 of 21/KH-UBND; the number of entries written.

    Communes whose unit is not loaded are left out.
    """
    facts = _read(FOLDER / "register_hanoi_2020.json")
    sources = {row["unit"]: row["source"] for row in facts["recognised"]}
    units = Unit.objects.filter(key__in=sources).in_order()
    if not units:
        return 0
    decision = _decision(change, facts)
    known = set(decision.recognitions.values_list("unit", flat=True))
    fresh = [
        Recognition(
            unit=unit,
            direction=Direction.IN,
            decision=decision,
            effective_on=decision.effective_on,
            year=decision.year,
            source=sources[unit.key],
        )
        for unit in units
        if unit.pk not in known
    ]
    return change.save_all(fresh)


def _decision(change: Change, facts: Facts) -> Decision:
    row = facts["decision"]
    document = _document(change, facts["document"])
    found = Decision.objects.filter(document=document, kind=row["kind"]).first()
    if found:
        return found
    day = dt.date.fromisoformat(row["effective_on"])
    decision = Decision(**{**row, "document": document, "effective_on": day})
    change.save(decision)
    return decision


def _document(change: Change, row: Facts) -> Document:
    day = dt.date.fromisoformat(row["issued_on"])
    return find_or_stub(change, **{**row, "issued_on": day})


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
