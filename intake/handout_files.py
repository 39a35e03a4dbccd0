"""A handout of results given to a command: the same rules, no page between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.db import transaction

from accounts.refusals import Refusal
from intake import handout_desk, uploads
from intake.desk import Prepared
from intake.models import HandoutDraft, Upload
from intake.orders import Order
from sheets.handout_reading import FilledHandout
from sheets.problems import Problem


@dataclass(frozen=True)
class PreparedHandout(Prepared):
    """What a handout would do, in the words of every other import."""

    told: Mapping[str, int] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        return dict(self.told)


def import_handout(
    path: Path, order: Order, *, dry_run: bool = False
) -> tuple[Prepared, int | None]:
    """Read, compare and write a handout of the order's own round in one go.

    The change set is None where it is refused, run dry, or changes nothing.
    """
    data = path.read_bytes()
    taken, subject, filled = handout_desk.take(data, name=path.name, by=order.by)
    problems = [*taken.problems, *_other_round(order, filled)]
    prepared = PreparedHandout(order, problems=tuple(problems), told=taken.counts)
    is_idle = not any(step.is_write for step in taken.steps)
    if dry_run or not prepared.is_ok or subject is None or filled is None or is_idle:
        return prepared, None
    upload = uploads.store(data, name=path.name, owner=order.by)
    try:
        with transaction.atomic():
            draft = handout_desk.keep(taken, subject, filled, upload)
            done = handout_desk.carry_out(draft, by=order.by)
            Upload.objects.filter(pk=upload.pk).update(expires_at=None)
    except Refusal as refused:
        uploads.discard(upload)
        told = (*problems, Problem("E_RESULT", refused.message))
        return replace(prepared, problems=told), None
    return prepared, done.change_set_id


def _other_round(order: Order, filled: FilledHandout | None) -> list[Problem]:
    """The workbook says itself what it is for; the command must mean the same."""
    if filled is None:
        return []
    own = tuple(filled.about.get(key, "") for key in ("loại", "kế hoạch", "kỳ"))
    period = order.round.period_code if order.round else ""
    if own == (HandoutDraft.Kind.RESULTS, order.plan.slug, period):
        return []
    message = (
        "Biểu mẫu này là của kế hoạch hoặc kỳ khác; hãy ghi đúng --plan, --period."
    )
    return [Problem("E_TEMPLATE", message)]
