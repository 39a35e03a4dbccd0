"""What a commune's figures say under a criteria set: clause by clause, then a proposal.

Pure and exact: whole numbers and fractions, never a rounded percent. Every clause
holds, fails or is not answered (None); "not answered" never passes. The program
proposes, a person decides with a reason.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from communes.completions import completions
from communes.criteria_data import (
    All,
    BadCriteria,
    CriteriaSet,
    Fact,
    FactKind,
    Requirement,
    Rule,
    facts_of,
    leaves_of,
)
from communes.criteria_reading import criteria_set_from, load_set
from communes.judging import Answer, Judge, truth_of
from sheets.numbers import echo, format_number

__all__ = [
    "INCOMPLETE",
    "BadCriteria",
    "BadFacts",
    "CriteriaSet",
    "Question",
    "Result",
    "Score",
    "as_json",
    "criteria_set_from",
    "facts_from_json",
    "load_set",
    "score",
]

INCOMPLETE = "INCOMPLETE"
DRUG_FREE = "DRUG_FREE"
_LIMIT = 10**12
_DECIMAL_PLACES = 6


class BadFacts(ValueError):
    """Figures that cannot be scored; `sentences` says why, one for each figure."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class Result:
    """One clause: whether it holds (None: not answered) and the figures behind it.

    `value` is "41/8200" for a ratio, "2" for a count, "true"/"false" for a flag, the
    figures in the clause's order joined by "; " where there are several, None where
    one is missing.
    """

    code: str
    holds: bool | None
    value: str | None
    text: str


@dataclass(frozen=True)
class Question:
    """A doubt that a person settles: its code, the clause or figure, the sentence."""

    code: str
    text: str
    message: str


@dataclass(frozen=True)
class Score:
    symbol: str
    results: tuple[Result, ...]
    proposal: str
    questions: tuple[Question, ...]


def score(criteria_set: CriteriaSet, facts: Mapping[str, Answer]) -> Score:
    """Score figures (by fact name; absent or None: not answered) under a set.

    The proposal is INCOMPLETE only where an unanswered figure could change it.
    Raises `BadFacts` for an unknown name, a negative number or a wrong type.
    """
    if sentences := list(_faults(criteria_set, facts)):
        raise BadFacts(*sentences)
    judge = Judge(criteria_set, truth_of(criteria_set, facts))
    results = tuple(
        Result(r.code, judge.clause(r.code), _value(r.rule, facts), r.text)
        for r in criteria_set.requirements
    )
    proposal = _proposal(criteria_set, facts)
    return Score(
        criteria_set.symbol,
        results,
        proposal,
        tuple(_questions(criteria_set, facts, judge, proposal)),
    )


def _proposal(criteria_set: CriteriaSet, facts: Mapping[str, Answer]) -> str:
    proposals: set[str] = set()
    for truth in completions(criteria_set, facts):
        proposals.add(Judge(criteria_set, truth).proposal())
        if len(proposals) > 1:
            return INCOMPLETE
    return proposals.pop()


def as_json(made: Score) -> dict[str, Any]:
    """Give the score as `score_commune --json` prints it."""
    return {
        "set": made.symbol,
        "requirements": [
            {"code": r.code, "holds": r.holds, "value": r.value, "text": r.text}
            for r in made.results
        ],
        "proposal": made.proposal,
        "questions": [
            {"code": q.code, "text": q.text, "message": q.message}
            for q in made.questions
        ],
    }


# Values and questions -----------------------------------------------------------


def _value(rule: Rule, facts: Mapping[str, Answer]) -> str | None:
    shown = [_shown(facts_of(leaf), facts) for leaf in leaves_of(rule)]
    known = [text for text in shown if text is not None]
    return "; ".join(known) if known and len(known) == len(shown) else None


def _shown(names: tuple[str, ...], facts: Mapping[str, Answer]) -> str | None:
    values = [facts.get(name) for name in names]
    if None in values:
        return None
    return "/".join(
        str(value).lower() if isinstance(value, bool) else f"{_plain(value):f}"
        for value in values
    )


def _plain(value: Answer) -> Decimal:
    return Decimal(value or 0)


