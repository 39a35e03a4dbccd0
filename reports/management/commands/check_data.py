"""check_data [--json]: gaps, orphans, sums, citations, idle drafts, damaged files."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandError, CommandParser

from accounts.commands import OfficeCommand
from reports.data_checks import damaged_files, findings


class Command(OfficeCommand):
    help = "Rà soát số liệu; mỗi điều cần xem là một câu."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        found = [*findings(), *damaged_files()]
        if options["json"]:
            rows = [asdict(finding) for finding in found]
            answer = {"ok": not rows, "findings": rows}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        elif not found:
            self.stdout.write("Không có điều gì cần xem lại.")
        if found:
            lines = [f"[{f.code}] {f.where}: {f.message}" for f in found]
            raise CommandError("\n".join(lines), returncode=1)
