"""The import desk: upload → preview → confirm once → receipt with undo."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.gates import get_visible_or_404, requires
from accounts.language import vietnamese
from accounts.refusals import Refusal, wants_json
from accounts.roles import Permission
from accounts.scoping import units_for
from intake import (
    actions,
    drafts,
    handout_desk,
    handout_views,
    jobs,
    list_desk,
    list_views,
    memory,
    pages,
    previews,
    uploads,
)
from intake.answers import http_answer
from intake.attachments import attachment
from intake.codes import status_of
from intake.forms import FORMS
from intake.models import ImportDraft
from intake.orders import Kind
from sheets.marking import mark_workbook
from sheets.problems import Refused


@require_GET
@requires(Permission.IMPORT)
def desk(request: HttpRequest) -> HttpResponse:
    """What can be loaded, the form for it, and what was loaded last."""
    kind = request.GET.get("kind", "annex")
    form = FORMS.get(kind, FORMS["annex"])(user=request.user)
    return render(request, "intake/desk.html", pages.desk(request.user, form))


@require_POST
@requires(Permission.IMPORT, Permission.ENTER)
def upload(request: HttpRequest, kind: str) -> HttpResponse:
    """Read one file: a preview with its token, or every problem at once.

    A handout is known whatever it was sent as; it is all that an official may send.
    """
    if kind not in FORMS:
        raise Http404
    if not request.user.may(Permission.IMPORT):
        if kind != Kind.RESULTS or "file" not in request.FILES:
            raise PermissionDenied
        return handout_views.received(request, request.FILES["file"])
    form = FORMS[kind](request.POST, request.FILES, user=request.user)
    if not form.is_valid():
        return pages.bad_form(request, form)
    file = form.cleaned_data["file"]
    prepared, draft = actions.receive(file, form.order())
    if prepared.is_handout:
        file.seek(0)
        return handout_views.received(request, file)
    status = status_of(prepared.problems)
    if wants_json(request):
        answer = http_answer(prepared, draft.token if draft else None)
        return JsonResponse(answer, status=status)
    if draft is not None and prepared.is_ok:
        return redirect("import-preview", draft.token)
    context = pages.refused(prepared, draft, form)
    return render(request, "intake/refused.html", context, status=status)


@require_GET
@requires(Permission.IMPORT)
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """Old → new for every cell that would change, before anything is written."""
    draft = drafts.own_draft(token, request.user)
    if draft.state == ImportDraft.State.DONE:
        return _receipt_or_desk(draft)
    if draft.state == ImportDraft.State.REFUSED:
        context = pages.refused_draft(draft, request.user)
        return render(request, "intake/refused.html", context, status=422)
    everything = request.GET.get("all") == "1"
    try:
        found = previews.preview_of(draft, request.user, everything=everything)
    except Refusal as refused:
        return pages.not_confirmed(request, refused)
    context = pages.preview(draft, found, everything=everything)
    return render(request, "intake/preview.html", context)


@require_POST
@requires(Permission.IMPORT, Permission.ENTER)
def confirm(request: HttpRequest) -> HttpResponse:
    """Carry out a preview, once; again: 409 with the first receipt."""
    token, is_json = request.POST.get("token", ""), wants_json(request)
    if handout_desk.is_handout_token(token, request.user):
        return handout_views.confirmed(request, token)
    if list_desk.is_list_token(token, request.user):
        return list_views.confirmed(request, token)
    seen = is_json or request.POST.get("accept_warnings") == "1"
    try:
        if not is_json and jobs.is_long(token, by=request.user):
            job = jobs.start(token, by=request.user, notices_seen=seen)
            return redirect("import-job", job.token)
        draft = actions.confirm(token, by=request.user, notices_seen=seen)
    except Refusal as refused:
        return pages.not_confirmed(request, refused)
    if is_json:
        return JsonResponse(pages.receipt_answer(draft, is_first=True))
    if draft.change_set_id is None:
        messages.info(request, _("Không có thay đổi: số liệu đã đúng như trong tệp."))
    else:
        messages.success(request, _("Đã nạp tệp."))
    return _receipt_or_desk(draft)


@require_GET
@requires(Permission.IMPORT)
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Who loaded which file when, every value it set, and the way back."""
    draft = _done(request, pk)
    return render(request, "intake/receipt.html", pages.receipt(draft))


