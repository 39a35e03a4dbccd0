"""The decision desk, one decision with its lists, and the pilot areas."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.gates import get_visible_or_404, requires
from accounts.refusals import Refusal
from accounts.roles import Permission
from accounts.scoping import units_for, visible_units
from communes import boards, labels
from communes.deciding import DecisionDraft, decide, enter_pilot, units_named
from communes.forms import DecisionForm, PilotForm
from communes.models import Decision, KeyArea, PilotArea, Recognition
from communes.models.register import KeyType
from communes.views.tabs import crumbs, tabs
from units.models import Kind

P = Permission
PILOT_SYMBOL = "4026/cv-ubnd-vx"  # the công văn of 2012 that the phases come from


@requires(P.VIEW)
def decisions(request: HttpRequest) -> HttpResponse:
    """Decisions with how many of the visible communes they name."""
    mine = visible_units(request.user)
    rows = (
        Decision.objects.select_related("document")
        .filter(Q(recognitions__unit__in=mine) | Q(key_areas__unit__in=mine))
        .annotate(
            entries=Count("recognitions", distinct=True)
            + Count("key_areas", distinct=True)
        )
        .order_by("-effective_on", "-pk")
    )
    context = {
        "tabs": tabs(request, "commune-decisions"),
        "rows": [(row, labels.DECISION_KIND[row.kind]) for row in rows],
        "may_decide": request.user.may(P.REVIEW),
    }
    return render(request, "communes/decisions.html", context)


@requires(P.VIEW)
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision: its document, who is in and who is out."""
    mine = visible_units(request.user)
    found = get_visible_or_404(_visible(request), pk=pk)
    entries = [
        row
        for model in (Recognition, KeyArea)
        for row in model.objects.filter(decision=found, unit__in=mine)
        .select_related("unit__parent")
        .order_by("unit__sort_key")
    ]
    context = {
        "breadcrumbs": crumbs(
            (reverse("communes"), _("Xã không ma túy")),
            (reverse("commune-decisions"), _("Quyết định")),
            str(found),
        ),
        "decision": found,
        "kind": labels.DECISION_KIND[found.kind],
        "entries": [(row, labels.DIRECTION[row.direction]) for row in entries],
        "may_add": found.kind == Decision.Kind.KEY_AREAS and request.user.may(P.REVIEW),
    }
    return render(request, "communes/decision.html", context)


@requires(P.REVIEW)
def new_decision(request: HttpRequest) -> HttpResponse:
    """Enter a decision: its document, its dates, its lists."""
    form = DecisionForm(request.POST or None, initial=_initial(request))
    status = 200
    if request.method == "POST":
        done = _decided(request, form) if form.is_valid() else None
        if done:
            messages.success(request, _("Đã ghi vào sổ theo dõi."))
            return redirect("commune-decision", pk=done.pk)
        status = 422
    context = {
        "breadcrumbs": crumbs(
            (reverse("communes"), _("Xã không ma túy")),
            (reverse("commune-decisions"), _("Quyết định")),
            _("Nhập quyết định"),
        ),
        "form": form,
        "year": boards.chosen_year(request.GET.get("year")),
        "key_types": labels.KEY_TYPE.items(),
    }
    return render(request, "communes/new_decision.html", context, status=status)


def _decided(request: HttpRequest, form: DecisionForm) -> Decision | None:
    """The decision, or None with the form saying what is wrong."""
    good = dict(form.cleaned_data)
    units = units_for(request.user, P.REVIEW)
    for side in ("ins", "outs"):
        text = good[side]
        good[side], problems = units_named(text, units, good["effective_on"])
        for problem in problems:
            form.add_error(side, problem)
    if form.errors:
        return None
    good["ins"], good["outs"] = tuple(good["ins"]), tuple(good["outs"])
    try:
        return decide(DecisionDraft(**good), by=request.user)
    except Refusal as no:
        form.add_error(None, no.sentence)
        return None


def _initial(request: HttpRequest) -> dict[str, object]:
    """Where asked for, the communes whose approved sheets wait for a decision."""
    year = boards.chosen_year(request.GET.get("year"))
    start: dict[str, object] = {"year": year, "kind": Decision.Kind.RECOGNITION}
    more = Decision.objects.filter(pk=boards.whole(request.GET.get("more")))
    for known in _visible(request, more):
        return _of(known)
    provinces = [d.unit for d in request.user.duties if d.unit.kind == Kind.PROVINCE]
    if provinces:
        name = str(provinces[0])
        start["issuer"] = f"Ủy ban nhân dân {name[0].lower()}{name[1:]}"
    if request.GET.get("from") == "approved":
        key_type = request.GET.get("key_type", "")
        if key_type in KeyType.values:
            start |= {"kind": Decision.Kind.KEY_AREAS, "key_type": key_type}
        else:
            key_type = ""
        mine = visible_units(request.user)
        waiting = boards.waiting_for_decision(mine, year, key_type=key_type)
        start["ins"] = "\n".join(f"{unit.name}, {unit.parent}" for unit in waiting)
    return start


def _of(known: Decision) -> dict[str, object]:
    """A decision entered before, to enter another list of it."""
    document = known.document
    return {
        "kind": known.kind,
        "symbol": document.symbol,
        "issued_on": document.issued_on,
        "issuer": document.issuer,
        "title": document.title,
        "effective_on": known.effective_on,
        "year": known.year,
    }


def _visible(
    request: HttpRequest, rows: QuerySet[Decision] | None = None
) -> QuerySet[Decision]:
    """Decisions that name a commune this person sees."""
    mine = visible_units(request.user)
    found = Decision.objects.all() if rows is None else rows
    return (
        found.select_related("document")
        .filter(Q(recognitions__unit__in=mine) | Q(key_areas__unit__in=mine))
        .distinct()
    )


@requires(P.VIEW)
def pilots(request: HttpRequest) -> HttpResponse:
    """Places chosen for close direction, by document and phase."""
    form = PilotForm(request.POST or None)
    form.fields["document"].initial = (
        form.fields["document"].queryset.filter(symbol_key=PILOT_SYMBOL).first()
    )
    status = 200
    if request.method == "POST":
        if not request.user.may(P.REVIEW):
            raise Refusal(_("Đồng chí không có quyền làm việc này."), status=403)
        if form.is_valid() and _pilot(request, form):
            return redirect("commune-pilots")
        status = 422
    mine = Q(unit=None) | Q(unit__in=visible_units(request.user))
    rows = PilotArea.objects.filter(mine).select_related("document", "unit__parent")
    context = {
        "tabs": tabs(request, "commune-pilots"),
        "rows": [(row, labels.PHASE[row.phase]) for row in rows],
        "form": form if request.user.may(P.REVIEW) else None,
    }
    return render(request, "communes/pilots.html", context, status=status)


def _pilot(request: HttpRequest, form: PilotForm) -> bool:
    good = form.cleaned_data
    day = good["document"].issued_on or boards.today()
    units, _problems = units_named(good["place"], visible_units(request.user), day)
    try:
        enter_pilot(
            good["document"],
            phase=good["phase"],
            unit=units[0] if len(units) == 1 else None,
            place=good["place"],
            by=request.user,
        )
    except Refusal as no:
        form.add_error(None, no.sentence)
        return False
    messages.success(request, _("Đã thêm địa bàn."))
    return True
