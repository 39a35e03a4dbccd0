"""Pages of handouts: get one, send it back, see old → new, confirm once, take back.

Open to whoever enters results (own units only) and to whoever imports files.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.base import File
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.gates import get_visible_or_404, requires
from accounts.language import vietnamese
from accounts.refusals import Refusal, refuse, wants_json
from accounts.roles import Permission
from communes import boards
from intake import handout_desk, handout_pages, pages, uploads
from intake.attachments import attachment
from intake.codes import status_of
from intake.drafts import problems_of
from intake.fact_forms import facts_workbook
from intake.handout_pages import HandoutForm
from intake.handouts import fillable_units
from intake.models import HandoutDraft
from intake.result_forms import results_workbook
from plans.models import Plan, Round
from sheets.marking import mark_workbook
from sheets.problems import Refused
from units.models import Unit

P = Permission
State = HandoutDraft.State


@requires(P.ENTER, P.IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def handouts(request: HttpRequest) -> HttpResponse:
    """What can be handed out, and the form to send a filled one back."""
    form = HandoutForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return received(request, form.cleaned_data["file"])
    status = 422 if request.method == "POST" else 200
    if status == 422 and wants_json(request):
        return refuse(request, 422, _("Hãy chọn tệp biểu mẫu đã ghi số."))
    context = handout_pages.desk(request.user, form)
    return render(request, "intake/handouts.html", context, status=status)


def received(request: HttpRequest, file: File) -> HttpResponse:
    """A filled handout: on to its preview, or every problem at once."""
    taken = handout_desk.receive(file, by=request.user)
    status = status_of(taken.problems)
    if wants_json(request):
        answer = handout_pages.upload_answer(taken)
        return JsonResponse(answer, status=status)
    if taken.draft is not None and taken.is_ok:
        return redirect("handout-preview", taken.draft.token)
    context = handout_pages.refused(taken)
    return render(request, "intake/refused.html", context, status=status)


@require_GET
@requires(P.ENTER, P.IMPORT)
@vietnamese()
def results_form(request: HttpRequest) -> HttpResponse:
    """The workbook of `?round=` for `?unit=`, or for all units of the person."""
    plans = Plan.objects.visible_to(request.user).values("pk")
    rounds = Round.objects.filter(plan__in=plans)
    round_ = get_visible_or_404(
        rounds.select_related("plan__document", "plan__unit"),
        pk=boards.whole(request.GET.get("round")),
    )
    unit = request.GET.get("unit", "")
    name, data = results_workbook(round_, by=request.user, unit=unit)
    return attachment(data, name)


@require_GET
@requires(P.ENTER, P.IMPORT)
@vietnamese()
def facts_form(request: HttpRequest) -> HttpResponse:
    """The workbook of `?district=`'s communes in `?year=` under `?set=`."""
    mine = fillable_units(request.user).filter(kind="COMMUNE")
    above = Q(pk__in=mine.values("parent")) | Q(pk__in=mine.values("parent__parent"))
    units = Unit.objects.filter(above)
    whose = get_visible_or_404(units, key=request.GET.get("district", ""))
    year = boards.chosen_year(request.GET.get("year"))
    chosen = boards.whole(request.GET.get("set"))
    name, data = facts_workbook(whose, year, chosen, by=request.user)
    return attachment(data, name)


@require_GET
@requires(P.ENTER, P.IMPORT)
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """Old → new for every cell that would change, before anything is written."""
    draft = handout_desk.own_handout(token, request.user)
    if draft.state == State.DONE:
        return _receipt_or_desk(draft)
    if draft.state == State.REFUSED:
        context = handout_pages.refused_draft(draft)
        return render(request, "intake/refused.html", context, status=422)
    try:
        context = handout_pages.preview(draft, request.user)
    except Refusal as refused:
        return pages.not_confirmed(request, refused)
    return render(request, "intake/handout_preview.html", context)


def confirmed(request: HttpRequest, token: str) -> HttpResponse:
    """Carry out a handout, once; again: 409 with the first receipt."""
    try:
        draft = handout_desk.confirm(token, by=request.user)
    except Refusal as refused:
        return _not_confirmed(request, refused)
    if wants_json(request):
        return JsonResponse(handout_pages.receipt_answer(draft, is_first=True))
    if draft.change_set_id is None:
        messages.info(request, _("Không có thay đổi: số liệu đã đúng như trong tệp."))
    else:
        messages.success(request, _("Đã nạp tệp."))
    return _receipt_or_desk(draft)


def _not_confirmed(request: HttpRequest, refused: Refusal) -> HttpResponse:
    draft: Any = refused.details.get("draft")
    if draft is None:
        return pages.not_confirmed(request, refused)
    if wants_json(request):
        answer = handout_pages.receipt_answer(draft, is_first=False)
        return JsonResponse(answer, status=409)
    if draft.change_set_id is None:
        return refuse(request, 409, refused.message)
    context = handout_pages.receipt(draft) | {"again": refused.message}
    return render(request, "intake/handout_receipt.html", context, status=409)


@require_GET
@requires(P.ENTER, P.IMPORT)
@vietnamese()
def marked(request: HttpRequest, token: str) -> HttpResponse:
    """The person's own file with every bad cell coloured and commented."""
    draft = handout_desk.own_handout(token, request.user)
    upload = draft.upload
    try:
        data = mark_workbook(
            uploads.read(upload),
            problems_of(draft),
            limits=uploads.limits(),
            name=upload.name,
        )
    except Refused as refused:
        raise Refusal(str(refused)) from refused
    stem = upload.name.rpartition(".")[0] or upload.name
    return attachment(data, f"{stem} - {_('các lỗi')}.xlsx")


@require_GET
@requires(P.ENTER, P.IMPORT)
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Who handed in which file when, every value it set, and the way back."""
    context = handout_pages.receipt(_done(request, pk))
    return render(request, "intake/handout_receipt.html", context)


@requires(P.ENTER, P.IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a handout back, with a reason."""
    draft = _done(request, pk)
    if request.method != "POST":
        return render(request, "intake/undo.html", handout_pages.receipt(draft))
    reason = request.POST.get("reason", "")
    try:
        handout_desk.undo(draft, by=request.user, reason=reason)
    except Refusal as refused:
        context = handout_pages.receipt(draft) | {"refused": refused, "reason": reason}
        return render(request, "intake/undo.html", context, status=refused.status)
    messages.success(request, _("Đã thu hồi lần nạp này."))
    return redirect("handout-receipt", pk)


@require_GET
@requires(P.ENTER, P.IMPORT)
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of a confirmed handout, byte for byte as it came."""
    upload = _done(request, pk).upload
    return attachment(uploads.read(upload), upload.name, "application/octet-stream")


def _done(request: HttpRequest, pk: int) -> HandoutDraft:
    """A confirmed handout within the person's reach; any other does not exist."""
    return get_visible_or_404(handout_desk.done_handouts(request.user), change_set=pk)


def _receipt_or_desk(draft: HandoutDraft) -> HttpResponse:
    if draft.change_set_id is None:
        return redirect("import-form")
    return redirect("handout-receipt", draft.change_set_id)
