"""A commune's history line: lists, key areas, mergers and sheets, the newest first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from communes import labels
from communes.actions import outcomes_of
from communes.models import Assessment, Decision, KeyArea, PilotArea, Recognition
from communes.models.register import Direction
from sheets.wording import gettext as _
from sheets.wording import pgettext
from units.labels import EXTENT
from units.models import Succession, Unit


@dataclass(frozen=True)
class Event:
    """One point of the line; `when` is ready to print."""

    day: dt.date
    title: str
    text: str = ""
    url: str = ""

    @property
    def when(self) -> str:
        return f"{self.day:%d/%m/%Y}"


@dataclass(frozen=True)
class SheetLine:
    sheet: Assessment
    state: str
    outcome: str
    url: str


def history(unit: Unit) -> list[Event]:
    """What happened to a commune; four queries."""
    events = [
        *_recognitions(unit),
        *_key_areas(unit),
        *_mergers(unit),
        *_pilots(unit),
    ]
    return sorted(events, key=lambda event: event.day, reverse=True)


def _recognitions(unit: Unit) -> list[Event]:
    rows = Recognition.objects.filter(unit=unit).select_related("decision__document")
    return [
        Event(
            row.effective_on,
            _title(row),
            row.source,
            reverse("commune-decision", args=[row.decision_id]),
        )
        for row in rows
    ]


def _key_areas(unit: Unit) -> list[Event]:
    rows = KeyArea.objects.filter(unit=unit).select_related("decision__document")
    events, before = [], ""
    for row in rows.order_by("effective_on", "pk"):
        events.append(
            Event(
                row.effective_on,
                _key_title(row, before),
                row.source,
                reverse("commune-decision", args=[row.decision_id]),
            )
        )
        before = row.type if row.direction == Direction.IN else ""
    return events


def _key_title(row: KeyArea, before: str) -> str:
    """Another type than before is a transformation, not a second entry."""
    if row.direction == Direction.IN and before and before != row.type:
        return _(
            "Chuyển từ trọng điểm loại {before} sang loại {type} theo {decision}",
            before=before,
            type=row.type,
            decision=row.decision,
        )
    way = _way(row.direction)
    return _(
        "{way} danh sách trọng điểm loại {type} theo {decision}",
        way=way,
        type=row.type,
        decision=row.decision,
    )


def _title(row: Recognition) -> str:
    """A listing says who was in at a date, not since when."""
    if row.decision.kind == Decision.Kind.LISTING:
        return _(
            "Có tên trong danh sách không ma túy nêu tại {decision}",
            decision=row.decision,
        )
    return _(
        "{direction} danh sách không ma túy theo {decision}",
        direction=_way(row.direction),
        decision=row.decision,
    )


def _way(direction: str) -> str:
    if direction == Direction.IN:
        return pgettext("way", "Đưa vào")
    return pgettext("way", "Đưa ra khỏi")


def _mergers(unit: Unit) -> list[Event]:
    rows = Succession.objects.filter(old=unit) | Succession.objects.filter(new=unit)
    return [
        Event(
            row.on,
            _("Chuyển {extent} sang {new}", extent=EXTENT[row.extent], new=row.new)
            if row.old_id == unit.pk
            else _("Nhận {extent} {old}", extent=EXTENT[row.extent], old=row.old),
            row.decision,
            reverse(
                "commune", args=[(row.new if row.old_id == unit.pk else row.old).key]
            ),
        )
        for row in rows.select_related("old", "new")
    ]


def _pilots(unit: Unit) -> list[Event]:
    rows = PilotArea.objects.filter(unit=unit).select_related("document")
    return [
        Event(
            row.document.issued_on,
            _("Chỉ đạo điểm, {phase}", phase=labels.PHASE[row.phase]),
        )
        for row in rows
        if row.document.issued_on
    ]


def sheet_lines(unit: Unit) -> list[SheetLine]:
    """Every sheet of a commune, under whichever law; one query."""
    rows = (
        Assessment.objects.filter(unit=unit)
        .select_related("criteria_set__document", "unit")
        .order_by("-year", "-criteria_set__in_force_from")
    )
    return [
        SheetLine(
            row,
            labels.STATE[row.state],
            outcomes_of(row.criteria_set).get(row.outcome, ""),
            reverse("assessment", args=[row.pk]),
        )
        for row in rows
    ]
