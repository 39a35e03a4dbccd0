"""The board of agency tasks, and one agency's duty: report, decide, extend."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.gates import get_visible_or_404, requires
from accounts.refusals import Refusal
from accounts.roles import Permission
from plans import files, task_actions, task_board
from plans.models import Assignment
from plans.task_board import Duty
from plans.task_forms import BoardFilter, DecideForm, ExtendForm, ReportForm

P = Permission


@requires(P.VIEW)
def board(request: HttpRequest) -> HttpResponse:
    """Tasks by agency with their day and status, narrowed as the address says."""
    choices = task_board.choices(request.user)
    form = BoardFilter(request.GET or None, **choices)
    asked = form.cleaned_data if form.is_valid() else {}
    found = task_board.board(
        request.user,
        text=asked.get("q", ""),
        part=asked.get("part", ""),
        agency=asked.get("agency", ""),
        plan=asked.get("plan", ""),
    ).narrowed(status=asked.get("status", ""), until=asked.get("until"))
    idle = [] if any(asked.values()) else task_board.idle_agencies(request.user)
    context = {"form": form, "board": found, "idle": idle}
    return render(request, "plans/tasks.html", context)


@require_GET
@requires(P.VIEW)
def duty(request: HttpRequest, pk: int) -> HttpResponse:
    """One agency's instance of one task: its words, days, report and file."""
    return _page(request, _duty(request, pk, request.GET.get("period", "")))


@require_POST
@requires(P.TASKS, P.REVIEW)
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The agency's result, with its product."""
    rows = task_board.reportable(request.user)
    found = _duty(request, pk, request.POST.get("period", ""), rows)
    form = ReportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, report_form=form, status=422)
    data = form.cleaned_data
    try:
        task_actions.report(
            found.assignment,
            found.period_code,
            by=request.user,
            note=data["note"],
            file=data["file"],
            version=_version(request),
        )
    except Refusal as refused:
        return _page(request, found, refused=refused, report_form=form)
    messages.success(request, _("Đã gửi báo cáo nhiệm vụ."))
    return redirect(_address(found))


@require_POST
@requires(P.REVIEW)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept the report, or return it with a reason."""
    found = _reviewed(request, pk)
    form = DecideForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    returning = request.POST.get("deed") == "return"
    if returning and not reason.strip():
        refused = Refusal(_("Trả lại phải ghi lý do."))
        return _page(request, found, refused=refused, decide_form=form)
    task_actions.decide(
        found.assignment,
        found.period_code,
        by=request.user,
        reason=reason if returning else "",
        version=_version(request),
    )
    messages.success(request, _("Đã ghi ý kiến."))
    return redirect(_address(found))


@require_POST
@requires(P.REVIEW)
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """A later day; the old one stays on the page."""
    found = _reviewed(request, pk)
    form = ExtendForm(request.POST)
    if not form.is_valid():
        return _page(request, found, extend_form=form, status=422)
    try:
        task_actions.extend(
            found.assignment,
            found.period_code,
            by=request.user,
            old_due=found.due,
            **form.cleaned_data,
        )
    except Refusal as refused:
        return _page(request, found, refused=refused, extend_form=form)
    messages.success(request, _("Đã gia hạn."))
    return redirect(_address(found))


@require_GET
@requires(P.VIEW)
def product(request: HttpRequest, pk: int) -> HttpResponse:
    """The file filed with a report, byte for byte."""
    found = _duty(request, pk, request.GET.get("period", ""))
    row = found.report
    if row is None or not row.stored_file:
        raise Http404
    return attachment(files.read(row.stored_file, row.file_sha256), row.file_name)


def attachment(data: bytes, name: str) -> HttpResponse:
    """A download that no browser opens by itself."""
    header = content_disposition_header(True, name)
    return HttpResponse(
        data,
        content_type="application/octet-stream",
        headers={"Content-Disposition": header},
    )


def _version(request: HttpRequest) -> int | None:
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() else None


def _reviewed(request: HttpRequest, pk: int) -> Duty:
    rows = task_board.reviewable(request.user)
    return _duty(request, pk, request.POST.get("period", ""), rows)


def _duty(request: HttpRequest, pk: int, period: str, rows: object = None) -> Duty:
    known = task_board.assignments_of(request.user) if rows is None else rows
    row: Assignment = get_visible_or_404(known, pk=pk)
    found = task_board.duty_of(row, period)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest,
    found: Duty,
    *,
    refused: Refusal | None = None,
    status: int = 200,
    **forms: object,
) -> HttpResponse:
    row, user = found.assignment, request.user
    has = found.report is not None
    locked = has and found.report.state == "ACCEPTED"
    context = {
        "duty": found,
        "refused": refused,
        "extensions": row.extensions.filter(period_code=found.period_code),
        "may_report": not locked
        and task_board.reportable(user).filter(pk=row.pk).exists(),
        "may_review": task_board.reviewable(user).filter(pk=row.pk).exists(),
        "report_form": ReportForm(initial={"note": found.report.note if has else ""}),
        "decide_form": DecideForm(),
        "extend_form": ExtendForm(),
        "breadcrumbs": [
            {"url": reverse("tasks"), "label": _("Nhiệm vụ")},
            {"label": found.task.paragraph},
        ],
        **forms,
    }
    code = refused.status if refused else status
    return render(request, "plans/duty.html", context, status=code)


def _address(found: Duty) -> str:
    url = reverse("task-duty", args=[found.assignment.pk])
    return f"{url}?period={found.period_code}" if found.period_code else url
