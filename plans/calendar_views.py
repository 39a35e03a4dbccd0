"""The reporting calendar: everybody reads it, who loads the plans keeps it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
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
from plans import calendar_actions as actions
from plans.calendar_forms import (
    DueForm,
    EndForm,
    HolidayForm,
    HolidaysForm,
    NewVersionForm,
    PlanSchemeForm,
    RuleForm,
    SchemeForm,
    YearForm,
    plans_for,
)
from plans.calendar_page import calendar_page
from plans.models import DeadlineRule, Holiday, Plan, ReportingScheme, Round

P = Permission
_READ_OR_WRITE = ["GET", "HEAD", "POST"]


@requires(P.VIEW)
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Cut-off and deadline of every period of a year, and the rules behind them."""
    form = YearForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    slug = asked.get("plan") or ""
    page = calendar_page(request.user, slug=slug, year=asked.get("year"))
    if page is None and slug:
        raise Http404
    context = {
        "page": page,
        "may_edit": request.user.may(P.IMPORT),
        "may_open": request.user.may(P.REVIEW),
        "scheme_form": PlanSchemeForm(),
    }
    return render(request, "plans/calendar.html", context)


@requires(P.IMPORT)
@require_http_methods(_READ_OR_WRITE)
def scheme(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Add a scheme, edit or end one."""
    row = get_object_or_404(ReportingScheme, pk=pk) if pk else ReportingScheme()
    form = SchemeForm(request.POST or None, instance=row)
    title = _("Sửa chế độ báo cáo") if pk else _("Thêm chế độ báo cáo")
    write = lambda: actions.save_scheme(form.instance, by=request.user)  # noqa: E731
    return _written(request, form, write, title=title)


@requires(P.IMPORT)
@require_http_methods(_READ_OR_WRITE)
def rule(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Add a rule; edit one, or put a new version in the place of a used one."""
    row = _rule(request, pk) if pk else DeadlineRule()
    used = actions.rounds_under(row) if pk else []
    if used:
        return _new_version(request, row, len(used))
    plans = plans_for(request.user)
    form = RuleForm(request.POST or None, instance=row, plans=plans)
    title = _("Sửa quy định thời hạn") if pk else _("Thêm quy định thời hạn")
    write = lambda: actions.save_rule(form.instance, by=request.user)  # noqa: E731
    return _written(request, form, write, title=title)


@requires(P.IMPORT)
@require_http_methods(_READ_OR_WRITE)
def end_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a rule hold no longer from a day on."""
    row = _rule(request, pk)
    form = EndForm(request.POST or None)
    title = _("Cho quy định hết hiệu lực")
    write = lambda: actions.end_rule(row, by=request.user, **form.cleaned_data)  # noqa: E731
    return _written(request, form, write, title=title, about=str(row))


@requires(P.IMPORT)
@require_http_methods(_READ_OR_WRITE)
def holidays(request: HttpRequest) -> HttpResponse:
    """Add one day off or many, or a day worked instead."""
    form = HolidaysForm(request.POST or None)

    def write() -> None:
        data = dict(form.cleaned_data)
        data["last"] = data["last"] or data["first"]
        actions.add_holidays(
            data.pop("first"), data.pop("last"), by=request.user, **data
        )

    return _written(request, form, write, title=_("Thêm ngày nghỉ, làm bù"))


@requires(P.IMPORT)
@require_http_methods(_READ_OR_WRITE)
def holiday(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit one day."""
    row = get_object_or_404(Holiday, pk=pk)
    form = HolidayForm(request.POST or None, instance=row)
    write = lambda: actions.save_holiday(form.instance, by=request.user)  # noqa: E731
    return _written(request, form, write, title=_("Sửa ngày nghỉ, làm bù"))


@requires(P.IMPORT)
@require_POST
def delete_holiday(request: HttpRequest, pk: int) -> HttpResponse:
    """An ordinary day again."""
    row = get_object_or_404(Holiday, pk=pk)
    actions.delete_holiday(row, by=request.user)
    messages.success(request, _("Đã bỏ %(day)s khỏi bảng ngày nghỉ.") % {"day": row})
    return redirect("calendar")


@requires(P.IMPORT)
@require_POST
def plan_scheme(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a plan follow one of the schemes."""
    plan = get_visible_or_404(Plan.objects.visible_to(request.user), slug=slug)
    form = PlanSchemeForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Hãy chọn một chế độ báo cáo."))
    actions.adopt_scheme(plan, form.cleaned_data["scheme"], by=request.user)
    messages.success(request, _("Đã áp dụng chế độ báo cáo cho kế hoạch."))
    return redirect(f"{reverse('calendar')}?plan={plan.slug}")


@requires(P.REVIEW)
@require_http_methods(_READ_OR_WRITE)
def round_due(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the deadline of an open round to what the calendar says now."""
    plans = Plan.objects.visible_to(request.user).values("pk")
    rounds = Round.objects.select_related("plan__document").filter(plan__in=plans)
    row = get_visible_or_404(rounds, pk=pk)
    form = DueForm(request.POST or None)
    write = lambda: actions.reset_due(row, by=request.user, **form.cleaned_data)  # noqa: E731
    return _written(request, form, write, title=_("Đặt lại hạn nộp"), about=str(row))


def _new_version(request: HttpRequest, row: DeadlineRule, used: int) -> HttpResponse:
    fresh = DeadlineRule(plan=row.plan, period_kind=row.period_kind)
    form = NewVersionForm(request.POST or None, instance=fresh)
    about = _(
        "«%(rule)s» đã dùng cho %(n)d đợt báo cáo nên không sửa; quy định mới thay từ "
        "một ngày, các đợt trước ngày đó giữ nguyên."
    ) % {"rule": row, "n": used}
    write = lambda: actions.replace_rule(row, form.instance, by=request.user)  # noqa: E731
    return _written(
        request, form, write, title=_("Thay quy định thời hạn"), about=about
    )


def _written(
    request: HttpRequest,
    form: Any,
    write: Callable[[], object],
    *,
    title: str,
    about: str = "",
) -> HttpResponse:
    """The form, and what it writes; a refusal comes back beside what was typed."""
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            write()
        except Refusal as error:
            refused = error
        else:
            messages.success(request, _("Đã ghi: %(what)s.") % {"what": title.lower()})
            return redirect("calendar")
    context = {"form": form, "title": title, "about": about, "refused": refused}
    status = refused.status if refused else 422 if form.is_bound else 200
    context["breadcrumbs"] = [
        {"url": reverse("calendar"), "label": _("Lịch báo cáo")},
        {"url": "", "label": title},
    ]
    return render(request, "plans/calendar_form.html", context, status=status)


def _rule(request: HttpRequest, pk: int) -> DeadlineRule:
    """A rule of every plan, or of one the reader may see."""
    row = get_object_or_404(DeadlineRule.objects.select_related("plan"), pk=pk)
    if row.plan_id and not plans_for(request.user).filter(pk=row.plan_id).exists():
        raise Http404
    return row
