"""The draft of a reading as forms: what was read, under what a person made of it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from accounts.models import User
from accounts.roles import Permission
from intake import plan_matching as matching
from intake.models import PlanReading
from intake.plan_criteria_rows import criteria_rows
from intake.plan_forms import NEW, STUB, WORDS, Choices, ItemForm
from intake.plan_proposals import words_of
from intake.plan_rows import BUILDERS, Row, annex_rows
from units.models import Unit

LABELS = {
    "document": "Văn bản",
    "plan": "Kế hoạch",
    "citations": "Viện dẫn",
    "targets": "Chỉ tiêu",
    "tasks": "Nhiệm vụ",
    "criteria": "Tiêu chí",
    "annex": "Biểu giao",
    "questions": "Câu hỏi",
}
# What an unanswered name of each section may be filled with in one go.
REST = {"citations": "document", "targets": "indicator", "tasks": "body-"}


def label_of(key: str) -> str:
    """The name of a tab; "annex-2" is the second table."""
    kind, _, number = key.partition("-")
    return f"{LABELS[kind]} {number}".strip()


def is_annex(key: str) -> bool:
    return key.partition("-")[0] == "annex"


def tables_of(draft: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The tables of a draft that have rows, by their tab; `annexes` are the later."""
    every = [draft.get("annex"), *(draft.get("annexes") or ())]
    kept = [table for table in every if table and table["rows"]]
    return {f"annex-{n}" if n > 1 else "annex": t for n, t in enumerate(kept, 1)}


@dataclass(frozen=True)
class Section:
    """One tab of the desk."""

    key: str
    rows: list[Row]
    is_saved: bool

    @property
    def label(self) -> str:
        return label_of(self.key)

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
        found = []
        for key in LABELS:
            if key == "annex":
                found += [*self.annexes]
            elif key in ("document", "plan") or self.draft.get(key):
                found.append(key)
        return found

    @cached_property
    def annexes(self) -> dict[str, dict[str, Any]]:
        """The tables with rows, by their tab: "annex", "annex-2" …"""
        return tables_of(self.draft)

    def section(self, key: str) -> Section:
        """The forms of one tab, bound to what was posted or saved before."""
        if key not in self._built:
            saved = key in self.reading.decisions or self.posted is not None
            made = annex_rows(self, key) if is_annex(key) else _BUILDERS[key](self)
            self._built[key] = Section(key, made, saved)
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

    def totals(self, key: str) -> list[str | None]:
        """What a table's total row says, column by column."""
        annex = self.annexes[key]
        said = list(annex["totals"] or ())
        wide = len(annex["columns"])
        return [*said, *[None] * (wide - len(said))][:wide]

    def columns(self, key: str) -> list[int | None]:
        """The target each column of a table seems to hand out."""
        titles = self.annexes[key]["columns"]
        return [
            matching.column_target(name, total, self.draft["targets"])
            for name, total in zip(titles, self.totals(key), strict=True)
        ]

    @cached_property
    def handed_out(self) -> set[int]:
        every = (n for key in self.annexes for n in self.columns(key))
        return {n for n in every if n is not None}

    @cached_property
    def may_make_units(self) -> bool:
        """Agencies are units: who may not load units here makes none."""
        return self.user.may(Permission.IMPORT)

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
        return Row(bound, place, words_of(read), proposed, read.get("added_by", ""))


_BUILDERS = {**BUILDERS, "criteria": criteria_rows}


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
