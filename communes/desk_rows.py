"""Rows of the verification desk and of a sheet's talk."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils import timezone

from communes import labels
from communes.actions import outcomes_of
from communes.answers import shown
from communes.models import Answer, Assessment
from communes.sheet_page import proposals

_ORDER = ("SUBMITTED", "VERIFIED", "RETURNED", "DRAFT", "APPROVED")


@dataclass(frozen=True)
class StateTab:
    url: str
    label: str
    current: bool
    count: int


@dataclass(frozen=True)
class DeskRow:
    sheet: Assessment
    proposal: str
    outcome: str
    questions: int
    submitted: str


@dataclass(frozen=True)
class Said:
    """A step or comment, ready to print."""

    when: str
    who: str
    step: str
    text: str
    clause: str = ""


def counts(rows: QuerySet) -> dict[str, int]:
    """Sheets by state; one query."""
    return dict(rows.order_by().values_list("state").annotate(n=Count("pk")))


def first_state(counts: dict[str, int], *, reviews: bool) -> str:
    """The first state with work for this person."""
    order = _ORDER if reviews else ("RETURNED", "DRAFT", "SUBMITTED", "VERIFIED")
    return next((state for state in order if counts.get(state)), order[0])


def in_state(rows: QuerySet, state: str) -> QuerySet:
    return (
        rows.filter(state=state)
        .select_related("unit__parent", "criteria_set__document")
        .order_by("-year", "submitted_at", "unit__sort_key")
    )


def state_tabs(url: str, counts: dict[str, int], current: str) -> list[StateTab]:
    return [
        StateTab(
            f"{url}?state={state}",
            labels.STATE[state],
            state == current,
            counts.get(state, 0),
        )
        for state in _ORDER
    ]


def desk_rows(sheets: list[Assessment]) -> list[DeskRow]:
    """Sheets with what the program proposes; one query."""
    made = proposals(sheets)
    return [
        DeskRow(
            sheet,
            labels.PROPOSAL.get(made[sheet.pk].proposal, made[sheet.pk].proposal),
            outcomes_of(sheet.criteria_set).get(sheet.outcome, ""),
            len(made[sheet.pk].questions),
            _when(sheet.submitted_at),
        )
        for sheet in sheets
    ]


def remarks(sheet: Assessment) -> list[Said]:
    """Every step and comment of a sheet, the newest first."""
    return [
        Said(_when(row.at), row.by_text, labels.STEP[row.step], row.text, row.clause)
        for row in sheet.remarks.order_by("-at", "-pk")
    ]


def conflict(sheet: Assessment, rows: list[Answer]) -> str:
    """A sentence naming the figures that somebody else changed first."""
    facts = {fact.name: fact for fact in sheet.criteria_set.value.facts}
    parts = [
        f"“{fact.label}” nay là {shown(fact, row.value) or 'trống'}"
        for row in rows
        for fact in [facts[row.fact]]
    ]
    return (
        f"Có người vừa sửa: {'; '.join(parts)}. Hãy xem lại rồi lưu; "
        "các số khác của đồng chí đã được lưu."
    )


def _when(moment: object) -> str:
    return timezone.localtime(moment).strftime("%H:%M %d/%m/%Y") if moment else ""
