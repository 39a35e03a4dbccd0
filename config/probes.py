"""For the operator's monitor: is the process alive, can it do its work."""

from __future__ import annotations

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and no migration is waiting; 503 with a sentence if not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return _not_ready("Cơ sở dữ liệu không trả lời.")
    if waiting:
        return _not_ready(f"Còn {len(waiting)} bước cập nhật cấu trúc; chạy migrate.")
    return HttpResponse("ok\n", content_type="text/plain")


def _not_ready(sentence: str) -> HttpResponse:
    content_type = "text/plain; charset=utf-8"
    return HttpResponse(sentence + "\n", content_type=content_type, status=503)
