"""The entry grid: its two pages, its saves, and what a unit does with its report."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.gates import get_visible_or_404, requires
from accounts.refusals import Refusal, wants_json
from accounts.roles import Permission
from accounts.scoping import visible_units
from plans.models import Plan, Round
from targets import actions
from targets.by_indicator import indicator_sheet
from targets.cells import Cell
from targets.entry import Row, UnitSheet, unit_sheet
from targets.forms import SubmitForm
from targets.grid_forms import Answer, Typed, answer_of, edits_of, from_form, from_json
from targets.later_edits import later_edits
from targets.models import Submission
from targets.refreshing import moved_rows
from targets.texts import when


@requires(Permission.ENTER, Permission.VIEW_CITY)
@require_http_methods(["GET", "HEAD", "POST"])
def entry_round(request: HttpRequest, pk: int) -> HttpResponse:
    """One indicator × the units this person sees, `?indicator=code`."""
    round_ = _round(request, pk)
    answer, typed = _saved(request, round_)
    if answer and (answer.is_clean or wants_json(request)):
        return _told(request, answer)
    sheet = indicator_sheet(
        round_,
        request.GET.get("indicator", ""),
        user=request.user,
        by_total=_by_total(request),
    )
    if sheet is None:
        raise Http404(_("Không có trang này."))
    rows = _marked(sheet.rows, answer, typed)
    context = {"sheet": sheet, "rows": rows, "round": round_}
    context["issues"] = _issues(rows, answer)
    page = "_entry_totals" if request.GET.get("part") else "entry_round"
    status = _status(answer)
    return render(request, f"targets/{page}.html", context, status=status)


@requires(Permission.VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def entry_unit(request: HttpRequest, pk: int, unit: str) -> HttpResponse:
    """One unit's report: its indicators, what was before, what is still missing."""
    report = _report(request, pk, unit)
    answer, typed = _saved(request, report.round)
    if answer and (answer.is_clean or wants_json(request)):
        return _told(request, answer)
    sheet = unit_sheet(report, user=request.user, by_total=_by_total(request))
    rows = _marked(sheet.rows, answer, typed)
    context = _unit_context(request, sheet) | {"rows": rows}
    context["issues"] = _issues(rows, answer)
    page = "_entry_summary" if request.GET.get("part") else "entry_unit"
    status = _status(answer)
    return render(request, f"targets/{page}.html", context, status=status)


@requires(Permission.ENTER)
@require_POST
def entry_save(request: HttpRequest, pk: int) -> HttpResponse:
    """The grid's own door: JSON in, JSON out, each cell for itself."""
    answer, _typed = _save(request, _round(request, pk), from_json(request))
    return JsonResponse(answer.as_json(), status=answer.status)


@requires(Permission.SUBMIT)
@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    report = _own_report(request, pk)
    form = SubmitForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Giải trình dài quá 2.000 ký tự; hãy viết gọn lại."))
    actions.submit(report, by=request.user, **form.cleaned_data)
    said = _("Đã nộp báo cáo %(period)s.") % {"period": report.round.period.label}
    return _done(request, report, said)


@requires(Permission.SUBMIT)
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    report = _own_report(request, pk)
    actions.take_back(report, by=request.user)
    return _done(request, report, _("Đã rút báo cáo về; sửa xong hãy nộp lại."))


@requires(Permission.ENTER)
@require_POST
def declare_nil(request: HttpRequest, pk: int) -> HttpResponse:
    report = _own_report(request, pk)
    actions.declare_nil(report, by=request.user)
    return _done(request, report, _("Đã ghi không phát sinh; hãy kiểm tra rồi nộp."))


def _by_total(request: HttpRequest) -> bool:
    """`?by=total`: the year's running total is typed in place of the period."""
    return request.GET.get("by") == "total"


def _round(request: HttpRequest, pk: int) -> Round:
    plans = Plan.objects.visible_to(request.user).values("pk")
    rounds = Round.objects.select_related("plan__document", "plan__unit")
    return get_visible_or_404(rounds.filter(plan__in=plans), pk=pk)


def _report(request: HttpRequest, pk: int, unit: str) -> Submission:
    reports = Submission.objects.visible_to(request.user).select_related(
        "round__plan__document", "round__locked_by", "unit", "submitted_by"
    )
    return get_visible_or_404(reports, round=pk, unit__key=unit)


