"""import_annex FILE --plan SYMBOL: the quota table of a plan, checked and written."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management.base import CommandParser

from intake.management.importing import ImportCommand
from intake.orders import Kind, Order, decision_named, plan_named


class Command(ImportCommand):
    help = "Nạp biểu giao chỉ tiêu của một kế hoạch."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--decision", default="", help="số quyết định điều chỉnh")
        parser.add_argument(
            "--from", dest="valid_from", type=dt.date.fromisoformat, help="hiệu lực từ"
        )

    def order(self, options: dict[str, Any]) -> Order:
        plan = plan_named(options["plan"], year=options["year"])
        decision = decision_named(plan, options["decision"], options["valid_from"])
        return Order(Kind.ANNEX, plan, decision=decision, sheet=options["sheet"])
