"""The reading desk: paper → draft beside its source → confirmed once → undone."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import get_visible_or_404, requires
from accounts.refusals import Refusal
from accounts.roles import Permission
from accounts.scoping import units_for
from intake import plan_checks, plan_confirm, plan_drafts
from intake.models import PlanReading
from intake.plan_adding import AddForm
from intake.plan_copy import copy_to_desk
from intake.plan_desk import CONFIRM, DeskPage, first_url, next_url, summary
from intake.plan_forms import IncomingForm
from intake.plan_sections import Desk, fill_rest, label_of
from plans.models import Plan

READ = Permission.READ_PLAN
DONE = PlanReading.State.DONE


@requires(READ)
def desk(request: HttpRequest) -> HttpResponse:
    """Paste a text or drop a file; what lies on the desk already."""
    form = IncomingForm(request.POST or None, request.FILES or None)
    status, refused = 200, ""
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return redirect("plan-reading", _taken_in(request, form).pk)
            except Refusal as refusal:
                status, refused = refusal.status, refusal.message
    context = {
        "form": form,
        "refused": refused,
        "readings": plan_drafts.readings_of(request.user).defer("text")[:50],
    }
    return render(request, "intake/plan_desk.html", context, status=status)


@requires(READ)
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt of a confirmed reading, else the section to go on with."""
    found = _own(request, pk)
    if found.state != DONE:
        return redirect(first_url(Desk(found, request.user)))
    context = {"reading": found, "change": found.change_set, "breadcrumbs": _way()}
    return render(request, "intake/plan_receipt.html", context)


@requires(READ)
def section(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """One section of the draft beside the paper; a POST keeps what was said."""
    found = _own(request, pk)
    if found.state == DONE:
        return redirect("plan-reading", pk)
    if request.method == "POST":
        return _save(request, found, section)
    sheet = Desk(found, request.user)
    if section not in sheet.keys:
        raise Http404
    return _section_page(request, sheet, section, AddForm(desk=sheet))


@requires(READ)
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """What would be written; a POST writes it, once."""
    found, status = _own(request, pk), 200
    if request.method == "POST":
        version = _version(request)
        try:
            plan_confirm.confirm(pk, by=request.user, version=version)
        except Refusal as refusal:
            if refusal.status != 422:
                raise
            status = 422
        else:
            messages.success(request, _("Đã nạp kế hoạch vào hệ thống."))
            return redirect("plan-reading", pk)
    elif found.state == DONE:
        return redirect("plan-reading", pk)
    sheet = Desk(found, request.user)
    open_ = plan_checks.checks(sheet)
    page = DeskPage(sheet, CONFIRM)
    context = {"page": page, "open": open_, "breadcrumbs": _way(str(found))}
    context["facts"] = summary(sheet) if not open_ else []
    return render(request, "intake/plan_confirm.html", context, status=status)


@require_POST
@requires(READ)
def copy(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin next year's plan from this one, as a draft on the desk."""
    mine = units_for(request.user, READ)
    plans = Plan.objects.filter(unit__in=mine).select_related("document")
    made = copy_to_desk(get_visible_or_404(plans, slug=slug), by=request.user)
    messages.success(request, _("Đã sao thành bản nháp; hãy sửa cho năm mới."))
    return redirect("plan-reading", made.pk)


@require_POST
@requires(READ)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an unconfirmed reading off the desk."""
    plan_drafts.drop(_own(request, pk))
    messages.success(request, _("Đã bỏ bản đọc khỏi bàn."))
    return redirect("plan-reading-desk")


@requires(READ)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take everything a reading brought in back, with a reason."""
    found = _own(request, pk)
    reason, refused, status = request.POST.get("reason", ""), None, 200
    if request.method == "POST":
        try:
            plan_confirm.take_back(pk, by=request.user, reason=reason)
        except Refusal as refusal:
            refused, status = refusal, refusal.status
        else:
            messages.success(request, _("Đã thu hồi; bản đọc lại nằm trên bàn."))
            return redirect("plan-reading", pk)
    elif found.state != DONE:
        return redirect("plan-reading", pk)
    context = {"reading": found, "refused": refused, "reason": reason}
    context["breadcrumbs"] = _way(str(found))
    return render(request, "intake/plan_undo.html", context, status=status)


def _taken_in(request: HttpRequest, form: IncomingForm) -> PlanReading:
    """The reading made of what was sent; Refusal where it is no plan."""
    file = form.cleaned_data["file"]
    if file:
        data = file.read()
        draft, name = plan_drafts.read_upload(data), file.name
    else:
        text = form.cleaned_data["text"]
        draft, data, name = plan_drafts.read_paste(text), text.encode(), ""
    return plan_drafts.keep(draft, owner=request.user, data=data, name=name)


def _save(request: HttpRequest, found: PlanReading, key: str) -> HttpResponse:
    posted = fill_rest(key, request.POST.dict(), request.POST.get("rest", ""))
    sheet = Desk(found, request.user, posted)
    if key not in sheet.keys:
        raise Http404
    if "add" in request.POST:
        return _add(request, sheet, key)
    raw = sheet.section(key).raw()
    saved = plan_drafts.save_section(
        found, key, raw, by=request.user, version=_version(request)
    )
    again = Desk(saved, request.user)
    if not again.section(key).is_settled:
        messages.warning(request, _("Đã lưu; còn mục phải chọn hoặc sửa."))
        return redirect("plan-reading-section", found.pk, key)
    return redirect(next_url(again, key))


def _add(request: HttpRequest, sheet: Desk, key: str) -> HttpResponse:
    """Keep the section as typed and put one more item on the desk."""
    form = AddForm(request.POST, desk=sheet)
    try:
        added = form.addition()
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return _section_page(request, sheet, key, form, status=refusal.status)
    raw, version = sheet.section(key).raw(), _version(request)
    saved = plan_drafts.save_section(
        sheet.reading, key, raw, by=request.user, version=version, added=added
    )
    told = _("Đã thêm vào phần «%(section)s»; hãy kiểm tra từng ô.")
    messages.success(request, told % {"section": label_of(added.section)})
    last = len(Desk(saved, request.user).section(added.section).rows) - 1
    url = reverse("plan-reading-section", args=[saved.pk, added.section])
    return redirect(f"{url}#item-{last}")


def _section_page(
    request: HttpRequest, sheet: Desk, key: str, form: AddForm, *, status: int = 200
) -> HttpResponse:
    context = {"page": DeskPage(sheet, key), "add_form": form}
    context["breadcrumbs"] = _way(str(sheet.reading))
    return render(request, "intake/plan_section.html", context, status=status)


def _own(request: HttpRequest, pk: int) -> PlanReading:
    return get_visible_or_404(plan_drafts.readings_of(request.user), pk=pk)


def _version(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() else -1


def _way(last: str = "") -> list[dict[str, str]]:
    way = [
        {"url": reverse("plans"), "label": _("Kế hoạch")},
        {"url": reverse("plan-reading-desk"), "label": _("Đọc kế hoạch")},
    ]
    return [*way, {"label": last}] if last else way
