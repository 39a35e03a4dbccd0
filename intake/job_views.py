"""The progress of a long import: survives reload, ends at its receipt."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.gates import requires
from accounts.roles import Permission
from intake import jobs, pages
from sheets.numbers import format_number

STOP_POLLING = 286  # htmx asks no more after this status


@requires(Permission.IMPORT)
def job(request: HttpRequest, token: str) -> HttpResponse:
    """How far the job is; htmx asks for the bar alone. POST starts it again."""
    found = jobs.own_job(token, request.user)
    if request.method == "POST":
        jobs.again(found)
        return redirect("import-job", token)
    context = {
        "job": found,
        "done": format_number(found.done),
        "total": format_number(found.total),
        "steps": pages.steps(4 if found.is_done else 2),
    }
    if not request.htmx:
        return render(request, "intake/job.html", context)
    is_over = found.is_done or found.has_failed
    status = STOP_POLLING if is_over else 200
    return render(request, "intake/job_state.html", context, status=status)
