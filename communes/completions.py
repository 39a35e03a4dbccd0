"""What the answers still missing could make of a set's tests.

For each missing figure a few values stand for all: one for every stretch between
two thresholds. Figures that meet in one test (a part and its whole) are tried
together, the others apart, so that the number of trials stays small.
"""

import math
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import product

from communes.criteria_data import (
    All,
    CriteriaSet,
    Fact,
    FactKind,
    Leaf,
    Range,
    Ratio,
    facts_of,
)
from communes.judging import Answer, Truth, leaf_holds

# Large enough that any share of it in a document is a whole number of people.
_MANY = 10**9


def completions(
    criteria_set: CriteriaSet, facts: Mapping[str, Answer]
) -> Iterator[Truth]:
    """Give every truth of the set's tests that some complete answer would bring."""
    known = {fact.name: fact for fact in criteria_set.facts}
    groups = _groups(criteria_set)
    choices = [
        dict.fromkeys(
            tuple(leaf_holds(leaf, answers) for leaf in group)
            for answers in _answers(group, facts, known)
        )
        for group in groups
    ]
    for combination in product(*choices):
        yield {
            leaf: held
            for group, truths in zip(groups, combination, strict=True)
            for leaf, held in zip(group, truths, strict=True)
        }


def _groups(criteria_set: CriteriaSet) -> list[list[Leaf]]:
    """Put tests together that share a figure, directly or through another test."""
    groups: list[tuple[set[str], list[Leaf]]] = []
    for leaf in criteria_set.leaves:
        names, leaves = set(facts_of(leaf)), [leaf]
        for group in [group for group in groups if group[0] & names]:
            groups.remove(group)
            names |= group[0]
            leaves = group[1] + leaves
        groups.append((names, leaves))
    return [leaves for _, leaves in groups]


def _answers(
    group: list[Leaf], facts: Mapping[str, Answer], known: Mapping[str, Fact]
) -> Iterator[dict[str, Answer]]:
    """Complete the figures of a group: wholes first, since parts depend on them."""
    wholes = {leaf.whole for leaf in group if isinstance(leaf, All | Ratio)}
    names = dict.fromkeys(name for leaf in group for name in facts_of(leaf))
    order = sorted(names, key=lambda name: name not in wholes)
    yield from _filled({n: facts.get(n) for n in order}, order, group, known)


def _filled(
    answers: dict[str, Answer],
    order: list[str],
    group: list[Leaf],
    known: Mapping[str, Fact],
) -> Iterator[dict[str, Answer]]:
    missing = next((name for name in order if answers[name] is None), None)
    if missing is None:
        yield answers
        return
    for value in _values(known[missing], group, answers):
        yield from _filled({**answers, missing: value}, order, group, known)


def _values(
    fact: Fact, group: list[Leaf], answers: Mapping[str, Answer]
) -> list[Answer]:
    """Give the values of a missing figure that can make a difference."""
    if fact.kind is FactKind.FLAG:
        return [False, True]
    if fact.kind is FactKind.GRADE:
        return list(range(1, len(fact.grades) + 1))
    values: set[int | Decimal] = {0, 1, _MANY}
    for leaf in group:
        if isinstance(leaf, Range):
            values |= {_first(end, fact) for end in (leaf.start, leaf.below) if end}
        elif isinstance(leaf, All | Ratio):
            values |= _paired(fact.name, leaf, answers)
    return [value for value in sorted(values) if value >= fact.positive]


def _first(bound: Fraction, fact: Fact) -> int | Decimal:
    """Give the least figure that reaches a bound."""
    if fact.kind is FactKind.DECIMAL:
        return Decimal(bound.numerator) / Decimal(bound.denominator)
    return math.ceil(bound)


def _paired(name: str, leaf: All | Ratio, answers: Mapping[str, Answer]) -> set[int]:
    """Give where a part meets its known whole, or a whole its known part."""
    part, whole = answers.get(leaf.part), answers.get(leaf.whole)
    if isinstance(leaf, All):
        other = whole if name == leaf.part else part
        return set() if other is None else {int(other), int(other) + 1}
    bounds = [bound for bound in (leaf.start, leaf.below) if bound]
    if name == leaf.part and whole is not None:
        return {math.ceil(bound * int(whole)) for bound in bounds}
    if name == leaf.whole and part is not None:
        ends = {math.floor(int(part) / bound) for bound in bounds}
        return ends | {end + 1 for end in ends}
    return set()
