"""The communes behind a target that counts them, beside what units entered.

The number itself is read in reports/register_read.py; here are the names, the paper's
baseline, and what differs. An empty register answers nothing: not 0.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone

from communes.models import KeyArea, Recognition
from communes.standing import Standing, communes_on, standings
from plans.models import Plan
from reports.choosing import day as day_text
from reports.measures import figure_of
from reports.plan_picture import PlanFigures
from sheets.numbers import format_decimal, format_number, format_percent
from sheets.wording import gettext as _
from targets.figures import Figure, over_units
from targets.models import Indicator, Result, Submission, Target
from targets.register import COUNTED, book_of, counted_in
from units.models import Unit

_BOOKS: dict[str, Any] = dict(zip(COUNTED, (Recognition, KeyArea), strict=True))
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

    `verdict` compares it with what units reported and had approved; "" where there is
    nothing of the same day to compare with. `base` is the register on the day of the
    plan's baseline, for a target that names one.
    """

    day: str
    shown: str
    all_communes: str
    entered: str
    verdict: str
    differs: bool
    communes: tuple[Named, ...]
    percent: str = ""
    base: CommuneCount | None = None


@dataclass(frozen=True)
class RegisterDay:
    """Every commune of a tree of units on one day, and where it stood."""

    day: dt.date
    communes: tuple[Unit, ...]
    found: dict[int, Standing]

    def named(self, book: str, units: Collection[int]) -> list[Unit]:
        """Communes that stand in the list `book`, in the area of `units`."""
        return [
            unit
            for unit in self.within(units)
            if self.found[unit.pk].status in COUNTED[book]
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
    Four queries, twice that where the plan names a baseline.
    """
    plan, asked = figures.plan, tuple(units)
    cut_off = figures.period.window(plan.calendar)[1]
    day = min(cut_off, timezone.localdate())
    if not book_of(target.indicator) or not asked:
        return None
    entered = _entered(figures, target, asked)
    is_told = entered.is_complete and day == cut_off
    base = None
    if target.baseline is not None and target.baseline_as_of is not None:
        paper = Figure(value=target.baseline, reported=1, expected=1)
        base = _count(plan, target, asked, target.baseline_as_of, paper, is_told=True)
    found = _count(plan, target, asked, day, entered, is_told=is_told)
    return replace(found, base=base) if found else None


def _count(
    plan: Plan,
    target: Target,
    units: tuple[Unit, ...],
    day: dt.date,
    entered: Figure,
    *,
    is_told: bool,
) -> CommuneCount | None:
    book = book_of(target.indicator)
    if not _has_begun(book, plan, day):
        return None
    register = register_on(plan.unit_id, day)
    ids = [unit.pk for unit in units]
    named = register.named(book, ids)
    whole = sum(1 for _ in register.within(ids))
    number = _number(target.indicator, entered)
    off = _difference(number, len(named)) if is_told else None
    return CommuneCount(
        day=day_text(day),
        shown=format_number(len(named)),
        all_communes=format_number(whole),
        percent=format_percent(len(named), whole),
        entered=format_decimal(number),
        verdict="" if off is None else _verdict(off),
        differs=bool(off),
        communes=tuple(_named(unit, register.found[unit.pk]) for unit in named),
    )


def _entered(figures: PlanFigures, target: Target, units: Iterable[Unit]) -> Figure:
    """What the units themselves reported up to the period, approved reports only."""
    nothing = (None,) * len(figures.measures.grains)
    typed, span = figures.measures.typed, figures.to_date
    series = [typed.get((u.pk, target.indicator_id), nothing) for u in units]
    found = [figure_of(target, one, span, official=True) for one in series]
    return found[0] if len(found) == 1 else over_units(found)


def _number(indicator: Indicator, figure: Figure) -> Decimal | None:
    return figure.numerator if indicator.is_ratio else figure.value


def differences(plan: Plan) -> Iterator[str]:
    """A sentence for each baseline and handed-in figure that is not the register's."""
    books: dict[dt.date, RegisterDay] = {}
    for where, book, unit, day, value in (*_baselines(plan), *_handed_in(plan)):
        if not _has_begun(book, plan, day):
            continue
        if day not in books:
            books[day] = register_on(plan.unit_id, day)
        count = len(books[day].named(book, [unit]))
        if _difference(value, count):
            yield (
                _(
                    "{where} ghi {value}, sổ theo dõi xã ngày {day} có {count}; hãy "
                    "đối chiếu danh sách xã rồi sửa số liệu hoặc bổ sung quyết định.",
                    where=where,
                    value=format_decimal(value),
                    day=day_text(day),
                    count=format_number(count),
                )
            )


_Stated = tuple[str, str, int, dt.date, Decimal]


def _baselines(plan: Plan) -> Iterator[_Stated]:
    rows = plan.targets.filter(scope=Target.Scope.OWNER)
    known = rows.exclude(baseline=None).exclude(baseline_as_of=None)
    for row in known.select_related("indicator").order_by("order"):
        book = book_of(row.indicator)
        if book and row.baseline is not None and row.baseline_as_of is not None:
            where = _(
                "Số nền «{short_name}» của kế hoạch",
                short_name=row.indicator.short_name,
            )
            owner = row.reporter_id or plan.unit_id
            yield where, book, owner, row.baseline_as_of, row.baseline


def _handed_in(plan: Plan) -> Iterator[_Stated]:
    """Drafts may still change; what was handed in should be right."""
    targets = plan.targets.select_related("indicator")
    rows = Result.objects.filter(
        indicator__in=counted_in(target.indicator for target in targets),
        submission__round__plan=plan,
        submission__state__in=_HANDED_IN,
    ).select_related("unit", "indicator", "submission__round")
    for row in rows.order_by("period_code", "indicator", "unit__sort_key", "pk"):
        number = row.numerator if row.indicator.is_ratio else row.value
        if number is None:
            continue
        period = row.submission.round.period
        where = f"{row.unit}, {period.label}: «{row.indicator.short_name}»"
        day = period.window(plan.calendar)[1]
        if day < timezone.localdate():
            book = book_of(row.indicator)
            yield where, book, row.unit_id, day, Decimal(number)


def _has_begun(book: str, plan: Plan, day: dt.date) -> bool:
    """Whether the register knows anything of this kind by `day` under the plan."""
    under = Unit.objects.within([plan.unit_id])
    known = _BOOKS[book].objects.filter(effective_on__lte=day, unit__in=under)
    return bool(known.exists())


def _difference(entered: Decimal | None, count: int) -> Decimal | None:
    return None if entered is None else entered - count


def _verdict(off: Decimal) -> str:
    if not off:
        return _("khớp với sổ theo dõi")
    sign = "+" if off > 0 else "−"
    return _(
        "lệch {sign}{off} so với sổ theo dõi", sign=sign, off=format_decimal(abs(off))
    )


def _places(unit: Unit) -> set[int | None]:
    """A commune and everything above it; the tree is three deep."""
    return {unit.pk, unit.parent_id, unit.parent.parent_id if unit.parent else None}


def _named(unit: Unit, standing: Standing) -> Named:
    name = unit.full_name
    if unit.parent is not None:
        name = f"{name}, {unit.parent.full_name}"
    return Named(name, reverse("commune", args=[unit.key]), standing.basis)
