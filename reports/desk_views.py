"""The report desk: choose, write, issue, keep."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.gates import get_visible_or_404, requires
from accounts.language import vietnamese
from accounts.refusals import Refusal
from accounts.roles import Permission
from accounts.scoping import units_for
from plans.models import Plan
from reports import actions
from reports.desk import DraftPage, IssuedPage, desk_of
from reports.desk_forms import HeadForm, IssueForm, StartForm, TextsForm
from reports.models import Report
from reports.snapshots import picture_of

P = Permission
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@requires(P.REPORT, P.VIEW_CITY)
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """Drafts and the archive; a POST starts (or goes on with) a draft."""
    writable = units_for(request.user, P.REPORT)
    plans = Plan.objects.filter(unit__in=writable).select_related("document")
    form = StartForm(request.POST or None, plans=plans)
    if request.method == "POST":
        if not request.user.may(P.REPORT):
            raise PermissionDenied
        if form.is_valid():
            plan, period = form.chosen()
            draft = actions.start_draft(plan, period, by=request.user)
            return redirect("report", pk=draft.pk)
    context = {"desk": desk_of(request.user), "form": form, "breadcrumbs": _trail()}
    return render(request, "reports/desk.html", context)


@requires(P.REPORT, P.VIEW_CITY)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft to write on, or an issued report to read."""
    found = _visible(request, pk)
    if not found.is_issued:
        return _draft(request, found)
    if request.method == "POST":
        raise Refusal(_("Báo cáo này đã phát hành, không sửa được nữa."), status=409)
    context = {"page": IssuedPage(report=found), "breadcrumbs": _trail(found)}
    context["may_write"] = request.user.may(P.REPORT)
    return render(request, "reports/desk_issued.html", context)


def _draft(request: HttpRequest, found: Report) -> HttpResponse:
    page = DraftPage(report=found, picture=_picture(found))
    posted = request.POST if request.method == "POST" else None
    head = HeadForm(posted, initial=found.head.as_json())
    start = {"version": found.version}
    texts = TextsForm(posted, sections=page.sections, initial=start)
    status = 200
    if posted is not None:
        status = 422
        if head.is_valid() and texts.is_valid():
            try:
                _save(request, found, head, texts)
                return redirect(_next(request, found))
            except Refusal as error:
                # What was typed stays on the page.
                texts.add_error(None, error.sentence)
                status = error.status
    context: dict[str, Any] = {"page": page, "head": head, "texts": texts}
    context["breadcrumbs"] = _trail(found)
    return render(request, "reports/desk_draft.html", context, status=status)


def _save(
    request: HttpRequest, found: Report, head: HeadForm, texts: TextsForm
) -> None:
    actions.save_draft(
        found,
        by=request.user,
        version=texts.cleaned_data["version"],
        letterhead=head.letterhead(),
        texts=texts.texts(),
    )


@requires(P.REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Number and date, a last look at what is missing, then frozen."""
    found = get_visible_or_404(_reports().editable_by(request.user), pk=pk)
    if found.is_issued:
        return redirect("report", pk=found.pk)
    page = DraftPage(report=found, picture=_picture(found))
    earliest = page.picture.day_after
    start = {
        "version": found.version,
        "dated": max(timezone.localdate(), earliest),
        "number": found.number,
    }
    form = IssueForm(request.POST or None, earliest=earliest, initial=start)
    if request.method == "POST" and form.is_valid():
        actions.issue(found, by=request.user, **form.cleaned_data)
        return redirect("report", pk=found.pk)
    context = {"page": page, "form": form, "breadcrumbs": _trail(found)}
    return render(request, "reports/desk_issue.html", context)


@requires(P.REPORT, P.VIEW_CITY)
@require_safe
@vietnamese()
def download(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Word or Excel: the frozen file, or the draft as it stands."""
    if form not in TYPES:
        raise Http404
    found = _visible(request, pk)
    if not found.is_issued:
        content = _picture(found).files(is_draft=True).of(form)
    elif found.snapshot.is_intact(form):
        content = found.snapshot.file(form)
    else:
        raise Refusal(
            _("Tệp lưu trữ không còn nguyên vẹn; hãy báo người quản trị."), status=409
        )
    name = "bao-cao" if found.is_issued else "du-thao"
    answer = HttpResponse(content, content_type=TYPES[form])
    answer["Content-Disposition"] = (
        f'attachment; filename="{name}-{found.plan.slug}-{found.period.code}.{form}"'
    )
    return answer


def _reports() -> Any:
    return Report.objects.select_related("plan__document", "plan__unit", "issued_by")


def _visible(request: HttpRequest, pk: int) -> Report:
    found: Report = get_visible_or_404(_reports().visible_to(request.user), pk=pk)
    return found


def _picture(found: Report) -> Any:
    return picture_of(found.plan, found.period, found)


def _next(request: HttpRequest, found: Report) -> str:
    """On to the issue page when that button was pressed, else back to the draft."""
    name = "issue-report" if "issue" in request.POST else "report"
    return reverse(name, kwargs={"pk": found.pk})


def _trail(found: Report | None = None) -> list[dict[str, str]]:
    trail = [{"url": reverse("reports"), "label": _("Báo cáo")}]
    if found is None:
        return [{"url": "", "label": _("Báo cáo")}]
    return [*trail, {"url": "", "label": found.period.label}]
