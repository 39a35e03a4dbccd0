"""Login lockout: five failures lock one account from one address, nobody else."""

from __future__ import annotations

import ipaddress
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def client_address(request: HttpRequest) -> str:
    """The caller's address; X-Forwarded-For counts only from a trusted proxy."""
    remote = request.META.get("REMOTE_ADDR", "")
    if remote not in settings.TRUSTED_PROXIES:
        return remote
    # The right-most address not ours is the last hop a trusted proxy saw itself.
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    for hop in reversed([hop.strip() for hop in hops]):
        if hop not in settings.TRUSTED_PROXIES:
            return hop if _is_address(hop) else remote
    return remote


def locked_out(
    request: HttpRequest, credentials: Any = None, *args: Any, **kwargs: Any
) -> HttpResponse:
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    context = {"minutes": minutes}
    return render(request, "registration/locked.html", context, status=429)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
