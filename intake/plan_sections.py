"""The draft of a reading as forms: what was read, under what a person made of it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from accounts.models import User
from intake import plan_matching as matching
from intake.models import PlanReading
from intake.plan_forms import (
    NEW,
    STUB,
    WORDS,
    Choices,
    ItemForm,
)
from intake.plan_proposals import (
    words_of,
)
from intake.plan_rows import BUILDERS, Row
from units.models import Unit

LABELS = {
    "document": "Văn bản",
    "plan": "Kế hoạch",
    "citations": "Viện dẫn",
    "targets": "Chỉ tiêu",
    "tasks": "Nhiệm vụ",
    "annex": "Biểu giao",
    "questions": "Câu hỏi",
}
# What an unanswered name of each section may be filled with in one go.
REST = {"citations": "document", "targets": "indicator", "tasks": "body-"}


@dataclass(frozen=True)
class Section:
    """One tab of the desk."""

    key: str
    rows: list[Row]
    is_saved: bool

    @property
    def label(self) -> str:
        return LABELS[self.key]

    @cached_property
    def is_settled(self) -> bool:
        """Saved by a person, with nothing left open."""
        return self.is_saved and all(row.form.is_valid() for row in self.rows)

    def raw(self) -> list[dict[str, Any]]:
        return [row.form.raw() for row in self.rows]


class Desk:
    """All sections of one reading for one person."""

    def __init__(
        self, reading: PlanReading, user: User, posted: Mapping[str, Any] | None = None
    ) -> None:
        self.reading, self.user, self.posted = reading, user, posted
        self.draft: dict[str, Any] = reading.draft

    @property
    def keys(self) -> list[str]:
        """Sections that have anything to decide."""
        made = {
            key: bool(self.draft.get(key)) for key in ("citations", "targets", "tasks")
        }
        made["annex"] = bool(self.draft["annex"] and self.draft["annex"]["rows"])
        made["questions"] = bool(self.draft["questions"])
        return [key for key in LABELS if made.get(key, True)]

    def section(self, key: str) -> Section:
        """The forms of one tab, bound to what was posted or saved before."""
        if key not in self._built:
            saved = key in self.reading.decisions or self.posted is not None
            self._built[key] = Section(key, BUILDERS[key](self), saved)
        return self._built[key]

    @property
    def sections(self) -> list[Section]:
        return [self.section(key) for key in self.keys]

    @cached_property
    def _built(self) -> dict[str, Section]:
        return {}

    @cached_property
    def owner(self) -> Unit | None:
        """Whose plan it is, as saved or as the issuer's name says."""
        saved = (self.reading.decisions.get("plan") or [{}])[0].get("unit")
        units = self.plan_units
        chosen = [unit for unit in units if str(unit.pk) == saved]
        issuer = self.draft["document"]["issuer"] or ""
        return chosen[0] if chosen else matching.unit_named(issuer, units)

    @cached_property
    def names(self) -> matching.Names | None:
        day = self.draft["document"]["issued_on"]
        if self.owner is None:
            return None
        known = dt.date.fromisoformat(day) if day else dt.date.today()
        return matching.Names(self.owner, known)

    # ── shared ───────────────────────────────────────────

    @cached_property
    def plan_units(self) -> list[Unit]:
        return matching.plan_units(self.user)

    @property
    def totals(self) -> list[str | None]:
        """What the annex's total row says, column by column."""
        annex = self.draft["annex"]
        said = list(annex["totals"] or ())
        wide = len(annex["columns"])
        return [*said, *[None] * (wide - len(said))][:wide]

    @cached_property
    def columns(self) -> list[int | None]:
        """The target each column of the annex seems to hand out."""
        if not self.draft["annex"]:
            return []
        titles = self.draft["annex"]["columns"]
        return [
            matching.column_target(name, total, self.draft["targets"])
            for name, total in zip(titles, self.totals, strict=True)
        ]

    @property
    def handed_out(self) -> list[int]:
        return [n for n in self.columns if n is not None]

    def row(
        self,
        section: str,
        number: int,
        form: type[ItemForm],
        proposed: dict[str, Any],
        read: dict[str, Any],
        choices: dict[str, Choices],
        **extra: Any,
    ) -> Row:
        prefix = f"{section}-{number}"
        saved = self.reading.decisions.get(section)
        data: Any = None
        if self.posted is not None:
            data = self.posted
        elif saved and number < len(saved):
            data = {f"{prefix}-{k}": v for k, v in saved[number].items()}
        bound = form(data, initial=proposed, prefix=prefix, choices=choices, **extra)
        span = read.get("source")
        place = (span["start"], span["end"]) if span else None
        return Row(bound, place, words_of(read), proposed)


def fill_rest(section: str, posted: Mapping[str, Any], value: str) -> dict[str, Any]:
    """The same form with every open name of the section answered by `value`."""
    name = REST.get(section)
    if not name or value not in (NEW, STUB, WORDS):
        return dict(posted)
    open_ = re.compile(rf"{section}-\d+-{name}\d*")
    return {
        key: value if open_.fullmatch(key) and not given else given
        for key, given in posted.items()
    }
