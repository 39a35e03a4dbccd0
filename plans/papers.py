"""Whether the files filed with documents and tasks are still what was filed."""

from __future__ import annotations

from collections.abc import Iterator

from accounts.refusals import Refusal
from plans import files
from plans.models import Attachment, TaskReport


def damaged() -> Iterator[tuple[str, str]]:
    """Document or plan, and a sentence for each file that is gone or was altered."""
    for row in Attachment.objects.select_related("document").iterator():
        if wrong := _wrong(row.stored_file, row.sha256):
            yield row.document.slug, f"Bản ký «{row.name}»: {wrong}"
    reports = TaskReport.objects.exclude(stored_file="")
    for report in reports.select_related("assignment__task__plan").iterator():
        if wrong := _wrong(report.stored_file, report.file_sha256):
            plan = report.assignment.task.plan.slug
            yield plan, f"Sản phẩm «{report.file_name}» của {report}: {wrong}"


def _wrong(place: str, sha256: str) -> str:
    try:
        files.read(place, sha256)
    except Refusal as refusal:
        return refusal.message
    return ""
