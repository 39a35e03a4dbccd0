"""Commands speak to people: a refusal is its own sentence, not the name of a class."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError


class OfficeCommand(BaseCommand):
    """Prints a `CommandError` as it is told, and ends with its exit code."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except CommandError as refused:
            if not self._called_from_command_line or options["traceback"]:
                raise
            self.stderr.write(str(refused))
            sys.exit(refused.returncode)
