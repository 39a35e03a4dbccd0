"""The two ways in, as the description tells them; the door (door.py) checks both."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.security.base import AuthBase

from accounts.models import User


class _ByTheDoor(AuthBase):
    def __call__(self, request: HttpRequest) -> Any | None:
        return request.user if request.user.is_authenticated else None


class SessionCookie(_ByTheDoor):
    """A browser that is logged in; writes carry the CSRF token in X-CSRFToken."""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = settings.SESSION_COOKIE_NAME


class BearerToken(_ByTheDoor):
    """A key of `/accounts/tokens/`."""

    openapi_type = "http"
    openapi_scheme = "bearer"


ACCEPTED = [BearerToken(), SessionCookie()]


def person(request: HttpRequest) -> User:
    """Who asks; nobody else gets past the door."""
    assert isinstance(request.user, User)
    return request.user
