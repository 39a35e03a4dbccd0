"""Handouts taken back: what each cell says beside what stands there now.

Three things are known of a cell: what it was handed out with, what it says, and what
stands in the database. A cell nobody touched changes nothing; a blank says "not
reported" and erases nothing; a figure written since by somebody else is never
written over.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol

from django.db.models import QuerySet

from accounts.models import User
from accounts.roles import Permission
from accounts.scoping import units_for
from sheets.handout_reading import FilledHandout
from sheets.numbers import echo, format_number
from sheets.problems import Problem
from targets.texts import when
from units.models import Unit


class Deed(StrEnum):
    """What becomes of one cell of a handout."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    BLANK = "blank"  # nothing said, whatever stands there
    UNTOUCHED = "untouched"  # as handed out; something newer stands there
    NEWER = "newer"  # changed here and, since it was handed out, by somebody else


@dataclass(frozen=True)
class Fill:
    """One cell as it came back; texts are exact: "30", "749.99", a code, words."""

    id: str
    text: str
    base: str
    cell: str
    row: int


@dataclass(frozen=True)
class FillStep:
    """One cell beside what stands there; `shown` are the words for people."""

    fill: Fill
    unit: str
    label: str
    old: str = ""
    version: int = 0
    shown_old: str = ""
    shown_new: str = ""
    url: str = ""

    @property
    def deed(self) -> Deed:
        text, base = self.fill.text, self.fill.base
        if text == self.old:
            return Deed.SAME if text else Deed.BLANK
        if not text:
            return Deed.BLANK
        if text == base:
            return Deed.UNTOUCHED
        if self.old != base:
            return Deed.NEWER
        return Deed.CHANGED if self.old else Deed.NEW

    @property
    def is_write(self) -> bool:
        return self.deed in (Deed.NEW, Deed.CHANGED)

    @property
    def fingerprint(self) -> str:
        return f"{self.version}:{self.old}"


Author = tuple[str, dt.datetime | None]


class Subject(Protocol):
    """What a handout is about: the results of a period, the facts of a year."""

    kind: str
    title: str
    unit: Unit

    def read(self, filled: FilledHandout) -> tuple[list[Fill], list[Problem]]:
        """Cells as exact texts, and what cannot be read."""

    def steps(self, fills: Sequence[Fill]) -> list[FillStep]:
        """Each cell beside what stands there now."""

    def refusals(self, steps: Sequence[FillStep], sheet: str) -> list[Problem]:
        """Why what would be written cannot be."""

    def authors(self, steps: Sequence[FillStep]) -> dict[str, Author]:
        """Who wrote what stands there, and when, by the id of the cell."""

    def write(
        self, steps: Sequence[FillStep], *, by: User | None, sheet: str, **details: Any
    ) -> int | None:
        """Save what differs as one change set; its number."""


def fillable_units(by: User | None) -> QuerySet:
    """Units whose figures this person may hand in by file; all for the system."""
    if by is None:
        return Unit.objects.all()
    may_import = by.may(Permission.IMPORT)
    return units_for(by, Permission.IMPORT if may_import else Permission.ENTER)


def weighed(
    steps: Iterable[FillStep], authors: Mapping[str, Author], sheet: str
) -> list[Problem]:
    """What was written since the handout went out, and blanks beside figures."""
    told = {Deed.NEWER: _newer, Deed.UNTOUCHED: _untouched}
    problems = []
    for step in steps:
        if step.deed in told:
            code, what = told[step.deed](step, *authors.get(step.fill.id, ("", None)))
        elif step.deed is Deed.BLANK and step.fill.base and step.old:
            code, what = "W_KEPT", _kept(step)
        else:
            continue
        message = f"{place(step)}: {what}"
        fill = step.fill
        problems.append(Problem(code, message, sheet, fill.cell, fill.row))
    return problems


def place(step: FillStep) -> str:
    return f"Ô {step.fill.cell} ({step.unit}, {step.label})"


def counts_of(steps: Iterable[FillStep], problems: Iterable[Problem]) -> dict[str, int]:
    """New, changed, same and problems, as every import counts them."""
    deeds = [step.deed for step in steps]
    return {
        "new": deeds.count(Deed.NEW),
        "changed": deeds.count(Deed.CHANGED),
        "same": deeds.count(Deed.SAME),
        "problems": len([p for p in problems if not p.is_warning]),
    }


def exact(value: object) -> str:
    """A stored value as exact text: 30.00 → "30", None → ""."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


def words(text: str) -> str:
    """An exact number as people read it; any other text as it is."""
    try:
        return format_number(Decimal(text))
    except (ArithmeticError, ValueError):
        return text


def packed(fills: Iterable[Fill]) -> list[list[Any]]:
    return [[f.id, f.text, f.base, f.cell, f.row] for f in fills]


def unpacked(rows: Iterable[Sequence[Any]]) -> list[Fill]:
    return [Fill(*row) for row in rows]


def _newer(step: FillStep, by: str, at: dt.datetime | None) -> tuple[str, str]:
    return "E_NEWER", (
        f"tệp ghi “{echo(step.shown_new)}” nhưng sau khi tải biểu, {_who(by, at)} "
        f"“{echo(step.shown_old) or 'trống'}”; không ghi đè. Hãy ghi theo số mới hoặc "
        "để trống ô này rồi nạp lại."
    )


def _untouched(step: FillStep, by: str, at: dt.datetime | None) -> tuple[str, str]:
    return "W_NEWER", (
        f"không sửa trong tệp (“{echo(step.shown_new)}”); sau khi tải biểu, "
        f"{_who(by, at)} “{echo(step.shown_old) or 'trống'}”, số mới giữ nguyên."
    )


def _who(by: str, at: dt.datetime | None) -> str:
    """ "thuky đã ghi (lúc 09:05 12/03/2021)": who put what stands there."""
    moment = f" (lúc {when(at)})" if at else ""
    return f"{by or 'người khác'} đã ghi{moment}"


def _kept(step: FillStep) -> str:
    return (
        f"để trống nên “{echo(step.shown_old)}” giữ nguyên; muốn xóa số này, hãy xóa "
        "ở trang nhập."
    )
