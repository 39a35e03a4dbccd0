"""The language of one's own pages; Vietnamese unless English was chosen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from django.views.decorators.http import require_POST

from accounts.gates import requires
from accounts.paging import asks_for_sheet
from accounts.refusals import Refusal
from accounts.roles import Permission
from sheets.wording import Say, on_paper, read_with, written_for

A_YEAR = 365 * 24 * 3600  # seconds


@contextmanager
def language_of(request: HttpRequest) -> Iterator[str]:
    """Within: the language of this request; gives its code.

    Our own words are said in it where they are only read: whatever a request may
    write, the journal before all, is worded in Vietnamese.
    """
    chosen = _chosen(request)
    with override(chosen):
        if chosen == settings.LANGUAGE_CODE:
            yield chosen
            return
        reads = request.method in ("GET", "HEAD")
        with read_with(_catalogue()) if reads else written_for(_catalogue()):
            yield chosen


@contextmanager
def vietnamese() -> Iterator[None]:
    """Within, or in a view decorated with `@vietnamese()`: a paper of the office."""
    with override(settings.LANGUAGE_CODE), on_paper():
        yield


def _chosen(request: HttpRequest) -> str:
    """Files and answers to other systems are the office's: always Vietnamese."""
    if request.path.startswith("/api/") or asks_for_sheet(request):
        return settings.LANGUAGE_CODE
    wished = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return wished if wished in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _catalogue() -> Say:
    """The active catalogue, asked once for each word of a request."""
    return cache(lambda context, text: pgettext(context, text) if context else _(text))


@requires(Permission.VIEW)
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language on this machine and show the same page again."""
    chosen = request.POST.get("language")
    if chosen not in dict(settings.LANGUAGES):
        raise Refusal(_("Không có ngôn ngữ này; hãy tải lại trang."), status=422)
    response = redirect(_page_left(request))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=A_YEAR,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def _page_left(request: HttpRequest) -> str:
    page = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        page, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return page if ours else resolve_url("home")
