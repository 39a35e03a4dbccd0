"""The page of data checks: gaps, orphans, sums that do not close."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.gates import requires
from accounts.roles import Permission
from reports.data_checks import findings


@requires(Permission.CHECKS)
def checks(request: HttpRequest) -> HttpResponse:
    """What `check_data` tells an operator, for people."""
    return render(request, "reports/checks.html", {"findings": list(findings())})
