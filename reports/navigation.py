"""The menu of each role and the facts every page carries (context processor)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from accounts.models import User
from accounts.roles import Permission
from plans.models import Plan
from units.models import Kind

P = Permission


@dataclass(frozen=True)
class Link:
    url: str
    label: str
    current: bool


# What stands under a link of the menu though its address does not say so.
UNDER: dict[str, tuple[str, ...]] = {
    "plans": ("/documents/",),
    "submissions": ("/entry/", "/evidence/"),
    "calendar": ("/rounds/",),
    "communes": ("/assessments/",),
}

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
        return {"navigation": "", "illustrative": False}
    # A page that has read its plans says so itself and spares the question.
    illustrative = getattr(request, "illustrative", None)
    if illustrative is None:
        illustrative = Plan.objects.filter(is_demo=True).exists()
        request.illustrative = illustrative  # type: ignore[attr-defined]
    return {
        "navigation": _printed(tuple(menu_of(user, request.path)), get_language()),
        "role_sentence": user.role_sentence,
        "illustrative": illustrative,
    }


@lru_cache(maxsize=512)
def _printed(links: tuple[Link, ...], language: str | None) -> SafeString:
    """The menu as markup, once for each that there is: every page carries one."""
    return render_to_string("partials/navigation.html", {"navigation": links})


def menu_of(user: User, path: str) -> list[Link]:
    links = []
    for route, label, needed in MENU:
        if any(user.may(permission) for permission in needed):
            try:
                url = reverse(route)
            except NoReverseMatch:  # the page is still being built
                continue
            name = area_label(user) if route == "overview" else label
            links.append(Link(url, name, _is_current(path, route, url)))
    return links


def area_label(user: User) -> str:
    """What the whole area is called: a province is no city (source string)."""
    provinces = [d.unit for d in user.duties if d.unit.kind == Kind.PROVINCE]
    is_province = any(unit.type == "Tỉnh" for unit in provinces)
    return "Toàn tỉnh" if is_province else "Toàn thành phố"


def _is_current(path: str, route: str, url: str) -> bool:
    if url == "/":
        return path == url
    return path.startswith((url, *UNDER.get(route, ())))
