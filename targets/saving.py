"""Results into the database, each under the lock of its unit's report.

The report (`Submission`) of each unit is locked first, then the round's lock and the
report's state are read: what was locked in between is seen (security.md §4.4: 8 of
150 rounds leak without it). Each cell carries the version it was read at, so that the
second of two people is told instead of overwriting the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from accounts.journal import Change
from plans.models import Round
from targets.earlier import Years, years_before
from targets.edits import (
    EMPTY,
    BadEdit,
    CellEdit,
    Content,
    Spec,
    applied,
    part_above_whole,
    part_sentence,
)
from targets.facts import CONTENT, content_of, spec_of, standings
from targets.models import Result, Submission
from targets.outcomes import Refused, Saved, SaveOutcome, conflict
from targets.reporting import Duties, duties_of
from targets.states import Action, Standing, refusal
from units.models import Unit

Edits = Mapping[Unit, Sequence[CellEdit]]


@dataclass(frozen=True)
class _Decision:
    edit: CellEdit
    spec: Spec
    content: Content
    row: Result | None


def write(
    change: Change, round_: Round, edits: Edits, *, origin: str, duties: Duties | None
) -> SaveOutcome:
    """Write `edits` inside the open change set; a fixed number of queries but for
    cleared cells (two each)."""
    duties = (duties or duties_of(round_.plan)).of(round_)
    submissions = locked_submissions(change, round_, list(edits), duties)
    standing_of = standings(submissions.values())
    rows = _stored(round_, edits)
    years = years_before(round_, edits)
    outcome, decisions = SaveOutcome(), []
    for unit, cells in edits.items():
        submission = submissions.get(unit.pk)
        why = _closed(submission, standing_of)
        if why or submission is None:
            outcome.refused += [_refused(unit, cell, why) for cell in cells]
            continue
        stored = rows.get(unit.pk, {})
        desk = _Desk(unit, submission, duties, stored, years, outcome)
        decisions += [(desk, decision) for decision in desk.decide(cells)]
    _write(change, round_, decisions, origin=origin)
    outcome.change = change.pk
    return outcome


def locked_submissions(
    change: Change, round_: Round, units: Iterable[Unit], duties: Duties
) -> dict[int, Submission]:
    """The reports of `units`, locked in one order; a missing draft is made."""
    wanted = {unit.pk for unit in units}
    reports = Submission.objects.filter(round=round_, unit__in=wanted)
    if reports.count() < len(wanted):
        make_drafts(change, round_, wanted, duties)
    locked = reports.select_for_update().order_by("pk")
    return {submission.unit_id: submission for submission in locked}


class _Desk:
    """One unit's cells on their way in."""

    def __init__(
        self,
        unit: Unit,
        submission: Submission,
        duties: Duties,
        rows: dict[str, Result],
        years: Years,
        outcome: SaveOutcome,
    ) -> None:
        self.unit, self.submission, self.outcome = unit, submission, outcome
        targets = duties.targets_of(unit)
        self.specs = {t.indicator.code: spec_of(t.indicator) for t in targets}
        self.indicators = {t.indicator.code: t.indicator_id for t in targets}
        self.rows, self.years = rows, years

    def decide(self, cells: Sequence[CellEdit]) -> list[_Decision]:
        """What is to be written; refusals and conflicts go to the outcome."""
        read = [found for cell in cells if (found := self._read(cell))]
        standing_ = {d.spec.code: d for d in read}
        while (bad := self._above_whole(standing_)) is not None:
            del standing_[bad]
        return list(standing_.values())

    def _read(self, cell: CellEdit) -> _Decision | None:
        spec, row = self.specs.get(cell.indicator), self.rows.get(cell.indicator)
        if spec is None:
            self._refuse(cell.indicator, "không áp dụng cho đơn vị này")
            return None
        if row and row.submission_id != self.submission.pk:
            self._refuse(cell.indicator, "số liệu này nhập ở kế hoạch khác")
            return None
        try:
            before = self.years.before(self.unit, cell.indicator)
            content = applied(cell, spec, content_of(row), before=before)
        except BadEdit as error:
            self._refuse(cell.indicator, str(error))
            return None
        if self._is_stale(cell, row):
            self.outcome.conflicts.append(conflict(self.unit.key, cell.indicator, row))
            return None
        return _Decision(cell, spec, content, row)

    def _is_stale(self, cell: CellEdit, row: Result | None) -> bool:
        return cell.version is not None and cell.version != (row.version if row else 0)

    def _above_whole(self, decisions: dict[str, _Decision]) -> str | None:
        """The code of an edit that puts a part above its whole, after refusing it."""
        contents = {code: content_of(row) for code, row in self.rows.items()}
        contents |= {code: d.content for code, d in decisions.items()}
        for part, whole in part_above_whole(contents, self.specs):
            culprit = next((c for c in (part, whole) if c in decisions), None)
            if culprit:
                sentence = part_sentence(part, whole, contents, self.specs)
                self._refuse(culprit, sentence)
                return culprit
        return None

    def tell_saved(
        self, decision: _Decision, row: Result | None, *, changed: bool
    ) -> None:
        self.outcome.saved.append(
            Saved(
                unit=self.unit.key,
                indicator=decision.spec.code,
                version=row.version if row else 0,
                content=decision.content,
                changed=changed,
            )
        )

    def _refuse(self, code: str, message: str) -> None:
        self.outcome.refused.append(
            Refused(unit=self.unit.key, indicator=code, message=f"{message}.")
        )


