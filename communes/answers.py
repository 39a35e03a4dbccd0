"""Answers of a sheet between a person's typing, the stored text and the scoring.

Pure. Stored text is exact: "41", "749.99", "true"; empty means not answered, which
is never 0.
"""

from collections.abc import Mapping
from decimal import Decimal

from communes.criteria_data import CriteriaSet, Fact, FactKind
from communes.judging import Answer
from sheets.numbers import (
    BadNumber,
    echo,
    format_decimal,
    is_dash,
    parse_count,
    parse_decimal,
)

_YES = {"true", "1", "có", "x"}
_NO = {"false", "0", "không"}
_PLACES = 6


class BadAnswer(ValueError):
    """What was typed is no answer to this question; its text is for the person."""


def stored(fact: Fact, typed: str) -> str:
    """The exact text of what a person typed; raises `BadAnswer` with a sentence."""
    if is_dash(typed):
        raise BadAnswer(
            f"“{fact.label}”: ghi 0 nếu không có, để trống nếu chưa có số liệu."
        )
    if not typed.strip():
        return ""
    if fact.kind is FactKind.FLAG:
        return _flag(fact, typed)
    try:
        number = (
            parse_decimal(typed)
            if fact.kind is FactKind.DECIMAL
            else parse_count(typed)
        )
    except BadNumber as wrong:
        raise BadAnswer(f"“{fact.label}”: {wrong.message}.") from None
    return f"{_in_range(fact, number or 0):f}"


def _flag(fact: Fact, typed: str) -> str:
    word = typed.strip().casefold()
    if word in _YES:
        return "true"
    if word in _NO:
        return "false"
    raise BadAnswer(
        f"“{fact.label}”: “{echo(typed)}” không rõ; hãy ghi 1 (có) hoặc 0 (không)."
    )


def _in_range(fact: Fact, number: int | Decimal) -> Decimal:
    if fact.kind is FactKind.GRADE and not 1 <= number <= len(fact.grades):
        raise BadAnswer(f"“{fact.label}”: hãy ghi thứ bậc từ 1 đến {len(fact.grades)}.")
    if fact.positive and number < 1:
        raise BadAnswer(f"“{fact.label}”: phải lớn hơn 0; để trống nếu chưa có số.")
    return Decimal(number)


def figure(fact: Fact, text: str) -> Answer:
    """The value of a stored text as the scoring takes it; None: not answered."""
    if not text:
        return None
    if fact.kind is FactKind.FLAG:
        return text == "true"
    return Decimal(text) if fact.kind is FactKind.DECIMAL else int(text)


def figures(criteria_set: CriteriaSet, texts: Mapping[str, str]) -> dict[str, Answer]:
    """Every fact of a set with its value, by name."""
    return {f.name: figure(f, texts.get(f.name, "")) for f in criteria_set.facts}


def shown(fact: Fact, text: str) -> str:
    """As a page prints it: "8.200", "749,99", "có", "Khá"; empty where missing."""
    value = figure(fact, text)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if fact.kind is FactKind.GRADE:
        return fact.grades[int(value) - 1] if value <= len(fact.grades) else ""
    return format_decimal(value, _PLACES)


def typed(fact: Fact, text: str) -> str:
    """As a field shows it for typing on: "8.200", "1" for yes, "3" for a rank."""
    if fact.kind is FactKind.FLAG:
        return {"true": "1", "false": "0"}.get(text, "")
    return text if fact.kind is FactKind.GRADE else shown(fact, text)
