"""demo [--no-serve]: the demo database, then the server on 127.0.0.1."""

from __future__ import annotations

import os
import threading
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django_tasks_db.management.commands.db_worker import Worker

from accounts.commands import OfficeCommand
from intake.demo import load_demo


class Command(OfficeCommand):
    help = "Nạp dữ liệu trình diễn và mở trang ở 127.0.0.1 (PORT, mặc định 8000)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-serve", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "Dữ liệu trình diễn không được nạp vào máy chủ thật; hãy đặt DEBUG=1.",
                returncode=1,
            )
        call_command("migrate", interactive=False, verbosity=0)
        password = load_demo()
        if password:
            self.stdout.write(f"Mật khẩu các tài khoản trình diễn: {password}")
        if not options["no_serve"]:
            self._serve()

    def _serve(self) -> None:
        port = os.environ.get("PORT", "8000")
        threading.Thread(target=_work, daemon=True).start()
        self.stdout.write(f"Mở trang: http://127.0.0.1:{port}/")
        call_command("runserver", f"127.0.0.1:{port}", use_reloader=False)


def _work() -> None:
    """Serve the queue in this process: it ends with the server, whatever ends it."""
    Worker(
        queue_names=["default"],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="demo",
        excluded_queue_names=[],
    ).run()
