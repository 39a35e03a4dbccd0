"""What a unit of today was under an older plan: itself, or all it came out of whole.

Source: arithmetic of targets §5: a unit that came out of a merger is comparable only
if every predecessor passed to it whole.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from reports.predecessors import WHOLE, Lineage
from units.models import Succession, Unit

_DEEPEST = 8  # mergers of mergers; a ring in the data must not hang a page


@dataclass(frozen=True)
class Descent:
    """Every step that leads to `unit`, and what became of it."""

    unit: Unit
    steps: Mapping[int, Sequence[Succession]]  # by the id of the newer unit
    after: Sequence[Succession]

    def under(self, reporters: Collection[int], *, until: dt.date) -> Lineage:
        """Which of `reporters` the unit was in a year that ended on `until`."""
        return self._traced(self.unit.pk, str(self.unit), reporters, until)

    def _traced(
        self,
        pk: int,
        name: str,
        reporters: Collection[int],
        until: dt.date,
        depth: int = 0,
    ) -> Lineage:
        found = [pk] if pk in reporters else []
        for step in self.steps.get(pk, ()):
            if step.on <= until or depth >= _DEEPEST:
                continue
            if step.extent not in WHOLE:
                return Lineage((), f"chỉ nhận một phần của {step.old}")
            older = self._traced(
                step.old_id, str(step.old), reporters, until, depth + 1
            )
            if older.reason:
                return older
            found += older.unit_ids
        return Lineage(tuple(found)) if found else Lineage((), self._absent(pk, name))

    def _absent(self, pk: int, name: str) -> str:
        if pk == self.unit.pk and self.after:
            new = ", ".join(str(step.new) for step in self.after)
            return f"từ {self.after[0].on:%d/%m/%Y} thuộc {new}"
        return f"kế hoạch năm ấy không giao {name}"


def descent_of(unit: Unit) -> Descent:
    """Read backwards step by step: a query for each generation, and one forward."""
    steps: dict[int, list[Succession]] = {}
    newer = {unit.pk}
    for _ in range(_DEEPEST):
        rows = Succession.objects.filter(new__in=newer).select_related("old")
        found = list(rows.order_by("old__sort_key"))
        newer = {row.old_id for row in found} - set(steps)
        for row in found:
            steps.setdefault(row.new_id, []).append(row)
        if not newer:
            break
    after = Succession.objects.filter(Q(old=unit), on__gt=unit.valid_from)
    return Descent(unit, steps, list(after.select_related("new").order_by("on", "pk")))
