""" "Việc của tôi": what waits for a person, whatever the role, in few queries."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Permission
from plans.models import Round, Task
from reports.choosing import Choice, Tab, choose, day
from reports.dashboards import UnitDashboard, unit_dashboard
from reports.overview import Overview, overview
from targets.models import Submission
from targets.reminding import Told, told_of
from units.models import Unit

P = Permission
_SHORTCUTS = (
    ("import", P.IMPORT, "Nạp tệp biểu giao hoặc kết quả"),
    ("plans", P.IMPORT, "Kế hoạch và chỉ tiêu"),
    ("checks", P.CHECKS, "Kiểm tra dữ liệu"),
    ("journal", P.JOURNAL, "Nhật ký thay đổi"),
    ("reports", P.REPORT, "Báo cáo định kỳ"),
    ("admin:index", P.ADMIN, "Quản trị người dùng, danh mục"),
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


@dataclass(frozen=True)
class Home:
    """The first page of one person."""

    todos: Sequence[Todo]
    choice: Choice | None = None
    dashboards: Sequence[UnitDashboard] = ()
    city: Overview | None = None
    tasks: Sequence[Task] = ()
    shortcuts: Sequence[Tab] = field(default_factory=tuple)


def home(user: User) -> Home:
    """What `user` has to do, and how far the units in charge are."""
    if not user.may(P.VIEW):
        return Home(())
    reviews = user.may(P.REVIEW)
    todos = _reviewing(user) if reviews else _entering(user)
    choice = None if user.may(P.IMPORT) and not reviews else _latest(user)
    return Home(
        todos=todos,
        choice=choice,
        dashboards=_own(user, choice),
        city=_city(user, choice),
        tasks=_tasks(user),
        shortcuts=_shortcuts(user),
    )


def _latest(user: User) -> Choice | None:
    return choose(user, QueryDict())


def _own(user: User, choice: Choice | None) -> list[UnitDashboard]:
    """The desk of whoever answers for a unit: one, or none."""
    if choice is None or user.may(P.VIEW_CITY):
        return []
    units = [duty.unit for duty in user.duties][:1]
    return [unit_dashboard(choice, unit) for unit in units]


def _city(user: User, choice: Choice | None) -> Overview | None:
    if choice is None or not user.may(P.VIEW_CITY) or user.may(P.REVIEW):
        return None
    return overview(choice, user)


def _entering(user: User) -> list[Todo]:
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
    words = {"RETURNED": "Trả lại", "LATE": "Quá hạn", "DRAFT": "Đang nhập"}
    return Todo(
        code=code,
        status=words[code],
        title=f"Báo cáo {row.round.period.label}, {row.unit.full_name}",
        url=_entry_url(row.round, row.unit),
        note=f"Lý do trả lại: {row.reason}"
        if returned
        else f"Thư ký {told}"
        if told
        else "",
        due=_due(row.round),
        action="Sửa và nộp lại" if returned else "Nhập số liệu",
    )


def _reviewing(user: User) -> list[Todo]:
    """Rounds that are open, by what stands in them: waiting, returned, late."""
    now = timezone.now()
    rows = (
        Submission.objects.reviewable_by(user)  # type: ignore[attr-defined,unused-ignore]
        .filter(round__locked_at=None, round__opened_at__lte=now)
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
    order = {"SUBMITTED": 0, "LATE": 1, "RETURNED": 2}
    return sorted(todos, key=lambda todo: order.get(todo.code, 3))


def _of_round(round_: Round, found: Counter[str], now: dt.datetime) -> list[Todo]:
    label, due = round_.period.label, _due(round_)
    board = address("submissions") or reverse("overview")
    desk = address("approvals") or board
    missing, late = found["DRAFT"], now > round_.due_at
    silent = f"{missing} đơn vị chưa nộp báo cáo {label}"
    rows = [
        ("SUBMITTED", "Chờ duyệt", f"{found['SUBMITTED']} báo cáo {label} chờ duyệt"),
        ("RETURNED", "Trả lại", f"{found['RETURNED']} báo cáo {label} chưa nộp lại"),
        ("LATE" if late else "DRAFT", "Quá hạn" if late else "Đang nhập", silent),
    ]
    counts = (found["SUBMITTED"], found["RETURNED"], missing)
    return [
        Todo(
            code=code,
            status=status,
            title=title,
            url=desk if code == "SUBMITTED" else board,
            due=due,
            action="Duyệt" if code == "SUBMITTED" else "Xem bảng nộp",
        )
        for (code, status, title), count in zip(rows, counts, strict=True)
        if count
    ]


def _tasks(user: User) -> list[Task]:
    """An agency's own tasks, those with a deadline first."""
    if not user.may(P.TASKS):
        return []
    return list(
        Task.objects.visible_to(user)  # type: ignore[attr-defined,unused-ignore]
        .select_related("plan__document")
        .order_by("-plan__year", "order")[:12]
    )


def _shortcuts(user: User) -> list[Tab]:
    found = [
        (address(name), label) for name, right, label in _SHORTCUTS if user.may(right)
    ]
    return [Tab(url, label, False) for url, label in found if url]


def _due(round_: Round) -> str:
    return f"Hạn nộp: {day(timezone.localtime(round_.due_at).date())}"


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
