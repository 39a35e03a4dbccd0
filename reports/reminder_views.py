"""The letter that reminds the late units of one round."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.gates import get_visible_or_404, requires
from accounts.refusals import Refusal
from accounts.roles import Permission
from accounts.scoping import units_for
from plans.models import Plan, Round
from reports.reminders import letter, reminder_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@requires(Permission.REVIEW)
@require_safe
def reminder(request: HttpRequest, round: int) -> HttpResponse:
    """The công văn in Word for exactly the late units of the board; 409: nobody."""
    plans = Plan.objects.visible_to(request.user).values("pk")
    rounds = Round.objects.select_related("plan__document", "plan__unit")
    found = get_visible_or_404(rounds.filter(plan__in=plans), pk=round)
    mine = units_for(request.user, Permission.REVIEW)
    late = reminder_of(found, now=timezone.now(), among=mine)
    if not late.late:
        sentence = _("Không có đơn vị nào quá hạn %(period)s, không cần đôn đốc.")
        raise Refusal(sentence % {"period": found.period.label}, status=409)
    answer = HttpResponse(letter(late), content_type=WORD)
    name = f"don-doc-{found.plan.slug}-{found.period_code}.docx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
