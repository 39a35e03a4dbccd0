"""Quotas, results and progress: the numbers, within the asker's scope."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from accounts.models import User
from accounts.scoping import visible_units
from plans.models import Plan
from plans.periods import Kind, Period
from reports.api import told
from reports.api.asking import (
    Day,
    Page,
    PeriodCode,
    PlanSlug,
    UnitKey,
    choice_of,
    day_of,
    one_of,
    period_in,
    plan_asked,
    plan_of,
    unit_of,
)
from reports.api.auth import person
from reports.api.cells import Cells
from reports.api.etags import cell_versions, current_tag, report_version
from reports.api.refusing import MAY_REFUSE
from reports.api.told import number
from reports.figures_read import PlanFigures, plan_figures
from reports.rows import Row
from sheets.numbers import percent
from targets.figures import Figure
from targets.kinds import IndicatorKind
from targets.models import Quota, Target
from targets.progress import Progress
from units.models import Unit

router = Router(tags=["Số liệu"])
NOTHING: dict[str, Any] = {"items": [], "count": 0}
BASES = ["official", "current"]


class QuotaQuery(Page):
    plan: PlanSlug
    as_of: Day


class ResultQuery(Page):
    plan: PlanSlug
    period: PeriodCode
    unit: UnitKey


class ProgressQuery(ResultQuery):
    basis: str = one_of("official (mặc định) là báo cáo đã duyệt", BASES)


@router.get("quotas", response={200: told.Listed[told.QuotaItem], **MAY_REFUSE})
def quotas(request: HttpRequest, asked: Query[QuotaQuery]) -> Any:
    """Quotas of `plan` or of all in scope; in force on `as_of`, else the latest."""
    user = person(request)
    day = day_of(asked.as_of, "as_of")
    latest = Quota.objects.in_force()
    found = Quota.objects.as_of(day) if day else latest
    found = found.filter(unit__in=visible_units(user))
    if asked.plan:
        found = found.filter(target__plan=plan_of(user, asked.plan))
    rows = found.select_related(
        "target__plan", "target__indicator", "unit", "decision"
    ).order_by("target__plan__slug", "target__order", "unit__sort_key", "pk")
    return {"items": [_quota(row) for row in rows[asked.cut]], "count": found.count()}


@router.get("results", response={200: told.Listed[told.ResultItem], **MAY_REFUSE})
def results(
    request: HttpRequest, response: HttpResponse, asked: Query[ResultQuery]
) -> Any:
    """Every cell that is owed, reported or not, by period, unit and target.

    Asked for one plan, unit and period, the ETag is what `If-Match` of a PUT wants.
    """
    user = person(request)
    unit = unit_of(user, asked.unit) if asked.unit else None
    plan = plan_asked(user, asked.plan)
    if plan is None:
        return NOTHING
    period = period_in(plan, asked.period)
    if unit and period:
        _tag_report(request, response, plan, unit, period)
    cells = Cells.of(plan, user=user, unit=unit, period=period)
    return {"items": cells.rows(asked.cut), "count": len(cells)}


@router.get("progress", response={200: told.Listed[told.ProgressItem], **MAY_REFUSE})
def progress(request: HttpRequest, asked: Query[ProgressQuery]) -> Any:
    """Each target at the end of `period` (the year unless named), approved figures.

    First the whole plan (`unit` null), for those who see all of it, then each unit
    in scope; with `unit` only that one.
    """
    user = person(request)
    is_official = choice_of(asked.basis, "basis", BASES) != "current"
    plan = plan_asked(user, asked.plan)
    if plan is None:
        return NOTHING
    period = period_in(plan, asked.period) or Period(Kind.YEAR, plan.year)
    figures = _figures(plan, period, user, asked.unit)
    wanted = _asked_rows(figures, with_total=not asked.unit)
    items = [
        _progress(
            figures.row(target, unit) if unit else figures.total(target), is_official
        )
        for target, unit in wanted[asked.cut]
    ]
    return {"items": items, "count": len(wanted)}


def _tag_report(
    request: HttpRequest,
    response: HttpResponse,
    plan: Plan,
    unit: Unit,
    period: Period,
) -> None:
    """Read before the rows are: a tag may be older than its rows, never newer."""
    round_ = plan.rounds.filter(period_code=period.code).select_related("plan").first()
    if round_ is not None:
        version = report_version(round_, unit, cell_versions(round_, unit))
        response["ETag"] = f'"{current_tag(request)}.{version}"'


def _figures(plan: Plan, period: Period, user: User, key: str) -> PlanFigures:
    units = [unit_of(user, key)] if key else None
    return plan_figures(plan, period, user=user, units=units)


def _asked_rows(
    figures: PlanFigures, *, with_total: bool
) -> list[tuple[Target, Unit | None]]:
    """A total of part of the units beside the whole plan's quota would mislead."""
    sees_all = len(figures.units) == len(figures.duties.reporters)
    whole: list[tuple[Target, Unit | None]] = (
        [(target, None) for target in figures.targets]
        if with_total and sees_all
        else []
    )
    return whole + [
        (target, unit) for unit in figures.units for target in figures.targets_of(unit)
    ]


def _quota(row: Quota) -> dict[str, Any]:
    return {
        "plan": row.target.plan.slug,
        "indicator": row.target.indicator.code,
        "unit": row.unit.key,
        "value": number(row.value),
        "decision": row.decision.symbol if row.decision else None,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "version": row.version,
    }


def _progress(row: Row, is_official: bool) -> dict[str, Any]:
    found = row.official if is_official else row.current
    return {
        "indicator": row.target.indicator.code,
        "unit": row.unit.key if row.unit else None,
        "quota": number(found.quota),
        "in_period": number(_done(row.kind, found.in_period)),
        "to_date": number(_done(row.kind, found.to_date)),
        "percent": _percent(found),
        "expected": number(found.expected),
        "verdict": found.verdict.value,
        "reported_units": found.to_date.reported,
        "expected_units": found.to_date.expected,
    }


def _done(kind: IndicatorKind, figure: Figure) -> Any:
    """The count; of a fraction its numerator, of words nothing."""
    if kind is IndicatorKind.QUALITATIVE:
        return None
    return figure.numerator if kind.is_fraction else figure.value


def _percent(found: Progress) -> str | None:
    """In hundredths as on the pages: what falls short is never told as 100."""
    share = found.percent
    if share is None:
        return None
    size = Fraction(abs(share))
    text = number(percent(size.numerator, size.denominator))
    return f"-{text}" if share < 0 and text != "0" else text
