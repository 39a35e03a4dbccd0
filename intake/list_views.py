"""Pages of unit lists: send, see what begins and ends, confirm once, take back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.gates import get_visible_or_404, requires
from accounts.refusals import Refusal, wants_json
from accounts.roles import Permission
from intake import list_desk, pages
from intake.codes import status_of
from intake.forms import ACCEPTED
from intake.models import ListDraft
from sheets.numbers import format_number
from sheets.problems import Refused

SHOWN = 500


class UnitListForm(forms.Form):
    """One official list and the day from which it is in force."""

    file = forms.FileField(
        label=gettext_lazy("Tệp"),
        help_text=gettext_lazy(
            "Danh mục thống kê: Tỉnh / Thành Phố, Mã TP, Quận Huyện, Mã QH, "
            "Phường Xã, Mã PX, Cấp; hoặc Mã, Tên, Cấp, Mã cấp trên."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )
    day = forms.DateField(
        label=gettext_lazy("Có hiệu lực từ"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


@requires(Permission.IMPORT)
def units(request: HttpRequest) -> HttpResponse:
    """The form for a unit list; a list that was read goes on to its preview."""
    form = UnitListForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return render(request, "intake/units.html", _context(form))
    if not form.is_valid():
        return render(request, "intake/units.html", _context(form), status=422)
    data = form.cleaned_data
    try:
        draft = list_desk.receive(data["file"], data["day"], by=request.user)
    except Refused as refused:
        told = [problem.message for problem in refused.problems]
        context = _context(form) | {"problems": told[:100]}
        status = status_of(refused.problems)
        return render(request, "intake/units.html", context, status=status)
    return redirect("import-list", draft.token)


@requires(Permission.IMPORT)
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """What begins and what ends; POST files it."""
    draft = list_desk.own_list(token, request.user)
    if request.method == "POST":
        draft = list_desk.confirm(token, by=request.user)
        messages.success(request, _("Đã nạp danh mục đơn vị."))
    if draft.change_set_id is not None:
        return redirect("change-set", draft.change_set_id)
    plan = list_desk.plan_of(draft)
    context = {
        "draft": draft,
        "figures": [
            {"label": _("Đơn vị mới"), "value": format_number(len(plan.created))},
            {"label": _("Đơn vị kết thúc"), "value": format_number(len(plan.ended))},
            {"label": _("Giữ nguyên"), "value": format_number(plan.same)},
        ],
        "created": plan.created[:SHOWN],
        "ended": plan.ended[:SHOWN],
        "has_changes": bool(plan.created or plan.ended),
        "steps": pages.steps(1),
    }
    return render(request, "intake/unit_list.html", context)


@require_POST
@requires(Permission.IMPORT)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a list back, with a reason."""
    mine = ListDraft.objects.select_related("change_set", "upload")
    draft = get_visible_or_404(mine.filter(upload__owner=request.user), change_set=pk)
    reason = request.POST.get("reason", "")
    try:
        done = list_desk.undo(draft, by=request.user, reason=reason)
    except Refusal as refused:
        return _not_undone(request, refused)
    messages.success(request, _("Đã thu hồi lần nạp này."))
    return redirect("change-set", done.pk)


def _not_undone(request: HttpRequest, refused: Refusal) -> HttpResponse:
    """The reasons, one by one: in 409 those are the units that are in use."""
    reasons: Any = refused.details.get("reasons") or [refused.message]
    if wants_json(request):
        body = {"ok": False, "message": refused.message, "reasons": list(reasons)}
        return JsonResponse(body, status=refused.status)
    told = {"problems": reasons, "problems_title": _("Chưa thu hồi được danh mục")}
    context = _context(UnitListForm()) | told
    return render(request, "intake/units.html", context, status=refused.status)


def _context(form: UnitListForm) -> dict[str, Any]:
    recent = ListDraft.objects.filter(change_set__isnull=False)
    return {
        "form": form,
        "tabs": pages.tabs("units"),
        "steps": pages.steps(0),
        "recent": recent.select_related("upload", "change_set__undone_by")[:10],
    }
