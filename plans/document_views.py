"""The register of documents, and the page of one that is no plan: graph and papers."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.gates import get_visible_or_404, requires
from accounts.paging import rows_a_page
from accounts.refusals import Refusal
from accounts.roles import Permission
from plans import documents, files
from plans.graph_page import GraphPage
from plans.models import Document
from plans.task_forms import AttachForm, DayForm, DocumentFilter
from plans.task_views import attachment

P = Permission
A_PAGE = 50


@require_GET
@requires(P.VIEW)
def register(request: HttpRequest) -> HttpResponse:
    """Every document and stub, narrowed as the address says."""
    form = DocumentFilter(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    on = asked.get("on") or timezone.localdate()
    rows = documents.register(request.user, on=on, asked=asked)
    pages = Paginator(rows, rows_a_page(request, A_PAGE))
    page = pages.get_page(request.GET.get("page"))
    lines = documents.lines_of(page.object_list, on=on)
    context = {"form": form, "page_obj": page, "lines": lines, "on": on}
    context["breadcrumbs"] = _way()
    return render(request, "plans/documents.html", context)


@require_GET
@requires(P.VIEW)
def document(request: HttpRequest, slug: str) -> HttpResponse:
    """What a document says of itself, and what stands above and below it."""
    return _page(request, _document(request, slug), AttachForm())


@require_POST
@requires(P.READ_PLAN)
def attach(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the signed paper of a document with its digest."""
    row = _document(request, slug)
    form = AttachForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    try:
        documents.attach(row, form.cleaned_data["file"], by=request.user)
    except Refusal as refused:
        form.add_error("file", refused.sentence)
        return _page(request, row, form, status=refused.status)
    messages.success(request, _("Đã đính kèm văn bản."))
    return redirect("document", slug)


@require_GET
@requires(P.VIEW)
def paper(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One attached paper, byte for byte."""
    found = get_visible_or_404(_document(request, slug).attachments.all(), pk=pk)
    return attachment(files.read(found.stored_file, found.sha256), found.name)


def _document(request: HttpRequest, slug: str) -> Document:
    rows = Document.objects.visible_to(request.user)
    return get_visible_or_404(rows, slug=slug)


def _page(
    request: HttpRequest, row: Document, form: AttachForm, *, status: int = 200
) -> HttpResponse:
    asked = DayForm(request.GET or None)
    day = asked.cleaned_data["on"] if asked.is_valid() else None
    page = GraphPage(row, day or timezone.localdate())
    context = {
        "page": page,
        "facts": documents.facts_of(page),
        "day_form": asked,
        "form": form,
        "may_attach": request.user.may(P.READ_PLAN) and not row.is_stub,
        "breadcrumbs": _way(row.symbol),
    }
    return render(request, "plans/document.html", context, status=status)


def _way(last: str = "") -> list[dict[str, str]]:
    plans = {"url": reverse("plans"), "label": _("Kế hoạch")}
    here = {"url": reverse("documents"), "label": _("Văn bản")}
    return [plans, here, {"label": last}] if last else [plans, {"label": here["label"]}]
