"""Whether rules hold: three-valued where an answer is missing, exact always."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from communes.criteria_data import (
    Absent,
    All,
    CriteriaSet,
    Flag,
    Grade,
    KOfN,
    Leaf,
    Range,
    Ratio,
    Reference,
    Rule,
    facts_of,
)

Answer = int | Decimal | bool | None
Truth = Mapping[Leaf, bool | None]


def leaf_holds(leaf: Leaf, facts: Mapping[str, Answer]) -> bool | None:
    """Test one rule on its own figures; None where one of them is not answered."""
    figures = [
        Fraction(value) for value in map(facts.get, facts_of(leaf)) if value is not None
    ]
    if len(figures) < len(facts_of(leaf)):
        return None
    match leaf:
        case Absent():
            return figures[0] == 0
        case All():
            return figures[0] == figures[1]
        case Flag():
            return figures[0] == 1
        case Grade():
            return figures[0] >= leaf.least
    part, whole = figures if isinstance(leaf, Ratio) else (figures[0], Fraction(1))
    return _within(part, whole, leaf)


def _within(part: Fraction, whole: Fraction, bounds: Range | Ratio) -> bool:
    """Compare by cross-multiplication: no division, nothing rounded."""
    if part < bounds.start * whole:
        return False
    return bounds.below is None or part < bounds.below * whole


def truth_of(criteria_set: CriteriaSet, facts: Mapping[str, Answer]) -> Truth:
    return {leaf: leaf_holds(leaf, facts) for leaf in criteria_set.leaves}


class Judge:
    """Judges the rules of one set on one truth of its leaves."""

    def __init__(self, criteria_set: CriteriaSet, truth: Truth) -> None:
        self._set = criteria_set
        self._truth = truth
        self._rules = {r.code: r.rule for r in criteria_set.requirements}
        self._known: dict[str, bool | None] = {}

    def holds(self, rule: Rule) -> bool | None:
        """True, False, or None where an answer is missing that the rule needs."""
        if isinstance(rule, KOfN):
            return _at_least(rule.least, [self.holds(part) for part in rule.of])
        if isinstance(rule, Reference):
            return _at_least(1, [self.clause(code) for code in rule.to])
        return self._truth[rule]

    def clause(self, code: str) -> bool | None:
        if code not in self._known:
            self._known[code] = self.holds(self._rules[code])
        return self._known[code]

    def proposal(self) -> str:
        """Name the first outcome that holds; only where every leaf is answered."""
        for outcome in self._set.outcomes:
            if self.holds(outcome.when):
                return outcome.proposal
        return self._set.otherwise


def _at_least(least: int, answers: list[bool | None]) -> bool | None:
    if answers.count(True) >= least:
        return True
    return None if len(answers) - answers.count(False) >= least else False
