"""The submission board, the approval desk, and the Secretariat's decisions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from accounts.gates import get_visible_or_404, requires
from accounts.paging import rows_a_page
from accounts.refusals import Refusal, wants_json
from accounts.roles import Permission
from plans.models import Plan, Round
from targets import actions
from targets.boards import board
from targets.desk import PER_PAGE, desk
from targets.forms import BoardFilter, ReasonForm, ReopenForm
from targets.models import Submission
from targets.texts import when

MOST_AT_ONCE = 500


@requires(Permission.ENTER, Permission.REVIEW, Permission.VIEW_CITY)
@require_safe
def submissions(request: HttpRequest) -> HttpResponse:
    """Unit × period with states; `?period=` shows one round in detail."""
    form = BoardFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = board(
        request.user,
        plan=wanted.get("plan", ""),
        period=wanted.get("period", ""),
        state=wanted.get("state", ""),
        query=wanted.get("q", ""),
    )
    if found is None and (wanted.get("plan") or wanted.get("period")):
        raise Http404(_("Không có trang này."))
    context = {"board": found, "form": form, "may_review": _may_review(request)}
    if found:
        request.illustrative = any(plan.is_demo for plan in found.plans)
        context |= {"tabs": _tabs(found), "reset_url": _address(found)}
        context["due"] = when(found.round.due_at) if found.round else ""
    return render(request, "targets/submissions.html", context)


@requires(Permission.REVIEW)
@require_safe
def approvals(request: HttpRequest) -> HttpResponse:
    """Reports that wait, each with its figures to check."""
    each = rows_a_page(request, PER_PAGE)
    found = desk(request.user, number=request.GET.get("page", ""), each=each)
    return render(request, "targets/approvals.html", {"desk": found})


@requires(Permission.REVIEW)
@require_POST
def approve(request: HttpRequest) -> HttpResponse:
    """Approve the ticked reports; the exceptions come back by name."""
    keys = _keys(request.POST.getlist("submission"))
    reports = Submission.objects.reviewable_by(request.user).filter(pk__in=keys)
    found = list(reports.select_related("unit", "round__plan__document"))
    if not found or len(found) != len(keys):
        raise Http404(_("Không có trang này."))
    outcome = actions.approve(
        found,
        by=request.user,
        confirmed=request.POST.get("confirmed") == "1",
        seen=_seen(request, keys),
    )
    return _approved(request, outcome)


@requires(Permission.REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def return_(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a report back with the reason its unit will read."""
    report = _reviewable(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.return_(report, by=request.user, **form.cleaned_data)
        return _done(request, _("Đã trả lại %(report)s."), report, "approvals")
    title, label = _("Trả lại báo cáo"), _("Trả lại")
    text = _("Đơn vị sẽ đọc lý do này, sửa số liệu rồi nộp lại.")
    return _deed_page(request, form, title, report, text, label)


@requires(Permission.REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Let one unit correct its report until a moment."""
    report = _reviewable(request, pk)
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.reopen(report, by=request.user, **form.cleaned_data)
        return _done(request, _("Đã mở lại %(report)s."), report, "submissions")
    title, label = _("Mở lại báo cáo có thời hạn"), _("Mở lại")
    text = _("Chỉ đơn vị này sửa được; mọi ô sửa sau khi duyệt đều được đánh dấu.")
    return _deed_page(request, form, title, report, text, label)


@requires(Permission.REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def lock_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze a round; whoever meets the lock reads why."""
    round_ = _round(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.lock_round(round_, by=request.user, **form.cleaned_data)
        return _done(request, _("Đã khóa %(report)s."), round_, "submissions")
    waiting = round_.submissions.waiting().count()
    text = _(
        "Khóa rồi thì không đơn vị nào nhập, nộp và không ai duyệt được kỳ này; "
        "còn %(n)d báo cáo đang chờ duyệt."
    ) % {"n": waiting}
    title = _("Khóa kỳ báo cáo")
    return _deed_page(request, form, title, round_, text, _("Khóa kỳ"))


@requires(Permission.REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def unlock_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a locked round again; the reason stays in the journal."""
    round_ = _round(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.unlock_round(round_, by=request.user, **form.cleaned_data)
        return _done(request, _("Đã mở khóa %(report)s."), round_, "submissions")
    text = _("Lý do khóa trước đây: %(why)s") % {"why": round_.lock_reason or "—"}
    title = _("Mở khóa kỳ báo cáo")
    return _deed_page(request, form, title, round_, text, _("Mở khóa"))


def _may_review(request: HttpRequest) -> bool:
    return request.user.may(Permission.REVIEW)


def _address(found: Any, period: str = "") -> str:
    tail = f"&period={period}" if period else ""
    return f"{reverse('submissions')}?plan={found.plan.slug}{tail}"


def _tabs(found: Any) -> list[dict[str, Any]]:
    whole = {
        "url": _address(found),
        "label": _("Cả năm %(year)d") % {"year": found.plan.year},
        "current": found.round is None,
    }
    return [whole] + [
        {
            "url": _address(found, r.period_code),
            "label": r.period.label,
            "current": r == found.round,
        }
        for r in found.rounds
    ]


def _keys(texts: list[str]) -> set[int]:
    keys = {int(t) for t in texts if t.isascii() and t.isdigit() and len(t) < 19}
    if len(keys) != len(set(texts)):
        raise Http404(_("Không có trang này."))
    if not keys:
        raise Refusal(_("Hãy chọn ít nhất một báo cáo để duyệt."))
    if len(keys) > MOST_AT_ONCE:
        raise Refusal(_("Mỗi lần duyệt nhiều nhất 500 báo cáo."))
    return keys


def _seen(request: HttpRequest, keys: set[int]) -> dict[int, int]:
    """The version of each report the approver had on the page."""
    sent = {key: request.POST.get(f"seen-{key}", "") for key in keys}
    return {k: int(v) for k, v in sent.items() if v.isascii() and v.isdigit()}


def _approved(request: HttpRequest, outcome: actions.ApprovalOutcome) -> HttpResponse:
    status = 200 if outcome.approved else 409
    if wants_json(request):
        body = {
            "approved": [s.pk for s in outcome.approved],
            "held": [
                {"id": h.submission.pk, "reasons": h.reasons} for h in outcome.held
            ],
        }
        return JsonResponse(body, status=status)
    count = len(outcome.approved)
    if count:
        said = ngettext("Đã duyệt %(n)d báo cáo.", "Đã duyệt %(n)d báo cáo.", count)
        messages.success(request, said % {"n": count})
    if not outcome.held:
        return redirect("approvals")
    context = {
        "held": outcome.held,
        "confirmable": [h.submission for h in outcome.held if h.can_confirm],
    }
    return render(request, "targets/approval_held.html", context, status=status)


def _reviewable(request: HttpRequest, pk: int) -> Submission:
    reports = Submission.objects.reviewable_by(request.user)
    return get_visible_or_404(
        reports.select_related("round__plan__document", "unit"), pk=pk
    )


def _round(request: HttpRequest, pk: int) -> Round:
    plans = Plan.objects.visible_to(request.user).values("pk")
    rounds = Round.objects.select_related("plan__document")
    return get_visible_or_404(rounds.filter(plan__in=plans), pk=pk)


def _deed_page(
    request: HttpRequest, form: Any, title: str, about: Any, text: str, label: str
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "about": str(about),
        "text": text,
        "submit_label": label,
        "cancel_url": reverse("submissions"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "targets/deed.html", context, status=status)


def _done(request: HttpRequest, sentence: str, about: Any, route: str) -> HttpResponse:
    said = sentence % {"report": about}
    if wants_json(request):
        return JsonResponse({"ok": True, "message": said})
    messages.success(request, said)
    return redirect(route)
