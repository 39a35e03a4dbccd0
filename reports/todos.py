"""What waits for a person: one line each, counted and linked to exactly its rows."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Permission
from plans.labels import REPORT_STATE
from plans.models import Plan, Round
from plans.task_board import board as task_board
from plans.tasks import Status
from reports.choosing import day
from sheets.wording import Words
from sheets.wording import gettext as _
from targets.models import Submission
from targets.reminding import Told, told_of
from units.models import Unit

P = Permission
_STATUS = Words(
    "status",
    {
        "SUBMITTED": "Chờ duyệt",
        "RETURNED": "Trả lại",
        "LATE": "Quá hạn",
        "DRAFT": "Đang nhập",
    },
)
_WAITING = Words(
    "todo",
    {
        "SUBMITTED": "{count} báo cáo {period} chờ duyệt",
        "RETURNED": "{count} báo cáo {period} chưa nộp lại",
        "SILENT": "{count} đơn vị chưa nộp báo cáo {period}",
    },
)
_TASKS = Words(
    "todo",
    {
        "waiting": "{count} báo cáo nhiệm vụ chờ xem xét",
        "late": "{count} nhiệm vụ của các cơ quan quá hạn",
    },
)


@dataclass(frozen=True)
class Todo:
    """One thing to do; `code` is a state of the look, `status` its word."""

    code: str
    status: str
    title: str
    url: str
    note: str = ""
    due: str = ""
    action: str = ""


def entering(user: User) -> list[Todo]:
    """Own reports that are open, returned ones first, then by deadline."""
    if not user.may(P.ENTER):
        return []
    now = timezone.now()
    rows = (
        Submission.objects.editable_by(user)  # type: ignore[attr-defined,unused-ignore]
        .filter(state__in=["DRAFT", "RETURNED"], round__locked_at=None)
        .filter(round__opened_at__lte=now)
        .select_related("round__plan__document", "unit")
        .order_by("-state", "round__due_at", "unit__sort_key")[:20]
    )
    told = told_of({row.round for row in rows if now > row.round.due_at})
    return [
        _own_report(row, now, told.get((row.round_id, row.unit_id))) for row in rows
    ]


def _own_report(row: Submission, now: dt.datetime, told: Told | None) -> Todo:
    returned = row.state == Submission.State.RETURNED
    late = now > row.round.due_at
    code = "RETURNED" if returned else "LATE" if late else "DRAFT"
    return Todo(
        code=code,
        status=_STATUS[code],
        title=_(
            "Báo cáo {period}, {unit}",
            period=row.round.period.label,
            unit=row.unit.full_name,
        ),
        url=_entry_url(row.round, row.unit),
        note=_("Lý do trả lại: {reason}", reason=row.reason)
        if returned
        else _("Thư ký {told}", told=told)
        if told
        else "",
        due=_due(row.round),
        action=_("Sửa và nộp lại") if returned else _("Nhập số liệu"),
    )


def rounds(user: User) -> list[Todo]:
    """Rounds that are open, by what stands in them: waiting, returned, late.

    Who only watches the city sees who is late, not what waits for a decision.
    """
    now = timezone.now()
    found = Submission.objects
    may = found.reviewable_by if user.may(P.REVIEW) else found.visible_to  # type: ignore[attr-defined,unused-ignore]
    reports: QuerySet[Submission] = may(user)
    rows = (
        reports.filter(round__locked_at=None, round__opened_at__lte=now)
        .order_by("round__due_at")
        .values_list("round_id", "state")
        .annotate(Count("pk"))
    )
    counts: dict[int, Counter[str]] = {}
    for round_id, state, count in rows:
        counts.setdefault(round_id, Counter())[state] = count
    rounds = Round.objects.select_related("plan__document").in_bulk(counts)
    todos = [
        todo
        for key, found in counts.items()
        for todo in _of_round(rounds[key], found, now)
    ]
    if not user.may(P.REVIEW):
        return [todo for todo in todos if todo.code == "LATE"]
    order = {"SUBMITTED": 0, "LATE": 1, "RETURNED": 2}
    return sorted(todos, key=lambda todo: order.get(todo.code, 3))


def _of_round(round_: Round, found: Counter[str], now: dt.datetime) -> list[Todo]:
    label, due = round_.period.label, _due(round_)
    plan = {"plan": round_.plan.slug, "period": round_.period_code}
    board = f"{reverse('submissions')}?{urlencode(plan)}"
    desk = reverse("approvals")
    silent = "LATE" if now > round_.due_at else "DRAFT"
    rows = (
        ("SUBMITTED", found["SUBMITTED"], "SUBMITTED"),
        ("RETURNED", found["RETURNED"], "RETURNED"),
        (silent, found["DRAFT"], "SILENT"),
    )
    return [
        Todo(
            code=code,
            status=_STATUS[code],
            title=_WAITING.say(what, count=count, period=label),
            url=desk if code == "SUBMITTED" else f"{board}&state={code}",
            due=due,
            action=_("Duyệt") if code == "SUBMITTED" else _("Xem bảng nộp"),
        )
        for code, count, what in rows
        if count
    ]


def agency_reports(user: User) -> list[Todo]:
    """Agencies' reports that wait for the Secretariat, and duties past their day."""
    duties = task_board(user).duties
    waiting = sum(duty.is_awaiting for duty in duties)
    late = sum(duty.status is Status.OVERDUE for duty in duties)
    url = reverse("tasks")
    rows = (
        (waiting, "SUBMITTED", REPORT_STATE["SUBMITTED"], "waiting", url),
        (
            late,
            "LATE",
            _STATUS["LATE"],
            "late",
            f"{url}?status={Status.OVERDUE.value}",
        ),
    )
    return [
        Todo(
            code, status, _TASKS.say(what, count=count), where, action=_("Xem nhiệm vụ")
        )
        for count, code, status, what, where in rows
        if count
    ]


