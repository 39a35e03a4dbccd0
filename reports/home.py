""" "Việc của tôi": what waits for a person, whatever the role, in few queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import QueryDict

from accounts.models import User
from accounts.roles import Permission
from plans.labels import TASK_STATUS
from plans.task_board import Duty
from plans.task_board import board as task_board
from plans.tasks import Status, Tally
from reports.choosing import Choice, Tab, choose
from reports.dashboards import UnitDashboard, unit_dashboard
from reports.overview import Overview, overview
from reports.todos import (
    Todo,
    address,
    agency_reports,
    entering,
    rounds,
    unfinished,
)
from sheets.wording import Words

P = Permission
_MOST_DUTIES = 12
_URGENCY = (
    Status.OVERDUE,
    Status.DUE_SOON,
    Status.NOT_DUE,
    Status.DONE_LATE,
    Status.ON_TIME,
)
_SHORTCUTS = (
    ("import", P.IMPORT),
    ("plans", P.IMPORT),
    ("checks", P.CHECKS),
    ("journal", P.JOURNAL),
    ("reports", P.REPORT),
    ("admin:index", P.ADMIN),
)
_NAMES = Words(
    "shortcut",
    {
        "import": "Nạp tệp biểu giao hoặc kết quả",
        "plans": "Kế hoạch và chỉ tiêu",
        "checks": "Kiểm tra dữ liệu",
        "journal": "Nhật ký thay đổi",
        "reports": "Báo cáo định kỳ",
        "admin:index": "Quản trị người dùng, danh mục",
    },
)


@dataclass(frozen=True)
class Home:
    """The first page of one person."""

    todos: Sequence[Todo]
    choice: Choice | None = None
    dashboards: Sequence[UnitDashboard] = ()
    city: Overview | None = None
    duties: Sequence[Duty] = ()
    tally: str = ""
    shortcuts: Sequence[Tab] = field(default_factory=tuple)


def home(user: User) -> Home:
    """What `user` has to do, and how far the units in charge are."""
    if not user.may(P.VIEW):
        return Home(())
    reviews = user.may(P.REVIEW)
    watches = reviews or user.may(P.VIEW_CITY)
    todos = [
        *(rounds(user) if watches else entering(user)),
        *(agency_reports(user) if reviews else ()),
        *(unfinished(user) if user.may(P.IMPORT) else ()),
    ]
    duties = task_board(user).duties if user.may(P.TASKS) else []
    choice = None if user.may(P.IMPORT) and not reviews else _latest(user)
    return Home(
        todos=todos,
        choice=choice,
        dashboards=_own(user, choice),
        city=_city(user, choice),
        duties=_by_urgency(duties)[:_MOST_DUTIES],
        tally=_tally(duties),
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


def _by_urgency(duties: Sequence[Duty]) -> list[Duty]:
    """What is late first, then by day; what has no day after what has one."""
    last = dt.date.max
    order = {status: place for place, status in enumerate(_URGENCY)}
    return sorted(duties, key=lambda d: (order[d.status], d.due or last))


def _tally(duties: Sequence[Duty]) -> str:
    """ "3/5 việc đã xong; Quá hạn 1; Sắp đến hạn 2"."""
    tally = Tally.of(duty.status for duty in duties)
    told = [
        f"{TASK_STATUS[status]} {tally[status]}" for status in _URGENCY if tally[status]
    ]
    return "; ".join([tally.sentence, *told]) if duties else ""


def _shortcuts(user: User) -> list[Tab]:
    found = [
        (address(name), _NAMES[name]) for name, right in _SHORTCUTS if user.may(right)
    ]
    return [Tab(url, label, False) for url, label in found if url]
