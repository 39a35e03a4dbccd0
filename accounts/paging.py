"""How many rows a page of a list shows; the sheet made of that page has them all."""

from __future__ import annotations

from django.http import HttpRequest

SHEETS = ("csv", "xlsx")
MOST_IN_A_SHEET = 20_000


def asks_for_sheet(request: HttpRequest) -> bool:
    """Whether the address asks for the page's tables as a file (`?format=`)."""
    return request.GET.get("format", "") in SHEETS


def rows_a_page(request: HttpRequest, usual: int) -> int:
    """`usual` on the screen, every row in a sheet."""
    return MOST_IN_A_SHEET if asks_for_sheet(request) else usual
