"""What an import would do, cell by cell, and whether that is still what was shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from accounts.refusals import Refusal
from intake.tables import Line
from sheets.numbers import format_number
from sheets.problems import Problem
from units.models import Unit


class Deed(StrEnum):
    """What happens to one cell."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"
    SAME = "same"


@dataclass(frozen=True)
class Step:
    """One cell: the figure that stands (`base` its row) and the one the file says."""

    row: int
    cell: str
    unit: Unit
    key: str
    old: Decimal | None
    new: Decimal | None
    base: Any = None

    @property
    def deed(self) -> Deed:
        if self.old == self.new:
            return Deed.SAME
        if self.old is None:
            return Deed.NEW
        return Deed.REMOVED if self.new is None else Deed.CHANGED

    @property
    def place(self) -> str:
        return f"{self.unit.pk}:{self.key}"

    @property
    def fingerprint(self) -> str:
        """What stood there when this was compared: row, version and figure."""
        if self.base is None:
            return ""
        return f"{self.base.pk}:{self.base.version}:{format_number(self.old)}"


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many cells a table would add and change, and how many it leaves."""

    new: int
    changed: int
    same: int


def counts_of(
    steps: Iterable[Step], problems: Sequence[Problem] = ()
) -> dict[str, int]:
    """New, changed (removals too), same and problems, as the contract names them."""
    deeds = [step.deed for step in steps]
    return {
        "new": deeds.count(Deed.NEW),
        "changed": deeds.count(Deed.CHANGED) + deeds.count(Deed.REMOVED),
        "same": deeds.count(Deed.SAME),
        "problems": len([p for p in problems if not p.is_warning]),
    }


class Refused409(Refusal):
    """The preview no longer holds; `details["problems"]` names every row."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        told = " ".join(problem.message for problem in problems[:5])
        super().__init__(
            f"Chưa ghi gì vì có thay đổi sau khi xem trước. {told} "
            "Hãy nạp lại tệp để xem trước lần nữa.",
            status=409,
            problems=tuple(problems),
        )


def check_unchanged(
    steps: Iterable[Step], bases: Mapping[str, str], labels: Mapping[str, str]
) -> None:
    """Raise `Refused409` naming every row that is not as it was previewed.

    `bases`: place → fingerprint at the preview; `labels`: key → name for people.
    """
    problems = [
        Problem(
            "E_STALE",
            f"Dòng {step.row}: {labels[step.key]} của {step.unit} vừa được sửa thành "
            f"{format_number(step.old, missing='trống')}.",
            cell=step.cell,
            row=step.row,
        )
        for step in steps
        if bases.get(step.place, "") != step.fingerprint
    ]
    if problems:
        raise Refused409(problems)


def check_units(lines: Iterable[Line], labels: Mapping[str, str]) -> None:
    """Raise `Refused409` for units renamed or ended since the preview."""
    problems = [
        Problem(
            "E_STALE",
            f"Dòng {line.row}: đơn vị “{labels[str(line.unit.pk)]}” vừa đổi thành "
            f"“{line.unit}”.",
            row=line.row,
        )
        for line in lines
        if labels[str(line.unit.pk)] != str(line.unit)
    ]
    if problems:
        raise Refused409(problems)
