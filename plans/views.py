"""The list of plans."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.gates import requires
from accounts.roles import Permission
from plans import reads

P = Permission


@requires(P.VIEW)
def plans(request: HttpRequest) -> HttpResponse:
    """Every plan the reader has to do with."""
    found = reads.plan_list(request.user)
    context = {"plans": found, "may_read": request.user.may(P.READ_PLAN)}
    return render(request, "plans/plans.html", context)
