"""Bulk entry of a district's communes: the page, and the saving of changed cells."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import requires
from accounts.refusals import Refusal
from accounts.roles import Permission
from accounts.scoping import editable_units
from communes import boards
from communes.entry import sets_for
from communes.grid import grid_rows, save_cells
from communes.models import CriteriaSet
from communes.standing import communes_on
from communes.views.tabs import tabs

MOST = 2_000  # cells in one request


@requires(Permission.ENTER)
def grid(request: HttpRequest) -> HttpResponse:
    """Communes by the facts of one set; a district at a time or all of them."""
    year = boards.chosen_year(request.GET.get("year"))
    communes = communes_on(editable_units(request.user), boards.day_of(year))
    districts = boards.parents_of(communes)
    district = boards.chosen_district(request.GET.get("district"), districts)
    units = [u for u in communes if district in (None, u.parent)]
    sets = sets_for(units[0], year) if units else []
    criteria_set = _chosen(sets, request.GET.get("set"))
    rows = (
        grid_rows(units, year=year, criteria_set=criteria_set) if criteria_set else []
    )
    context = {
        "tabs": tabs(request, "commune-grid"),
        "year": year,
        "years": boards.years(),
        "districts": districts,
        "district": district,
        "sets": sets,
        "criteria_set": criteria_set,
        "rows": rows,
        "save_query": _query(year, criteria_set),
    }
    return render(request, "communes/grid.html", context)


@requires(Permission.ENTER)
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Changed cells as JSON from the grid's script, or a plain form without it."""
    year = boards.chosen_year(request.GET.get("year"))
    criteria_set = CriteriaSet.objects.filter(
        pk=boards.whole(request.GET.get("set"))
    ).first()
    if criteria_set is None:
        raise Refusal(_("Không có bộ tiêu chí này; hãy tải lại trang."))
    plain = request.content_type != "application/json"
    done = save_cells(
        _posted(request) if plain else _cells(request),
        units=editable_units(request.user),
        year=year,
        criteria_set=criteria_set,
        by=request.user,
    )
    if not plain:
        return JsonResponse(done.as_json(), status=done.status)
    for item in [*done.refused, *done.conflicts]:
        messages.error(request, item["message"])
    query = _query(year, criteria_set)
    return redirect(f"{request.path.removesuffix('save/')}?{query}")


def _chosen(sets: list[CriteriaSet], wanted: str | None) -> CriteriaSet | None:
    found = [row for row in sets if str(row.pk) == wanted]
    return next(iter(found or sets), None)


def _query(year: int, criteria_set: CriteriaSet | None) -> str:
    return urlencode({"year": year, "set": criteria_set.pk if criteria_set else ""})


def _cells(request: HttpRequest) -> list[dict[str, Any]]:
    """Cells of the script's request; anything else is refused."""
    try:
        cells = json.loads(request.body).get("cells")
    except (ValueError, AttributeError, RecursionError):
        cells = None
    good = isinstance(cells, list) and all(isinstance(cell, dict) for cell in cells)
    if not good or len(cells) > MOST:
        raise Refusal(_("Nội dung gửi lên chưa đúng; hãy tải lại trang."))
    return cells


def _posted(request: HttpRequest) -> list[dict[str, Any]]:
    """Cells of the plain form: every cell of the page, unchanged ones included."""
    return [
        {
            "id": name[2:],
            "value": value,
            "version": request.POST.get(f"v-{name[2:]}", ""),
        }
        for name, value in request.POST.items()
        if name.startswith("r-")
    ]
