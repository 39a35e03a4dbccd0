"""What stands in the way of taking results back: locks and approvals bind undo too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone

from targets.facts import standings
from targets.models import Result, Submission
from targets.states import Action, refusal


def closed_reports(versions: Iterable[Any]) -> list[str]:
    """Why these row versions may not be taken back now, one sentence a report.

    Call inside the transaction of the undo: the reports are locked first, as a save
    locks them, so that an approval in between is seen.
    """
    versions = list(versions)
    reports = {v.submission_id for v in versions if v.instance_type is Result}
    sentences = list(_steps(versions))
    locked = list(
        Submission.objects.select_for_update(of=("self",))
        .filter(pk__in=reports)
        .select_related("round", "unit")
        .order_by("pk")
    )
    now, standing = timezone.now(), standings(locked)
    for report in locked:
        why = refusal(Action.SAVE, standing[report.pk], now=now)
        if why:
            sentences.append(f"{report.unit}, {report.round.period.label}: {why}")
    return sentences


def _steps(versions: Iterable[Any]) -> Iterator[str]:
    """Steps of a report are not undone: each has its own opposite."""
    if any(v.instance_type is Submission for v in versions):
        yield (
            "Lần ghi này gồm bước nộp, duyệt hoặc trả lại báo cáo; "
            "hãy trả lại hoặc mở lại báo cáo thay cho thu hồi."
        )