def make_drafts(
    change: Change, round_: Round, wanted: set[int], duties: Duties
) -> None:
    """Drafts of units that owe a report; the round's row is the lock for it."""
    Round.objects.select_for_update().get(pk=round_.pk)
    present = set(round_.submissions.values_list("unit_id", flat=True))
    change.save_all(
        [
            Submission(round=round_, unit=unit)
            for unit in duties.reporters
            if unit.pk in wanted and unit.pk not in present
        ]
    )


def _closed(submission: Submission | None, standing_of: dict[int, Standing]) -> str:
    if submission is None:
        return "Đơn vị này không báo cáo theo kế hoạch."
    return refusal(Action.SAVE, standing_of[submission.pk], now=timezone.now())


def _refused(unit: Unit, cell: CellEdit, why: str) -> Refused:
    return Refused(unit=unit.key, indicator=cell.indicator, message=why, is_closed=True)


def _stored(round_: Round, edits: Edits) -> dict[int, dict[str, Result]]:
    rows: dict[int, dict[str, Result]] = {}
    found = Result.objects.filter(
        unit__in=[unit.pk for unit in edits], period_code=round_.period_code
    ).select_related("indicator")
    for row in found:
        rows.setdefault(row.unit_id, {})[row.indicator.code] = row
    return rows


def _write(
    change: Change,
    round_: Round,
    decisions: list[tuple[_Desk, _Decision]],
    *,
    origin: str,
) -> None:
    written, touched = [], {}
    for desk, decision in decisions:
        changed = decision.content != content_of(decision.row)
        row = decision.row
        if changed and decision.content is EMPTY and row is not None:
            _clear(change, desk.submission, row)
            touched[desk.submission.pk], row = desk.submission, None
        elif changed:
            row = _filled(desk, decision, round_, origin)
            written.append(row)
        if desk.submission.is_nil and not decision.content.is_zero:
            desk.submission.is_nil = False
            touched[desk.submission.pk] = desk.submission
        desk.tell_saved(decision, row, changed=changed)
    change.save_all(written)
    change.save_all(list(touched.values()))


def _clear(change: Change, submission: Submission, row: Result) -> None:
    """Not reported = no row. A cell filled again starts above any version ever seen
    (the report's own number), so that an old page cannot pass for a fresh one."""
    submission.version = max(submission.version, row.version) + 1
    change.delete(row)


def _filled(desk: _Desk, decision: _Decision, round_: Round, origin: str) -> Result:
    row = decision.row
    if row is None:
        row = Result(
            unit=desk.unit,
            indicator_id=desk.indicators[decision.spec.code],
            period_code=round_.period_code,
            submission=desk.submission,
            version=desk.submission.version,
        )
    else:
        row.version += 1
    for name in CONTENT:
        setattr(row, name, getattr(decision.content, name))
    row.origin, row.origin_cell = origin, decision.edit.origin_cell
    return row
