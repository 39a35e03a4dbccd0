"""The draft of a plan as read from its paper: values only, nothing invented.

``None`` means the text does not say. Every item carries the span of the cleaned
text it was read from, so that a person can compare before confirming.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace


@dataclass(frozen=True)
class Span:
    """Character offsets into the cleaned text, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True)
class DocumentDraft:
    """Letterhead and signature; dates are ISO strings."""

    symbol: str | None = None
    kind: str | None = None
    number: str | None = None
    issuer: str | None = None
    place: str | None = None
    issued_on: str | None = None
    title: str | None = None
    signer: str | None = None
    signing_capacity: str | None = None
    recipients: tuple[str, ...] | None = None
    source: Span | None = None


@dataclass(frozen=True)
class CitationDraft:
    """Another document this one names; ``text`` is the phrase as written."""

    symbol: str | None
    kind: str | None
    issued_on: str | None
    text: str
    source: Span


@dataclass(frozen=True)
class TargetDraft:
    """A number to reach; ``part_of`` is the index of the whole in the list.

    ``strict`` is set where a change must be passed ("tăng trên 3%"), which the
    comparators GROW_BY and REDUCE_BY do not tell.
    """

    paragraph: str | None
    text: str
    value: str | None
    unit: str | None
    comparator: str
    kind: str
    source: Span
    part_of: int | None = None
    strict: bool = False
    baseline: str | None = None
    baseline_as_of: str | None = None


@dataclass(frozen=True)
class TaskDraft:
    """What one agency is told (or asked) to do in one item of the paper."""

    paragraph: str | None
    agency: str
    part: str
    text: str
    source: Span
    deadline: str | None = None
    deadline_text: str | None = None


@dataclass(frozen=True)
class RequirementDraft:
    """One condition of a criterion (kinds of arithmetic.md, section 8)."""

    kind: str
    value: str | None
    unit: str | None
    text: str
    source: Span


@dataclass(frozen=True)
class CriterionDraft:
    """A numbered criterion with its requirements."""

    number: str
    text: str
    requirements: tuple[RequirementDraft, ...]
    source: Span


@dataclass(frozen=True)
class AnnexRowDraft:
    """One unit's row; a blank cell is ``None``, never 0."""

    no: str | None
    unit: str
    values: tuple[str | None, ...]
    source: Span


@dataclass(frozen=True)
class AnnexDraft:
    """The quota table; ``columns`` name the value columns, in order."""

    title: str | None
    columns: tuple[str, ...]
    rows: tuple[AnnexRowDraft, ...]
    totals: tuple[str | None, ...] | None
    source: Span


@dataclass(frozen=True)
class QuestionDraft:
    """Something a person must decide; ``text`` is the place it comes from."""

    code: str
    text: str
    message: str
    source: Span


@dataclass(frozen=True)
class PlanDraft:
    """Everything read from one paper; ``annexes`` are the tables after the first."""

    text: str
    document: DocumentDraft
    citations: tuple[CitationDraft, ...] = ()
    targets: tuple[TargetDraft, ...] = ()
    tasks: tuple[TaskDraft, ...] = ()
    criteria: tuple[CriterionDraft, ...] = ()
    annex: AnnexDraft | None = None
    questions: tuple[QuestionDraft, ...] = ()
    annexes: tuple[AnnexDraft, ...] = ()

    def asking(self, *more: QuestionDraft) -> PlanDraft:
        """Return the same draft with more questions at the end."""
        return replace(self, questions=(*self.questions, *more))


def as_json(draft: PlanDraft) -> dict[str, object]:
    """Return the object ``read_plan --json`` prints: plain dicts, lists, strings."""
    plain = _plain(draft)
    assert isinstance(plain, dict)
    return plain


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value
