"""How far a background job is, told past its own open transaction.

On PostgreSQL by a connection of its own. On SQLite the import holds the only right to
write until it ends, so there the progress goes into a small private file beside the
uploads, which the page lays over the row.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, close_old_connections, connection
from django.utils import timezone

from intake.models import Job

FOLDER = "jobs"


def tell(job: Job, *, done: int, message: str) -> None:
    """The worker lives and is at line `done`; a busy database hears the next beat."""
    if connection.vendor == "sqlite":
        _write(job, done, message)
        return
    try:
        close_old_connections()
        Job.objects.filter(pk=job.pk).update(
            heartbeat=timezone.now(), done=done, message=message
        )
    except OperationalError:
        return


def overlaid(job: Job) -> Job:
    """The job with what its worker told since the row was written."""
    try:
        told = json.loads(_path(job).read_text(encoding="utf-8"))
        moment = dt.datetime.fromisoformat(told["heartbeat"])
    except (OSError, ValueError):
        return job
    if job.finished_at is None and moment > job.heartbeat:
        job.heartbeat, job.done, job.message = moment, told["done"], told["message"]
    return job


def forget(job: Job) -> None:
    """The row says the last word."""
    _path(job).unlink(missing_ok=True)


def _write(job: Job, done: int, message: str) -> None:
    path, now = _path(job), timezone.now().isoformat()
    fresh = path.with_suffix(".new")
    told = {"heartbeat": now, "done": done, "message": message}
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh.write_text(json.dumps(told), encoding="utf-8")
    os.replace(fresh, path)  # a reader sees the old beat or the new one, whole


def _path(job: Job) -> Path:
    return Path(settings.MEDIA_ROOT) / FOLDER / str(job.pk)
