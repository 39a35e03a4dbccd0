"""What a report still lacks: the cells its unit owes and has not filled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from targets.models import Quota, Result, Submission, Target
from targets.register import Register, book_of, counted_in, cut_off
from targets.reporting import Deal, Duties, duties_of


@dataclass(frozen=True)
class Gap:
    """The targets of one report without a full figure, of `expected` in all."""

    targets: tuple[Target, ...]
    expected: int

    @property
    def filled(self) -> int:
        return self.expected - len(self.targets)

    @property
    def is_blank(self) -> bool:
        """Not one figure, although some are owed."""
        return self.expected > 0 and self.filled == 0

    @property
    def names(self) -> str:
        return ", ".join(f"“{t.indicator.short_name}”" for t in self.targets)


def gaps_of(
    submissions: Iterable[Submission], *, duties: Mapping[int, Duties] | None = None
) -> dict[int, Gap]:
    """Each report's gap by its key: four queries a plan, whatever the number of
    units. `duties` by plan, where they have been read already. What the register of
    communes answers is no gap; it is asked only where such a figure is missing."""
    found = list(submissions)
    known = dict(duties or {})
    for submission in found:
        plan = submission.round.plan
        if plan.pk not in known:
            known[plan.pk] = duties_of(plan)
    filled, dealt = _filled(found), _dealt(known)
    filled |= _counted(found, known, filled)
    return {
        s.pk: _gap(s, known[s.round.plan_id].of(s.round), filled, dealt) for s in found
    }


def is_full(row: Result) -> bool:
    """Whether the row is a report: half a fraction is none."""
    if row.numerator is not None and row.denominator is not None:
        return True
    return row.value is not None or bool(row.text or row.grade)


def _gap(
    submission: Submission,
    duties: Duties,
    filled: set[tuple[int, int]],
    dealt: set[Deal],
) -> Gap:
    unit = submission.unit
    targets = [t for t in duties.targets_of(unit) if duties.owes(t, unit, dealt)]
    missing = [t for t in targets if (submission.pk, t.indicator_id) not in filled]
    return Gap(tuple(missing), len(targets))


def _filled(submissions: list[Submission]) -> set[tuple[int, int]]:
    rows = Result.objects.filter(submission__in=[s.pk for s in submissions])
    return {(row.submission_id, row.indicator_id) for row in rows if is_full(row)}


def _counted(
    submissions: list[Submission],
    duties: Mapping[int, Duties],
    filled: set[tuple[int, int]],
) -> set[tuple[int, int]]:
    """What nobody has to type: the register of communes has it."""
    told: set[tuple[int, int]] = set()
    today, registers = timezone.localdate(), {}
    for submission in submissions:
        plan, unit = submission.round.plan, submission.unit
        mine = counted_in(t.indicator for t in duties[plan.pk].targets_of(unit))
        day = cut_off(plan, submission.round.period, today)
        for pk, indicator in mine.items() if day else ():
            if (submission.pk, pk) in filled:
                continue
            if plan.pk not in registers:
                roots = [s.unit_id for s in submissions]
                registers[plan.pk] = Register([plan.unit_id, *roots], today)
            if registers[plan.pk].tally(book_of(indicator), unit.pk, day):
                told.add((submission.pk, pk))
    return told


def _dealt(plans: Iterable[int]) -> set[Deal]:
    rows = Quota.objects.in_force().filter(target__plan__in=list(plans))
    return set(rows.order_by().values_list("target_id", "unit_id"))
