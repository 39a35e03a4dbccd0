"""Files of a sheet: added, served to who may see the sheet, taken away."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.gates import get_visible_or_404, requires
from accounts.refusals import Refusal
from accounts.roles import Permission
from communes import filing
from communes.forms import PaperForm
from communes.models import Assessment, Paper
from communes.views.sheets import may_edit, page_of, visible_sheet
from plans import files
from plans.task_views import attachment

P = Permission


@requires(P.VIEW)
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """One more file for the sheet or a clause of it."""
    sheet = visible_sheet(request, pk)
    if not may_edit(request, sheet):
        raise PermissionDenied
    form = PaperForm(sheet.criteria_set, request.POST, request.FILES)
    if not form.is_valid():
        told = " ".join(str(e) for errors in form.errors.values() for e in errors)
        return page_of(request, sheet, problem=Refusal(told))
    file, clause = form.cleaned_data["file"], form.cleaned_data["clause"]
    try:
        data = file.read()
        filing.attach(sheet, data=data, name=file.name, clause=clause, by=request.user)
    except Refusal as no:
        return page_of(request, sheet, problem=no)
    messages.success(request, _("Đã lưu tệp hồ sơ."))
    return redirect("assessment", pk=pk)


@requires(P.VIEW)
@require_GET
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One file, byte for byte."""
    found = _visible(request, pk)
    return attachment(files.read(found.stored_file, found.sha256), found.name)


@requires(P.VIEW)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one file away from its sheet."""
    found = _visible(request, pk)
    if not may_edit(request, found.assessment):
        raise PermissionDenied
    filing.detach(found, by=request.user)
    messages.success(request, _("Đã bỏ tệp; nhật ký còn ghi tên tệp."))
    return redirect("assessment", pk=found.assessment_id)


def _visible(request: HttpRequest, pk: int) -> Paper:
    mine = Assessment.objects.visible_to(request.user)
    rows = Paper.objects.filter(assessment__in=mine)
    return get_visible_or_404(rows.select_related("assessment__unit"), pk=pk)