def _own_report(request: HttpRequest, pk: int) -> Submission:
    reports = Submission.objects.visible_to(request.user)
    return get_visible_or_404(
        reports.select_related("round__plan__document", "unit"), pk=pk
    )


def _unit_context(request: HttpRequest, sheet: UnitSheet) -> dict[str, Any]:
    report = sheet.submission
    reopened = report.reopened_until and timezone.now() < report.reopened_until
    until = {"at": when(report.reopened_until)}
    may_submit = sheet.is_mine and request.user.may(Permission.SUBMIT)
    return {
        "sheet": sheet,
        "later": later_edits(report),
        "form": SubmitForm(initial={"answer": report.answer}),
        "may_submit": may_submit and sheet.may_edit,
        "may_take_back": may_submit and not sheet.round.is_locked,
        "due": when(sheet.round.due_at),
        "submitted": when(report.submitted_at),
        "reopened": _("Mở lại đến %(at)s") % until if reopened else "",
        "breadcrumbs": _crumbs(report),
    }


def _saved(
    request: HttpRequest, round_: Round
) -> tuple[Answer | None, dict[str, Typed]]:
    if request.method != "POST":
        return None, {}
    is_json = request.content_type == "application/json"
    return _save(request, round_, from_json(request) if is_json else from_form(request))


def _save(
    request: HttpRequest, round_: Round, cells: list[Typed]
) -> tuple[Answer, dict[str, Typed]]:
    if not request.user.may(Permission.ENTER):
        raise Refusal(_("Đồng chí chỉ xem được trang này, không nhập số."), status=403)
    edits = edits_of(cells, visible_units(request.user))
    outcome = actions.save_grid(round=round_, edits=edits, by=request.user)
    rows = moved_rows(round_, edits, outcome)
    return answer_of(outcome, cells, rows), {cell.id: cell for cell in cells}


def _told(request: HttpRequest, answer: Answer) -> HttpResponse:
    if wants_json(request):
        return JsonResponse(answer.as_json(), status=answer.status)
    if answer.saved:
        count = {"n": len(answer.saved)}
        messages.success(request, _("Đã lưu %(n)d ô.") % count)
    return redirect(request.get_full_path())


def _status(answer: Answer | None) -> int:
    """A page that comes back with questions is not a success."""
    if answer is None:
        return 200
    return 409 if answer.conflicts else 422


def _marked(
    rows: tuple[Row, ...], answer: Answer | None, typed: dict[str, Typed]
) -> tuple[Row, ...]:
    """The rows with what was typed put back into the cells that were not saved."""
    if answer is None:
        return rows
    states = {item["id"]: "refused" for item in answer.refused}
    states |= {item["id"]: "conflict" for item in answer.conflicts}

    def mark(cell: Cell | None) -> Any:
        if cell is None or cell.id not in states:
            return cell
        return replace(cell, value=typed[cell.id].value, state=states[cell.id])

    return tuple(
        replace(
            row,
            cells=tuple(mark(c) for c in row.cells),
            note=mark(row.note),
            total=mark(row.total),
        )
        for row in rows
    )


def _issues(rows: tuple[Row, ...], answer: Answer | None) -> list[str]:
    """One sentence for each cell that was not saved, with its address."""
    if answer is None:
        return []
    cells = [c for row in rows for c in (*row.cells, row.total, row.note) if c]
    labels = {cell.id: cell.label for cell in cells}
    sentences = [f"{labels.get(i['id'], '')}: {i['message']}" for i in answer.refused]
    for item in answer.conflicts:
        told = _(
            "%(label)s: %(by)s đã lưu số %(value)s lúc %(at)s. Số đồng chí gõ còn "
            "trong ô; lưu lần nữa để thay, hoặc tải lại trang để lấy số mới."
        )
        value = item["value"] or _("trống")
        facts = item | {"label": labels.get(item["id"], ""), "value": value}
        sentences.append(told % facts)
    return sentences


def _done(request: HttpRequest, report: Submission, sentence: str) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"ok": True, "message": sentence})
    messages.success(request, sentence)
    return redirect("entry-unit", pk=report.round_id, unit=report.unit.key)


def _crumbs(report: Submission) -> list[dict[str, str]]:
    board = reverse("submissions")
    period = report.round.period
    address = f"{board}?plan={report.round.plan.slug}&period={period.code}"
    return [
        {"url": board, "label": _("Nộp báo cáo")},
        {"url": address, "label": period.label},
        {"url": "", "label": str(report.unit)},
    ]
