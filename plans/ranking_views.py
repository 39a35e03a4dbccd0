"""Whether a plan's units are put in order: off, unless the Secretariat says so."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.gates import get_visible_or_404, requires
from accounts.roles import Permission
from plans.actions import rank_units
from plans.calendar_forms import RankingForm
from plans.models import Plan


@requires(Permission.REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def ranking(request: HttpRequest, slug: str) -> HttpResponse:
    """Turn the order of units on or off, with a reason."""
    plan = get_visible_or_404(Plan.objects.visible_to(request.user), slug=slug)
    form = RankingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        rank_units(plan, on=not plan.is_ranked, by=request.user, **form.cleaned_data)
        messages.success(request, _("Đã ghi; nhật ký giữ lý do."))
        return redirect(f"{reverse('overview')}?plan={plan.slug}")
    title = _("Thôi xếp thứ tự đơn vị") if plan.is_ranked else _("Xếp thứ tự đơn vị")
    about = _(
        "Mặc định không xếp thứ tự. Khi bật, trang từng chỉ tiêu ghi thứ tự kèm cách "
        "tính; đơn vị chưa đủ báo cáo không bị xếp cuối."
    )
    context = {"form": form, "title": title, "about": about}
    status = 422 if form.is_bound else 200
    return render(request, "plans/calendar_form.html", context, status=status)
