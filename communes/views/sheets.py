"""Assessment sheets: the desk, one sheet, its steps."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import get_visible_or_404, requires
from accounts.paging import rows_a_page
from accounts.refusals import Refusal
from accounts.roles import Permission
from accounts.scoping import editable_units, units_for, visible_units
from communes import actions, boards, desk_rows, labels
from communes.entry import open_sheet, save_figures, sets_for
from communes.forms import (
    ApproveForm,
    CommentForm,
    FactsForm,
    NewSheetForm,
    PaperForm,
    TextForm,
)
from communes.models import Assessment
from communes.sheet_page import sheet_page
from communes.views.tabs import Tab, crumbs, tabs

P = Permission
PAGE = 50
# step in the address → its action and the permission over the sheet's unit
STEPS = {
    "submit": (actions.submit, P.SUBMIT),
    "return": (actions.return_sheet, P.REVIEW),
    "verify": (actions.verify, P.REVIEW),
    "approve": (actions.approve, P.REVIEW),
    "comment": (actions.comment, P.VIEW),
}


@requires(P.VIEW)
def desk(request: HttpRequest) -> HttpResponse:
    """Sheets by state: what waits for verification, approval, or its commune."""
    state = request.GET.get("state", "")
    rows = Assessment.objects.visible_to(request.user)
    counts = desk_rows.counts(rows)
    if state not in labels.STATE:
        state = desk_rows.first_state(counts, reviews=request.user.may(P.REVIEW))
    each = rows_a_page(request, PAGE)
    page = Paginator(desk_rows.in_state(rows, state), each).get_page(
        request.GET.get("page")
    )
    context = {
        "tabs": tabs(request, "assessments"),
        "states": desk_rows.state_tabs(reverse("assessments"), counts, state),
        "rows": desk_rows.desk_rows(list(page)),
        "page": page,
        "state_label": labels.STATE[state],
    }
    return render(request, "communes/desk.html", context)


@requires(P.VIEW)
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """One sheet; POST saves its figures."""
    found = visible_sheet(request, pk)
    if request.method != "POST":
        return page_of(request, found)
    if not may_edit(request, found):
        raise PermissionDenied
    form = FactsForm(sheet_page(found).lines, request.POST)
    if not form.is_valid():
        return page_of(request, found, form=form, status=422)
    reason = form.cleaned_data["reason"]
    try:
        entries = form.entries(found.pk)
        written = save_figures(found, entries, by=request.user, reason=reason)
    except Refusal as no:
        return page_of(request, found, form=form, problem=no)
    if written.conflicts:
        clash = desk_rows.conflict(found, written.conflicts)
        return page_of(request, found, form=form, problem=Refusal(clash, status=409))
    messages.success(request, _("Đã lưu số liệu."))
    return redirect("assessment", pk=pk)


@requires(P.VIEW)
@require_POST
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Submit, return, verify, approve or comment."""
    found = visible_sheet(request, pk)
    if step not in STEPS:
        raise Http404(_("Không có bước này."))
    action, needed = STEPS[step]
    if not _has(request, found, needed):
        raise PermissionDenied
    form = TextForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    try:
        action(found, by=request.user, text=text, **_extra(request, step))
    except Refusal as no:
        return page_of(request, found, problem=no, text=text)
    messages.success(request, _(labels.DONE[step]))
    return redirect("assessment", pk=pk)


def _extra(request: HttpRequest, step: str) -> dict[str, Any]:
    """What a step asks besides the words."""
    extra: dict[str, Any] = {}
    if step in ("verify", "approve"):
        extra["confirmed"] = request.POST.get("confirmed") == "1"
    if step == "comment":
        extra["clause"] = request.POST.get("clause", "")
    if step == "approve":
        extra["outcome"] = request.POST.get("outcome", "")
    return extra


@requires(P.ENTER)
@require_POST
def new(request: HttpRequest, key: str) -> HttpResponse:
    """Open the sheet of a commune for a year under a set in force."""
    unit = get_visible_or_404(
        visible_units(request.user).select_related("parent"), key=key
    )
    if not editable_units(request.user).filter(pk=unit.pk).exists():
        raise PermissionDenied
    year = boards.chosen_year(request.POST.get("year"))
    form = NewSheetForm(sets_for(unit, year), request.POST)
    if not form.is_valid():
        raise Refusal(
            _("Năm %(year)s không có bộ tiêu chí đó cho %(unit)s.")
            % {"year": year, "unit": unit}
        )
    criteria_set = form.cleaned_data["criteria_set"]
    made = open_sheet(unit, year=year, criteria_set=criteria_set, by=request.user)
    return redirect("assessment", pk=made.pk)


def visible_sheet(request: HttpRequest, pk: int) -> Assessment:
    rows = Assessment.objects.visible_to(request.user).select_related(
        "unit__parent",
        "criteria_set__document",
        "submitted_by",
        "verified_by",
        "decided_by",
    )
    return get_visible_or_404(rows, pk=pk)


def _has(request: HttpRequest, found: Assessment, needed: Permission) -> bool:
    return units_for(request.user, needed).filter(pk=found.unit_id).exists()


def may_edit(request: HttpRequest, found: Assessment) -> bool:
    """The commune's side while it is open, the level above while it is submitted."""
    if found.is_open:
        return _has(request, found, P.ENTER)
    return _has(request, found, P.REVIEW)


def page_of(
    request: HttpRequest,
    found: Assessment,
    *,
    form: FactsForm | None = None,
    problem: Refusal | None = None,
    text: str = "",
    status: int = 200,
) -> HttpResponse:
    page = sheet_page(found)
    outcomes = actions.outcomes_of(found.criteria_set)
    context = {
        "breadcrumbs": _crumbs(found),
        "sheet": found,
        "page": page,
        "form": form or FactsForm(page.lines),
        "problem": problem.sentence if problem else "",
        "text": text,
        "approve_form": ApproveForm(outcomes, proposal=page.proposal),
        "remarks": desk_rows.remarks(found),
        "papers": page.papers,
        "paper_form": PaperForm(found.criteria_set),
        "comment_form": CommentForm(found.criteria_set),
        **_rights(request, found),
    }
    code = problem.status if problem else status
    return render(request, "communes/sheet.html", context, status=code)


def _crumbs(found: Assessment) -> list[Tab]:
    return crumbs(
        (reverse("communes"), _("Xã không ma túy")),
        (reverse("commune", args=[found.unit.key]), str(found.unit)),
        f"{_('Năm')} {found.year}",
    )


def _rights(request: HttpRequest, found: Assessment) -> dict[str, bool]:
    """What this person may do with the sheet as it stands."""
    editable = found.is_open or found.state == Assessment.State.SUBMITTED
    return {
        "may_edit": editable and may_edit(request, found),
        "may_submit": found.is_open and _has(request, found, P.SUBMIT),
        "may_review": _has(request, found, P.REVIEW),
        "must_confirm": actions.must_confirm(found, request.user),
    }
