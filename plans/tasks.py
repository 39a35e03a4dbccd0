"""The five honest statuses of an agency's task, and the instances of a cycle. Pure.

Finished on the day of the deadline is on time, until 23:59:59 in Vietnam
(product.md, promise 14). A task without a deadline is never late.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from plans.deadlines import VIETNAM, days_late, is_on_time
from plans.periods import Kind, Period, of_year
from sheets.wording import gettext as _

SOON = timedelta(days=7)
_KINDS = {
    "MONTH": Kind.MONTH,
    "QUARTER": Kind.QUARTER,
    "HALF": Kind.HALF,
    "YEAR": Kind.YEAR,
}


class Status(StrEnum):
    """Where one agency stands with one instance of a task."""

    NOT_DUE = "NOT_DUE"
    DUE_SOON = "DUE_SOON"
    ON_TIME = "ON_TIME"
    OVERDUE = "OVERDUE"
    DONE_LATE = "DONE_LATE"

    @property
    def is_done(self) -> bool:
        return self in (Status.ON_TIME, Status.DONE_LATE)


def status_of(due: date | None, finished: datetime | None, now: datetime) -> Status:
    """The status at `now`; both instants aware, `due` the day in force.

    An extension moves `due`: what was finished by the new day is on time, and the
    old day stays on record beside it.
    """
    if finished is not None:
        on_time = due is None or is_on_time(finished, due)
        return Status.ON_TIME if on_time else Status.DONE_LATE
    if due is None:
        return Status.NOT_DUE
    if days_late(now, due):
        return Status.OVERDUE
    today = now.astimezone(VIETNAM).date()
    return Status.DUE_SOON if due - today <= SOON else Status.NOT_DUE


def instances(cycle: str, year: int) -> tuple[Period | None, ...]:
    """The periods of the plan's year a task comes due in; None: once, or always."""
    kind = _KINDS.get(cycle)
    return of_year(year, kind) if kind else (None,)


@dataclass(frozen=True)
class Tally:
    """How many of an agency's tasks stand where."""

    counts: tuple[tuple[Status, int], ...]

    @classmethod
    def of(cls, statuses: Iterable[Status]) -> Tally:
        found = list(statuses)
        return cls(tuple((status, found.count(status)) for status in Status))

    def __getitem__(self, status: Status) -> int:
        return dict(self.counts)[status]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)

    @property
    def done(self) -> int:
        return sum(count for status, count in self.counts if status.is_done)

    @property
    def sentence(self) -> str:
        """ "3/5 việc đã xong", or "chưa giao": no share of nothing is taken."""
        if not self.total:
            return _("chưa giao")
        return _("{done}/{total} việc đã xong", done=self.done, total=self.total)