def _questions(
    criteria_set: CriteriaSet,
    facts: Mapping[str, Answer],
    judge: Judge,
    proposal: str,
) -> Iterator[Question]:
    labels = {fact.name: fact.label for fact in criteria_set.facts}
    for requirement in criteria_set.requirements:
        if proposal != DRUG_FREE and _is_literal_zero(requirement, facts, judge):
            yield _literal_zero(requirement, labels[requirement.ask_at_zero or ""])
    for leaf in criteria_set.leaves:
        if isinstance(leaf, All) and None not in map(facts.get, facts_of(leaf)):
            part, whole = (_plain(facts.get(name)) for name in facts_of(leaf))
            if part > whole:
                yield _excess(leaf, labels, part, whole)


def _excess(
    leaf: All, labels: Mapping[str, str], part: Decimal, whole: Decimal
) -> Question:
    return Question(
        "PART_EXCEEDS_WHOLE",
        leaf.part,
        f"“{labels[leaf.part]}” ({format_number(part)}) lớn hơn "
        f"“{labels[leaf.whole]}” ({format_number(whole)}); hãy kiểm tra lại.",
    )


def _is_literal_zero(
    requirement: Requirement, facts: Mapping[str, Answer], judge: Judge
) -> bool:
    asked = requirement.ask_at_zero
    return (
        asked is not None
        and facts.get(asked) == 0
        and bool(judge.clause(requirement.code))
    )


def _literal_zero(requirement: Requirement, label: str) -> Question:
    return Question(
        "LITERAL_ZERO",
        requirement.code,
        f"Tiêu chí {requirement.code} đạt theo câu chữ vì “{label}” là 0; "
        "người duyệt cần quyết định có tính tiêu chí này không và ghi lý do.",
    )


# Figures ------------------------------------------------------------------------


def _faults(criteria_set: CriteriaSet, facts: Mapping[str, Any]) -> Iterator[str]:
    known = {fact.name: fact for fact in criteria_set.facts}
    for name, value in facts.items():
        if name not in known:
            yield (
                f"Không có số liệu “{echo(name)}” trong bộ tiêu chí "
                f"{criteria_set.symbol}; hãy bỏ hoặc viết lại tên."
            )
        elif value is not None and (wanted := _wanted(known[name], value)):
            yield (
                f"“{known[name].label}” ({name}) phải là {wanted}, "
                f"đang là “{echo(value)}”; hãy nhập lại."
            )


def _wanted(fact: Fact, value: object) -> str | None:
    """Say what a value should have been, or None where it will do."""
    if fact.kind is FactKind.FLAG:
        return None if isinstance(value, bool) else "có hoặc không (true/false)"
    if fact.kind is FactKind.GRADE:
        ranks = range(1, len(fact.grades) + 1)
        fits = type(value) is int and value in ranks
        return None if fits else f"thứ bậc từ 1 đến {len(fact.grades)}"
    if fact.kind is FactKind.DECIMAL and _is_decimal(value):
        return None
    if type(value) is int and int(fact.positive) <= value < _LIMIT:
        return None
    least = "lớn hơn 0" if fact.positive else "không âm"
    return f"số {'thập phân' if fact.kind is FactKind.DECIMAL else 'nguyên'} {least}"


def _is_decimal(value: object) -> bool:
    if not isinstance(value, Decimal) or not value.is_finite():
        return False
    exponent = value.as_tuple().exponent
    return 0 <= value < _LIMIT and int(exponent) >= -_DECIMAL_PLACES


def facts_from_json(text: str, criteria_set: CriteriaSet) -> dict[str, Answer]:
    """Read facts from a JSON object; decimals stay exact, as numbers or as texts.

    Raises `BadFacts` where the text is no JSON object; `score` checks the values.
    """
    try:
        data = json.loads(text, parse_float=Decimal, parse_constant=str)
    except (ValueError, RecursionError):
        raise BadFacts("Tệp số liệu không đúng dạng JSON; hãy kiểm tra lại.") from None
    if not isinstance(data, dict):
        raise BadFacts("Tệp số liệu phải là một đối tượng JSON {tên: giá trị}.")
    decimals = {f.name for f in criteria_set.facts if f.kind is FactKind.DECIMAL}
    return {
        name: _decimal(value) if name in decimals else value
        for name, value in data.items()
    }


def _decimal(value: Any) -> Any:
    """Take "749.99" for the decimal it is; anything else is left to `score`."""
    plain = isinstance(value, str) and value.isascii() and value.replace(".", "", 1)
    return Decimal(str(value)) if plain and str(plain).isdigit() else value
