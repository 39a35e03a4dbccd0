"""Own account, and the journal as its readers see it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import PasswordChangeView
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy

from accounts.change_lines import change_lines
from accounts.gates import requires
from accounts.journal import versions_of
from accounts.models import ChangeSet
from accounts.roles import Permission


class ChangePassword(PasswordChangeView):
    """Own password; the first one handed out must be changed."""

    success_url = reverse_lazy("home")

    def form_valid(self, form: object) -> HttpResponse:
        self.request.user.must_change_password = False
        response = super().form_valid(form)
        messages.success(self.request, "Đã đổi mật khẩu.")
        return response


@requires(Permission.JOURNAL)
def journal(request: HttpRequest) -> HttpResponse:
    """Who changed what, when, why and by which door; newest first."""
    rows = ChangeSet.objects.select_related("undone_by").order_by("-pk")
    who, door = request.GET.get("who", "").strip(), request.GET.get("door", "")
    if who:
        rows = rows.filter(made_by_text__icontains=who)
    if door in ChangeSet.Door.values:
        rows = rows.filter(door=door)
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    context = {"page": page, "who": who, "door": door, "doors": ChangeSet.Door}
    return render(request, "accounts/journal.html", context)


@requires(Permission.JOURNAL)
def change_set(request: HttpRequest, pk: int) -> HttpResponse:
    """One change set: its facts and every row version it wrote."""
    found = get_object_or_404(ChangeSet.objects.select_related("undone_by"), pk=pk)
    lines = change_lines(versions_of(found)[:500])
    context = {"change_set": found, "lines": lines}
    return render(request, "accounts/change_set.html", context)
