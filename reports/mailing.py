"""Reminders by e-mail: one message for each late unit, to its own officials."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage

from reports.letterhead import short_day
from reports.reminders import LateUnit, Reminder
from sheets.numbers import format_number

_SILENT = "django.core.mail.backends.dummy.EmailBackend"


@dataclass(frozen=True, kw_only=True)
class Mail:
    """What goes to one unit; without addresses nothing can be sent."""

    unit: str
    to: tuple[str, ...]
    subject: str
    body: str

    def message(self) -> EmailMessage:
        return EmailMessage(subject=self.subject, body=self.body, to=list(self.to))


def can_send() -> bool:
    """Whether EMAIL_URL names a server: without one nothing leaves the host."""
    return bool(settings.EMAIL_BACKEND != _SILENT)


def mails_of(reminder: Reminder) -> tuple[Mail, ...]:
    """One mail for each late unit, in the order of the letter."""
    return tuple(_mail(reminder, row) for row in reminder.late)


def _mail(reminder: Reminder, row: LateUnit) -> Mail:
    period = reminder.round.period.label
    days = format_number(row.days)
    addresses = dict.fromkeys(u.email for u in row.officials if u.email)
    return Mail(
        unit=row.unit.full_name,
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
