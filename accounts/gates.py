"""Gates of the views: 404 for what you may not know of, 403 for what you may not do."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from accounts.roles import Permission

View = Callable[..., HttpResponse]
LAST_NUMBER = 2**63 - 1


def requires(*permissions: Permission) -> Callable[[View], View]:
    """Login, then any one of `permissions`; 403 otherwise."""

    def gate(view: View) -> View:
        @login_required
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not any(request.user.may(p) for p in permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.required_permissions = permissions  # read by the access-table test
        return guarded

    return gate


def get_visible_or_404(queryset: QuerySet, **lookup: Any) -> Any:
    """One row of an already scoped queryset; a stranger's row does not exist.

    Nor does one whose number no database could hold.
    """
    if any(isinstance(value, int) and value > LAST_NUMBER for value in lookup.values()):
        raise Http404("Không có trang này.")
    found = queryset.filter(**lookup).first()
    if found is None:
        raise Http404("Không có trang này.")
    return found
