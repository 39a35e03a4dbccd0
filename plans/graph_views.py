"""A plan among its documents, and the signed papers kept with it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.gates import get_visible_or_404, requires
from accounts.refusals import Refusal
from accounts.roles import Permission
from accounts.scoping import units_for
from plans import documents, files
from plans.graph_page import GraphPage
from plans.models import Plan
from plans.task_forms import AttachForm, DayForm
from plans.task_views import attachment

P = Permission


@require_GET
@requires(P.VIEW)
def graph(request: HttpRequest, slug: str) -> HttpResponse:
    """What the plan rests on and what rests on it, drawn and as a list."""
    return _page(request, _plan(request, slug), AttachForm())


@require_POST
@requires(P.READ_PLAN)
def attach(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the signed paper of a plan with its digest."""
    plan = _plan(request, slug)
    mine = units_for(request.user, P.READ_PLAN)
    get_visible_or_404(Plan.objects.filter(unit__in=mine), pk=plan.pk)
    form = AttachForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, plan, form, status=422)
    try:
        file = form.cleaned_data["file"]
        documents.attach(plan.document, file, by=request.user, plan_slug=slug)
    except Refusal as refused:
        form.add_error("file", refused.sentence)
        return _page(request, plan, form, status=refused.status)
    messages.success(request, _("Đã đính kèm văn bản."))
    return redirect("plan-graph", slug)


@require_GET
@requires(P.VIEW)
def paper(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One attached paper, byte for byte, to who may see its plan."""
    plan = _plan(request, slug)
    found = get_visible_or_404(plan.document.attachments.all(), pk=pk)
    return attachment(files.read(found.stored_file, found.sha256), found.name)


def _plan(request: HttpRequest, slug: str) -> Plan:
    plans = Plan.objects.visible_to(request.user).select_related("document", "unit")
    return get_visible_or_404(plans, slug=slug)


def _page(
    request: HttpRequest, plan: Plan, form: AttachForm, *, status: int = 200
) -> HttpResponse:
    asked = DayForm(request.GET or None)
    day = asked.cleaned_data["on"] if asked.is_valid() else None
    mine = units_for(request.user, P.READ_PLAN)
    context = {
        "page": GraphPage(plan.document, day or timezone.localdate(), plan),
        "day_form": asked,
        "form": form,
        "may_attach": mine.filter(pk=plan.unit_id).exists(),
        "breadcrumbs": [
            {"url": reverse("plans"), "label": _("Kế hoạch")},
            {"url": reverse("plan", args=[plan.slug]), "label": plan.document.symbol},
            {"label": _("Văn bản liên quan")},
        ],
    }
    return render(request, "plans/graph.html", context, status=status)
