"""The rows a confirmed reading becomes, written into an open change set."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import models

from accounts.journal import Change
from communes.loading import criteria_row
from communes.models import CriteriaSet
from intake.plan_checks import criteria_content, stored_document
from intake.plan_forms import NEW, STUB, WORDS
from intake.plan_sections import Desk
from intake.plan_table_filing import file_table
from intake.plan_taken import is_plan, taken
from plans.models import Assignment, Citation, Document, Plan, Task
from plans.periods import Kind, Period, Scheme
from plans.symbols import Symbol
from targets.kinds import Comparator, Direction
from targets.models import Indicator, Target
from units.models import Kind as UnitKind
from units.models import Unit
from units.names import search_key

_DOWN = (Comparator.AT_MOST, Comparator.LESS_THAN, Comparator.REDUCE_BY)
_WRITTEN = ("symbol", "kind", "issuer", "issued_on", "place", "title", "signer")


class Filing:
    """One reading on its way in; every section of its desk is valid."""

    def __init__(self, change: Change, desk: Desk) -> None:
        self.change, self.desk = change, desk
        self.agencies: dict[str, Unit] = {}

    @staticmethod
    def plan_slug(desk: Desk) -> str:
        """The plan's future address, "" for a mere document."""
        if not is_plan(desk):
            return ""
        symbol = desk.section("document").rows[0].form.cleaned_data["symbol"]
        year = desk.section("plan").rows[0].form.cleaned_data["year"]
        return free(Plan, "slug", f"{Symbol.parse(symbol).slug()}-{year}", 70)

    def everything(self) -> None:
        self._citations()
        if is_plan(self.desk):
            targets = self._targets()
            self._tasks()
            for key in self.desk.annexes:
                file_table(self.change, self.desk, key, self.plan, targets)
        if taken(self.desk, "criteria"):
            self._criteria()

    @cached_property
    def document(self) -> Document:
        data = self._data("document")
        found = stored_document(self.desk)
        if found and not found.is_stub:
            return found
        symbol = Symbol.parse(data["symbol"])
        year = data["issued_on"].year if data["issued_on"] else "khong-ngay"
        wanted = f"{symbol.slug()}-{year}"
        row = found or Document(slug=free(Document, "slug", wanted, 70))
        for name in (*_WRITTEN, "signing_capacity"):
            setattr(row, name, data[name])
        row.symbol_key, row.is_stub = symbol.key(), False
        row.recipients = [x for x in data["recipients"].splitlines() if x.strip()]
        row.text, row.source = self.desk.reading.text, self.desk.reading.name[:300]
        self.change.save(row)
        return row

    @cached_property
    def plan(self) -> Plan:
        data = self._data("plan")
        scheme = Scheme(data["scheme"])
        start, end = Period(Kind.YEAR, data["year"]).window(scheme)
        plan = Plan(
            document=self.document,
            slug=self.change.row.plan_slug,
            unit=next(u for u in self.desk.plan_units if str(u.pk) == data["unit"]),
            title=data["title"],
            year=data["year"],
            start=start,
            end=end,
            scheme=scheme.value,
            grain=data["grain"],
        )
        self.change.save(plan)
        return plan

    def _citations(self) -> None:
        if self.document.citations.exists():
            return
        for number, row in taken(self.desk, "citations"):
            data = row.form.cleaned_data
            cited = self._cited(data)
            if cited != self.document:
                citation = Citation(
                    source=self.document,
                    cited=cited,
                    relation=data["relation"],
                    text=row.words[:500],
                    order=number + 1,
                )
                self.change.save(citation)

    def _cited(self, data: dict[str, Any]) -> Document | None:
        if data["document"] == WORDS:
            return None
        if data["document"] != STUB:
            return Document.objects.get(pk=data["document"])
        symbol = Symbol.parse(data["symbol"])
        identity = {
            "symbol_key": symbol.key(),
            "issuer": data["issuer"],
            "issued_on": data["issued_on"],
        }
        found = Document.objects.filter(**identity).first()
        if found is None:
            year = data["issued_on"].year if data["issued_on"] else "khong-ngay"
            slug = free(Document, "slug", f"{symbol.slug()}-{year}", 70)
            named = {"symbol": symbol.text, "kind": data["kind"], "slug": slug}
            found = Document(**identity, **named, is_stub=True)
            self.change.save(found)
        return found

    def _targets(self) -> dict[int, Target]:
        made: dict[int, Target] = {}
        for order, (number, row) in enumerate(taken(self.desk, "targets"), 1):
            data = row.form.cleaned_data
            target = Target(
                plan=self.plan,
                indicator=self._indicator(data, made),
                paragraph=data["paragraph"],
                text=row.words,
                comparator=data["comparator"],
                value=data["value"],
                value_to=data["value_to"],
                baseline=data["baseline"],
                baseline_as_of=data["baseline_as_of"],
                scope=data["scope"],
                order=order,
            )
            self.change.save(target)
            made[number] = target
        return made

    def _indicator(self, data: dict[str, Any], made: dict[int, Target]) -> Indicator:
        if data["indicator"] != NEW:
            return Indicator.objects.get(code=data["indicator"])
        whole = made[int(data["whole"])].indicator if data["whole"] else None
        last = Indicator.objects.aggregate(last=models.Max("order"))["last"] or 0
        is_part = whole is not None
        row = Indicator(
            code=free(Indicator, "code", search_key(data["name"]), 50),
            name=data["name"],
            short_name=_short(data["name"]),
            measure_unit=whole.measure_unit if whole and is_part else data["unit"],
            kind=data["kind"],
            direction=_direction(data["comparator"]),
            part_of=whole,
            decimals=2 if _has_decimals(data["value"]) and not is_part else 0,
            order=last + 1,
        )
        self.change.save(row)
        return row

    def _tasks(self) -> None:
        for order, (_number, row) in enumerate(taken(self.desk, "tasks"), 1):
            data = row.form.cleaned_data
            names = ("paragraph", "title", "cycle", "deadline", "deadline_text")
            facts = {name: data[name] for name in names}
            task = Task(plan=self.plan, text=row.words, order=order, **facts)
            self.change.save(task)
            parts = []
            for name, chosen in row.form.bodies():  # type: ignore[attr-defined]
                unit = self._body(name, chosen)
                agency = name or (unit.full_name if unit else "")
                part = {"unit": unit, "agency": agency[:300], "part": data["part"]}
                parts.append(Assignment(task=task, **part))
            self.change.save_all(parts)

    def _body(self, name: str, chosen: str) -> Unit | None:
        if chosen == WORDS:
            return None
        if chosen != NEW:
            return Unit.objects.get(pk=chosen)
        known = search_key(name)
        if known not in self.agencies:
            unit = Unit(
                key=free(Unit, "key", known, 50),
                kind=UnitKind.AGENCY,
                name=name[:200],
                parent=self.plan.unit,
                valid_from=self.document.issued_on or self.plan.start,
            ).derive_keys()
            self.change.save(unit)
            self.agencies[known] = unit
        return self.agencies[known]

    def _criteria(self) -> None:
        """The next edition of this document's set, made of what was taken."""
        data = self._data("criteria")
        units = {str(unit.pk): unit for unit in self.desk.plan_units}
        row = criteria_row(
            criteria_content(self.desk),
            document=self.document,
            scope_unit=units.get(data["scope_unit"]),
        )
        same = CriteriaSet.objects.filter(
            document=self.document, unit_level=row.unit_level
        )
        row.edition = (same.aggregate(last=models.Max("edition"))["last"] or 0) + 1
        self.change.save(row)

    def _data(self, key: str) -> dict[str, Any]:
        return self.desk.section(key).rows[0].form.cleaned_data


def free(model: type[models.Model], name: str, wanted: str, most: int) -> str:
    """`wanted` as an address nobody has yet, at most `most` characters and a number."""
    base = search_key(wanted).replace(" ", "-").replace("_", "-")[:most].strip("-")
    slug, number = base or "muc", 1
    while model._base_manager.filter(**{name: slug}).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


def _short(name: str) -> str:
    return name if len(name) <= 80 else name[:79].rpartition(" ")[0] + "…"


def _direction(comparator: str) -> str:
    if comparator in _DOWN or comparator == Comparator.EXACTLY:
        return Direction.DOWN.value
    if comparator == Comparator.MAINTAIN:
        return Direction.LEVEL.value
    return Direction.UP.value


def _has_decimals(value: Decimal | None) -> bool:
    return value is not None and value != value.to_integral_value()
