"""Stored rows as the values of the rules: standings, contents, specs."""

from __future__ import annotations

from collections.abc import Iterable

from plans.models import Round
from targets.edits import EMPTY, Content, Spec
from targets.kinds import IndicatorKind
from targets.models import Indicator, Result, Submission
from targets.states import Standing, State

CONTENT = (
    *("value", "stated_total", "numerator", "denominator"),
    *("text", "grade", "note"),
)


def standings(submissions: Iterable[Submission]) -> dict[int, Standing]:
    """Where each report stands, by its key; the rounds are read anew, after the
    reports were locked: whoever locks a round holds all its reports."""
    found = list(submissions)
    rounds = Round.objects.in_bulk({submission.round_id for submission in found})
    return {s.pk: standing(s, rounds[s.round_id]) for s in found}


def standing(submission: Submission, round_: Round) -> Standing:
    """The stored report and round as a value of the state table."""
    return Standing(
        state=State(submission.state),
        lock_reason=round_.lock_reason if round_.is_locked else None,
        reopened_until=submission.reopened_until,
    )


def spec_of(indicator: Indicator) -> Spec:
    """The catalogue's row as a value of the rules."""
    whole = indicator.part_of
    return Spec(
        code=indicator.code,
        name=indicator.short_name,
        kind=IndicatorKind(indicator.kind),
        decimals=indicator.decimals,
        part_of=whole.code if whole else None,
    )


def content_of(row: Result | None) -> Content:
    """What a stored row (or a version of one) holds."""
    if row is None:
        return EMPTY
    return Content(**{name: getattr(row, name) for name in CONTENT})
