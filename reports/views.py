"""Pages of figures: gate, choice of plan and period, read model, answer."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.gates import get_visible_or_404, requires
from accounts.models import User
from accounts.roles import Permission
from accounts.scoping import visible_unit
from plans.models import Plan
from reports import boards, home, tables
from reports.as_of import day_of
from reports.choosing import Choice, choose
from reports.dashboards import unit_dashboard
from reports.navigation import area_label
from reports.overview import overview as read_overview
from reports.plan_page import plan_details
from targets.models import Indicator

P = Permission
NO_PLAN = "reports/no_plan.html"


@requires(P.VIEW)
def home_page(request: HttpRequest) -> HttpResponse:
    """ "Việc của tôi"."""
    page = home.home(_reader(request))
    _tell_illustrative(request, page.choice)
    return render(request, "reports/home.html", {"home": page})


@requires(P.VIEW_CITY)
def overview(request: HttpRequest) -> HttpResponse:
    """The whole city; `?format=csv|xlsx` gives its tables."""
    choice = _choose(request)
    if choice is None:
        return render(request, NO_PLAN)
    page = read_overview(choice, _reader(request))
    kind = request.GET.get("format", "")
    if tables.wanted(kind):
        name = f"toan-thanh-pho-{choice.period.code}"
        return tables.answer(tables.overview_tables(page), kind=kind, name=name)
    return render(request, "reports/overview.html", {"page": page, "choice": choice})


@requires(P.VIEW)
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """One unit's desk; a neighbour's does not exist."""
    found = visible_unit(_reader(request), code)
    if found is None:
        raise Http404("Không có trang này.")
    choice = _choose(request)
    if choice is None:
        return render(request, NO_PLAN)
    page = unit_dashboard(choice, found)
    kind = request.GET.get("format", "")
    if tables.wanted(kind):
        name = f"{found.key}-{choice.period.code}"
        return tables.answer(tables.unit_tables(page), kind=kind, name=name)
    crumbs = _crumbs(request, found.full_name)
    context = {"page": page, "choice": choice, "breadcrumbs": crumbs}
    return render(request, "reports/unit.html", context)


@requires(P.VIEW)
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator over the units the reader may see, sorted as asked."""
    found = get_object_or_404(Indicator.objects.select_related("part_of"), code=code)
    choice = _choose(request)
    if choice is None:
        return render(request, NO_PLAN)
    sort = request.GET.get("sort", "")
    page = boards.boards(choice, found, _reader(request), sort=sort)
    kind = request.GET.get("format", "")
    if tables.wanted(kind):
        name = f"{found.code}-{choice.period.code}"
        return tables.answer(tables.board_tables(choice, page), kind=kind, name=name)
    context = {"boards": page, "choice": choice, "indicator": found, "sort": sort}
    context["sort_links"] = boards.sort_links(choice, sort)
    context["breadcrumbs"] = _crumbs(request, found.short_name)
    context["register"] = boards.register_beside(page)
    context["may_rank"] = request.user.may(P.REVIEW)
    return render(request, "reports/indicator.html", context)


@requires(P.VIEW)
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """A plan as its document has it, with what was dealt out."""
    plans = Plan.objects.visible_to(_reader(request)).select_related("document", "unit")
    found = get_visible_or_404(plans, slug=slug)
    as_of = day_of(request.GET.get("as_of", ""))
    details = plan_details(found, _reader(request), as_of=as_of)
    kind = request.GET.get("format", "")
    if tables.wanted(kind):
        return tables.answer(details.printouts(), kind=kind, name=found.slug)
    crumbs = [
        {"url": home.address("plans"), "label": _("Kế hoạch")},
        {"label": found.document.symbol},
    ]
    context = {"details": details, "page": details.page, "breadcrumbs": crumbs}
    return render(request, "plans/plan.html", context)


def _choose(request: HttpRequest) -> Choice | None:
    """The plan and period asked for; the page then knows whether they are made up."""
    choice = choose(_reader(request), request.GET)
    _tell_illustrative(request, choice)
    return choice


def _tell_illustrative(request: HttpRequest, choice: Choice | None) -> None:
    if choice is not None:
        request.illustrative = choice.is_illustrative  # type: ignore[attr-defined]


def _crumbs(request: HttpRequest, label: str) -> list[dict[str, str]]:
    """The way back: the city for those who see it, own work for the others."""
    reader = _reader(request)
    sees_city = reader.may(P.VIEW_CITY)
    name = pgettext("menu", area_label(reader) if sees_city else "Việc của tôi")
    url = home.address("overview" if sees_city else "home")
    return [{"url": url, "label": name}, {"label": label}]


def _reader(request: HttpRequest) -> User:
    """Who asks; the gates let only people in who are logged in."""
    assert isinstance(request.user, User)
    return request.user
