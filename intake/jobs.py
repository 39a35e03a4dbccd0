"""Long imports as background jobs: start, carry out, be heard of, start again."""

from __future__ import annotations

import logging
import threading
from types import TracebackType

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django_tasks import task

from accounts.models import User
from accounts.refusals import Refusal
from intake import actions, beats, drafts
from intake.models import ImportDraft, Job
from sheets.limits import MEGABYTE

ROWS = 5_000
BEAT_SECONDS = 1
log = logging.getLogger(__name__)


def is_long(token: str, *, by: User) -> bool:
    """Whether confirming this draft takes longer than a person waits for a page."""
    draft = drafts.own_draft(token, by)
    if draft.state != ImportDraft.State.OPEN:
        return False
    rows = getattr(settings, "BACKGROUND_ROWS", ROWS)
    return drafts.rows_of(draft) > rows or draft.upload.size > MEGABYTE


def start(token: str, *, by: User, notices_seen: bool) -> Job:
    """Put the draft in the queue; the job it already has, where one is under way."""
    draft = drafts.own_draft(token, by)
    if drafts.to_tick(draft) and not notices_seen:
        raise Refusal("Hãy đọc và đánh dấu đã xem các lưu ý trước khi xác nhận.")
    job, is_new = Job.objects.get_or_create(
        draft=draft,
        defaults={
            "owner": by,
            "kind": draft.kind,
            "total": drafts.rows_of(draft),
            "message": _WAITING,
        },
    )
    if is_new:
        carry_out.enqueue(job.pk)
    elif beats.overlaid(job).has_failed:
        again(job)
    return job


def again(job: Job) -> None:
    """Start a failed job once more; one that runs or is done stays as it is."""
    if not job.has_failed:
        return
    beats.forget(job)
    job.done, job.message, job.error, job.finished_at = 0, _WAITING, "", None
    job.heartbeat = timezone.now()
    job.save()
    carry_out.enqueue(job.pk)


def own_job(token: str, by: User) -> Job:
    """The job of this token; a stranger's does not exist."""
    jobs = Job.objects.select_related("draft__upload", "draft__plan__document")
    job = jobs.filter(token=token, owner=by).first()
    if job is None:
        raise Refusal("Không có việc này.", status=404)
    return beats.overlaid(job)


@task()
def carry_out(pk: int) -> None:
    """Confirm the job's draft, saying every second how far it is."""
    job = Job.objects.select_related("owner", "draft").filter(pk=pk).first()
    if job is None or job.finished_at is not None:
        return
    with Heartbeat(job) as beat:
        job.error = _confirmed(job, beat)
    job.done = 0 if job.error else job.total
    job.message = ""
    job.finished_at = job.heartbeat = timezone.now()
    job.save()
    beats.forget(job)


class Heartbeat:
    """Tells the progress every second from a thread of its own (intake.beats)."""

    def __init__(self, job: Job) -> None:
        self.job, self.done, self.message = job, 0, _WAITING
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Heartbeat:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()

    def tell(self, done: int, message: str) -> None:
        self.done, self.message = done, message

    def _run(self) -> None:
        while not self._stop.wait(BEAT_SECONDS):
            beats.tell(self.job, done=self.done, message=self.message)
        connection.close()


_WAITING = "Đang chờ đến lượt"
_FAILED = "Việc dừng vì lỗi của hệ thống; chưa ghi gì. Hãy báo người quản trị."


def _confirmed(job: Job, beat: Heartbeat) -> str:
    """Why the draft could not be confirmed; "" when it is (or was already)."""
    try:
        actions.confirm(job.draft.token, by=job.owner, tell=beat.tell)
    except Refusal as refused:
        return "" if "draft" in refused.details else refused.message
    except Exception:
        log.exception("job %s failed", job.pk)
        return _FAILED
    return ""
