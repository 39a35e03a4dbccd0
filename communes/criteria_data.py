"""Criteria sets as values: what a document asks of a commune.

A set has criteria, a criterion has requirements, a requirement has one rule; rules
refer to each other by the clause codes of the document.
"""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction


class FactKind(enum.Enum):
    """COUNT: whole number; DECIMAL: exact; FLAG: yes or no; GRADE: rank from 1 up."""

    COUNT = "COUNT"
    DECIMAL = "DECIMAL"
    FLAG = "FLAG"
    GRADE = "GRADE"


@dataclass(frozen=True)
class Fact:
    """A figure that is asked for; `grades` from the lowest up, for GRADE only."""

    name: str
    label: str
    unit: str
    kind: FactKind
    positive: bool = False
    grades: tuple[str, ...] = ()


@dataclass(frozen=True)
class Absent:
    """Holds at 0."""

    fact: str


@dataclass(frozen=True)
class All:
    """Holds where part = whole, 0/0 included."""

    part: str
    whole: str


@dataclass(frozen=True)
class Range:
    """Holds in the half-open range [start, below); `below` None: no upper end."""

    fact: str
    start: Fraction
    below: Fraction | None = None


@dataclass(frozen=True)
class Ratio:
    """Holds where part/whole lies in [start, below), as fractions, not percent."""

    part: str
    whole: str
    start: Fraction
    below: Fraction | None = None


@dataclass(frozen=True)
class Flag:
    """Holds where the answer is yes."""

    fact: str


@dataclass(frozen=True)
class Grade:
    """Holds from the rank `least` up ("từ loại Khá trở lên")."""

    fact: str
    least: int


@dataclass(frozen=True)
class KOfN:
    """Holds where at least `least` of the rules hold."""

    least: int
    of: tuple["Rule", ...]


@dataclass(frozen=True)
class Reference:
    """Holds where a requirement named here holds ("loại II trở lên" names two)."""

    to: tuple[str, ...]


Leaf = Absent | All | Range | Ratio | Flag | Grade
Rule = Leaf | KOfN | Reference


@dataclass(frozen=True)
class Requirement:
    """One clause with its own answer; `ask_at_zero`: a fact whose 0 is doubtful."""

    code: str
    text: str
    rule: Rule
    exceptions: str = ""
    ask_at_zero: str | None = None


@dataclass(frozen=True)
class Criterion:
    number: str
    text: str
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True)
class Outcome:
    """A proposal and when it is made; the first that holds is the one."""

    proposal: str
    when: Rule


@dataclass(frozen=True)
class CriteriaSet:
    """The criteria of one document for one level of units, with its time in force."""

    symbol: str
    title: str
    in_force_from: date
    in_force_to: date | None
    unit_level: str
    scope: str
    wording: str
    facts: tuple[Fact, ...]
    criteria: tuple[Criterion, ...]
    outcomes: tuple[Outcome, ...]
    otherwise: str

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        return tuple(r for c in self.criteria for r in c.requirements)

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """Every single test of a fact, once."""
        rules = [r.rule for r in self.requirements] + [o.when for o in self.outcomes]
        return tuple(dict.fromkeys(leaf for rule in rules for leaf in leaves_of(rule)))


class BadCriteria(ValueError):
    """A set that cannot be used; `sentences` says why, in Vietnamese."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def leaves_of(rule: Rule) -> Iterator[Leaf]:
    if isinstance(rule, KOfN):
        for part in rule.of:
            yield from leaves_of(part)
    elif not isinstance(rule, Reference):
        yield rule


def facts_of(leaf: Leaf) -> tuple[str, ...]:
    return (leaf.part, leaf.whole) if isinstance(leaf, All | Ratio) else (leaf.fact,)
