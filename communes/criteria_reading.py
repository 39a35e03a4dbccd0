"""Criteria sets read from JSON: the shipped ones by symbol, any other by its path.

A set is checked when it is read: `BadCriteria` carries one Vietnamese sentence for
each fault.
"""

import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any
from unicodedata import normalize

from communes.criteria_checks import problems_of
from communes.criteria_data import (
    Absent,
    All,
    BadCriteria,
    CriteriaSet,
    Criterion,
    Fact,
    FactKind,
    Flag,
    Grade,
    KOfN,
    Outcome,
    Range,
    Ratio,
    Reference,
    Requirement,
    Rule,
)

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "criteria"


def _rule(data: Mapping[str, Any]) -> Rule:
    match data["kind"]:
        case "ABSENT":
            return Absent(data["fact"])
        case "ALL":
            return All(data["part"], data["whole"])
        case "AT_LEAST":
            return Range(data["fact"], Fraction(data["least"]))
        case "RANGE":
            return Range(data["fact"], Fraction(data["from"]), _end(data["below"]))
        case "RATIO":
            start, below = Fraction(data["from_percent"]), _end(data["below_percent"])
            return Ratio(
                data["part"], data["whole"], start / 100, below and below / 100
            )
        case "FLAG":
            return Flag(data["fact"])
        case "GRADE":
            return Grade(data["fact"], int(data["least"]))
        case "K_OF_N":
            return KOfN(int(data["least"]), tuple(_rule(part) for part in data["of"]))
        case "REFERENCE":
            return Reference(tuple(data["to"]))
    raise BadCriteria(f"Không có loại yêu cầu “{data['kind']}”.")


def _end(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _requirement(data: Mapping[str, Any]) -> Requirement:
    rule = _rule(data["rule"])
    return Requirement(
        data["code"],
        data["text"],
        rule,
        data.get("exceptions", ""),
        data.get("ask_at_zero"),
    )


def _fact(data: Mapping[str, Any]) -> Fact:
    return Fact(
        data["name"],
        data["label"],
        data["unit"],
        FactKind(data["kind"]),
        data.get("positive", False),
        tuple(data.get("grades", ())),
    )


def criteria_set_from(data: Mapping[str, Any]) -> CriteriaSet:
    """Build a set from its JSON form (as in fixtures/criteria), checked.

    Raises `BadCriteria` where a part is missing or the set contradicts itself.
    """
    try:
        made = _criteria_set(data)
    except KeyError as missing:
        raise BadCriteria(f"Bộ tiêu chí thiếu mục “{missing.args[0]}”.") from None
    except (ValueError, TypeError) as wrong:
        if isinstance(wrong, BadCriteria):
            raise
        raise BadCriteria("Bộ tiêu chí có số hoặc ngày viết sai.") from None
    if problems := problems_of(made):
        raise BadCriteria(*problems)
    return made


def _criteria_set(data: Mapping[str, Any]) -> CriteriaSet:
    until = data["in_force_to"]
    return CriteriaSet(
        symbol=data["symbol"],
        title=data["title"],
        in_force_from=date.fromisoformat(data["in_force_from"]),
        in_force_to=date.fromisoformat(until) if until else None,
        unit_level=data["unit_level"],
        scope=data["scope"],
        wording=data["wording"],
        facts=tuple(map(_fact, data["facts"])),
        criteria=tuple(
            Criterion(
                c["number"], c["text"], tuple(map(_requirement, c["requirements"]))
            )
            for c in data["criteria"]
        ),
        outcomes=tuple(
            Outcome(o["proposal"], _rule(o["when"])) for o in data["outcomes"]
        ),
        otherwise=data["otherwise"],
    )


def load_set(symbol: str | Path, *, unit_level: str = "commune") -> CriteriaSet:
    """Load a shipped set by its document's symbol, or any set by its file's path."""
    if isinstance(symbol, Path) or symbol.endswith(".json"):
        return criteria_set_from(json.loads(Path(symbol).read_text(encoding="utf-8")))
    shipped = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(FOLDER.glob("*.json"))
    ]
    for data in shipped:
        if (
            data["symbol"] == normalize("NFC", symbol.strip())
            and data["unit_level"] == unit_level
        ):
            return criteria_set_from(data)
    known = ", ".join(sorted({str(data["symbol"]) for data in shipped}))
    raise BadCriteria(
        f"Không có bộ tiêu chí “{symbol[:100]}”; hãy chọn một trong: {known}."
    )
