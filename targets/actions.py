"""Writes on results and reports, the one door.

Each is one transaction with its line in the journal. `by=None` is the system itself
(the demo, a command on the server). A person without the permission gets 403, one
for whom the unit does not exist 404; what the state table (states.py) does not allow
is 409 with the sentence. Refusals change nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError

from accounts.journal import changeset
from accounts.models import ChangeSet, User
from accounts.refusals import SENTENCES, Refusal
from plans.models import Round
from sheets.wording import gettext as _
from targets.approving import ApprovalOutcome, Held, approve
from targets.completeness import gaps_of
from targets.edits import CellEdit
from targets.models import Result, Submission
from targets.outcomes import SaveOutcome, told_who
from targets.reporting import Duties
from targets.rights import require_entry
from targets.saving import Edits, write
from targets.states import Action
from targets.transitions import (
    deed,
    lock_round,
    reopen,
    return_,
    submit,
    take_back,
    unlock_round,
)
from units.models import Unit

__all__ = [
    "ApprovalOutcome",
    "CellEdit",
    "Held",
    "SaveOutcome",
    "approve",
    "declare_nil",
    "lock_round",
    "reopen",
    "return_",
    "save_grid",
    "save_results",
    "submit",
    "take_back",
    "unlock_round",
]

Door = ChangeSet.Door


def save_results(
    *,
    round: Round,
    unit: Unit,
    cells: Sequence[CellEdit],
    by: User | None,
    door: str = Door.FORM,
    origin: str = Result.Origin.FORM,
    all_or_nothing: bool = False,
    **details: Any,
) -> SaveOutcome:
    """Save one unit's cells of a round; see `save_grid`."""
    return save_grid(
        round=round,
        edits={unit: cells},
        by=by,
        door=door,
        origin=origin,
        all_or_nothing=all_or_nothing,
        **details,
    )


def save_grid(
    *,
    round: Round,
    edits: Edits,
    by: User | None,
    door: str = Door.FORM,
    origin: str = Result.Origin.FORM,
    all_or_nothing: bool = False,
    duties: Duties | None = None,
    **details: Any,
) -> SaveOutcome:
    """Save cells of one or many units as one change set.

    Good cells are saved even where others are refused, unless `all_or_nothing`: then
    any raises `Refusal` (409, 422), whose `details["outcome"]` tells each cell. Where
    every report is closed, 409 says why. `details` go to the change set.
    """
    require_entry(by, [unit.pk for unit in edits], door=door)
    details["plan_slug"] = round.plan.slug
    what = f"Nhập kết quả {round.period.label}: {_names(list(edits))}"
    try:
        with changeset(by=by, what=what, door=door, **details) as change:
            outcome = write(change, round, edits, origin=origin, duties=duties)
            outcome.conflicts = told_who(round, outcome.conflicts)
            _stop_if_closed(outcome)
            if all_or_nothing and not outcome.is_clean:
                raise _refusal_of(outcome)
    except IntegrityError as error:  # two plans share an indicator, locked apart
        raise Refusal(SENTENCES[409], status=409) from error
    return outcome


def declare_nil(submission: Submission, *, by: User | None) -> SaveOutcome:
    """ "Không phát sinh": every empty count of the period becomes 0 by the unit's word.

    States at the cut-off and words are left: they are never "none" by silence.
    Refused (422, nothing written) where a figure above 0 is there.
    """
    with deed(Action.SAVE, submission, by=by, what="Không phát sinh") as (change, own):
        gaps = gaps_of([own])[own.pk]
        edits = [
            CellEdit(indicator=target.indicator.code, nil=True)
            for target in gaps.targets
            if target.indicator.kind in ("FLOW", "SHARE", "EVENT_FREE", "RATIO")
        ]
        outcome = write(
            change, own.round, {own.unit: edits}, origin=Result.Origin.FORM, duties=None
        )
        filled = own.results.exclude(value=None, numerator=None)
        if any(row.value or row.numerator for row in filled if not _is_state(row)):
            raise Refusal(
                _(
                    "Kỳ này đã có số lớn hơn 0; hãy xóa các số đó rồi mới báo «không "
                    "phát sinh»."
                ),
            )
        own.is_nil = True
    return outcome


def _is_state(row: Result) -> bool:
    return row.indicator.kind in ("STOCK", "CUMULATIVE")


def _names(units: Sequence[Unit]) -> str:
    return str(units[0]) if len(units) == 1 else f"{len(units)} đơn vị"


def _stop_if_closed(outcome: SaveOutcome) -> None:
    """Every report is closed: one sentence for the whole request."""
    told = len(outcome.saved) + len(outcome.conflicts) + len(outcome.refused)
    if outcome.closed and len(outcome.closed) == told:
        raise Refusal(outcome.closed[0].message, status=409, outcome=outcome)


def _refusal_of(outcome: SaveOutcome) -> Refusal:
    status = 409 if outcome.conflicts else 422
    wrong = len(outcome.refused) + len(outcome.conflicts)
    return Refusal(
        _("{wrong} ô chưa nhận được; không ô nào được ghi.", wrong=wrong),
        status=status,
        outcome=outcome,
    )
