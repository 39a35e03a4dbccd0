"""Next year's plan begun from this year's: a draft on the desk, nothing filed yet.

What belongs to the old year alone (symbol, days, baselines) stays empty.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from accounts.models import User
from intake.models import PlanReading
from plans.models import Assignment, Plan, Task
from targets.kinds import Comparator
from targets.models import Quota, Target

_NOWHERE = {"start": 0, "end": 0}


def copy_to_desk(plan: Plan, *, by: User) -> PlanReading:
    """A draft of the year after `plan`, with its text beside it."""
    targets = list(plan.targets.select_related("indicator").order_by("order"))
    draft = {
        "document": _document(plan),
        "citations": [],
        "targets": [_target(row, targets) for row in targets],
        "tasks": [_task(row) for row in _tasks(plan)],
        "criteria": [],
        "annex": _annex(plan, targets),
        "questions": [],
    }
    plain = json.dumps(draft, ensure_ascii=False, sort_keys=True)
    return PlanReading.objects.create(
        owner=by,
        name=f"Sao từ {plan.document.symbol} năm {plan.year}",
        sha256=hashlib.sha256(plain.encode()).hexdigest(),
        text=plan.document.text,
        draft=draft,
    )


def _document(plan: Plan) -> dict[str, Any]:
    row = plan.document
    nothing = ("symbol", "number", "issued_on", "signer", "signing_capacity", "source")
    title = re.sub(rf"\b{plan.year}\b", str(plan.year + 1), row.title or plan.title)
    return {
        **dict.fromkeys(nothing),
        "kind": row.kind,
        "issuer": row.issuer,
        "place": row.place or None,
        "title": title,
        "recipients": row.recipients or None,
    }


def _target(row: Target, every: list[Target]) -> dict[str, Any]:
    whole = row.indicator.part_of_id
    places = [n for n, other in enumerate(every) if other.indicator_id == whole]
    value = _plain(row.value)
    if row.comparator == Comparator.BETWEEN and value:
        value = f"{value}-{_plain(row.value_to)}"
    return {
        "paragraph": row.paragraph or None,
        "text": row.text or row.indicator.name,
        "value": value,
        "unit": "%" if row.indicator.kind == "SHARE" else row.indicator.measure_unit,
        "comparator": row.comparator,
        "kind": row.indicator.kind,
        "part_of": places[0] if places else None,
        "baseline": None,
        "baseline_as_of": None,
        "source": _NOWHERE,
    }


def _tasks(plan: Plan) -> list[Task]:
    return list(plan.tasks.prefetch_related("assignments").order_by("order"))


def _task(row: Task) -> dict[str, Any]:
    parts: list[Assignment] = list(row.assignments.all())
    return {
        "paragraph": row.paragraph or None,
        "agency": ", ".join(part.agency for part in parts),
        "part": parts[0].part if parts else Assignment.Part.LEAD.value,
        "text": row.text or row.title,
        "deadline": None,
        "deadline_text": row.deadline_text or None,
        "source": _NOWHERE,
    }


def _annex(plan: Plan, targets: list[Target]) -> dict[str, Any] | None:
    """The quotas in force at the year's end, in the order of the old table."""
    quotas = Quota.objects.as_of(plan.end).filter(target__plan=plan)  # type: ignore[attr-defined,unused-ignore]
    values = {(row.target_id, row.unit_id): row.value for row in quotas}
    dealt = [row for row in targets if any(key[0] == row.pk for key in values)]
    if not dealt:
        return None
    units = plan.assigned_units.select_related("unit").order_by("position")
    return {
        "title": None,
        "columns": [row.text or row.indicator.name for row in dealt],
        "rows": [
            {
                "no": str(place.position),
                "unit": place.unit.full_name,
                "values": [_plain(values.get((t.pk, place.unit_id))) for t in dealt],
                "source": _NOWHERE,
            }
            for place in units
        ],
        "totals": None,
        "source": _NOWHERE,
    }


def _plain(value: Any) -> str | None:
    """A figure as the reader gives it: digits with a point, no trailing zeros."""
    return None if value is None else f"{value.normalize():f}"
