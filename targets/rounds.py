"""Opening a collection: of a period of the calendar, or of one day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import IntegrityError
from django.utils import timezone

from accounts.journal import Change, changeset
from accounts.models import User
from accounts.refusals import Refusal
from accounts.roles import Permission
from plans import deadlines
from plans.actions import open_rounds
from plans.as_of import AsOf
from plans.models import Plan, Round
from plans.periods import Period
from sheets.wording import gettext as _
from targets.reporting import open_submissions
from targets.rights import require

_EARLIEST = dt.date(2000, 1, 1)


def open_period(plan: Plan, period: Period, *, by: User | None) -> Round:
    """Open one period for entry with a draft for every unit that owes a report."""
    require(by, Permission.REVIEW, [plan.unit_id])
    if period not in plan.grain_periods:
        raise Refusal(
            _(
                "{plan} không thu số liệu theo kỳ {period}.",
                plan=plan,
                period=period.label,
            )
        )
    with _opening(plan, period, by=by) as change:
        opened = open_rounds(change, plan, [period])
        if not opened:
            raise Refusal(
                _("{period} đã được mở từ trước.", period=period.label), status=409
            )
        open_submissions(change, opened[0])
    return opened[0]


def open_as_of(
    plan: Plan,
    day: dt.date,
    *,
    indicators: Iterable[str],
    due: dt.date,
    title: str = "",
    by: User | None,
) -> Round:
    """Collect how some indicators stood at the end of `day`; due on `due`.

    Where the plan has a collection of that day already, the indicators join it.
    """
    require(by, Permission.REVIEW, [plan.unit_id])
    period = AsOf(day)
    asked = _asked(plan, indicators)
    _refuse_odd_days(day, due)
    with _opening(plan, period, by=by) as change:
        round_ = _round(plan, period)
        round_.asks = [
            *round_.asks,
            *(code for code in asked if code not in round_.asks),
        ]
        round_.title, round_.due_at = title.strip(), deadlines.due_at(due)
        _write(change, round_)
    return round_


@contextmanager
def _opening(plan: Plan, period: Period | AsOf, *, by: User | None) -> Iterator[Change]:
    """One journal line; of two people who open the same at once the second is told."""
    try:
        what = f"Mở đợt báo cáo {period.label}"
        with changeset(by=by, what=what, plan_slug=plan.slug) as change:
            yield change
    except IntegrityError as error:
        raise Refusal(
            _("{period} vừa được mở.", period=period.label), status=409
        ) from error


def _refuse_odd_days(day: dt.date, due: dt.date) -> None:
    today = timezone.localdate()
    if not _EARLIEST <= day <= due or due < today:
        raise Refusal(
            _(
                "Hạn nộp phải từ hôm nay trở đi và không trước ngày lấy số liệu; "
                "ngày lấy số liệu không trước {earliest}.",
                earliest=format(_EARLIEST, "%d/%m/%Y"),
            )
        )


def _asked(plan: Plan, indicators: Iterable[str]) -> list[str]:
    """The codes in the plan's order; 422 for none, or one the plan does not follow."""
    wanted = set(indicators)
    targets = plan.targets.select_related("indicator").order_by("order")
    known = list(dict.fromkeys(target.indicator.code for target in targets))
    if not wanted or not wanted <= set(known):
        raise Refusal(_("Hãy chọn ít nhất một chỉ tiêu của kế hoạch."))
    return [code for code in known if code in wanted]


def _round(plan: Plan, period: AsOf) -> Round:
    """The day's collection under its lock, or a new one."""
    rounds = plan.rounds.select_for_update().filter(period_code=period.code)
    round_: Round = rounds.first() or Round(
        plan=plan,
        period_code=period.code,
        as_of=period.day,
        opened_at=timezone.now(),
    )
    if round_.is_locked:
        raise Refusal(
            _("{period} đã khóa; hãy mở khóa trước.", period=period.label), status=409
        )
    return round_


def _write(change: Change, round_: Round) -> None:
    change.save(round_)
    open_submissions(change, round_)
