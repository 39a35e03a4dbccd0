"""The menu of each role and the facts every page carries (context processor)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from accounts.roles import Permission
from plans.models import Plan

P = Permission


@dataclass(frozen=True)
class Link:
    url: str
    label: str
    current: bool


# (route, label, any of these permissions)
MENU: tuple[tuple[str, str, tuple[Permission, ...]], ...] = (
    ("home", "Việc của tôi", (P.VIEW,)),
    ("overview", "Toàn thành phố", (P.VIEW_CITY,)),
    ("compare-units", "So sánh", (P.VIEW,)),
    ("submissions", "Nộp báo cáo", (P.ENTER, P.REVIEW)),
    ("approvals", "Duyệt", (P.REVIEW,)),
    ("import", "Nạp tệp", (P.IMPORT,)),
    ("reports", "Báo cáo", (P.REPORT, P.VIEW_CITY)),
    ("plans", "Kế hoạch", (P.VIEW,)),
    ("calendar", "Lịch", (P.ENTER, P.REVIEW, P.IMPORT, P.VIEW_CITY)),
    ("tasks", "Nhiệm vụ", (P.TASKS, P.VIEW_CITY)),
    ("communes", "Xã, phường", (P.VIEW,)),
    ("checks", "Kiểm tra", (P.CHECKS,)),
    ("journal", "Nhật ký", (P.JOURNAL,)),
    ("admin:index", "Quản trị", (P.ADMIN,)),
)


def page_context(request: HttpRequest) -> dict[str, Any]:
    """`navigation` and `illustrative` for base.html; nothing before login."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": [], "illustrative": False}
    # A page that has read its plans says so itself and spares the question.
    illustrative = getattr(request, "illustrative", None)
    if illustrative is None:
        illustrative = Plan.objects.filter(is_demo=True).exists()
        request.illustrative = illustrative  # type: ignore[attr-defined]
    return {
        "navigation": menu_of(user, request.path),
        "role_sentence": user.role_sentence,
        "illustrative": illustrative,
    }


def menu_of(user: Any, path: str) -> list[Link]:
    links = []
    for route, label, needed in MENU:
        if any(user.may(permission) for permission in needed):
            try:
                url = reverse(route)
            except NoReverseMatch:  # the page is still being built
                continue
            links.append(Link(url, label, _is_current(path, url)))
    return links


def _is_current(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
