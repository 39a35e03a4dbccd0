"""Own account, and the journal as its readers see it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import PasswordChangeView
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.change_lines import change_lines
from accounts.gates import requires
from accounts.journal import versions_of
from accounts.journal_search import JournalFilter, export_rows, printout
from accounts.language import vietnamese
from accounts.models import ChangeSet
from accounts.refusals import Refusal
from accounts.roles import Permission
from sheets.numbers import format_number
from sheets.writer import write_csv, write_xlsx

MOST_EXPORTED = 20_000
_MIMES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class ChangePassword(PasswordChangeView):
    """Own password; the first one handed out must be changed."""

    success_url = reverse_lazy("home")

    def form_valid(self, form: object) -> HttpResponse:
        self.request.user.must_change_password = False
        response = super().form_valid(form)
        messages.success(self.request, "Đã đổi mật khẩu.")
        return response


@requires(Permission.JOURNAL)
@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """Who changed what, when, why and by which door; newest first."""
    form = JournalFilter(request.GET)
    page = Paginator(form.found(), 50).get_page(request.GET.get("page"))
    asked = {k: v for k, v in request.GET.items() if v and k in form.fields}
    count = page.paginator.count
    context = {
        "page": page,
        "form": form,
        "count_text": _("%(n)s lần ghi") % {"n": format_number(count)},
        "export_url": f"{reverse('journal-export')}?{urlencode(asked)}",
        "reset_url": reverse("journal") if asked else "",
    }
    return render(request, "accounts/journal.html", context)


@requires(Permission.JOURNAL)
@require_safe
@vietnamese()
def journal_export(request: HttpRequest) -> HttpResponse:
    """The filtered lines as CSV or, with `?format=xlsx`, Excel: all of them or none."""
    rows = JournalFilter(request.GET).found()
    if rows[MOST_EXPORTED:].exists():
        sentence = _("Nhiều hơn %(n)s lần ghi; hãy lọc theo ngày rồi xuất lại.")
        raise Refusal(sentence % {"n": format_number(MOST_EXPORTED)})
    if request.GET.get("format") == "xlsx":
        content, kind = write_xlsx([printout(rows)], created=timezone.now()), "xlsx"
    else:
        content, kind = write_csv(export_rows(rows)), "csv"
    answer = HttpResponse(content, content_type=_MIMES[kind])
    answer["Content-Disposition"] = f'attachment; filename="nhat-ky.{kind}"'
    return answer


@requires(Permission.JOURNAL)
@require_safe
def change_set(request: HttpRequest, pk: int) -> HttpResponse:
    """One change set: its facts and every row version it wrote."""
    found = get_object_or_404(ChangeSet.objects.select_related("undone_by"), pk=pk)
    lines = change_lines(versions_of(found)[:500])
    context = {"change_set": found, "lines": lines}
    return render(request, "accounts/change_set.html", context)
