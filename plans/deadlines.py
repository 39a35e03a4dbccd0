"""Deadlines of reports: a fixed day of the year, or N working days after the cut-off.

Pure. Rules, holidays and make-up working days are data that the caller passes in;
each rule has its legal basis and the days between which it is in force. A fixed day
stays what the plan says, holiday or not; working days step over what is not worked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from plans.periods import Kind, Period, Scheme

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_DAY = timedelta(days=1)
_SATURDAY = 5
_MOST_WORKING_DAYS = 60


class BadDeadline(ValueError):
    """No deadline can be told; its text is one Vietnamese sentence for people."""


@dataclass(frozen=True, kw_only=True)
class WorkCalendar:
    """Days off beside the weekends, and weekend days worked to make up for them."""

    holidays: frozenset[date] = frozenset()
    make_up_days: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether offices work on `day`; a make-up day is worked whatever it is."""
        if day in self.make_up_days:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays

    def after(self, day: date, working_days: int) -> date:
        """The day on which `working_days` working days after `day` are full."""
        left = working_days
        while left:
            day += _DAY
            left -= self.is_working(day)
        return day


@dataclass(frozen=True, kw_only=True)
class Rule:
    """When the figures of one kind of period are due.

    Either `month` and `day` ("trước 15/6", "20/12": due on that very day) or
    `working_days` after the cut-off. In force from `valid_from` until before
    `valid_to`; None: no bound. Raises `BadDeadline` for a rule that says neither,
    both, or a day that not every year has.
    """

    kind: Kind
    month: int | None = None
    day: int | None = None
    working_days: int | None = None
    legal_basis: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def __post_init__(self) -> None:
        is_fixed = self.month is not None and self.day is not None
        if is_fixed == (self.working_days is not None) or (
            (self.month is None) != (self.day is None)
        ):
            raise BadDeadline(
                "Thời hạn phải là một ngày cố định hoặc một số ngày làm việc. "
                "Hãy ghi đúng một trong hai."
            )
        if self.working_days is not None and not (
            1 <= self.working_days <= _MOST_WORKING_DAYS
        ):
            raise BadDeadline(
                f"Số ngày làm việc {self.working_days} không hợp lệ. "
                f"Hãy ghi từ 1 đến {_MOST_WORKING_DAYS}."
            )
        if is_fixed and not _exists_every_year(self.month, self.day):
            raise BadDeadline(
                f"Ngày {self.day}/{self.month} không có hằng năm. Hãy ghi ngày khác."
            )

    def applies_to(self, period: Period, scheme: Scheme) -> bool:
        """Whether the rule speaks of this period, in force or not.

        A fixed day belongs to the period of its kind with the nearest cut-off: for
        half-years 15/6 is the first one's and 15/12 the second one's.
        """
        if self.kind is not period.kind:
            return False
        if self.working_days is not None:
            return True
        due = self._nearest(period.window(scheme)[1])
        around = (period.previous(), period, period.next())
        return period == min(around, key=lambda p: _distance(p, due, scheme))

    def is_in_force(self, first: date, last: date) -> bool:
        """Whether the rule holds on every day from `first` to `last`."""
        begun = self.valid_from is None or self.valid_from <= first
        return begun and (self.valid_to is None or last < self.valid_to)

    def touches(self, first: date, last: date) -> bool:
        """Whether the rule holds on some day from `first` to `last`."""
        begun = self.valid_from is None or self.valid_from <= last
        return begun and (self.valid_to is None or first < self.valid_to)

    def due_after(self, cut_off: date, calendar: WorkCalendar) -> date:
        """The day on which figures cut off on `cut_off` are due."""
        if self.working_days is not None:
            return calendar.after(cut_off, self.working_days)
        return self._nearest(cut_off)

    def _nearest(self, cut_off: date) -> date:
        days = [
            date(year, self.month or 1, self.day or 1)
            for year in (cut_off.year + 1, cut_off.year, cut_off.year - 1)
        ]
        return min(days, key=lambda day: abs(day - cut_off))


def rule_for(rules: Iterable[Rule], period: Period, scheme: Scheme) -> Rule | None:
    """The one rule that holds for the whole of `period`; None where none speaks of it.

    Raises `BadDeadline` where a rule begins or ends inside the period, or where two
    hold at once: a deadline is never guessed.
    """
    first, last = period.window(scheme)
    found = [
        rule
        for rule in rules
        if rule.applies_to(period, scheme) and rule.touches(first, last)
    ]
    for rule in found:
        _refuse_straddling(rule, period, scheme)
    if len(found) > 1:
        raise BadDeadline(
            f"{period.label} có {len(found)} quy định thời hạn cùng hiệu lực. "
            "Hãy chỉ để lại một quy định."
        )
    return found[0] if found else None


def due_on(rule: Rule, period: Period, scheme: Scheme, calendar: WorkCalendar) -> date:
    """The last day to hand in the figures of `period`.

    Two working days after the cut-off of Sunday 14/12/2025 are Tuesday 16/12.
    Raises `BadDeadline` where the rule is of another period or not in force all
    through this one.
    """
    if not rule.applies_to(period, scheme):
        raise BadDeadline(
            f"Quy định thời hạn này không dành cho {period.label}. "
            "Hãy chọn quy định của đúng loại kỳ."
        )
    _refuse_straddling(rule, period, scheme)
    return rule.due_after(period.window(scheme)[1], calendar)


def due_at(day: date) -> datetime:
    """The instant a day of deadline ends: 23:59:59 in Vietnam."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=VIETNAM)


def is_on_time(handed_in: datetime, due: date) -> bool:
    """Whether an aware instant is not after the deadline; on the day itself it is."""
    return days_late(handed_in, due) == 0


def days_late(handed_in: datetime, due: date) -> int:
    """Days after the deadline by the Vietnamese calendar; 0 when on time."""
    return max((handed_in.astimezone(VIETNAM).date() - due).days, 0)


def _refuse_straddling(rule: Rule, period: Period, scheme: Scheme) -> None:
    first, last = period.window(scheme)
    if not rule.is_in_force(first, last):
        raise BadDeadline(
            f"Quy định thời hạn không có hiệu lực trong cả {period.label} "
            f"({first:%d/%m/%Y}–{last:%d/%m/%Y}). "
            "Hãy cho quy định bắt đầu hoặc kết thúc đúng ranh giới kỳ."
        )


def _distance(period: Period, due: date, scheme: Scheme) -> timedelta:
    return abs(period.window(scheme)[1] - due)


def _exists_every_year(month: int | None, day: int | None) -> bool:
    try:
        # 2021 is no leap year.
        date(2021, month or 0, day or 0)
    except ValueError:
        return False
    return True
