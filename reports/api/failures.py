"""Whatever goes wrong in an address becomes one Vietnamese sentence and its status."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from accounts.refusals import SENTENCES, Refusal
from plans.periods import BadPeriod
from reports.api.door import refusal
from sheets.numbers import echo

NO_JSON = "Nội dung gửi lên không phải JSON đúng; hãy kiểm tra lại."


def answer_failures(api: NinjaAPI) -> None:
    api.add_exception_handler(Refusal, _refused)
    api.add_exception_handler(Http404, _not_found)
    api.add_exception_handler(BadPeriod, _bad_period)
    api.add_exception_handler(HttpError, _unreadable)
    api.add_exception_handler(ValidationError, _misfit)
    api.add_exception_handler(Exception, _unforeseen)


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    return refusal(error.status, error.message)


def _not_found(request: HttpRequest, error: Any) -> HttpResponse:
    return refusal(404, SENTENCES[404])


def _bad_period(request: HttpRequest, error: Any) -> HttpResponse:
    return refusal(422, str(error))


def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    return refusal(error.status_code, NO_JSON)


def _misfit(request: HttpRequest, error: Any) -> HttpResponse:
    """Name each field; the library's own words are English."""
    problems = [
        {"field": _field(item["loc"]), "message": _advice(item)}
        for item in error.errors[:20]
    ]
    first = problems[0]
    message = f"«{first['field']}» {first['message']}"
    return refusal(422, message, problems=problems)


def _unforeseen(request: HttpRequest, error: Any) -> HttpResponse:
    raise error  # the middleware knows a database that is away, Django the rest


def _field(place: tuple[Any, ...]) -> str:
    """ "cells.0.value" of ("body", "payload", "cells", 0, "value", "str")."""
    names = [str(part) for part in place[1:]]
    if place[0] in ("body", "query") and len(names) > 1:
        names = names[1:]
    return echo(".".join(names))


def _advice(item: dict[str, Any]) -> str:
    kind = str(item["type"])
    limits = item.get("ctx", {})
    if kind == "missing":
        return "còn thiếu; hãy gửi kèm."
    if kind == "extra_forbidden":
        return "là tên lạ; hãy xem tên đúng ở /api/v1/openapi.json."
    if kind.startswith("int"):
        return "phải là số nguyên."
    if kind == "greater_than_equal":
        return f"phải từ {limits['ge']} trở lên."
    if kind == "less_than_equal":
        return f"phải từ {limits['le']} trở xuống."
    if kind in ("string_too_long", "too_long"):
        return f"dài quá {limits['max_length']}."
    return "chưa đúng dạng; hãy xem mô tả ở /api/v1/openapi.json."
