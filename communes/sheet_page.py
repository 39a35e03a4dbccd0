"""One sheet as its page shows it: figures, clauses, proposal, what was said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from communes import labels
from communes.actions import outcomes_of
from communes.answers import figure, figures, shown, typed
from communes.criteria_data import (
    All,
    CriteriaSet,
    Fact,
    FactKind,
    Leaf,
    Ratio,
    Rule,
    facts_of,
    leaves_of,
)
from communes.judging import Answer as Figure
from communes.models import Answer, Assessment, Paper
from communes.scoring import Question, Score, score
from sheets.numbers import format_decimal
from sheets.wording import gettext as _

_PLACES = 4  # 0,4878% must not look like the 0,5% of the threshold


@dataclass(frozen=True)
class FactLine:
    """A figure of the sheet beside that of the year before, ready to print."""

    fact: Fact
    value: str
    typed: str
    before: str
    evidence: str
    version: int


@dataclass(frozen=True)
class ClauseLine:
    code: str
    text: str
    exceptions: str
    value: str
    badge: str
    label: str
    said: tuple[str, ...] = ()
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True)
class CriterionBlock:
    number: str
    text: str
    clauses: list[ClauseLine]


@dataclass(frozen=True)
class SheetPage:
    sheet: Assessment
    lines: list[FactLine]
    blocks: list[CriterionBlock]
    proposal: str
    proposal_label: str
    reasons: list[str]
    questions: tuple[Question, ...]
    before_year: int | None
    wording: str
    papers: tuple[Paper, ...] = ()

    @property
    def state_label(self) -> str:
        return labels.STATE[self.sheet.state]

    @property
    def outcome_label(self) -> str:
        code = self.sheet.outcome
        return outcomes_of(self.sheet.criteria_set).get(code, code)


def sheet_page(sheet: Assessment) -> SheetPage:
    """The page of a sheet; four queries beyond the sheet itself."""
    criteria = sheet.criteria_set.value
    answers = {row.fact: row for row in sheet.answers.all()}
    before, before_year = _before(sheet)
    values = figures(criteria, {n: row.value for n, row in answers.items()})
    made = score(criteria, values)
    papers = tuple(sheet.papers.select_related("added_by"))
    return SheetPage(
        sheet=sheet,
        lines=[
            _line(fact, answers.get(fact.name), before.get(fact.name))
            for fact in criteria.facts
        ],
        blocks=_with_talk(_blocks(criteria, made, values), _said(sheet), papers),
        proposal=made.proposal,
        proposal_label=labels.PROPOSAL.get(made.proposal, made.proposal),
        reasons=reasons(criteria, made),
        questions=made.questions,
        before_year=before_year,
        wording=criteria.wording,
        papers=papers,
    )


def _said(sheet: Assessment) -> dict[str, list[str]]:
    """Comments on clauses, the oldest first, as "Người: lời"."""
    found: dict[str, list[str]] = {}
    for row in sheet.remarks.exclude(clause=""):
        found.setdefault(row.clause, []).append(f"{row.by_text}: {row.text}")
    return found


def _with_talk(
    blocks: list[CriterionBlock],
    said: dict[str, list[str]],
    papers: tuple[Paper, ...],
) -> list[CriterionBlock]:
    """What was said about each clause and the files that prove it, beside it."""
    return [
        replace(
            block,
            clauses=[
                replace(
                    clause,
                    said=tuple(said.get(clause.code, ())),
                    papers=tuple(p for p in papers if p.clause == clause.code),
                )
                for clause in block.clauses
            ],
        )
        for block in blocks
    ]


def _before(sheet: Assessment) -> tuple[dict[str, Answer], int | None]:
    """Answers of the unit's last earlier sheet, by name of the fact."""
    rows = Answer.objects.filter(
        assessment__unit=sheet.unit_id, assessment__year=sheet.year - 1
    ).order_by("assessment__criteria_set__in_force_from")
    found = {row.fact: row for row in rows}
    return found, sheet.year - 1 if found else None


