"""What is told: the form of every answer (the description is made of these).

Decimals are strings with a point, dates ISO, "not reported" is null.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Generic, TypeVar

from ninja import Schema
from pydantic import Field

Item = TypeVar("Item")
Number = Annotated[str, Field(pattern=r"^-?[0-9]+(\.[0-9]+)?$")]


class Listed(Schema, Generic[Item]):
    """A part of a list and how long the whole list is."""

    items: list[Item]
    count: int = Field(ge=0)


class Problem(Schema):
    """What is wrong with one field or one indicator."""

    message: str
    field: str | None = None
    indicator: str | None = None


class Refused(Schema):
    """Every refusal: one Vietnamese sentence."""

    ok: bool
    message: str
    problems: list[Problem] | None = None


class PlanItem(Schema):
    plan: str
    symbol: str
    title: str
    year: int
    start: dt.date
    end: dt.date
    issuer: str
    issued_on: dt.date | None
    unit: str
    scheme: str
    grain: str
    is_illustrative: bool


class TargetItem(Schema):
    indicator: str
    group: str
    paragraph: str
    text: str
    comparator: str
    value: Number | None
    value_to: Number | None
    baseline: Number | None
    baseline_as_of: dt.date | None
    scope: str
    rounding: str


class RoundItem(Schema):
    period: str
    label: str
    opened_at: dt.datetime
    due_at: dt.datetime
    is_locked: bool


class PlanDetail(PlanItem):
    """A plan with its targets, its rounds and those of its units one may see."""

    targets: list[TargetItem]
    rounds: list[RoundItem]
    units: list[str]


class UnitItem(Schema):
    unit: str
    kind: str
    code: str
    type: str
    name: str
    full_name: str
    parent: str | None
    valid_from: dt.date
    valid_to: dt.date | None


class IndicatorItem(Schema):
    indicator: str
    name: str
    short_name: str
    measure_unit: str
    kind: str
    direction: str
    part_of: str | None
    decimals: int
    definition: str


class QuotaItem(Schema):
    plan: str
    indicator: str
    unit: str
    value: Number
    decision: str | None
    valid_from: dt.date
    valid_to: dt.date | None
    version: int


class ResultItem(Schema):
    """One cell; everything null and version 0 where nothing was reported."""

    plan: str
    period: str
    unit: str
    indicator: str
    value: Number | None
    numerator: Number | None
    denominator: Number | None
    text: str | None
    grade: str | None
    note: str | None
    state: str | None
    version: int


class ProgressItem(Schema):
    """One target of one unit, or of all units together (`unit` null)."""

    indicator: str
    unit: str | None
    quota: Number | None
    in_period: Number | None
    to_date: Number | None
    percent: Number | None
    expected: Number | None
    verdict: str
    reported_units: int
    expected_units: int


class CommuneItem(Schema):
    unit: str
    name: str
    parent: str | None
    status: str
    since: dt.date | None
    basis: str | None


class AssignmentItem(Schema):
    agency: str
    unit: str | None
    part: str


class DutyItem(AssignmentItem):
    """One agency's instance of a task; `period` null where it comes due once."""

    period: str | None
    due: dt.date | None
    first_due: dt.date | None
    status: str
    finished_at: dt.datetime | None


class TaskItem(Schema):
    plan: str
    paragraph: str
    title: str
    text: str
    cycle: str
    deadline: dt.date | None
    deadline_text: str | None
    status: str
    agencies: list[AssignmentItem]
    duties: list[DutyItem]


class Figures(Schema):
    """What a cell holds, or would hold."""

    value: Number | None
    numerator: Number | None
    denominator: Number | None
    text: str | None
    grade: str | None
    note: str | None


class SavedItem(Figures):
    indicator: str
    version: int
    changed: bool


class Saved(Schema):
    ok: bool
    plan: str
    period: str
    unit: str
    saved: list[SavedItem]
    changeset: int | None


class ConflictItem(Schema):
    """A cell somebody else changed first: what was sent, what it holds, who, when."""

    indicator: str
    yours: dict[str, str | bool | None]
    stored: Figures
    version: int
    by: str
    at: dt.datetime | None


class Conflicted(Schema):
    ok: bool
    message: str
    conflicts: list[ConflictItem]
    problems: list[Problem]


def number(value: Decimal | int | None) -> str | None:
    """An exact figure without trailing zeros: 118.00 → "118", 0.50 → "0.5"."""
    if value is None:
        return None
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
