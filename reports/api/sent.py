"""What a PUT sends: one unit's cells of one round, and what each asks for."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StrictStr,
    WithJsonSchema,
)

from accounts.refusals import Refusal
from sheets.numbers import echo

MOST_CELLS = 200
WORDS = ("text", "grade", "note")
PARTS = ("value", "numerator", "denominator", *WORDS)
_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,6})?")


def _whole(sent: Any) -> Any:
    """JSON knows one kind of number: 12.0 is the whole number 12, 12.5 stays odd."""
    if isinstance(sent, float) and sent.is_integer() and abs(sent) < 2**53:
        return int(sent)
    return sent


Version = Annotated[StrictInt, Field(ge=0), BeforeValidator(_whole)]
Digits = Annotated[
    StrictStr, WithJsonSchema({"type": "string", "pattern": f"^{_NUMBER.pattern}$"})
]
Typed = Annotated[StrictInt | Digits | None, BeforeValidator(_whole)]


class Cell(BaseModel):
    """One indicator. Only the parts that are sent change; null clears."""

    model_config = ConfigDict(extra="forbid")

    indicator: StrictStr = Field(max_length=60)
    value: Typed = Field(None, description='Số nguyên, hoặc chuỗi như "0.5".')
    numerator: Typed = None
    denominator: Typed = None
    text: StrictStr | None = None
    grade: StrictStr | None = None
    note: StrictStr | None = None
    nil: StrictBool = Field(False, description="Không phát sinh: 0, hoặc 0 trên 0.")
    version: Version | None = None


class Report(BaseModel):
    """One unit's cells of one round."""

    model_config = ConfigDict(extra="forbid")

    plan: StrictStr = Field(max_length=80)
    period: StrictStr = Field(max_length=8)
    unit: StrictStr = Field(max_length=60)
    cells: list[Cell] = Field(min_length=1, max_length=MOST_CELLS)


def parts_of(cell: Cell) -> dict[str, Any]:
    """The parts that came with the cell, figures exact, null words cleared."""
    names = [name for name in PARTS if name in cell.model_fields_set]
    if cell.nil and set(names) - {"note"}:
        raise Refusal(f"Ô “{echo(cell.indicator)}”: «nil» không đi cùng số liệu.")
    sent = {name: getattr(cell, name) for name in names}
    for name in names:
        if name in WORDS:
            sent[name] = sent[name] or ""
        else:
            sent[name] = _figure(cell.indicator, sent[name])
    return sent


def _figure(indicator: str, sent: int | str | None) -> int | Decimal | None:
    """An exact number in the API's own grammar: a point, no grouping, no exponent."""
    if sent is None or isinstance(sent, int):
        return sent
    if not _NUMBER.fullmatch(sent):
        raise Refusal(
            f"Ô “{echo(indicator)}”: “{echo(sent)}” không phải là một số rõ ràng; "
            "hãy gửi như 2300 hoặc “0.5”."
        )
    return Decimal(sent)
