"""A file read, compared and written in one go: for commands and the demo."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.refusals import Refusal
from intake import drafts, large, uploads
from intake.actions import all_or_nothing, carry_out, close
from intake.desk import Desk, Prepared, opened, told_by
from intake.models import ImportDraft, Upload
from intake.orders import Order
from plans.models import Plan
from sheets.book import Workbook
from sheets.limits import DEFAULT, LARGE, Limits
from sheets.problems import Problem


def import_file(
    source: Path | bytes,
    order: Order,
    *,
    name: str = "",
    dry_run: bool = False,
    limits: Limits = DEFAULT,
) -> tuple[Prepared, int | None]:
    """Read, compare and write in one go, for commands and the demo.

    Returns what was prepared and the change set (None: refused, dry run, or nothing
    to change). The file is kept only with something written from it.
    """
    desk = Desk(order)
    workbook = opened(source, desk, name=name, limits=limits)
    if isinstance(workbook, Prepared):
        return workbook, None
    if limits == LARGE or workbook.cells > large.CELLS:
        return _import_large(source, workbook, desk, name=name, dry_run=dry_run)
    prepared = told_by(workbook, desk)
    if dry_run or not prepared.is_ok or not _differs(prepared):
        return prepared, None
    with _kept(source, prepared, name=name) as (upload, outcome):
        outcome.change = carry_out(prepared, upload)
    return outcome.prepared, outcome.change


def _import_large(
    source: Path | bytes, workbook: Workbook, desk: Desk, *, name: str, dry_run: bool
) -> tuple[Prepared, int | None]:
    """As `import_file`, for a table that is never held whole."""
    with transaction.atomic():
        if not dry_run:
            Plan.objects.select_for_update().get(pk=desk.order.plan.pk)
        with large.compared(workbook, desk) as found:
            if isinstance(found, Prepared):
                return found, None
            prepared = found.prepared
            if dry_run or not prepared.is_ok or not found.differs:
                return prepared, None
            with _kept(source, prepared, name=name) as (upload, outcome):
                outcome.change = large.write(found, drafts.of_file(upload))
                close(drafts.keep(prepared, upload, with_reading=False), outcome.change)
    return outcome.prepared, outcome.change


@dataclass
class _Outcome:
    prepared: Prepared
    change: int | None = None


@contextmanager
def _kept(
    source: Path | bytes, prepared: Prepared, *, name: str
) -> Iterator[tuple[Upload, _Outcome]]:
    """The file kept while it is written, all or nothing, and forgotten where it is
    refused: `prepared` of the outcome then says why."""
    upload = uploads.store(source, name=name or "tep", owner=prepared.order.by)
    outcome = _Outcome(prepared)
    try:
        with all_or_nothing(), transaction.atomic():
            yield upload, outcome
    except Refusal as refusal:
        uploads.discard(upload)
        problems = refusal.details.get("problems") or _told(refusal, prepared)
        outcome.prepared, outcome.change = _with(prepared, problems), None


def import_annex_file(
    source: Path | bytes, plan: Plan, *, by: User | None = None, name: str
) -> int | None:
    """Load a plan's quota table; the change set, None when nothing changed.

    Raises Refusal with every reason where the file is refused.
    """
    order = Order(ImportDraft.Kind.ANNEX, plan, by=by)
    prepared, change = import_file(source, order, name=name)
    if not prepared.is_ok:
        errors = [p for p in prepared.problems if not p.is_warning]
        raise Refusal(" ".join(p.message for p in errors), problems=tuple(errors))
    return change


def _differs(prepared: Prepared) -> bool:
    if any(step.deed != "same" for step in prepared.steps):
        return True
    if prepared.order.round is not None:
        return False
    known = set(prepared.order.plan.assigned_units.values_list("unit_id", flat=True))
    return any(line.unit.pk not in known for line in prepared.reading.lines)


def _with(prepared: Prepared, problems: Any) -> Prepared:
    return replace(prepared, problems=(*prepared.problems, *problems))


def _told(refusal: Refusal, prepared: Prepared) -> list[Problem]:
    return [Problem("E_RESULT", refusal.message, prepared.reading.sheet)]
