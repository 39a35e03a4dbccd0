"""Documents, plans, targets and tasks from the JSON the product ships.

The same entry points serve the reading desk: what a person confirms has this shape.
Loading is idempotent: what is already there is left as people have corrected it.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from accounts.journal import Change
from plans.models import Assignment, Citation, Document, Plan, Task
from plans.symbols import Symbol
from targets.models import Indicator, Target
from units.models import Alias, Unit

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
Facts = dict[str, Any]


def load_agencies(change: Change, path: Path) -> int:
    """Agencies and forces as units of their own kind; the number created."""
    data = json.loads(path.read_text(encoding="utf-8"))
    parent = Unit.objects.get(key=data["parent"])
    known = set(Unit.objects.values_list("key", flat=True))
    fresh = [row for row in data["units"] if row["key"] not in known]
    units = [
        Unit(
            key=row["key"],
            kind=row["kind"],
            name=row["name"],
            parent=parent,
            valid_from=data["valid_from"],
        ).derive_keys()
        for row in fresh
    ]
    change.save_all(units)
    aliases = [
        Alias(unit=unit, text=text, reason="Tên thường gọi trong văn bản").derive_keys()
        for unit, row in zip(units, fresh, strict=True)
        for text in row["aliases"]
    ]
    change.save_all(aliases)
    return len(units)


def load_indicators(change: Change, path: Path) -> int:
    """The catalogue; wholes come before their parts in the file."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    known = {row.code: row for row in Indicator.objects.all()}
    created = 0
    for row in rows:
        if row["code"] not in known:
            whole = known.get(row["part_of"]) if row["part_of"] else None
            indicator = Indicator(**{**row, "part_of": whole})
            change.save(indicator)
            known[indicator.code] = indicator
            created += 1
    return created


def load_document(change: Change, facts: Facts) -> Document:
    """One document and what it cites; cited but absent documents become stubs."""
    document = _document(change, facts["document"])
    if not document.citations.exists():
        for order, row in enumerate(facts.get("citations", []), 1):
            cited = _stub(change, row)
            citation = Citation(
                source=document,
                cited=cited,
                relation=row["relation"],
                text=row["text"],
                order=order,
            )
            change.save(citation)
    return document


def load_plan(change: Change, facts: Facts, *, is_demo: bool = False) -> Plan:
    """A plan with its document, targets and tasks; an existing plan is returned."""
    document = load_document(change, facts)
    found = Plan.objects.filter(document=document).first()
    if found:
        return found
    row = facts["plan"]
    unit = Unit.objects.get(key=row["unit"])
    plan = Plan(**{**row, "unit": unit, "document": document, "is_demo": is_demo})
    change.save(plan)
    plan.refresh_from_db()
    _targets(change, plan, facts["targets"])
    _tasks(change, plan, facts["tasks"])
    return plan


def _document(change: Change, row: Facts) -> Document:
    row = dict(row)
    symbol = Symbol.parse(row["symbol"])
    found = Document.objects.filter(
        issuer=row["issuer"], symbol_key=symbol.key(), issued_on=row["issued_on"]
    ).first()
    text = row.pop("text_file", None)
    if text:
        path = FIXTURES / "documents" / text
        row["text"] = path.read_text(encoding="utf-8")
    if found and not (found.is_stub and not row.get("is_stub")):
        return found
    document = found or Document()
    for name, value in {"is_stub": False, **row, "symbol_key": symbol.key()}.items():
        setattr(document, name, value)
    change.save(document)
    document.refresh_from_db()
    return document


def _stub(change: Change, row: Facts) -> Document:
    symbol = Symbol.parse(row["symbol"])
    year = row["issued_on"][:4] if row["issued_on"] else "khong-ngay"
    slug = _free_slug(f"{symbol.slug()}-{year}")
    facts = {k: row[k] for k in ("kind", "symbol", "issuer", "issued_on", "title")}
    return _document(change, {**facts, "slug": slug, "is_stub": True})


def _free_slug(wanted: str) -> str:
    wanted = wanted[:70]
    slug, number = wanted, 1
    while Document.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _targets(change: Change, plan: Plan, rows: list[Facts]) -> None:
    indicators = {row.code: row for row in Indicator.objects.all()}
    units = {row.key: row for row in Unit.objects.filter(kind__in=["AGENCY", "FORCE"])}
    numbers = ("value", "value_to", "baseline")
    targets = []
    for row in rows:
        facts = dict(row, indicator=indicators[row["indicator"]])
        facts["reporter"] = units[row["reporter"]] if row.get("reporter") else None
        for name in numbers:
            facts[name] = Decimal(row[name]) if row.get(name) is not None else None
        targets.append(Target(plan=plan, **facts))
    change.save_all(targets)


def _tasks(change: Change, plan: Plan, rows: list[Facts]) -> None:
    units = {row.key: row for row in Unit.objects.exclude(kind="COMMUNE")}
    for row in rows:
        facts = {k: v for k, v in row.items() if k != "assignments"}
        task = Task(plan=plan, **facts)
        change.save(task)
        change.save_all(
            [
                Assignment(
                    task=task,
                    unit=units.get(part["unit"]) if part["unit"] else None,
                    agency=part["agency"],
                    part=part["part"],
                )
                for part in row["assignments"]
            ]
        )
