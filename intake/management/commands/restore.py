"""restore --in FILE --yes: replace everything by what an archive holds."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.db import transaction

from accounts.archive import Archive, BadArchive
from accounts.commands import OfficeCommand
from accounts.tables import checksums, replace_all


class Command(OfficeCommand):
    help = "Thay toàn bộ dữ liệu bằng một bản sao lưu (cần --yes)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--in", required=True, type=Path, dest="source")
        parser.add_argument("--yes", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["yes"]:
            sentence = "Khôi phục xóa mọi dữ liệu hiện có; thêm --yes nếu đúng ý."
            raise CommandError(sentence, returncode=1)
        try:
            with open(options["source"], "rb") as file:
                files = _restore(Archive(file), Path(settings.MEDIA_ROOT))
        except BadArchive as error:
            raise CommandError(str(error), returncode=1) from error
        except OSError as error:
            sentence = f"Không đọc được {options['source']}: {error.strerror}."
            raise CommandError(sentence, returncode=1) from error
        self.stdout.write(f"Đã khôi phục dữ liệu và {files} tệp; mọi phiên đã đóng.")


def _restore(archive: Archive, private: Path) -> int:
    """Rows in one transaction, files set in place only when the rows agree."""
    private.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=private.parent) as name:
        fresh = Path(name, "fresh")
        fresh.mkdir(mode=0o700)
        files = archive.unpack(fresh)
        with transaction.atomic():
            replace_all(archive.rows())
            if checksums() != archive.manifest["checksums"]:
                raise BadArchive("Dữ liệu khôi phục không khớp mã kiểm tra; đã hủy.")
            if private.exists():
                private.rename(Path(name, "old"))
            shutil.move(fresh, private)
    return files