@requires(Permission.IMPORT)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an import back, with a reason."""
    draft = _done(request, pk)
    if request.method != "POST":
        return render(request, "intake/undo.html", pages.receipt(draft))
    reason = request.POST.get("reason", "")
    try:
        actions.take_back(draft.change_set, by=request.user, reason=reason)
    except Refusal as refused:
        context = pages.receipt(draft) | {"refused": refused, "reason": reason}
        return render(request, "intake/undo.html", context, status=refused.status)
    messages.success(request, _("Đã thu hồi lần nạp này."))
    return redirect("import-receipt", pk)


@require_GET
@requires(Permission.IMPORT)
@vietnamese()
def marked(request: HttpRequest, token: str) -> HttpResponse:
    """The person's own workbook with every bad cell coloured and commented."""
    draft = drafts.own_draft(token, request.user)
    data = uploads.read(draft.upload)
    try:
        found = mark_workbook(
            data,
            drafts.problems_of(draft),
            limits=uploads.limits(),
            name=draft.upload.name,
        )
    except Refused as refused:
        raise Refusal(str(refused)) from refused
    stem = draft.upload.name.rpartition(".")[0] or draft.upload.name
    return attachment(found, f"{stem} - {_('các lỗi')}.xlsx")


@require_GET
@requires(Permission.IMPORT)
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of a confirmed import, byte for byte as it came."""
    draft = _done(request, pk)
    data = uploads.read(draft.upload)
    return attachment(data, draft.upload.name, "application/octet-stream")


@require_GET
@requires(Permission.IMPORT)
@vietnamese()
def template(request: HttpRequest, slug: str) -> HttpResponse:
    """The form to fill in: the plan's quota table, or the results of one period."""
    name, data = pages.template(request.user, slug, request.GET.get("period", ""))
    return attachment(data, name)


@require_POST
@requires(Permission.IMPORT)
def columns(request: HttpRequest, token: str) -> HttpResponse:
    """Which column holds what, said by a person; remembered for headers like these."""
    draft = drafts.own_draft(token, request.user)
    form = pages.columns_form(draft, request.user, request.POST)
    if not form.is_valid():
        raise Refusal(_("Hãy chọn một cột của tệp cho từng chỉ tiêu."))
    chosen = form.columns()
    prepared, fresh = actions.read_again(draft, request.user, columns=chosen)
    if prepared.reading.lines:
        memory.remember_layout(draft, chosen, by=request.user)
    return redirect("import-preview", fresh.token)


@require_POST
@requires(Permission.IMPORT)
def table(request: HttpRequest, token: str) -> HttpResponse:
    """Which of several tables is meant, said by a person."""
    draft = drafts.own_draft(token, request.user)
    chosen = pages.chosen_table(draft, request.POST.get("table", ""))
    _prepared, fresh = actions.read_again(draft, request.user, **chosen)
    return redirect("import-preview", fresh.token)


@require_POST
@requires(Permission.IMPORT)
def aliases(request: HttpRequest, token: str) -> HttpResponse:
    """Which units unknown names mean, said by a person; remembered as spellings."""
    draft = drafts.own_draft(token, request.user)
    form = pages.aliases_form(draft, request.user, request.POST)
    if not form.is_valid():
        raise Refusal(_("Hãy chọn đơn vị trong danh sách."))
    memory.remember_spellings(form.answers(), by=request.user, draft=draft)
    _prepared, fresh = actions.read_again(draft, request.user)
    return redirect("import-preview", fresh.token)


def _done(request: HttpRequest, pk: int) -> ImportDraft:
    """A confirmed import within the person's reach; any other does not exist."""
    confirmed = ImportDraft.objects.filter(
        state=ImportDraft.State.DONE,
        plan__unit__in=units_for(request.user, Permission.IMPORT),
    ).select_related("upload", "plan__document", "change_set__undone_by")
    return get_visible_or_404(confirmed, change_set=pk)


def _receipt_or_desk(draft: ImportDraft) -> HttpResponse:
    if draft.change_set_id is None:
        return redirect("import")
    return redirect("import-receipt", draft.change_set_id)
