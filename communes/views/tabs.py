"""The tabs of the room and the path shown above a page."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission

P = Permission
_TABS = (
    ("communes", _("Sổ theo dõi"), (P.VIEW,)),
    ("communes-overview", _("Tổng hợp"), (P.VIEW,)),
    ("assessments", _("Phiếu đánh giá"), (P.VIEW,)),
    ("commune-grid", _("Nhập hàng loạt"), (P.ENTER,)),
    ("commune-decisions", _("Quyết định"), (P.VIEW,)),
    ("commune-pilots", _("Chỉ đạo điểm"), (P.VIEW,)),
)


@dataclass(frozen=True)
class Tab:
    url: str
    label: str
    current: bool = False
    count: str = ""


def tabs(request: HttpRequest, current: str) -> list[Tab]:
    """Pages of the room this person may open."""
    return [
        Tab(reverse(route), label, route == current)
        for route, label, needed in _TABS
        if any(request.user.may(permission) for permission in needed)
    ]


def crumbs(*steps: tuple[str, str] | str) -> list[Tab]:
    """Steps with an address, the last one without."""
    return [
        Tab("", step) if isinstance(step, str) else Tab(step[0], step[1])
        for step in steps
    ]
