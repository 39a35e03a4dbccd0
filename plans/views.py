"""The list of plans, and the tasks they lay on agencies."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.gates import requires
from accounts.roles import Permission
from plans import reads
from plans.forms import TaskFilter

P = Permission


@requires(P.VIEW)
def plans(request: HttpRequest) -> HttpResponse:
    """Every plan the reader has to do with."""
    return render(request, "plans/plans.html", {"plans": reads.plan_list(request.user)})


@requires(P.VIEW)
def tasks(request: HttpRequest) -> HttpResponse:
    """Tasks by agency: all of them, or those of the reader's own agency."""
    form = TaskFilter(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = reads.tasks_of(
        request.user, text=wanted.get("q", ""), part=wanted.get("part", "")
    )
    context = {"form": form, "agencies": reads.by_agency(found), "count": len(found)}
    return render(request, "plans/tasks.html", context)
