"""import_results FILE --plan SYMBOL --period 2021-Q2: the figures of one period."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from intake.management.importing import ImportCommand
from intake.orders import Kind, Order, plan_named, round_named


class Command(ImportCommand):
    help = "Nạp kết quả của một kỳ báo cáo."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--period", required=True, help="kỳ, ví dụ 2021-Q2")

    def order(self, options: dict[str, Any]) -> Order:
        plan = plan_named(options["plan"], year=options["year"])
        round_ = round_named(plan, options["period"])
        return Order(Kind.RESULTS, plan, round=round_, sheet=options["sheet"])
