"""What the pages of the reading desk show: tabs, rows with their state, the source."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import pgettext

from intake import plan_spans
from intake.models import PlanReading
from intake.plan_forms import NEW, SKIP, STUB, WORDS
from intake.plan_matching import KnownDocuments
from intake.plan_rows import Row
from intake.plan_sections import LABELS, REST, Desk, Section, is_annex
from intake.plan_spans import Piece, Place, anchor
from intake.plan_taken import needed, taken
from plans.graph import conflicts
from plans.models import Plan

CONFIRM = "confirm"
_REST_CHOICES = {
    "citations": (
        (STUB, "tạo mục viện dẫn"),
        (WORDS, "chỉ giữ nguyên văn"),
    ),
    "targets": ((NEW, "là chỉ tiêu mới"),),
    "tasks": ((NEW, "tạo cơ quan mới"), (WORDS, "chỉ ghi tên như văn bản")),
}
_WIDE = {"title", "recipients", "name", "indicator", "document", "note", "answer"}
_WIDE |= {"text", "label", "whole", "grades", "scope_unit", "least"}


@dataclass(frozen=True)
class FieldView:
    """One field: as the paper has it, corrected, left out, or still open."""

    field: BoundField
    state: str
    was: str
    anchor: str
    wide: bool


@dataclass(frozen=True)
class RowView:
    """One item of the draft beside the link to its words."""

    number: int
    title: str
    anchor: str
    deed: BoundField | None
    is_skipped: bool
    fields: list[FieldView]
    errors: list[str]
    place: int = 0
    added_by: str = ""


@dataclass(frozen=True)
class Tab:
    url: str
    label: str
    current: bool
    count: str
    done: bool = False


class DeskPage:
    """One section of one reading, with the paper beside it."""

    def __init__(self, desk: Desk, key: str) -> None:
        self.desk, self.key, self.reading = desk, key, desk.reading
        self.text = desk.reading.text

    @cached_property
    def section(self) -> Section:
        return self.desk.section(self.key)

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The sections as steps, the last one the confirmation."""
        made = [
            {
                "url": _url(self.reading, key),
                "label": said(key),
                "current": key == self.key,
                "done": self._is_done(key),
            }
            for key in self.desk.keys
        ]
        url = reverse("plan-reading-confirm", args=[self.reading.pk])
        return [
            *made,
            {
                "url": url,
                "label": pgettext("plan", "Xác nhận"),
                "current": self.key == CONFIRM,
            },
        ]

    @cached_property
    def known(self) -> Plan | None:
        """The plan this paper already is here, by its symbol and day."""
        read = self.desk.draft["document"]
        likely, _near = KnownDocuments().like(read["symbol"], read["issued_on"])
        rows = Plan.objects.filter(document__in=likely, unit__in=self.desk.plan_units)
        return rows.select_related("document").first() if likely else None

    @property
    def contradictions(self) -> list[str]:
        """Citations of this paper that cannot both be right, for its own tab."""
        if self.key != "citations":
            return []
        cited = [
            (read["symbol"] or "", dt.date.fromisoformat(read["issued_on"]))
            for read in self.desk.draft["citations"]
            if read["issued_on"]
        ]
        return [
            f"{one} và {other} cùng số, cùng ngày {day:%d/%m/%Y}; "
            "hãy đối chiếu bản gốc."
            for one, other, day in conflicts(cited)
        ]

    @property
    def heading(self) -> str:
        return said(self.key)

    @property
    def is_table(self) -> bool:
        return is_annex(self.key)

    @property
    def columns(self) -> list[str]:
        """The headings of the annex."""
        return list(self.desk.annexes[self.key]["columns"])

    @property
    def rows(self) -> list[RowView]:
        return [self._row(n, row) for n, row in enumerate(self.section.rows)]

    @property
    def rest(self) -> tuple[tuple[str, str], ...]:
        """What all open names of this section may be answered with at once."""
        if not self.open_count:
            return ()
        offered = _REST_CHOICES.get(self.key, ())
        is_refused = self.key == "tasks" and not self.desk.may_make_units
        return offered[1:] if is_refused else offered

    @property
    def open_count(self) -> int:
        """Names of this section that nothing has settled yet."""
        name = REST.get(self.key, " ")
        return sum(
            not _value(field)
            for row in self.section.rows
            for field in row.form
            if field.name.startswith(name)
        )

    @property
    def pieces(self) -> list[Piece]:
        """The paper with the places of this section lit."""
        places = [row.place for row in self.section.rows if row.place]
        if self.key == "document":
            places = list(self._places_of_document().values())
        elif self.is_table:
            places = places[1:]
        return plan_spans.pieces(self.text, places)

    @property
    def has_errors(self) -> bool:
        return self.section.is_saved and not self.section.is_settled

    def _is_done(self, key: str) -> bool:
        return key in self.reading.decisions and self.desk.section(key).is_settled

    def _row(self, number: int, row: Row) -> RowView:
        form = row.form
        bound = {field.name: field for field in form}
        deed = bound.pop("deed", None)
        places = self._places_of_document() if self.key == "document" else {}
        fields = [self._field(f, row, places.get(n)) for n, f in bound.items()]
        shown = self._errors(row)
        return RowView(
            number=number + (self.key != "criteria"),
            place=number,
            added_by=row.added_by,
            title=row.words,
            anchor=anchor(row.place) if row.place else "",
            deed=deed,
            is_skipped=deed is not None and _value(deed) == SKIP,
            fields=fields,
            errors=shown,
        )

    def _field(self, field: BoundField, row: Row, place: Place | None) -> FieldView:
        proposed = str(row.proposed.get(field.name, "") or "")
        value = str(_value(field) or "")
        state = "same" if value == proposed else "changed" if value else "left-out"
        if not value and not proposed:
            state = "open" if field.field.required else "empty"
        was = proposed if state in ("changed", "left-out") else ""
        choices = dict(getattr(field.field, "choices", ()))
        return FieldView(
            field=field,
            state=state,
            was=str(choices.get(was, was))[:200],
            anchor=anchor(place) if place else "",
            wide=field.name in _WIDE or field.name.startswith(("body-", "column-")),
        )

    def _errors(self, row: Row) -> list[str]:
        """Only where a person has saved: a fresh draft is not scolded."""
        if not self.section.is_saved or row.form.is_valid():
            return []
        return [str(message) for message in row.form.non_field_errors()]

    def _places_of_document(self) -> dict[str, Place]:
        found = {}
        for name, value in self.desk.draft["document"].items():
            place = self._place(name, value)
            if place:
                found[name] = place
        return found

    def _place(self, name: str, value: Any) -> Place | None:
        if not value or name in ("source", "kind", "number"):
            return None
        if name == "issued_on":
            return plan_spans.place_of_day(self.text, value)
        if name == "recipients":
            return plan_spans.place_of(self.text, value[0], after=self._signature)
        words = value.replace(" / ", " ") if name == "signing_capacity" else value
        after = self._signature if name in ("signer", "signing_capacity") else 0
        return plan_spans.place_of(self.text, words, after=after)

    @property
    def _signature(self) -> int:
        """Where the foot of the paper begins: names stand in its body as well."""
        return max(self.text.rfind("Nơi nhận"), self.text.rfind("TM. "), 0)


