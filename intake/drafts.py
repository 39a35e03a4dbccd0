"""A prepared import kept as a row, and taken up again when it is confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from accounts.models import User
from accounts.refusals import Refusal
from intake.codes import TO_CONFIRM
from intake.desk import Prepared
from intake.models import ImportDraft, Upload
from intake.orders import Order, round_named
from intake.quota_import import Decision
from intake.steps import Refused409
from intake.tables import Figure, Line, TableReading
from sheets.problems import Problem
from units.models import Unit

KEPT_PROBLEMS = 2_000


def keep(
    prepared: Prepared, upload: Upload, *, with_reading: bool = True
) -> ImportDraft:
    """The draft of what was prepared: open, or refused when there are problems."""
    order = prepared.order
    state = ImportDraft.State.OPEN if prepared.is_ok else ImportDraft.State.REFUSED
    return ImportDraft.objects.create(
        upload=upload,
        kind=order.kind,
        plan=order.plan,
        period_code=order.round.period_code if order.round else "",
        sheet=prepared.reading.sheet[:100],
        decision=order.decision.document if order.decision else None,
        valid_from=order.decision.valid_from if order.decision else None,
        state=state,
        reading=_packed(prepared) if with_reading else {},
        counts=prepared.counts,
        problems=[asdict(p) for p in prepared.problems[:KEPT_PROBLEMS]],
    )


def restored(draft: ImportDraft, by: User) -> tuple[Order, list[Line], str]:
    """The order, lines and sheet of an open draft; units are read anew.

    Raises `Refused409` when a unit is gone since.
    """
    packed = draft.reading
    ids = [unit for _, _, unit, _ in packed["lines"]]
    units = Unit.objects.in_bulk(ids)
    gone = [row for row, _, unit, _ in packed["lines"] if unit not in units]
    if gone:
        told = [
            Problem("E_STALE", f"Dòng {row}: đơn vị vừa bị xóa.", row=row)
            for row in gone
        ]
        raise Refused409(told)
    lines = [
        Line(row, typed, units[unit], _figures(figures))
        for row, typed, unit, figures in packed["lines"]
    ]
    return order_of(draft, by), lines, draft.sheet


def order_of(
    draft: ImportDraft, by: User | None, *, columns: Mapping[str, str] | None = None
) -> Order:
    """What was asked for, with the round as it is now."""
    decision = None
    if draft.decision is not None and draft.valid_from is not None:
        decision = Decision(draft.decision, draft.valid_from)
    round_ = round_named(draft.plan, draft.period_code) if draft.period_code else None
    return Order(
        kind=draft.kind,
        plan=draft.plan,
        by=by,
        round=round_,
        decision=decision,
        sheet=draft.sheet,
        top=draft.reading.get("top", 0),
        columns=columns or {},
    )


def problems_of(draft: ImportDraft) -> list[Problem]:
    return [Problem(**row) for row in draft.problems]


def rows_of(draft: ImportDraft) -> int:
    """How many rows of the file there are to write or to leave."""
    whole = draft.reading.get("whole")
    return int(whole["rows"]) if whole else len(draft.reading["lines"])


def of_file(upload: Upload) -> dict[str, str]:
    """What the journal says of the file."""
    return {
        "file_name": upload.name,
        "file_sha256": upload.sha256,
        "stored_file": upload.stored,
    }


def to_tick(draft: ImportDraft) -> list[Problem]:
    """Notices a person says to have seen before anything is written."""
    return [p for p in problems_of(draft) if p.code in TO_CONFIRM]


def own_draft(token: str, user: User) -> ImportDraft:
    """The draft of this token; a stranger's does not exist."""
    draft = (
        ImportDraft.objects.select_related(
            "upload", "plan__document", "plan__unit", "decision", "change_set"
        )
        .filter(token=token, upload__owner=user)
        .first()
    )
    if draft is None:
        raise Refusal("Không có lần xem trước này; hãy nạp lại tệp.", status=404)
    return draft


def _packed(prepared: Prepared) -> dict[str, Any]:
    reading = prepared.reading
    return {
        "lines": [
            [line.row, line.typed, line.unit.pk, _plain(line.figures)]
            for line in reading.lines
        ],
        "units": {str(line.unit.pk): str(line.unit) for line in reading.lines},
        "bases": {step.place: step.fingerprint for step in prepared.steps},
        "totals": _totals(reading),
        "signature": reading.signature,
        "titles": list(reading.titles),
        "columns": dict(reading.columns),
        "unknown": list(reading.unmatched),
        "choices": [asdict(choice) for choice in reading.choices],
        "top": prepared.order.top,
        "whole": prepared.whole,
    }


def _totals(reading: TableReading) -> list[dict[str, Any]]:
    return [
        {
            "key": total.key,
            "title": total.title,
            "letter": total.letter,
            "declared": _text(total.check.declared),
            "computed": _text(total.check.computed),
        }
        for total in reading.totals
    ]


def _plain(figures: Any) -> dict[str, list[Any]]:
    return {
        key: [_text(figure.value), figure.cell, figure.is_dash]
        for key, figure in figures.items()
    }


def _figures(packed: dict[str, Sequence[Any]]) -> dict[str, Figure]:
    return {
        key: Figure(None if value is None else Decimal(value), cell, is_dash)
        for key, (value, cell, is_dash) in packed.items()
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
