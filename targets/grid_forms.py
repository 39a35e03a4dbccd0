"""What a grid sends, as JSON or as an ordinary form, read into edits and answered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.refusals import SENTENCES, Refusal
from targets.cells import PARTS, part_text
from targets.edits import CellEdit
from targets.outcomes import Conflict, Refused, Saved, SaveOutcome
from targets.refreshing import RowNow
from targets.texts import when
from units.models import Unit
from units.querysets import UnitQuerySet

MOST_CELLS = 2_000
MOST_CHARACTERS = 6_000


@dataclass(frozen=True)
class Typed:
    """One cell as sent: its id, what was typed and the version it was read at."""

    id: str
    value: str
    version: int | None


@dataclass
class Answer:
    """The cells of a request by what became of them, in the words of the page."""

    saved: list[dict[str, Any]] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    rows: Mapping[str, RowNow] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """409 where every cell was changed by somebody else first, 422 where none
        could be read; else 200: each cell tells for itself."""
        if self.saved or (self.refused and self.conflicts):
            return 200
        if self.conflicts:
            return 409
        return 422 if self.refused else 200

    @property
    def is_clean(self) -> bool:
        return not self.refused and not self.conflicts

    def as_json(self) -> dict[str, Any]:
        return {
            "saved": self.saved,
            "refused": self.refused,
            "conflicts": self.conflicts,
            "rows": {key: row.as_json() for key, row in self.rows.items()},
        }


def from_json(request: HttpRequest) -> list[Typed]:
    """`{"cells": [{"id", "value", "version"}]}`; 400 for anything else."""
    try:
        # Figures stay the text that was sent: 1.5 must not become a float.
        body = json.loads(
            request.body, parse_float=str, parse_int=str, parse_constant=str
        )
        cells = [_from_item(item) for item in body["cells"]]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Refusal(SENTENCES[400], status=400) from error
    return _bounded(cells)


def from_form(request: HttpRequest) -> list[Typed]:
    """Inputs `r-<id>` with `v-<id>`; one that equals its `o-<id>` was not touched."""
    data = request.POST
    cells = []
    for name, value in data.items():
        key = name[2:]
        if name.startswith("r-") and data.get(f"o-{key}") != value:
            cells.append(Typed(key, value, _version(data.get(f"v-{key}"))))
    return _bounded(cells)


def edits_of(cells: Iterable[Typed], units: UnitQuerySet) -> dict[Unit, list[CellEdit]]:
    """Edits by unit, the parts of one result together. A cell of a unit that is not
    among `units` is 404: it does not exist for this person."""
    found = {u.key: u for u in units.filter(key__in={_split(c.id)[0] for c in cells})}
    parts: dict[tuple[str, str], dict[str, Any]] = {}
    for cell in cells:
        unit, code, part = _split(cell.id)
        if unit not in found or part not in PARTS:
            raise Refusal(SENTENCES[404], status=404)
        row = parts.setdefault((unit, code), {"version": cell.version})
        row[PARTS[part]] = cell.value
    edits: dict[Unit, list[CellEdit]] = {}
    for (unit, code), row in parts.items():
        edits.setdefault(found[unit], []).append(CellEdit(indicator=code, **row))
    return edits


def answer_of(
    outcome: SaveOutcome, cells: Iterable[Typed], rows: Mapping[str, RowNow]
) -> Answer:
    """Each cell that was sent with what became of its result; `rows` are the figures
    beside the saved ones as they stand now."""
    saved = {(s.unit, s.indicator): s for s in outcome.saved}
    refused = {(r.unit, r.indicator): r for r in outcome.refused}
    conflicts = {(c.unit, c.indicator): c for c in outcome.conflicts}
    answer = Answer(rows=rows)
    for cell in cells:
        unit, code, part = _split(cell.id)
        key = (unit, code)
        if key in saved:
            answer.saved.append(_kept(cell, part, saved[key], rows))
        elif key in conflicts:
            answer.conflicts.append(_told(cell, part, conflicts[key]))
        elif key in refused:
            answer.refused.append({"id": cell.id, "message": _sentence(refused[key])})
    return answer


def _kept(
    cell: Typed, part: str, saved: Saved, rows: Mapping[str, RowNow]
) -> dict[str, Any]:
    row = rows.get(f"{saved.unit}.{saved.indicator}")
    is_total = part == "total" and row is not None
    shown = row.total if is_total and row else part_text(saved.content, part)
    return {
        "id": cell.id,
        "value": shown,
        "version": saved.version,
        "display": shown,
    }


def _told(cell: Typed, part: str, found: Conflict) -> dict[str, Any]:
    value = part_text(found.content, part)
    return {
        "id": cell.id,
        "value": value,
        "version": found.version,
        "by": found.by,
        "at": when(found.at),
        "message": _("Hãy chọn giữ số của mình hoặc lấy số mới."),
    }


def _sentence(refused: Refused) -> str:
    return refused.message[:1].upper() + refused.message[1:]


def _from_item(item: Mapping[str, Any]) -> Typed:
    key, value, version = item["id"], item.get("value"), item.get("version")
    if not isinstance(key, str) or not isinstance(value, str | None):
        raise TypeError
    return Typed(key, value or "", _version(version))


def _version(text: object) -> int | None:
    """A version is asked for: a save that names none was read at nothing."""
    digits = str(text or "0")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        raise Refusal(SENTENCES[400], status=400)
    return int(digits)


def _split(key: str) -> tuple[str, str, str]:
    unit, _dot, rest = key.partition(".")
    code, _dot, part = rest.partition(".")
    return unit, code, part


def _bounded(cells: list[Typed]) -> list[Typed]:
    if len(cells) > MOST_CELLS or any(len(c.value) > MOST_CHARACTERS for c in cells):
        raise Refusal(SENTENCES[413], status=413)
    return cells
