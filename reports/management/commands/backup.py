"""backup --out FILE: the database and the private files in one archive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from accounts import archive
from accounts.commands import OfficeCommand


class Command(OfficeCommand):
    help = "Sao lưu cơ sở dữ liệu và các tệp riêng vào một tệp có mã kiểm tra."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", required=True, type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            written = archive.write(options["out"], private=Path(settings.MEDIA_ROOT))
        except OSError as error:
            sentence = f"Không ghi được {options['out']}: {error.strerror}."
            raise CommandError(sentence, returncode=1) from error
        self.stdout.write(
            f"Đã sao lưu {written.rows} dòng và {written.files} tệp "
            f"vào {options['out']}."
        )
