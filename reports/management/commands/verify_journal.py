"""verify_journal: is the journal complete and unchanged (the chain of seals)?"""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandError, CommandParser

from accounts.commands import OfficeCommand
from accounts.models import Seal
from accounts.verification import breaks


class Command(OfficeCommand):
    help = "Kiểm tra nhật ký đầy đủ và không bị sửa."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        problems, seals = list(breaks()), Seal.objects.count()
        if options["json"]:
            answer = {"ok": not problems, "change_sets": seals, "problems": problems}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        elif not problems:
            self.stdout.write(f"Nhật ký nguyên vẹn: {seals} lần ghi.")
        if problems:
            raise CommandError("\n".join(problems), returncode=1)
