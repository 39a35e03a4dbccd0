"""load_units DIR_OR_FILE … --edition YYYY-MM-DD: official lists and mergers."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from accounts.commands import OfficeCommand
from intake.unit_lists import load_units
from units.loading import BadUnitList


class Command(OfficeCommand):
    help = "Nạp danh mục đơn vị hành chính (.xlsx, .xls, .csv) có hiệu lực từ một ngày."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path)
        parser.add_argument("--edition", required=True, type=dt.date.fromisoformat)
        parser.add_argument(
            "--decision", default="", help="căn cứ của danh sách sáp nhập, chia tách"
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = load_units(
                options["paths"], day=options["edition"], decision=options["decision"]
            )
        except BadUnitList as error:
            raise CommandError(str(error), returncode=1) from error
        if options["json"]:
            answer = {
                "ok": True,
                "new": done.created,
                "ended": done.ended,
                "same": done.same,
                "successions": done.successions,
                "changeset": done.change_set,
            }
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        elif done.change_set is None and done.successions:
            self.stdout.write(f"Ghi {done.successions} quan hệ kế thừa đơn vị.")
        elif done.change_set is None:
            self.stdout.write(f"Không có thay đổi ({done.same} đơn vị).")
        else:
            self.stdout.write(
                f"Thêm {done.created}, kết thúc {done.ended}, "
                f"giữ nguyên {done.same} đơn vị; "
                f"{done.successions} quan hệ kế thừa."
            )
