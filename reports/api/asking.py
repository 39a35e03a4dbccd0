"""What is asked: parameters as texts, turned into rows the person may see.

Texts are checked here and not by the library, so that every refusal is a sentence
and a stranger's unit is answered exactly as one that does not exist.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any

from django.db import models
from ninja import Schema
from pydantic import Field

from accounts.models import User
from accounts.refusals import Refusal
from accounts.scoping import visible_units
from plans.models import Plan
from plans.periods import Period
from sheets.numbers import echo
from units.models import Unit

MOST = 500
FARTHEST = 1_000_000_000  # databases count in 64 bits, people in less
NO_UNIT = "Không có đơn vị này."
NO_PLAN = "Không có kế hoạch này."
_KEY = re.compile(r"[A-Za-z0-9_-]{1,80}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def told_as(description: str, **form: Any) -> Any:
    """A parameter that may be left out or empty; `form` is for the description."""
    nothing: Any = {"type": "string", "maxLength": 0}
    either: Any = {"anyOf": [{"type": "string", **form}, nothing]} if form else {}
    return Field("", description=description, json_schema_extra=either or None)


def one_of(description: str, choices: list[str]) -> Any:
    return told_as(f"{description}: {', '.join(choices)}.", enum=choices)


PlanSlug = Annotated[str, told_as("Mã kế hoạch, như 21-kh-ubnd-2021.")]
UnitKey = Annotated[str, told_as("Mã công khai của đơn vị, như d002.")]
PeriodCode = Annotated[
    str,
    told_as(
        "Mã kỳ: 2021-M03, 2021-Q1, 2021-H1, 2021-N9, 2021-Y.",
        pattern="^(19|2[0-9])[0-9]{2}-(M(0[1-9]|1[0-2])|Q[1-4]|H[12]|N9|Y)$",
    ),
]
Day = Annotated[str, told_as("Ngày, như 2021-03-14.", format="date")]


class Page(Schema):
    """Which part of a list; more than 500 at once is given as 500."""

    limit: int = Field(100, ge=1, description="Số dòng; nhiều nhất 500.")
    offset: int = Field(0, ge=0, le=FARTHEST, description="Bỏ qua bao nhiêu dòng.")

    @property
    def cut(self) -> slice:
        return slice(self.offset, self.offset + min(self.limit, MOST))


def unit_of(user: User, key: str) -> Unit:
    """A unit the person may see; 404 for any other text, in the same words."""
    known = visible_units(user).filter(key=key if _KEY.fullmatch(key) else "")
    found: Unit | None = known.first()
    if found is None:
        raise Refusal(NO_UNIT, status=404)
    return found


def plan_of(user: User, slug: str) -> Plan:
    """A plan the person may see; 404 for any other text, in the same words."""
    found = _plans(user).filter(slug=slug if _KEY.fullmatch(slug) else "").first()
    if found is None:
        raise Refusal(NO_PLAN, status=404)
    return found


def plan_asked(user: User, slug: str) -> Plan | None:
    """The plan asked for, else the newest one in scope; None where there is none."""
    return plan_of(user, slug) if slug else _plans(user).first()


def _plans(user: User) -> models.QuerySet[Plan]:
    plans: models.QuerySet[Plan] = Plan.objects.visible_to(user)
    return plans.select_related("document", "unit").order_by("-year", "slug")


def period_in(plan: Plan, code: str) -> Period | None:
    """The period asked for; None where none was named.

    BadPeriod (422) for what is no period, 404 for one the plan does not have.
    """
    if not code:
        return None
    period = Period.parse(code)
    if period.year != plan.year or not period.is_made_of(plan.grain_kind):
        raise Refusal(f"{plan} không có kỳ {period.label}.", status=404)
    return period


def day_of(text: str, name: str) -> dt.date | None:
    """An ISO date; None for nothing, 422 for anything else."""
    if not text:
        return None
    try:
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass  # 30 February: the same sentence
    raise Refusal(f"«{name}» phải là một ngày có thật, ghi như 2021-03-14.")


def choice_of(text: str, name: str, choices: list[str]) -> str:
    """One of a closed list; "" for nothing, 422 with the list for anything else."""
    if text and text not in choices:
        listed = ", ".join(choices)
        raise Refusal(f"«{name}» không có giá trị “{echo(text)}”; hãy chọn: {listed}.")
    return text
