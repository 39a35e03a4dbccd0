"""Opening a period or a day's collection, and the figures of one day."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from accounts.gates import get_visible_or_404, requires
from accounts.refusals import Refusal
from accounts.roles import Permission
from plans.models import Plan, Round
from plans.periods import BadPeriod, Period
from targets import rounds
from targets.day_page import day_page
from targets.round_forms import AsOfForm

P = Permission


@requires(P.REVIEW)
@require_POST
def open_period(request: HttpRequest, slug: str) -> HttpResponse:
    """Open one period of the plan for entry."""
    plan = _plan(request, slug)
    try:
        period = Period.parse(request.POST.get("period", ""))
    except BadPeriod as error:
        raise Refusal(str(error)) from error
    opened = rounds.open_period(plan, period, by=request.user)
    said = _("Đã mở %(period)s cho các đơn vị nhập số liệu.")
    messages.success(request, said % {"period": opened.period.label})
    return redirect(f"{reverse('calendar')}?plan={plan.slug}")


@requires(P.REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def open_as_of(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask the units how some indicators stood on one day."""
    plan, refused = _plan(request, slug), None
    form = AsOfForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            opened = rounds.open_as_of(plan, by=request.user, **form.cleaned_data)
        except Refusal as error:
            refused = error
        else:
            said = _("Đã mở đợt %(label)s.") % {"label": opened.period.label}
            messages.success(request, said)
            return redirect("round", pk=opened.pk)
    context = {"form": form, "plan": plan, "refused": refused}
    status = refused.status if refused else 422 if form.is_bound else 200
    return render(request, "targets/open_as_of.html", context, status=status)


@requires(P.VIEW)
@require_safe
def day(request: HttpRequest, pk: int) -> HttpResponse:
    """One day's figures; a regular round has its own place on the board."""
    plans = Plan.objects.visible_to(request.user).values("pk")
    found = Round.objects.filter(plan__in=plans).select_related("plan__document")
    round_ = get_visible_or_404(found, pk=pk)
    if round_.is_regular:
        board = f"{reverse('submissions')}?plan={round_.plan.slug}"
        return redirect(f"{board}&period={round_.period_code}")
    context = {
        "page": day_page(round_, user=request.user),
        "may_review": request.user.may(P.REVIEW),
        "may_enter": request.user.may(P.ENTER),
    }
    return render(request, "targets/day.html", context)


def _plan(request: HttpRequest, slug: str) -> Plan:
    plans = Plan.objects.visible_to(request.user).select_related("document", "unit")
    plan: Plan = get_visible_or_404(plans, slug=slug)
    return plan
