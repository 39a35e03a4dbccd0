"""dump_urls [--json]: every address with its name, methods and kinds of parameters."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reports.addresses import addresses


class Command(BaseCommand):
    help = "In mọi địa chỉ của hệ thống."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["json"]:
            answer = {"urls": [asdict(address) for address in addresses()]}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
            return
        for address in addresses():
            methods = ",".join(address.methods)
            self.stdout.write(f"{methods:10} {address.pattern}  {address.name}")
