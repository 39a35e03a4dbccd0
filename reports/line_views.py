"""The page of one indicator's targets across the years."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.gates import requires
from accounts.roles import Permission
from reports.target_line import target_line
from targets.models import Indicator


@requires(Permission.VIEW)
def line(request: HttpRequest, code: str) -> HttpResponse:
    """What each plan asked of one indicator, year by year."""
    found = get_object_or_404(Indicator, code=code)
    context = {
        "indicator": found,
        "years": target_line(found, request.user),
        "breadcrumbs": [
            {"url": reverse("plans"), "label": _("Kế hoạch")},
            {"label": found.short_name},
        ],
    }
    return render(request, "reports/target_line.html", context)
