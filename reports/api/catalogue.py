"""Plans, units and indicators."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from accounts.scoping import visible_units
from plans.models import Plan
from reports.api import told
from reports.api.asking import (
    Day,
    Page,
    choice_of,
    day_of,
    one_of,
    plan_of,
)
from reports.api.auth import person
from reports.api.refusing import MAY_REFUSE
from reports.api.told import number
from targets.models import Indicator
from units.models import Kind, Unit

router = Router(tags=["Danh mục"])


class UnitQuery(Page):
    edition: Day
    kind: str = one_of("Loại", Kind.values)
    q: str = Field("", max_length=200, description="Tìm theo tên, không cần dấu.")


@router.get("/", response={200: dict[str, list[str]], **MAY_REFUSE}, url_name="index")
def index(request: HttpRequest) -> Any:
    """The addresses there are."""
    names_ = ["plans", "units", "indicators", "quotas", "results", "progress"]
    paths = [*names_, "communes", "tasks", "openapi.json"]
    return {"addresses": [f"{request.path}{name}" for name in paths]}


@router.get("plans", response={200: told.Listed[told.PlanItem], **MAY_REFUSE})
def plans(request: HttpRequest, page: Query[Page]) -> Any:
    """Plans whose targets concern the asker, the newest first."""
    found = Plan.objects.visible_to(person(request)).order_by("-year", "slug")
    rows = found.select_related("document", "unit")[page.cut]
    return {"items": [_plan(row) for row in rows], "count": found.count()}


@router.get("plans/{slug}", response={200: told.PlanDetail, **MAY_REFUSE})
def plan(request: HttpRequest, slug: str) -> Any:
    """One plan: its targets, its rounds and those of its units one may see."""
    user = person(request)
    found = plan_of(user, slug)
    targets = found.targets.select_related("indicator").order_by("order")
    assigned = found.assigned_units.filter(unit__in=visible_units(user))
    return _plan(found) | {
        "targets": [_target(row) for row in targets],
        "rounds": [_round(row) for row in found.rounds.order_by("period_code")],
        "units": list(
            assigned.order_by("position").values_list("unit__key", flat=True)
        ),
    }


@router.get("units", response={200: told.Listed[told.UnitItem], **MAY_REFUSE})
def units(request: HttpRequest, asked: Query[UnitQuery]) -> Any:
    """Units in scope, of every time unless `edition` names a day."""
    found = visible_units(person(request))
    if day := day_of(asked.edition, "edition"):
        found = found.on(day)
    if kind := choice_of(asked.kind, "kind", Kind.values):
        found = found.filter(kind=kind)
    if asked.q.strip():
        found = found.matching(asked.q)
    rows = found.in_order().select_related("parent")[asked.cut]
    return {"items": [_unit(row) for row in rows], "count": found.count()}


@router.get("indicators", response={200: told.Listed[told.IndicatorItem], **MAY_REFUSE})
def indicators(request: HttpRequest, page: Query[Page]) -> Any:
    """The catalogue of indicators."""
    found = Indicator.objects.order_by("order", "code")
    rows = found.select_related("part_of")[page.cut]
    return {"items": [_indicator(row) for row in rows], "count": found.count()}


def _plan(row: Plan) -> dict[str, Any]:
    return {
        "plan": row.slug,
        "symbol": row.document.symbol,
        "title": row.title,
        "year": row.year,
        "start": row.start,
        "end": row.end,
        "issuer": row.document.issuer,
        "issued_on": row.document.issued_on,
        "unit": row.unit.key,
        "scheme": row.scheme,
        "grain": row.grain,
        "is_illustrative": row.is_demo,
    }


def _target(row: Any) -> dict[str, Any]:
    return {
        "indicator": row.indicator.code,
        "group": row.group,
        "paragraph": row.paragraph,
        "text": row.text,
        "comparator": row.comparator,
        "value": number(row.value),
        "value_to": number(row.value_to),
        "baseline": number(row.baseline),
        "baseline_as_of": row.baseline_as_of,
        "scope": row.scope,
        "rounding": row.rounding,
    }


def _round(row: Any) -> dict[str, Any]:
    return {
        "period": row.period_code,
        "label": row.period.label,
        "opened_at": row.opened_at,
        "due_at": row.due_at,
        "is_locked": row.is_locked,
    }


def _unit(row: Unit) -> dict[str, Any]:
    return {
        "unit": row.key,
        "kind": row.kind,
        "code": row.code,
        "type": row.type,
        "name": row.name,
        "full_name": row.full_name,
        "parent": row.parent.key if row.parent else None,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
    }


def _indicator(row: Indicator) -> dict[str, Any]:
    return {
        "indicator": row.code,
        "name": row.name,
        "short_name": row.short_name,
        "measure_unit": row.measure_unit,
        "kind": row.kind,
        "direction": row.direction,
        "part_of": row.part_of.code if row.part_of else None,
        "decimals": row.decimals,
        "definition": row.definition,
    }
