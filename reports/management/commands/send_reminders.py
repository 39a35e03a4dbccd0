"""send_reminders [--round ID] [--dry-run]: e-mail to the officials of late units.

Without `--round`: every open round past its deadline. The home page reminds in any
case; this only brings it to people who have not looked.
"""

from __future__ import annotations

import datetime as dt
from smtplib import SMTPException
from typing import Any

from django.core.mail import get_connection
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet
from django.utils import timezone

from plans.models import Round
from reports.mailing import Mail, can_send, mails_of
from reports.reminders import reminder_of

_NO_SERVER = "Chưa cấu hình máy chủ thư; hãy đặt EMAIL_URL rồi chạy lại."


class Command(BaseCommand):
    help = "Gửi thư nhắc các đơn vị quá hạn nộp báo cáo; mỗi đơn vị một thư."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--round", type=int, help="chỉ đợt báo cáo có số này")
        parser.add_argument("--dry-run", action="store_true", help="chỉ xem, không gửi")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if not options["dry_run"] and not can_send():
            raise CommandError(_NO_SERVER, returncode=1)
        rounds = _rounds(now, options["round"])
        mails = [m for r in rounds for m in mails_of(reminder_of(r, now=now))]
        ready = [mail for mail in mails if mail.to]
        for mail in mails:
            to = ", ".join(mail.to) or "không có địa chỉ thư"
            self.stdout.write(f"{mail.unit}: {to}: {mail.subject}")
        if options["dry_run"]:
            self.stdout.write(f"Sẽ gửi {len(ready)} thư; chưa gửi thư nào.")
            return
        _send(ready)
        without = len(mails) - len(ready)
        told = f"; {without} đơn vị không có địa chỉ thư" if without else ""
        self.stdout.write(f"Đã gửi {len(ready)} thư{told}.")


def _rounds(now: dt.datetime, number: int | None) -> QuerySet[Round]:
    """Open rounds past their deadline, or the one that is asked for."""
    rounds = Round.objects.select_related("plan__document", "plan__unit")
    if number is None:
        return rounds.filter(due_at__lt=now, locked_at=None).order_by("due_at", "pk")
    found = rounds.filter(pk=number)
    if not found:
        raise CommandError(f"Không có đợt báo cáo số {number}.", returncode=1)
    return found


def _send(mails: list[Mail]) -> None:
    """One connection; a server that gives up says after how many."""
    sent = 0
    try:
        with get_connection() as connection:
            for mail in mails:
                sent += connection.send_messages([mail.message()]) or 0
    except (SMTPException, OSError) as error:
        raise CommandError(
            f"Máy chủ thư không nhận; đã gửi {sent}/{len(mails)} thư. "
            "Hãy kiểm tra EMAIL_URL rồi chạy lại.",
            returncode=1,
        ) from error
