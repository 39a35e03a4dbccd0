"""compile_po [FILE …]: catalogues of words, without needing gettext's msgfmt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = "Biên dịch các tệp .po trong locale/ thành .mo."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        folders = [Path(folder) for folder in settings.LOCALE_PATHS]
        files = options["files"] or [
            file for folder in folders for file in sorted(folder.rglob("*.po"))
        ]
        for file in files:
            try:
                catalogue = polib.pofile(str(file), check_for_duplicates=True)
            except (OSError, ValueError) as error:
                sentence = f"Không đọc được {file}: {error}."
                raise CommandError(sentence, returncode=1) from error
            catalogue.save_as_mofile(str(file.with_suffix(".mo")))
