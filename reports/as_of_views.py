"""A unit's results as they stood on a day."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.gates import get_visible_or_404, requires
from accounts.roles import Permission
from accounts.scoping import visible_units
from reports.as_of import day_of, end_of, moment_of, unit_then
from reports.choosing import choose


@requires(Permission.VIEW)
@require_safe
def unit_as_of(request: HttpRequest, code: str) -> HttpResponse:
    """What was on record by then, beside today's: `?at=YYYY-MM-DDTHH:MM`, or `?on=` a
    day to its end."""
    found = get_visible_or_404(visible_units(request.user), key=code)
    on = day_of(request.GET.get("on", "")) or timezone.localdate()
    at = moment_of(request.GET.get("at", "")) or end_of(on)
    choice = choose(request.user, request.GET)
    if choice is None:
        return render(request, "reports/no_plan.html")
    request.illustrative = choice.is_illustrative
    crumbs = [
        {"url": reverse("unit", args=[found.key]), "label": found.full_name},
        {"url": "", "label": _("Theo thời điểm")},
    ]
    context = {"page": unit_then(choice.plan, found, at), "breadcrumbs": crumbs}
    return render(request, "reports/unit_as_of.html", context)
