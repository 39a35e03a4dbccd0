"""The register of communes, its sums, one commune with its history line."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.gates import get_visible_or_404, requires
from accounts.language import vietnamese
from accounts.paging import rows_a_page
from accounts.roles import Permission
from accounts.scoping import editable_units, visible_units
from communes import boards, labels
from communes.commune_page import history, sheet_lines
from communes.entry import sets_binding
from communes.forms import NewSheetForm, RegisterFilter
from communes.standing import status_on
from communes.views.tabs import crumbs, tabs
from sheets.writer import write_csv
from units.models import Kind

PAGE = 50


def filtered(
    request: HttpRequest,
) -> tuple[boards.Register, list[boards.RegisterRow], RegisterFilter]:
    """The register of the day asked for (`?as_of=`, else the end of `?year=`)."""
    asked = request.GET.get("year")
    year = boards.chosen_year(asked)
    day = boards.chosen_day(year, request.GET.get("as_of"))
    if asked and boards.current_year(day) != year:
        day = boards.day_of(year)  # another year was chosen: its own last day
    year = boards.current_year(day)
    book = boards.register(visible_units(request.user), day)
    as_of = "" if day == boards.day_of(year) else f"{day:%d/%m/%Y}"
    data = {**request.GET.dict(), "year": year, "as_of": as_of}
    form = RegisterFilter(data, districts=book.districts)
    return book, book.matching(**form.wanted()), form


def link_to(book: boards.Register) -> str:
    """The register of the same day."""
    return f"{reverse('communes')}?as_of={book.day}"


@requires(Permission.VIEW)
def index(request: HttpRequest) -> HttpResponse:
    """Communes with their standing on a day, filtered and searched."""
    book, rows, form = filtered(request)
    page = Paginator(rows, rows_a_page(request, PAGE)).get_page(request.GET.get("page"))
    year = boards.current_year(book.day)
    sheets = boards.sheets_of([row.unit for row in page], year)
    context = {
        "tabs": tabs(request, "communes"),
        "book": book,
        "figures": boards.key_figures(book, link_to(book)),
        "page": page,
        "rows": [(row, boards.sheet_cells(sheets.get(row.unit.pk))) for row in page],
        "form": form,
        "year": year,
        "query": request.GET.urlencode(),
        "count_text": _("%(shown)s đơn vị") % {"shown": len(rows)},
    }
    return render(request, "communes/register.html", context)


@requires(Permission.VIEW)
@vietnamese()
def export(request: HttpRequest) -> HttpResponse:
    """The filtered register as CSV."""
    book, rows, _form = filtered(request)
    lines = [boards.EXPORT_HEADER, *(row.export for row in rows)]
    response = HttpResponse(write_csv(lines), content_type="text/csv; charset=utf-8")
    name = f"xa-khong-ma-tuy-{book.day:%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@requires(Permission.VIEW)
def commune(request: HttpRequest, key: str) -> HttpResponse:
    """One commune: where it stands, what happened, its sheets under every law."""
    kinds = (Kind.COMMUNE, Kind.PROVINCE)
    units = visible_units(request.user).filter(kind__in=kinds)
    unit = get_visible_or_404(units.select_related("parent"), key=key)
    today = boards.today()
    standing = status_on(unit, today)
    sets = sets_binding(unit)
    may_enter = editable_units(request.user).filter(pk=unit.pk).exists()
    context = {
        "breadcrumbs": crumbs((reverse("communes"), _("Xã không ma túy")), str(unit)),
        "unit": unit,
        "row": boards.RegisterRow(unit, str(unit.parent or ""), standing),
        "today": today,
        "events": history(unit),
        "sheets": sheet_lines(unit),
        "form": NewSheetForm(sets) if may_enter and sets else None,
        "may_enter": may_enter,
        "states": labels.STATE,
    }
    return render(request, "communes/commune.html", context)
