"""Targets that count communes, read from the register beside what was entered.

The register answers for any day under the map of that day (communes/standing.py), so
that its denominator moves with mergers. An empty register answers nothing: not 0.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone

from communes.models import KeyArea, Recognition
from communes.standing import Standing, Status, communes_on, standings
from plans.models import Plan
from reports.choosing import day as day_text
from reports.plan_picture import PlanFigures
from sheets.numbers import format_decimal, format_number
from targets.models import Result, Submission, Target
from units.models import Unit

_KEY = (Status.KEY_I, Status.KEY_II, Status.KEY_III)
COUNTED = {"drug-free-communes": (Status.RECOGNISED,), "key-communes": _KEY}
_BOOKS = {"drug-free-communes": Recognition, "key-communes": KeyArea}
_HANDED_IN = (Submission.State.SUBMITTED, Submission.State.APPROVED)


@dataclass(frozen=True)
class Named:
    """One commune behind the number: where it is, its page, on what it rests."""

    name: str
    url: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class CommuneCount:
    """The register's answer on a day; finished strings.

    `verdict` compares it with the approved figure; "" where there is none of the same
    day to compare with.
    """

    day: str
    shown: str
    all_communes: str
    entered: str
    verdict: str
    differs: bool
    communes: tuple[Named, ...]


@dataclass(frozen=True)
class RegisterDay:
    """Every commune of a tree of units on one day, and where it stood."""

    day: dt.date
    communes: tuple[Unit, ...]
    found: dict[int, Standing]

    def named(self, code: str, units: Collection[int]) -> list[Unit]:
        """Communes that count for the indicator `code`, in the area of `units`."""
        return [
            unit
            for unit in self.within(units)
            if self.found[unit.pk].status in COUNTED[code]
        ]

    def within(self, units: Collection[int]) -> Iterator[Unit]:
        wanted = set(units)
        return (unit for unit in self.communes if wanted & _places(unit))


def register_on(root: int, day: dt.date) -> RegisterDay:
    """The register of everything under the unit `root`: three queries."""
    communes = tuple(communes_on(Unit.objects.within([root]), day))
    return RegisterDay(day, communes, standings(communes, day))


def register_count(
    figures: PlanFigures, target: Target, units: Iterable[Unit]
) -> CommuneCount | None:
    """The register at the period's cut-off beside the approved figure of `units`.

    None for an indicator that counts no communes, and where the register is empty.
    Four queries.
    """
    code, plan = target.indicator.code, figures.plan
    asked = tuple(units)
    cut_off = figures.period.window(plan.calendar)[1]
    day = min(cut_off, timezone.localdate())
    if code not in COUNTED or not asked or not _has_begun(code, plan, day):
        return None
    book = register_on(plan.unit_id, day)
    ids = [unit.pk for unit in asked]
    named = book.named(code, ids)
    figure = figures.figure(target, asked, figures.to_date, official=True)
    is_told = figure.is_complete and day == cut_off
    off = _difference(figure.value, len(named)) if is_told else None
    return CommuneCount(
        day=day_text(day),
        shown=format_number(len(named)),
        all_communes=format_number(sum(1 for _ in book.within(ids))),
        entered=format_decimal(figure.value),
        verdict="" if off is None else _verdict(off),
        differs=bool(off),
        communes=tuple(_named(unit, book.found[unit.pk]) for unit in named),
    )


def differences(plan: Plan) -> Iterator[str]:
    """A sentence for each baseline and handed-in figure that is not the register's."""
    books: dict[dt.date, RegisterDay] = {}
    for where, code, unit, day, value in (*_baselines(plan), *_handed_in(plan)):
        if not _has_begun(code, plan, day):
            continue
        if day not in books:
            books[day] = register_on(plan.unit_id, day)
        count = len(books[day].named(code, [unit]))
        if _difference(value, count):
            yield (
                f"{where} ghi {format_decimal(value)}, sổ theo dõi xã ngày "
                f"{day_text(day)} có {format_number(count)}; hãy đối chiếu danh sách "
                "xã rồi sửa số liệu hoặc bổ sung quyết định."
            )


_Stated = tuple[str, str, int, dt.date, Decimal]


def _baselines(plan: Plan) -> Iterator[_Stated]:
    rows = plan.targets.filter(indicator__code__in=COUNTED, scope=Target.Scope.OWNER)
    known = rows.exclude(baseline=None).exclude(baseline_as_of=None)
    for row in known.select_related("indicator").order_by("order"):
        if row.baseline is not None and row.baseline_as_of is not None:
            where = f"Số nền «{row.indicator.short_name}» của kế hoạch"
            owner = row.reporter_id or plan.unit_id
            yield where, row.indicator.code, owner, row.baseline_as_of, row.baseline


def _handed_in(plan: Plan) -> Iterator[_Stated]:
    """Drafts may still change; what was handed in should be right."""
    rows = Result.objects.filter(
        indicator__code__in=COUNTED,
        submission__round__plan=plan,
        submission__state__in=_HANDED_IN,
        value__isnull=False,
    ).select_related("unit", "indicator", "submission__round")
    for row in rows.order_by("period_code", "indicator", "unit__sort_key", "pk"):
        if row.value is None:
            continue
        period = row.submission.round.period
        where = f"{row.unit}, {period.label}: «{row.indicator.short_name}»"
        day = period.window(plan.calendar)[1]
        if day < timezone.localdate():
            yield where, row.indicator.code, row.unit_id, day, row.value


def _has_begun(code: str, plan: Plan, day: dt.date) -> bool:
    """Whether the register knows anything of this kind by `day` under the plan."""
    under = Unit.objects.within([plan.unit_id])
    book: Any = _BOOKS[code]
    known = book.objects.filter(effective_on__lte=day, unit__in=under)
    return bool(known.exists())


def _difference(entered: Decimal | None, count: int) -> Decimal | None:
    return None if entered is None else entered - count


def _verdict(off: Decimal) -> str:
    if not off:
        return "khớp với sổ theo dõi"
    sign = "+" if off > 0 else "−"
    return f"lệch {sign}{format_decimal(abs(off))} so với sổ theo dõi"


def _places(unit: Unit) -> set[int | None]:
    """A commune and everything above it; the tree is three deep."""
    return {unit.pk, unit.parent_id, unit.parent.parent_id if unit.parent else None}


def _named(unit: Unit, standing: Standing) -> Named:
    name = unit.full_name
    if unit.parent is not None:
        name = f"{name}, {unit.parent.full_name}"
    return Named(name, reverse("commune", args=[unit.key]), standing.basis)
