"""Pages of unit lists: send, see what begins and ends, confirm once, take back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.gates import get_visible_or_404, requires
from accounts.refusals import Refusal, refuse, wants_json
from accounts.roles import Permission
from intake import list_desk, pages
from intake.answers import faults_of
from intake.codes import status_of
from intake.forms import ACCEPTED
from intake.models import ListDraft
from sheets.numbers import format_number
from sheets.problems import Problem, Refused
from units.loading import EditionPlan

SHOWN = 500
_NO_CHANGE = gettext_lazy("Không có thay đổi.")


class UnitListForm(forms.Form):
    """One official list and the day from which it is in force."""

    file = forms.FileField(
        label=gettext_lazy("Tệp"),
        allow_empty_file=True,
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
        return _bad_form(request, form)
    data = form.cleaned_data
    try:
        draft = list_desk.receive(data["file"], data["day"], by=request.user)
    except Refused as refused:
        return _refused(request, form, refused.problems)
    if wants_json(request):
        counts = _counts(list_desk.plan_of(draft))
        return JsonResponse(_answer(draft.token, counts, ()))
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


def confirmed(request: HttpRequest, token: str) -> HttpResponse:
    """File a list for a machine, once; again: 409 with the first receipt."""
    if not request.user.may(Permission.IMPORT):
        raise PermissionDenied
    try:
        draft = list_desk.confirm(token, by=request.user)
    except Refusal as refused:
        done: Any = refused.details.get("draft")
        if done is None or not wants_json(request):
            raise
        return JsonResponse(_receipt(done, refused.message, ok=False), status=409)
    if not wants_json(request):
        return redirect("import-list", token)
    message = _("Đã nạp danh mục đơn vị.") if draft.change_set_id else _NO_CHANGE
    return JsonResponse(_receipt(draft, str(message), ok=True))


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


def _bad_form(request: HttpRequest, form: UnitListForm) -> HttpResponse:
    if wants_json(request):
        return refuse(request, 422, faults_of(form))
    return render(request, "intake/units.html", _context(form), status=422)


def _refused(
    request: HttpRequest, form: UnitListForm, problems: Sequence[Problem]
) -> HttpResponse:
    """Why a list is not taken; nothing of it is kept."""
    status = status_of(problems)
    if wants_json(request):
        return JsonResponse(_answer(None, _counts(None), problems), status=status)
    told = [problem.message for problem in problems]
    context = _context(form) | {"problems": told[:100]}
    return render(request, "intake/units.html", context, status=status)


def _answer(
    token: str | None, counts: dict[str, int], problems: Sequence[Problem]
) -> dict[str, Any]:
    """As every other import answers a machine (contract.md §7)."""
    return {
        "ok": token is not None,
        "token": token,
        "counts": counts | {"problems": len(problems)},
        "problems": pages.problems_of(problems),
        "totals": [],
    }


def _counts(plan: EditionPlan | None) -> dict[str, int]:
    """Units that begin, that end and that stay."""
    if plan is None:
        return {"new": 0, "changed": 0, "same": 0}
    return {"new": len(plan.created), "changed": len(plan.ended), "same": plan.same}


def _receipt(draft: ListDraft, message: str, *, ok: bool) -> dict[str, Any]:
    number = draft.change_set_id
    receipt = reverse("change-set", args=[number]) if number else None
    return {"ok": ok, "message": message, "changeset": number, "receipt": receipt}


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
