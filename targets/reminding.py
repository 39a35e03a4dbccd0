"""The record of reminders: taken up before they go out, settled when they are gone.

A run takes a unit up for the day before it sends anything, so that a second run at
the same time, or later that day, sends nothing twice; what failed, and what a run
that died left behind, is tried again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.journal import changeset
from accounts.models import ChangeSet, User
from accounts.refusals import Refusal
from plans.models import Round
from targets.reminder_models import ReminderNote
from targets.texts import when
from units.models import Unit

_LEFT_BEHIND = dt.timedelta(minutes=15)
Channel, Outcome = ReminderNote.Channel, ReminderNote.Outcome


@dataclass(frozen=True)
class Told:
    """On how many days a unit was reminded of a round, and when last."""

    count: int
    last: dt.datetime

    def __str__(self) -> str:
        return _("đã nhắc %(n)d lần, lần cuối %(at)s") % {
            "n": self.count,
            "at": when(self.last),
        }


def take_up(
    round_: Round,
    addresses: Mapping[Unit, str],
    *,
    channel: str,
    now: dt.datetime,
    by: User | None = None,
    door: str = ChangeSet.Door.COMMAND,
) -> dict[int, ReminderNote]:
    """The reminders of today that are ours to send, by unit; the others are left.

    Refused (409) where another run is taking them up at this very moment.
    """
    what = f"Nhắc nộp báo cáo {round_.period.label}"
    facts = {"by": by, "what": what, "door": door, "plan_slug": round_.plan.slug}
    try:
        with changeset(**facts) as change:
            ours = _ours(round_, addresses, channel=channel, now=now)
            for note in ours:
                note.to, note.at = addresses[note.unit][:500], now
                note.outcome, note.detail = Outcome.SENDING, ""
            _settle_at_once(ours)
            change.save_all(ours)
    except IntegrityError as error:
        raise Refusal(
            "Một lần nhắc khác đang chạy; hãy xem lại sau ít phút.", status=409
        ) from error
    return {note.unit_id: note for note in ours}


def settle(
    notes: Sequence[ReminderNote],
    *,
    round_: Round,
    by: User | None = None,
    door: str = ChangeSet.Door.COMMAND,
) -> None:
    """Write down what came of the reminders that were taken up."""
    what = f"Kết quả nhắc nộp báo cáo {round_.period.label}"
    with changeset(by=by, what=what, door=door, plan_slug=round_.plan.slug) as change:
        change.save_all(notes)


def told_of(rounds: Iterable[Round]) -> dict[tuple[int, int], Told]:
    """(round, unit) → how often and when last; one query. Failures do not count."""
    rows = (
        ReminderNote.objects.filter(round__in=list(rounds), outcome=Outcome.SENT)
        .order_by()
        .values_list("round_id", "unit_id")
        .annotate(Count("day", distinct=True), Max("at"))
    )
    return {(round_, unit): Told(count, last) for round_, unit, count, last in rows}


def _ours(
    round_: Round,
    addresses: Mapping[Unit, str],
    *,
    channel: str,
    now: dt.datetime,
) -> list[ReminderNote]:
    """New notes for units not reminded today, and those to be tried again, locked."""
    day, found = timezone.localtime(now).date(), []
    of_today = ReminderNote.objects.filter(round=round_, channel=channel, day=day)
    present = of_today.select_for_update().order_by("pk")
    known = {note.unit_id: note for note in present}
    for unit, to in addresses.items():
        note = known.get(unit.pk)
        if note is None:
            fresh = ReminderNote(round=round_, unit=unit, channel=channel, day=day)
            found.append(fresh)
        elif (to or note.outcome != Outcome.NO_ADDRESS) and _is_open(note, now=now):
            note.tries, note.unit = note.tries + 1, unit
            found.append(note)
    return found


def _is_open(note: ReminderNote, *, now: dt.datetime) -> bool:
    """To be tried again: it failed, or its run never came back."""
    lost = note.outcome == Outcome.SENDING and note.at < now - _LEFT_BEHIND
    return lost or note.outcome in (Outcome.FAILED, Outcome.NO_ADDRESS)


def _settle_at_once(notes: Iterable[ReminderNote]) -> None:
    """Nothing leaves the host for a notice, nor for a unit without an address."""
    for note in notes:
        if note.channel == Channel.IN_APP:
            note.outcome = Outcome.SENT
        elif not note.to:
            note.outcome = Outcome.NO_ADDRESS
