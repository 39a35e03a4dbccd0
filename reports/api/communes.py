"""Where communes stand on a day."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from accounts.scoping import visible_units
from communes.standing import Standing, Status, communes_on, standings
from reports.api import told
from reports.api.asking import Day, Page, choice_of, day_of, one_of
from reports.api.auth import person
from reports.api.refusing import MAY_REFUSE
from units.models import Unit

router = Router(tags=["Xã, phường"])
STATUSES = [status.value for status in Status if status is not Status.ENDED]


class CommuneQuery(Page):
    status: str = one_of("Tình trạng", STATUSES)
    as_of: Day


@router.get("communes", response={200: told.Listed[told.CommuneItem], **MAY_REFUSE})
def communes(request: HttpRequest, asked: Query[CommuneQuery]) -> Any:
    """Communes in scope on `as_of` (today unless named), and where they stand."""
    status = choice_of(asked.status, "status", STATUSES)
    day = day_of(asked.as_of, "as_of") or timezone.localdate()
    rows = communes_on(visible_units(person(request)), day)
    found = standings(rows, day)
    kept = [row for row in rows if not status or found[row.pk].status == status]
    items = [_commune(row, found[row.pk]) for row in kept[asked.cut]]
    return {"items": items, "count": len(kept)}


def _commune(unit: Unit, standing: Standing) -> dict[str, Any]:
    return {
        "unit": unit.key,
        "name": unit.full_name,
        "parent": unit.parent.key if unit.parent else None,
        "status": standing.status.value,
        "since": standing.since,
        "basis": standing.basis or None,
    }
