"""send_reminders [--round ID] [--dry-run]: remind the officials of late units.

Without `--round`: every open round past its deadline. Each late unit gets a notice
on its first page and, where EMAIL_URL is set, one mail a day; what failed is tried
again by the next run.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db.models import QuerySet
from django.utils import timezone

from accounts.commands import OfficeCommand
from plans.models import Round
from reports.mailing import Sent, can_send, mails_of, remind
from reports.reminders import Reminder, reminder_of

_NO_SERVER = (
    "Chưa cấu hình máy chủ thư; đã ghi nhắc trong hệ thống cho {n} đơn vị. Hãy đặt "
    "EMAIL_URL rồi chạy lại để gửi thư."
)


class Command(OfficeCommand):
    help = "Nhắc các đơn vị quá hạn nộp báo cáo; mỗi đơn vị một thư một ngày."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--round", type=int, help="chỉ đợt báo cáo có số này")
        parser.add_argument("--dry-run", action="store_true", help="chỉ xem, không gửi")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        found = [reminder_of(r, now=now) for r in _rounds(now, options["round"])]
        self._list(found)
        if options["dry_run"]:
            ready = sum(bool(mail.to) for one in found for mail in mails_of(one))
            self.stdout.write(f"Sẽ gửi {ready} thư; chưa gửi thư nào.")
            return
        sent = sum((remind(one) for one in found), start=Sent())
        _refuse_failure(sent)
        self.stdout.write(_told(sent))

    def _list(self, reminders: list[Reminder]) -> None:
        for mail in (mail for one in reminders for mail in mails_of(one)):
            to = ", ".join(mail.to) or "không có địa chỉ thư"
            self.stdout.write(f"{mail.unit.full_name}: {to}: {mail.subject}")


def _rounds(now: dt.datetime, number: int | None) -> QuerySet[Round]:
    """Open rounds past their deadline, or the one that is asked for."""
    rounds = Round.objects.select_related("plan__document", "plan__unit")
    if number is None:
        return rounds.filter(due_at__lt=now, locked_at=None).order_by("due_at", "pk")
    found = rounds.filter(pk=number)
    if not found:
        raise CommandError(f"Không có đợt báo cáo số {number}.", returncode=1)
    return found


def _refuse_failure(sent: Sent) -> None:
    if not can_send():
        raise CommandError(_NO_SERVER.format(n=sent.told), returncode=1)
    if sent.failed:
        raise CommandError(
            f"Máy chủ thư không nhận; đã gửi {sent.mailed}/{sent.mailed + sent.failed} "
            "thư. Hãy kiểm tra EMAIL_URL rồi chạy lại; thư đã gửi không gửi lần nữa.",
            returncode=1,
        )


def _told(sent: Sent) -> str:
    told = f"Đã gửi {sent.mailed} thư"
    if sent.skipped:
        told += f"; {sent.skipped} đơn vị đã được gửi thư hôm nay"
    if sent.without:
        told += f"; {sent.without} đơn vị không có địa chỉ thư"
    return f"{told}."
