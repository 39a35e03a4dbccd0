"""Comparison pages: unit beside unit, year beside year."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.gates import requires
from accounts.roles import Permission
from accounts.scoping import visible_units
from plans.models import AssignedUnit, Plan
from reports.choosing import Choice, Tab, choose
from reports.comparing_units import ORDERS, PAPER, Wanted, units_compared
from reports.comparing_years import YearsCompared
from reports.comparison_forms import PARTS, UnitsForm, YearsForm, part_label
from reports.years_read import years_of
from targets.models import Indicator
from units.models import Unit

NO_PLAN = "reports/no_plan.html"


@requires(Permission.VIEW)
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """`?plan=&period=&indicator=&unit=&order=`; indicator and unit may repeat."""
    choice = choose(request.user, request.GET)
    if choice is None:
        return render(request, NO_PLAN)
    request.illustrative = choice.is_illustrative
    page = units_compared(choice, request.user, _wanted(request))
    context = {
        "page": page,
        "choice": choice,
        "form": UnitsForm(page),
        "tabs": _pages("compare-units"),
        "period_tabs": _periods(request, choice),
    }
    return render(request, "reports/compare_units.html", context)


@requires(Permission.VIEW)
@require_safe
def years(request: HttpRequest) -> HttpResponse:
    """`?indicator=&unit=&period=H1`: one indicator under the plan of each year."""
    choice = choose(request.user, {})
    if choice is None:
        return render(request, NO_PLAN)
    request.illustrative = choice.is_illustrative
    form = _years_form(request, choice)
    if not form.is_valid():
        raise Http404
    asked = form.cleaned_data
    indicator = form.indicators[asked["indicator"]]
    unit = form.units.get(asked["unit"])
    found = years_of(indicator, request.user, part=asked["period"], unit=unit)
    context = {
        "page": YearsCompared(indicator, found, is_one_unit=unit is not None),
        "form": form,
        "who": unit.full_name if unit else choice.plan.unit.full_name,
        "part": part_label(asked["period"]),
        "tabs": _pages("compare-years"),
    }
    return render(request, "reports/compare_years.html", context)


def _wanted(request: HttpRequest) -> Wanted:
    order = request.GET.get("order", PAPER)
    if order not in ORDERS:
        raise Http404
    return Wanted(request.GET.getlist("indicator"), request.GET.getlist("unit"), order)


def _years_form(request: HttpRequest, choice: Choice) -> Any:
    """What is left out is the latest plan's: its first target, its period."""
    plans = Plan.objects.visible_to(request.user)
    asked = Indicator.objects.filter(targets__plan__in=plans.values("pk"))
    indicators = {x.code: x for x in asked.distinct().order_by("order", "code")}
    dealt = AssignedUnit.objects.filter(plan__in=plans.values("pk")).values("unit")
    own = visible_units(request.user)
    found: dict[str, Unit] = {x.key: x for x in own.filter(pk__in=dealt).in_order()}
    sees_city = request.user.may(Permission.VIEW_CITY)
    whole = choice.plan.unit.full_name if sees_city else ""
    start = {
        "indicator": next(iter(indicators), ""),
        "unit": "" if whole else next(iter(found), ""),
        "period": _part(choice),
    }
    data = {**start, **{k: v for k, v in request.GET.items() if v}}
    form: Any = YearsForm(
        data, indicators=indicators.values(), units=found.values(), whole=whole
    )
    form.indicators, form.units = indicators, found
    return form


def _part(choice: Choice) -> str:
    part = choice.period.code.partition("-")[2]
    return part if part in PARTS else PARTS[-1]


def _pages(current: str) -> list[Tab]:
    names = {"compare-units": _("Giữa các đơn vị"), "compare-years": _("Giữa các năm")}
    return [Tab(reverse(name), label, name == current) for name, label in names.items()]


def _periods(request: HttpRequest, choice: Choice) -> list[Tab]:
    """The periods of the plan; what else was chosen stays chosen."""
    kept = request.GET.copy()
    kept.pop("format", None)
    found = []
    for tab, period in zip(choice.period_tabs, choice.periods, strict=True):
        kept["plan"], kept["period"] = choice.plan.slug, period.code
        found.append(Tab(f"?{kept.urlencode()}", tab.label, tab.current))
    return found
