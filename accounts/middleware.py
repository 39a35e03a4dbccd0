"""What holds for every request: clean input, private answers, idle limit, refusals."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
)
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse

from accounts.language import language_of
from accounts.refusals import Refusal, refuse

Handler = Callable[[HttpRequest], HttpResponse]
SEEN = "seen_at"
SEEN_EVERY = 60  # seconds: the session row is not rewritten on every click


def clean_request(get_response: Handler) -> Handler:
    """Refuse bytes no page can use, and give the request its number.

    PostgreSQL cannot store NUL: without this a crafted query string is a 500.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.request_id = str(uuid.uuid4())
        query = request.META.get("QUERY_STRING", "")
        if "\0" in request.path or "%00" in query or "\0" in query:
            return refuse(request, 400)
        return get_response(request)

    return middleware


def private_pages(get_response: Handler) -> Handler:
    """Pages behind the login are not kept by browsers or proxies."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()"
        )
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def language(get_response: Handler) -> Handler:
    """Vietnamese unless the person chose English; the browser's wish is not asked.

    Offices use English-language browsers; their pages must not turn English.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        with language_of(request) as chosen:
            request.LANGUAGE_CODE = chosen
            response = get_response(request)
            response.headers.setdefault("Content-Language", chosen)
            return response

    return middleware


def idle_sessions(get_response: Handler) -> Handler:
    """Log out whoever has been away longer than `SESSION_IDLE_SECONDS`."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now, seen = int(time.time()), request.session.get(SEEN)
            if seen is not None and now - seen > settings.SESSION_IDLE_SECONDS:
                logout(request)
            elif seen is None or now - seen >= SEEN_EVERY:
                request.session[SEEN] = now
        return get_response(request)

    return middleware


class refusals:
    """Turn what an action refuses, or a database that is away, into a sentence."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if (
            settings.DEBUG
            and response.status_code == 404
            and not request.resolver_match
        ):
            return refuse(request, 404)
        return response

    def process_exception(
        self, request: HttpRequest, error: Exception
    ) -> HttpResponse | None:
        if isinstance(error, Refusal):
            return refuse(request, error.status, error.message)
        if isinstance(error, RequestDataTooBig | TooManyFieldsSent):
            return refuse(request, 413)
        if isinstance(error, OperationalError | InterfaceError):
            return refuse(request, 503)
        return _plainly(request, error) if settings.DEBUG else None


def _plainly(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """The demo runs with DEBUG: its visitors get our pages, the console the traceback.

    Django's own debug pages would list every address to whoever mistypes one.
    """
    if isinstance(error, Http404):
        return refuse(request, 404)
    if isinstance(error, PermissionDenied):
        return None  # Django's own handler shows our page
    if isinstance(error, SuspiciousOperation):
        return refuse(request, 400)
    logging.getLogger("django.request").exception("%s", request.path)
    return refuse(request, 500)
