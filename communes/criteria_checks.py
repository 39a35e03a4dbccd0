"""Whether a criteria set can be used: its faults, one Vietnamese sentence each."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from communes.criteria_data import (
    All,
    CriteriaSet,
    Fact,
    FactKind,
    Flag,
    Grade,
    KOfN,
    Leaf,
    Range,
    Ratio,
    Reference,
    Rule,
    facts_of,
    leaves_of,
)


def problems_of(criteria_set: CriteriaSet) -> list[str]:
    """List what is wrong with the set; empty where it may be used."""
    return [
        *_heading(criteria_set),
        *_repeated(criteria_set),
        *_references(criteria_set),
        *_numbers(criteria_set),
        *_facts(criteria_set),
        *_pairs(criteria_set),
        *_overlaps(criteria_set),
    ]


def _all_rules(criteria_set: CriteriaSet) -> Iterator[tuple[str, Rule]]:
    """Every rule of the set, nested ones too, with the clause it stands in."""
    tops = [(r.code, r.rule) for r in criteria_set.requirements]
    tops += [(o.proposal, o.when) for o in criteria_set.outcomes]
    for where, rule in tops:
        for part in _nested(rule):
            yield where, part


def _nested(rule: Rule) -> Iterator[Rule]:
    yield rule
    for part in rule.of if isinstance(rule, KOfN) else ():
        yield from _nested(part)


def _heading(criteria_set: CriteriaSet) -> Iterator[str]:
    start, end = criteria_set.in_force_from, criteria_set.in_force_to
    if end and end < start:
        yield f"Ngày hết hiệu lực {end:%d/%m/%Y} đứng trước ngày có hiệu lực."
    for requirement in criteria_set.requirements:
        if not requirement.text.strip():
            yield f"Yêu cầu “{requirement.code}” chưa có nội dung."


def _repeated(criteria_set: CriteriaSet) -> Iterator[str]:
    codes = Counter(r.code for r in criteria_set.requirements)
    names = Counter(f.name for f in criteria_set.facts)
    for code in (code for code, times in codes.items() if times > 1):
        yield f"Mã “{code}” dùng cho {codes[code]} yêu cầu."
    for name in (name for name, times in names.items() if times > 1):
        yield f"Số liệu “{name}” khai báo {names[name]} lần."


def _references(criteria_set: CriteriaSet) -> Iterator[str]:
    arrows: dict[str, set[str]] = {r.code: set() for r in criteria_set.requirements}
    for where, rule in _all_rules(criteria_set):
        for code in rule.to if isinstance(rule, Reference) else ():
            if code not in arrows:
                yield f"“{where}” dẫn chiếu tới “{code}” không có trong bộ tiêu chí."
            elif where in arrows:
                arrows[where].add(code)
    for code in arrows:
        if code in _reached(arrows, code):
            yield f"Yêu cầu “{code}” dẫn chiếu vòng về chính nó."


def _reached(arrows: dict[str, set[str]], start: str) -> set[str]:
    reached: set[str] = set()
    ahead = set(arrows[start])
    while ahead:
        code = ahead.pop()
        reached.add(code)
        ahead |= arrows[code] - reached
    return reached


def _numbers(criteria_set: CriteriaSet) -> Iterator[str]:
    for where, rule in _all_rules(criteria_set):
        if isinstance(rule, KOfN) and not 1 <= rule.least <= len(rule.of):
            yield (
                f"“{where}” đòi {rule.least} trong {len(rule.of)} yêu cầu: "
                "con số đòi hỏi phải từ 1 đến số yêu cầu."
            )
        if isinstance(rule, Range | Ratio) and rule.start < 0:
            yield f"“{where}” có mức bắt đầu âm."
        if isinstance(rule, Range | Ratio) and not _meet(rule, rule):
            yield f"“{where}” có khoảng giá trị rỗng."


def _facts(criteria_set: CriteriaSet) -> Iterator[str]:
    known = {fact.name: fact for fact in criteria_set.facts}
    used: set[str] = set()
    for where, leaf in _placed_leaves(criteria_set):
        for name in facts_of(leaf):
            used.add(name)
            if name not in known:
                yield f"“{where}” dùng số liệu “{name}” chưa khai báo."
            elif not _suits(leaf, known[name]):
                yield f"“{where}” dùng số liệu “{name}” không đúng loại."
    for name in (name for name in known if name not in used):
        yield f"Số liệu “{name}” không được yêu cầu nào dùng."
    for requirement in criteria_set.requirements:
        asked = requirement.ask_at_zero
        if asked and asked not in _names(requirement.rule):
            yield f"“{requirement.code}” hỏi về số 0 của “{asked}” mà không dùng nó."


def _names(rule: Rule) -> set[str]:
    return {name for leaf in leaves_of(rule) for name in facts_of(leaf)}


def _placed_leaves(criteria_set: CriteriaSet) -> Iterator[tuple[str, Leaf]]:
    for where, rule in _all_rules(criteria_set):
        if not isinstance(rule, KOfN | Reference):
            yield where, rule


def _suits(leaf: Leaf, fact: Fact) -> bool:
    match leaf:
        case Flag():
            return fact.kind is FactKind.FLAG
        case Grade():
            in_grades = 1 <= leaf.least <= len(fact.grades)
            return fact.kind is FactKind.GRADE and in_grades
        case All() | Ratio():
            return fact.kind is FactKind.COUNT
    return fact.kind in (FactKind.COUNT, FactKind.DECIMAL)


def _pairs(criteria_set: CriteriaSet) -> Iterator[str]:
    """Keep pairs simple, so that `scoring` can tell what an answer may still change."""
    pairs = {
        (leaf.part, leaf.whole)
        for leaf in criteria_set.leaves
        if isinstance(leaf, All | Ratio)
    }
    wholes = {whole for _, whole in pairs}
    for part, times in Counter(part for part, _ in pairs).items():
        if part in wholes:
            yield f"Số liệu “{part}” vừa là phần vừa là tổng của một tỷ lệ."
        elif times > 1:
            yield f"Số liệu “{part}” là phần của {times} tổng khác nhau."


def _overlaps(criteria_set: CriteriaSet) -> Iterator[str]:
    """Ranges of one figure in two classes must leave no value in both."""
    ranges = [
        (criterion.number, requirement.code, leaf)
        for criterion in criteria_set.criteria
        for requirement in criterion.requirements
        for leaf in leaves_of(requirement.rule)
        if isinstance(leaf, Range | Ratio)
    ]
    for (class_a, a, one), (class_b, b, other) in combinations(ranges, 2):
        same = class_a != class_b and facts_of(one) == facts_of(other)
        if same and _meet(one, other):
            yield f"Khoảng giá trị của “{a}” và “{b}” chồng lên nhau."


def _meet(one: Range | Ratio, other: Range | Ratio) -> bool:
    starts_late = max(one.start, other.start)
    ends = [end for end in (one.below, other.below) if end is not None]
    return all(starts_late < end for end in ends)