def next_url(desk: Desk, key: str) -> str:
    """The section after `key`, or the confirmation after the last."""
    keys = needed(desk)
    after = keys[keys.index(key) + 1 :] if key in keys else []
    if after:
        return _url(desk.reading, after[0])
    return reverse("plan-reading-confirm", args=[desk.reading.pk])


def first_url(desk: Desk) -> str:
    """Where work on a reading goes on: the first section that is not settled."""
    for key in needed(desk):
        if key not in desk.reading.decisions or not desk.section(key).is_settled:
            return _url(desk.reading, key)
    return reverse("plan-reading-confirm", args=[desk.reading.pk])


def said(key: str) -> str:
    """A tab's name in the reader's language."""
    kind, _dash, number = key.partition("-")
    return f"{pgettext('plan', LABELS[kind])} {number}".strip()


def summary(desk: Desk) -> list[dict[str, str]]:
    """What confirming will make, one line a kind; heads are no items."""
    rows = []
    for key in desk.keys:
        if key in ("document", "plan", "questions"):
            continue
        head = is_annex(key) or key == "criteria"
        every = len(desk.section(key).rows) - head
        kept = len(taken(desk, key))
        kept -= head and kept > 0
        told = f"{kept} nhận, {every - kept} bỏ qua"
        rows.append({"label": said(key), "value": told})
    return rows


def _url(reading: PlanReading, key: str) -> str:
    return reverse("plan-reading-section", args=[reading.pk, key])


def _value(field: BoundField) -> Any:
    return field.value()
