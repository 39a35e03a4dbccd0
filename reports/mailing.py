"""Reminders: a notice in the application for each late unit, and a mail to its people.

Every one is on record (`targets.reminding`): what failed is tried again by the next
run, what went out is not sent twice on one day.
"""

from __future__ import annotations

from dataclasses import dataclass
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from accounts.models import ChangeSet, User
from reports.letterhead import short_day
from reports.reminders import LateUnit, Reminder
from sheets.numbers import format_number
from targets.models import ReminderNote
from targets.reminding import settle, take_up
from units.models import Unit

_SILENT = "django.core.mail.backends.dummy.EmailBackend"
_NO_ANSWER = "Máy chủ thư không nhận"
Channel, Outcome = ReminderNote.Channel, ReminderNote.Outcome


@dataclass(frozen=True, kw_only=True)
class Mail:
    """What goes to one unit; without addresses nothing can be sent."""

    unit: Unit
    to: tuple[str, ...]
    subject: str
    body: str

    def message(self) -> EmailMessage:
        return EmailMessage(subject=self.subject, body=self.body, to=list(self.to))


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What became of one round's reminders of this run, in numbers of units."""

    told: int = 0  # a notice in the application
    mailed: int = 0
    failed: int = 0
    without: int = 0  # no address
    skipped: int = 0  # had a mail today already

    def __add__(self, other: Sent) -> Sent:
        return Sent(
            told=self.told + other.told,
            mailed=self.mailed + other.mailed,
            failed=self.failed + other.failed,
            without=self.without + other.without,
            skipped=self.skipped + other.skipped,
        )


def can_send() -> bool:
    """Whether EMAIL_URL names a server: without one nothing leaves the host."""
    return bool(settings.EMAIL_BACKEND != _SILENT)


def remind(
    reminder: Reminder, *, by: User | None = None, door: str = ChangeSet.Door.COMMAND
) -> Sent:
    """A notice for each late unit and, where a server is set, a mail; both on record.

    Refused (409) where another run is at it at this very moment.
    """
    facts: dict[str, Any] = {"now": reminder.at, "by": by, "door": door}
    units = {row.unit: "" for row in reminder.late}
    told = take_up(reminder.round, units, channel=Channel.IN_APP, **facts)
    if not can_send():
        return Sent(told=len(told))
    mails = {mail.unit.pk: mail for mail in mails_of(reminder)}
    addresses = {mail.unit: ", ".join(mail.to) for mail in mails.values()}
    notes = take_up(reminder.round, addresses, channel=Channel.MAIL, **facts)
    ready = [note for note in notes.values() if note.outcome == Outcome.SENDING]
    _send(ready, mails)
    if ready:
        settle(ready, round_=reminder.round, by=by, door=door)
    mailed = sum(note.outcome == Outcome.SENT for note in ready)
    without = sum(not mail.to for mail in mails.values())
    return Sent(
        told=len(told),
        mailed=mailed,
        failed=len(ready) - mailed,
        without=without,
        skipped=len(mails) - len(ready) - without,
    )


def mails_of(reminder: Reminder) -> tuple[Mail, ...]:
    """One mail for each late unit, in the order of the letter."""
    return tuple(_mail(reminder, row) for row in reminder.late)


def _send(notes: list[ReminderNote], mails: dict[int, Mail]) -> None:
    """One connection for all; each note is told what came of its own mail."""
    for note in notes:
        note.outcome, note.detail = Outcome.FAILED, _NO_ANSWER
    try:
        with get_connection() as connection:
            for note in notes:
                if connection.send_messages([mails[note.unit_id].message()]):
                    note.outcome, note.detail = Outcome.SENT, ""
    except (SMTPException, OSError):
        return  # what had gone out says so, the others say they failed


def _mail(reminder: Reminder, row: LateUnit) -> Mail:
    period = reminder.round.period.label
    days = format_number(row.days)
    addresses = dict.fromkeys(u.email for u in row.officials if u.email)
    return Mail(
        unit=row.unit,
        to=tuple(addresses),
        subject=f"Quá hạn {days} ngày: báo cáo {period}",
        body=(
            f"Kính gửi {row.unit.full_name},\n\n"
            f"Báo cáo {period} theo {reminder.round.plan} có hạn nộp ngày "
            f"{short_day(reminder.due)}, đến nay đã quá hạn {days} ngày mà chưa nộp.\n"
            "Đề nghị đồng chí đăng nhập hệ thống, mở «Việc của tôi», hoàn thành số "
            "liệu rồi nộp báo cáo; không có phát sinh thì nộp «không phát sinh».\n"
        ),
    )
