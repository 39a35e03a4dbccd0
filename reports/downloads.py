"""`?format=csv|xlsx` on any page: the tables it shows, as a file.

A page with richer sheets of its own (reports/tables.py) answers before; here the
answer is read back from what the page shows, so no page can forget its download and
none can give more than it shows.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from accounts.paging import asks_for_sheet
from reports.page_reading import read_page
from reports.page_tables import printouts_of
from reports.snapshots import ILLUSTRATIVE
from reports.tables import answer
from sheets.printouts import Field, Printout

Handler = Callable[[HttpRequest], HttpResponse]


def tables_of_pages(get_response: Handler) -> Handler:
    """A page asked for as a sheet; without tables the sheet says so."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not (asks_for_sheet(request) and _is_page(request, response)):
            return response
        page = read_page(response.content.decode())
        notes = [ILLUSTRATIVE] if getattr(request, "illustrative", False) else []
        printouts = printouts_of(page, *notes) or [_nothing(page.heading)]
        name = request.path.strip("/").replace("/", "-") or "viec-cua-toi"
        return answer(printouts, kind=request.GET["format"], name=name)

    return middleware


def _nothing(heading: str) -> Printout:
    return Printout(heading, (Field("Không có dòng nào", 40),), (), titles=(heading,))


def _is_page(request: HttpRequest, response: HttpResponse) -> bool:
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    return request.method == "GET" and response.status_code == 200 and is_html