def _line(fact: Fact, answer: Answer | None, before: Answer | None) -> FactLine:
    text = answer.value if answer else ""
    return FactLine(
        fact=fact,
        value=shown(fact, text),
        typed=typed(fact, text),
        before=_shown_before(fact, before),
        evidence=answer.evidence if answer else "",
        version=answer.version if answer else 0,
    )


def _shown_before(fact: Fact, before: Answer | None) -> str:
    """Last year's figure, which another law's set may have asked in another kind."""
    if before is None or not before.value:
        return ""
    if (before.value in ("true", "false")) != (fact.kind is FactKind.FLAG):
        return ""
    if fact.kind is FactKind.FLAG or "." not in before.value:
        return shown(fact, before.value)
    return shown(fact, before.value) if fact.kind is FactKind.DECIMAL else ""


def _blocks(
    criteria: CriteriaSet, made: Score, values: dict[str, Figure]
) -> list[CriterionBlock]:
    holds = {result.code: result.holds for result in made.results}
    return [
        CriterionBlock(
            number=criterion.number,
            text=criterion.text,
            clauses=[
                ClauseLine(
                    code=clause.code,
                    text=clause.text,
                    exceptions=clause.exceptions,
                    value=_value(clause.rule, values),
                    badge=labels.HOLDS_CODE[holds[clause.code]],
                    label=labels.HOLDS[holds[clause.code]],
                )
                for clause in criterion.requirements
            ],
        )
        for criterion in criteria.criteria
    ]


def _value(rule: Rule, values: dict[str, Figure]) -> str:
    """The figures a clause was judged on: "41/8.200 (0,5%)"."""
    return "; ".join(_leaf_text(leaf, values) for leaf in leaves_of(rule))


def _leaf_text(leaf: Leaf, values: dict[str, Figure]) -> str:
    found = [values.get(name) for name in facts_of(leaf)]
    texts = [_plain(value) for value in found]
    if isinstance(leaf, All | Ratio):
        share = ""
        part, whole = found
        if isinstance(leaf, Ratio) and part is not None and whole:
            percent = Fraction(part) * 100 / Fraction(whole)
            share = f" ({format_decimal(percent, _PLACES)}%)"
        return "/".join(texts) + share
    return texts[0]


def _plain(value: Figure) -> str:
    if value is None:
        return "…"
    if isinstance(value, bool):
        return _("có") if value else _("không")
    return format_decimal(value, 6)


def reasons(criteria: CriteriaSet, made: Score) -> list[str]:
    """Why the proposal is what it is, one sentence a criterion."""
    holds = {result.code: result.holds for result in made.results}
    sentences = []
    for criterion in criteria.criteria:
        codes = [clause.code for clause in criterion.requirements]
        met = [code for code in codes if holds[code]]
        missing = [code for code in codes if holds[code] is None]
        sentence = _(
            "Mục {number}: đạt {met}/{codes}",
            number=criterion.number,
            met=len(met),
            codes=len(codes),
        )
        if met:
            sentence += f" ({', '.join(met)})"
        if missing:
            sentence += _("; chưa có số: {missing}", missing=", ".join(missing))
        sentences.append(f"{sentence}.")
    return sentences


def proposals(sheets: list[Assessment]) -> dict[int, Score]:
    """Scores of many sheets whose sets are selected; one query."""
    texts: dict[int, dict[str, str]] = {}
    for row in Answer.objects.filter(assessment__in=[s.pk for s in sheets]):
        texts.setdefault(row.assessment_id, {})[row.fact] = row.value
    sets: dict[int, CriteriaSet] = {}
    found = {}
    for sheet in sheets:
        made = sets.setdefault(sheet.criteria_set_id, sheet.criteria_set.value)
        answers = {
            fact.name: figure(fact, texts.get(sheet.pk, {}).get(fact.name, ""))
            for fact in made.facts
        }
        found[sheet.pk] = score(made, answers)
    return found
