"""The letter that reminds the late units of one round."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.gates import get_visible_or_404, requires
from accounts.language import vietnamese
from accounts.models import ChangeSet
from accounts.refusals import Refusal
from accounts.roles import Permission
from accounts.scoping import units_for
from plans.models import Plan, Round
from reports.mailing import Sent, remind
from reports.reminders import Reminder, letter, reminder_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@requires(Permission.REVIEW)
@require_POST
def remind_late(request: HttpRequest, round: int) -> HttpResponse:
    """Remind the late units now: in the application, by mail where one can."""
    late = _late(request, round)
    sent = remind(late, by=request.user, door=ChangeSet.Door.FORM)
    messages.success(request, _sentence(sent))
    board = f"{reverse('submissions')}?plan={late.round.plan.slug}"
    return redirect(f"{board}&period={late.round.period_code}")


@requires(Permission.REVIEW)
@require_safe
@vietnamese()
def reminder(request: HttpRequest, round: int) -> HttpResponse:
    """The công văn in Word for exactly the late units of the board; 409: nobody."""
    late = _late(request, round)
    answer = HttpResponse(letter(late), content_type=WORD)
    name = f"don-doc-{late.round.plan.slug}-{late.round.period_code}.docx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _late(request: HttpRequest, number: int) -> Reminder:
    """The late of one round among the reader's units; 409: nobody."""
    plans = Plan.objects.visible_to(request.user).values("pk")
    rounds = Round.objects.select_related("plan__document", "plan__unit")
    found = get_visible_or_404(rounds.filter(plan__in=plans), pk=number)
    mine = units_for(request.user, Permission.REVIEW)
    late = reminder_of(found, now=timezone.now(), among=mine)
    if not late.late:
        sentence = _("Không có đơn vị nào quá hạn %(period)s, không cần đôn đốc.")
        raise Refusal(sentence % {"period": found.period.label}, status=409)
    return late


def _sentence(sent: Sent) -> str:
    told = _("Đã nhắc %(n)d đơn vị trong hệ thống") % {"n": sent.told}
    if not sent.told:
        told = _("Hôm nay các đơn vị quá hạn đều đã được nhắc")
    if sent.mailed:
        told += _(", gửi %(n)d thư") % {"n": sent.mailed}
    if sent.failed:
        told += _("; %(n)d thư chưa gửi được, hãy nhắc lại sau") % {"n": sent.failed}
    if sent.without:
        told += _("; %(n)d đơn vị không có địa chỉ thư") % {"n": sent.without}
    return f"{told}."
