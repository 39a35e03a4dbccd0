"""The communes' sums: by district on the map and in a table, and over the years."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.gates import requires
from accounts.models import User
from accounts.roles import Permission
from accounts.scoping import visible_units
from communes import boards
from communes.trend import Trend
from communes.views.register import filtered, link_to
from communes.views.tabs import tabs
from reports.commune_overview import commune_tiles
from units.models import Kind


@requires(Permission.VIEW)
def overview(request: HttpRequest) -> HttpResponse:
    """Sums by district on a day, and how it was at the end of each year."""
    user = request.user
    assert isinstance(user, User)
    book, _rows, form = filtered(request)
    link, trend = link_to(book), Trend(visible_units(user))
    context = {
        "tabs": tabs(request, "communes-overview"),
        "book": book,
        "figures": boards.key_figures(book, link),
        "fields": [form["year"], form["as_of"]],
        "provinces": [d.unit for d in user.duties if d.unit.kind == Kind.PROVINCE],
        "splits": (1, 4, 7),  # columns that open a group
        "link": link,
        "map": commune_tiles(book, link),
        "moves": trend.moves(book.day),
        "moves_year": boards.current_year(book.day),
        "years": trend.lines(),
    }
    return render(request, "communes/overview.html", context)
