"""Files as a browser saves them."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def attachment(data: bytes, name: str, kind: str = XLSX) -> HttpResponse:
    header = content_disposition_header(True, name)
    return HttpResponse(
        data, content_type=kind, headers={"Content-Disposition": header}
    )
