"""seed_scale --size city|districts|communes: data for benchmarks, empty database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser

from accounts.commands import OfficeCommand
from accounts.refusals import Refusal
from intake.scale import SIZES, seed


class Command(OfficeCommand):
    help = "Nạp dữ liệu giả để đo tốc độ, chỉ vào cơ sở dữ liệu trống."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--size", required=True, choices=sorted(SIZES))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            written = seed(SIZES[options["size"]])
        except Refusal as refused:
            raise CommandError(refused.message, returncode=1) from refused
        self.stdout.write(f"Đã nạp {written} kết quả.")
