"""dump_state --json: every business row, sorted and stable, and journal counts."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.tables import one_instant
from reports.state import business_models, journal_counts, rows


class Command(BaseCommand):
    help = "In toàn bộ dữ liệu nghiệp vụ thành một đối tượng JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="mặc định")

    def handle(self, *args: Any, **options: Any) -> None:
        with one_instant():
            self.stdout.write("{")
            for model in business_models():
                # Line by line: a country's results do not fit in memory at once.
                self.stdout.write(f'"{model._meta.label_lower}": [')
                comma = ""
                for row in rows(model):
                    self.stdout.write(comma + json.dumps(row, ensure_ascii=False))
                    comma = ","
                self.stdout.write("],")
            counts = json.dumps(journal_counts(), ensure_ascii=False)
            self.stdout.write(f'"journal": {counts}}}')
