"""The admin is for import admins; everybody else has pages of their own."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from accounts.roles import Permission
from units.wording import gettext_lazy as _


class ImportAdminSite(AdminSite):
    site_header = _("Quản trị dữ liệu")
    site_title = _("Quản trị dữ liệu")
    index_title = _("Danh mục và số liệu")
    site_url = "/"

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return user.is_active and user.is_authenticated and user.may(Permission.ADMIN)

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """The one login page for strangers; 403 for everybody who is not let in."""
        inner = super().admin_view(view, cacheable)

        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not self.has_permission(request):
                raise PermissionDenied
            return inner(request, *args, **kwargs)

        return guarded

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect_to_login(request.GET.get("next", "/admin/"))
