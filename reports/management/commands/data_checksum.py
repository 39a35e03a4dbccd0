"""data_checksum: one line per table and a total, to compare two databases."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.tables import checksums, one_instant, total_of


class Command(BaseCommand):
    help = "In mã kiểm tra của từng bảng và của toàn bộ dữ liệu."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        with one_instant():
            sums = checksums()
        lines = {**sums, "TOTAL": total_of(sums)}
        if options["json"]:
            self.stdout.write(json.dumps(lines))
            return
        for name, value in lines.items():
            self.stdout.write(f"{value}  {name}")
