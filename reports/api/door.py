"""What every address of the API passes: who asks, may they, has anything changed.

In this order: the person (401), the CSRF token of a browser's write (403), the ETag
(304, before anything else is read or computed), a role (403), the address itself.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, URLResolver, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.utils import check_csrf

from accounts import tokens
from accounts.models import User
from accounts.refusals import SENTENCES
from accounts.roles import Permission
from reports.api.auth import ACCEPTED
from reports.api.etags import current_tag, held

View = Callable[..., HttpResponse]
READING = ("GET", "HEAD", "OPTIONS", "TRACE")
LOG_IN = (
    "Hãy đăng nhập, hoặc gửi khóa API còn hiệu lực ở đầu mục «Authorization: Bearer»."
)
READ_ONLY = "Khóa này chỉ được đọc; hãy tạo khóa có quyền nhập kết quả."


class OfficeAPI(NinjaAPI):
    """The library's API with the door before each address, and JSON for strangers."""

    def __init__(self, **options: Any) -> None:
        super().__init__(auth=ACCEPTED, **options)

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        patterns, app, namespace = super().urls
        behind = [_behind_the_door(pattern) for pattern in patterns]
        nowhere = re_path(r"^.*$", through_the_door(_nowhere), name="nowhere")
        return [*behind, nowhere], app, namespace


def through_the_door(view: View) -> View:
    """`view` behind the checks; ninja's own are only told about in the description."""

    @csrf_exempt
    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refused = _stranger(request)
        if refused is not None:
            return refused
        if request.method not in ("GET", "HEAD"):
            return _without_role(request) or _answered(view(request, *args, **kwargs))
        tag = current_tag(request)
        if known := held(request, tag):
            # Duties are in the journal too: who was answered under this tag still may.
            return HttpResponse(status=304, headers={"ETag": f'"{known}"'})
        if refused := _without_role(request):
            return refused
        response = _read(view, request, *args, **kwargs)
        if response.status_code == 200 and not response.has_header("ETag"):
            response["ETag"] = f'"{tag}"'
        return response

    guarded.required_permissions = (Permission.VIEW,)  # type: ignore[attr-defined]
    return guarded


def refusal(status: int, message: str, **more: Any) -> JsonResponse:
    """The one form of every refusal."""
    return JsonResponse({"ok": False, "message": message, **more}, status=status)


def _behind_the_door(pattern: URLResolver | URLPattern) -> URLPattern:
    assert isinstance(pattern, URLPattern)
    view = through_the_door(pattern.callback)
    return URLPattern(pattern.pattern, view, pattern.default_args, pattern.name)


def _stranger(request: HttpRequest) -> HttpResponse | None:
    """The refusal of who is not logged in or writes with a key that may not."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        token = tokens.holder(key)
        if token is None:
            return _log_in()
        request.user = token.user
        if request.method not in READING and token.scope != "WRITE":
            return refusal(403, READ_ONLY)
    elif not request.user.is_authenticated:
        return _log_in()
    elif request.method not in READING and (wrong := check_csrf(request)):
        return wrong
    return None


def _without_role(request: HttpRequest) -> HttpResponse | None:
    user = request.user
    if not isinstance(user, User) or not user.may(Permission.VIEW):
        return refusal(403, SENTENCES[403])
    return None


def _read(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """HEAD is a GET whose body the server leaves out; the library knows GET only."""
    method, request.method = request.method, "GET"
    try:
        return _answered(view(request, *args, **kwargs))
    finally:
        request.method = method


def _log_in() -> HttpResponse:
    response = refusal(401, LOG_IN)
    response["WWW-Authenticate"] = "Bearer"
    return response


def _answered(response: HttpResponse) -> HttpResponse:
    """The library answers a wrong method in plain English; ours is a sentence."""
    if response.status_code != 405:
        return response
    answer = refusal(405, "Địa chỉ này không nhận cách gửi đó.")
    answer["Allow"] = response["Allow"]
    return answer


def _nowhere(request: HttpRequest) -> HttpResponse:
    return refusal(404, "Không có địa chỉ này; hãy xem /api/v1/openapi.json.")
