"""Who reports what under a plan: the one answer for pages, imports and totals."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import QuerySet

from accounts.journal import Change
from accounts.prepared import prepared
from plans.models import AssignedUnit, Plan, Round
from targets.models import Submission, Target
from units.models import Unit

Deal = tuple[int, int]  # (target, unit)


@dataclass(frozen=True)
class Duties:
    """Units of a plan in the paper's order, and which targets each reports on."""

    units: tuple[Unit, ...]  # assigned by the annex, in its order
    targets: tuple[Target, ...]

    @cached_property
    def _unit_ids(self) -> frozenset[int]:
        return frozenset(unit.pk for unit in self.units)

    def of(self, round_: Round) -> Duties:
        """The same units; of one day's collection only the targets it asks for."""
        if round_.is_regular:
            return self
        asked = frozenset(round_.asks)
        chosen = tuple(t for t in self.targets if t.indicator.code in asked)
        return replace(self, targets=chosen)

    @property
    def reporters(self) -> tuple[Unit, ...]:
        """Every unit that owes a report: the assigned ones, then those that report
        one figure for the whole city."""
        owners = [self.owner_of(t) for t in self.targets if t.scope == "OWNER"]
        return tuple(dict.fromkeys([*self.units, *owners]))

    @property
    def owing(self) -> tuple[Unit, ...]:
        """The reporters with something to report on: for one day's collection."""
        return tuple(unit for unit in self.reporters if self.targets_of(unit))

    def owner_of(self, target: Target) -> Unit:
        return target.reporter or target.plan.unit

    def targets_of(self, unit: Unit) -> tuple[Target, ...]:
        """The targets `unit` reports on, one per indicator, in the plan's order."""
        mine: dict[int, Target] = {}
        for target in self.targets:
            if self.applies(target, unit):
                mine.setdefault(target.indicator_id, target)
        return tuple(mine.values())

    def applies(self, target: Target, unit: Unit) -> bool:
        if target.scope == Target.Scope.OWNER:
            return self.owner_of(target).pk == unit.pk
        if unit.pk not in self._unit_ids:
            return False
        return target.scope == Target.Scope.EACH_UNIT or unit.is_area

    def basis_of(self, target: Target) -> Target:
        """The target whose quota says who owes `target`: a part follows its whole."""
        whole = target.indicator.part_of_id
        return next((t for t in self.targets if t.indicator_id == whole), target)

    def owes(self, target: Target, unit: Unit, dealt: Collection[Deal]) -> bool:
        """Whether `unit` must report on `target`, `dealt` being (target, unit) pairs.

        Where a table deals the target out, only the units in it owe a figure: PC04
        was given no rehab files (21/KH-UBND, Biểu, dòng 31). It may still report.
        """
        basis = self.basis_of(target).pk
        return (basis, unit.pk) in dealt or basis not in {one for one, _ in dealt}

    def units_of(self, target: Target) -> tuple[Unit, ...]:
        """Units that report on `target`, in the paper's order."""
        if target.scope == Target.Scope.OWNER:
            return (self.owner_of(target),)
        return tuple(unit for unit in self.units if self.applies(target, unit))


def duties_of(plan: Plan, *, units: Iterable[Unit] | None = None) -> Duties:
    """Two queries, whatever the number of units; `units` narrows the assigned ones.

    What the caller has read of the plan (its unit, its document) is not read again.
    """
    if units is None:
        assigned = _assigned(plan.pk)
    else:
        assigned = _assigned(plan.pk, [unit.pk for unit in units])
    unread = tuple(
        f"plan__{name}"
        for name in ("unit", "document")
        if not Plan._meta.get_field(name).is_cached(plan)
    )
    targets = _targets(plan.pk, shape=unread)
    for target in () if unread else targets:
        target.plan = plan
    return Duties(tuple(row.unit for row in assigned), tuple(targets))


@prepared(AssignedUnit)
def _assigned(plan: int, units: Sequence[int] | None = None) -> QuerySet:
    rows = AssignedUnit.objects.filter(plan=plan).select_related("unit")
    return (rows if units is None else rows.filter(unit__in=units)).order_by("position")


@prepared(Target)
def _targets(plan: int, *unread: str) -> QuerySet:
    rows = Target.objects.filter(plan=plan).order_by("order")
    return rows.select_related("indicator__part_of", "reporter", *unread)


def open_submissions(change: Change, round_: Round) -> int:
    """A draft for every unit that owes a report in `round_`; the number created."""
    present = set(round_.submissions.values_list("unit_id", flat=True))
    duties = duties_of(round_.plan).of(round_)
    owing = duties.reporters if round_.is_regular else duties.owing
    return change.save_all(
        [
            Submission(round=round_, unit=unit)
            for unit in owing
            if unit.pk not in present
        ]
    )
