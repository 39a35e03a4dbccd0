"""The language of one's own pages; Vietnamese unless English was chosen."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import requires
from accounts.refusals import Refusal
from accounts.roles import Permission

A_YEAR = 365 * 24 * 3600  # seconds


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
