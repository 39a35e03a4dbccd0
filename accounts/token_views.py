"""Own keys for other systems: the list, a new one shown once, the end of one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import tokens
from accounts.gates import get_visible_or_404, requires
from accounts.refusals import Refusal
from accounts.roles import Permission
from accounts.token_forms import TokenForm


@requires(Permission.VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def token_list(request: HttpRequest) -> HttpResponse:
    """Own keys; a new one is shown in the answer to its form and never again."""
    form = TokenForm(request.POST or None, user=request.user)
    key, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                key = tokens.issue(by=request.user, **form.cleaned_data)[1]
                form, status = TokenForm(user=request.user), 200
            except Refusal as refusal:
                form.add_error(None, refusal.sentence)
                status = refusal.status
    rows = [(row, tokens.is_live(row)) for row in _own(request)]
    context = {"form": form, "key": key, "rows": rows}
    return render(request, "accounts/tokens.html", context, status=status)


@requires(Permission.VIEW)
@require_POST
def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own keys."""
    token = get_visible_or_404(_own(request), pk=pk)
    tokens.revoke(token, by=request.user)
    messages.success(request, _("Đã thu hồi khóa “%(name)s”.") % {"name": token.name})
    return redirect("tokens")


def _own(request: HttpRequest):
    return request.user.api_tokens.select_related("user")
