"""The page behind every figure: "số này từ đâu ra?"."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.gates import get_visible_or_404, requires
from accounts.roles import Permission
from accounts.scoping import visible_units
from plans.models import Plan
from plans.periods import BadPeriod, Period
from reports.explaining import IN_PERIOD, SPANS, TO_DATE, explain
from targets.models import Target


@requires(Permission.VIEW)
def explanation(request: HttpRequest) -> HttpResponse:
    """`?plan=&period=&target=&unit=&of=in_period|to_date`; unit empty: the city."""
    asked = request.GET
    plans = Plan.objects.visible_to(request.user).select_related("document", "unit")
    plan = get_visible_or_404(plans, slug=asked.get("plan", ""))
    target = _target(plan, asked.get("target", ""))
    unit = None
    if asked.get("unit"):
        unit = get_visible_or_404(visible_units(request.user), key=asked["unit"])
    span = asked.get("of", TO_DATE)
    span = span if span in SPANS else IN_PERIOD
    try:
        period = Period.parse(asked.get("period", ""))
        found = explain(plan, period, target, unit=unit, span=span, user=request.user)
    except BadPeriod as error:
        raise Http404 from error
    in_panel = bool(request.htmx)
    context = {"plan": plan, "explanation": found, "in_panel": in_panel}
    name = "explain_panel" if in_panel else "explain"
    return render(request, f"reports/{name}.html", context)


def _target(plan: Plan, number: str) -> Target:
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise Http404
    targets = plan.targets.select_related(
        "indicator__part_of", "plan__unit", "reporter"
    )
    found: Target = get_visible_or_404(targets, pk=int(number))
    return found