def unfinished(user: User) -> list[Todo]:
    """What a plan still lacks before units can report, and people without a role."""
    plans = (
        Plan.objects.visible_to(user)  # type: ignore[attr-defined,unused-ignore]
        .filter(end__gte=timezone.localdate())
        .annotate(
            quota_count=Count("targets__quotas", distinct=True),
            round_count=Count("rounds", distinct=True),
        )
        .select_related("document")
    )
    todos = []
    for plan in plans.order_by("-year", "slug"):
        if not plan.quota_count:
            title = _("{plan} chưa có biểu giao chỉ tiêu", plan=plan)
            url = reverse("import")
            todos.append(Todo("DRAFT", _("Chưa xong"), title, url, action=_("Nạp tệp")))
        if not plan.round_count:
            title = _("{plan} chưa mở kỳ báo cáo nào", plan=plan)
            url = f"{reverse('calendar')}?plan={plan.slug}"
            todos.append(
                Todo("DRAFT", _("Chưa xong"), title, url, action=_("Xem lịch"))
            )
    return [*todos, *_people_without_role(user)]


def _people_without_role(user: User) -> list[Todo]:
    if not user.may(P.ADMIN):
        return []
    count = User.objects.filter(is_active=True, memberships=None).count()
    if not count:
        return []
    title = _("{count} người dùng chưa được giao vai trò", count=count)
    url = reverse("admin:accounts_user_changelist")
    return [Todo("DRAFT", _("Chưa xong"), title, url, action=_("Giao vai trò"))]


def _due(round_: Round) -> str:
    due = day(timezone.localtime(round_.due_at).date())
    return _("Hạn nộp: {day}", day=due)


def _entry_url(round_: Round, unit: Unit) -> str:
    """The entry page of the unit; its dashboard while there is none."""
    found = address("entry-unit", round_.pk, unit.key)
    return found or reverse("unit", args=[unit.key])


def address(name: str, *args: object) -> str:
    """The page of that name, or "" in an installation that has none."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
