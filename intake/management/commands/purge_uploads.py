"""purge_uploads: remove abandoned uploads past their expiry."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from intake import uploads


class Command(BaseCommand):
    help = "Xóa các tệp đã gửi mà không ai xác nhận, khi quá hạn giữ."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Đã xóa {uploads.purge()} tệp bỏ dở.")
