"""The papers beside a figure: the page of one cell, its files, adding and taking away.

What is private stays so: a file is served by the view below, to who may see the
report, as a download that no browser opens by itself.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.gates import get_visible_or_404, requires
from accounts.refusals import SENTENCES, Refusal
from accounts.roles import Permission
from accounts.scoping import editable_units
from plans import files
from plans.task_views import attachment
from targets import filing
from targets.facts import standing
from targets.forms import EvidenceForm
from targets.models import Evidence, Indicator, Result, Submission
from targets.reporting import duties_of
from targets.states import Action, refusal
from targets.texts import result_text

P = Permission


@requires(P.VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest, pk: int, unit: str, indicator: str) -> HttpResponse:
    """One cell of a report with its note and its files; POST adds a file."""
    report = _report(request, pk, unit)
    found = _indicator(report, indicator)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return _page(request, report, found, EvidenceForm())
    if not request.user.may(P.ENTER):
        raise Refusal(SENTENCES[403], status=403)
    if not form.is_valid():
        return _page(request, report, found, form, status=422)
    file = form.cleaned_data["file"]
    try:
        filing.attach(report, found, data=file.read(), name=file.name, by=request.user)
    except Refusal as refused:
        if refused.status in (403, 404):
            raise
        form.add_error("file", refused.sentence)
        return _page(request, report, found, form, status=refused.status)
    messages.success(request, _("Đã lưu tệp minh chứng."))
    return redirect("evidence", pk=pk, unit=unit, indicator=indicator)


@requires(P.VIEW)
@require_GET
def evidence_file(request: HttpRequest, pk: int) -> HttpResponse:
    """One file, byte for byte, to who may see its report."""
    found = get_visible_or_404(Evidence.objects.visible_to(request.user), pk=pk)
    return attachment(files.read(found.stored_file, found.sha256), found.name)


@requires(P.ENTER)
@require_POST
def evidence_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one file away from its cell."""
    found = get_visible_or_404(
        Evidence.objects.visible_to(request.user).select_related(
            "submission__round__plan__document", "submission__unit", "indicator"
        ),
        pk=pk,
    )
    filing.detach(found, by=request.user)
    messages.success(request, _("Đã bỏ tệp khỏi ô; nhật ký còn ghi tên tệp."))
    report = found.submission
    where = {"pk": report.round_id, "unit": report.unit.key}
    return redirect("evidence", **where, indicator=found.indicator.code)


def _report(request: HttpRequest, pk: int, unit: str) -> Submission:
    reports = Submission.objects.visible_to(request.user).select_related(
        "round__plan__document", "unit"
    )
    return get_visible_or_404(reports, round=pk, unit__key=unit)


def _indicator(report: Submission, code: str) -> Indicator:
    """The indicator, where this unit reports on it; 404 where it does not."""
    duties = duties_of(report.round.plan).of(report.round)
    targets = duties.targets_of(report.unit)
    mine = {t.indicator.code: t.indicator for t in targets}
    if code not in mine:
        raise Refusal(SENTENCES[404], status=404)
    return mine[code]


def _page(
    request: HttpRequest,
    report: Submission,
    indicator: Indicator,
    form: EvidenceForm,
    *,
    status: int = 200,
) -> HttpResponse:
    row = Result.objects.filter(submission=report, indicator=indicator).first()
    mine = editable_units(request.user).filter(pk=report.unit_id).exists()
    closed = refusal(Action.SAVE, standing(report, report.round), now=timezone.now())
    context = {
        "report": report,
        "indicator": indicator,
        "shown": result_text(row),
        "row": row,
        "files": filing.papers_beside([report.pk]).get((report.pk, indicator.pk), []),
        "form": form,
        "closed": closed,
        "may_file": mine and not closed,
        "breadcrumbs": _crumbs(report, indicator),
    }
    return render(request, "targets/evidence.html", context, status=status)


def _crumbs(report: Submission, indicator: Indicator) -> list[dict[str, str]]:
    sheet = reverse("entry-unit", args=[report.round_id, report.unit.key])
    return [
        {"url": reverse("submissions"), "label": _("Nộp báo cáo")},
        {"url": sheet, "label": f"{report.unit}, {report.round.period.label}"},
        {"url": "", "label": indicator.short_name},
    ]
