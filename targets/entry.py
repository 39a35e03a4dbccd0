"""The sheet of one report: a unit × its indicators, with what was before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.scoping import editable_units
from plans.as_of import AsOf
from plans.models import Round
from plans.periods import Period
from targets.archive import Archive, read_archive, with_wholes
from targets.cells import Cell, cell_of
from targets.checks import Finding, all_zero
from targets.completeness import is_full
from targets.entry_cells import figure_cell, is_summed, parts_of, total_cell
from targets.facts import standing
from targets.filing import papers_beside
from targets.models import Evidence, Submission, Target
from targets.refreshing import row_now
from targets.reporting import Duties, duties_of
from targets.states import Action, refusal
from targets.texts import goal_text, result_text, state_of
from units.models import Unit


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line: what is asked, what was, what is typed, what it adds up to."""

    title: str
    measure_unit: str = ""
    help: str = ""
    is_part: bool = False
    goal: str = ""
    last_year: str = ""
    last_period: str = ""
    now: str = ""
    to_date: str = ""
    note_text: str = ""
    cells: tuple[Cell, ...] = ()
    note: Cell | None = None
    findings: tuple[Finding, ...] = ()
    group: str = ""
    url: str = ""
    code: str = ""
    state: str = ""
    state_label: str = ""
    key: str = ""  # `unit.indicator`, the row of the page a saved cell belongs to
    target: int = 0
    stated: str = ""
    total: Cell | None = None
    files: tuple[Evidence, ...] = ()

    @property
    def unanswered(self) -> tuple[Finding, ...]:
        """Questions with no note beside the figure."""
        return () if self.note_text else self.findings


@dataclass(frozen=True, kw_only=True)
class UnitSheet:
    """One unit's report of one round, ready to print."""

    submission: Submission
    round: Round
    unit: Unit
    rows: tuple[Row, ...]
    state: str
    state_label: str
    closed: str
    is_mine: bool
    may_edit: bool
    expected: int
    missing: tuple[str, ...]
    all_zero: Finding | None = None
    by_total: bool = False

    @property
    def filled(self) -> int:
        return self.expected - len(self.missing)

    @property
    def questions(self) -> list[str]:
        """Every soft check nobody has answered yet, as sentences."""
        first = [self.all_zero.text] if self.all_zero else []
        return first + [
            f"{row.title}: {finding.text}"
            for row in self.rows
            for finding in row.unanswered
        ]


def unit_sheet(
    submission: Submission, *, user: User, by_total: bool = False
) -> UnitSheet:
    """The page of one report; `submission` with its round, plan and unit. `by_total`:
    figures that add up over the year are typed as its running total."""
    may_enter = editable_units(user).filter(pk=submission.unit_id).exists()
    sheets = unit_sheets([submission], may_enter=may_enter, by_total=by_total)
    return sheets[submission.pk]


def unit_sheets(
    submissions: Iterable[Submission],
    *,
    may_enter: bool = False,
    by_total: bool = False,
) -> dict[int, UnitSheet]:
    """Sheets of many reports by key: four queries for each plan and period, and one
    for the files beside the figures."""
    sheets: dict[int, UnitSheet] = {}
    batches: dict[int, list[Submission]] = {}
    for submission in submissions:
        batches.setdefault(submission.round_id, []).append(submission)
    filed = papers_beside(s.pk for batch in batches.values() for s in batch)
    duties: dict[int, Duties] = {}
    for batch in batches.values():
        round_ = batch[0].round
        plan = round_.plan
        duties[plan.pk] = duties.get(plan.pk) or duties_of(plan)
        owed = duties[plan.pk].of(round_)
        asked = [t for s in batch for t in owed.targets_of(s.unit)]
        indicators = with_wholes(asked)
        units = [s.unit_id for s in batch]
        archive = read_archive(plan, round_.period, units, indicators)
        for submission in batch:
            builder = _Sheet(submission, owed, archive, may_enter)
            builder.by_total = by_total and round_.is_regular
            builder.filed = filed
            sheets[submission.pk] = builder.build()
    return sheets


class _Sheet:
    """Builds the sheet of one report."""

    by_total: bool
    filed: dict[tuple[int, int], list[Evidence]]

    def __init__(
        self, report: Submission, duties: Duties, archive: Archive, may_enter: bool
    ) -> None:
        self.report, self.archive = report, archive
        self.targets = _with_parts_below(duties.targets_of(report.unit))
        now = timezone.now()
        place = standing(report, report.round)
        self.closed = refusal(Action.SAVE, place, now=now)
        self.is_mine, self.may_edit = may_enter, may_enter and not self.closed
        self.badge = state_of(report, report.round, now)
        self.line = 0

    def build(self) -> UnitSheet:
        rows = [row for target in self.targets for row in self.rows_of(target)]
        missing = [t for t in self.targets if not self._is_full(t)]
        return UnitSheet(
            submission=self.report,
            round=self.report.round,
            unit=self.report.unit,
            rows=tuple(rows),
            state=self.badge[0],
            state_label=self.badge[1],
            closed=self.closed,
            is_mine=self.is_mine,
            may_edit=self.may_edit,
            expected=len(self.targets),
            missing=tuple(t.indicator.short_name for t in missing),
            all_zero=None if self.report.is_nil else self._all_zero(),
            by_total=self.by_total and self.may_edit,
        )

    def rows_of(self, target: Target) -> list[Row]:
        (part, word), *more = parts_of(target)
        rows = [self._row(target, part, word)]
        for part, word in more:
            title = (
                word if part == "grade" else _("trong đó, %(word)s") % {"word": word}
            )
            cells = (self._input(target, part, word),)
            rows.append(Row(title=title, is_part=True, cells=cells))
        return rows

    def _row(self, target: Target, part: str, word: str) -> Row:
        unit, indicator = self.report.unit, target.indicator
        row = self.archive.now(unit.pk, indicator.pk)
        period = self.archive.period
        title = indicator.short_name
        by_total = self.by_total and self.may_edit and is_summed(target)
        now = row_now(self.archive, unit.pk, indicator)
        return Row(
            key=f"{unit.key}.{indicator.code}",
            target=target.pk,
            title=f"{title}, {word}" if word else title,
            measure_unit=indicator.measure_unit,
            help=indicator.definition,
            is_part=indicator.part_of_id is not None,
            group=target.group,
            goal=goal_text(target, self.archive.quota(unit.pk, target)),
            last_year=self._past(indicator.pk, period.year_before()),
            last_period=self._past(indicator.pk, period.previous()),
            now=now.now,
            to_date=now.to_date,
            stated=now.stated,
            note_text=row.note if row else "",
            findings=now.findings,
            total=self._total(target) if by_total else None,
            cells=() if by_total else (self._input(target, part, word),),
            note=self._note(target),
            files=tuple(self.filed.get((self.report.pk, indicator.pk), ())),
            code=indicator.code,
        )

    def _past(self, indicator: int, period: Period | AsOf) -> str:
        return result_text(self.archive.row(self.report.unit_id, indicator, period))

    def _input(self, target: Target, part: str, word: str) -> Cell:
        unit = self.report.unit
        cell = figure_cell(unit, target, self.archive, part=part, word=word)
        return self._placed(cell)

    def _total(self, target: Target) -> Cell:
        return self._placed(total_cell(self.report.unit, target, self.archive))

    def _placed(self, cell: Cell) -> Cell:
        """The next line of the grid's first column."""
        self.line += 1
        return replace(cell, row=self.line - 1, readonly=not self.may_edit)

    def _note(self, target: Target) -> Cell | None:
        unit, indicator = self.report.unit_id, target.indicator_id
        if self.archive.is_counted(unit, indicator):
            return None
        row = self.archive.now(unit, indicator)
        label = _("Ghi chú: %(name)s") % {"name": target.indicator.short_name}
        cell = cell_of(self.report.unit, target, row, part="note", label=label)
        return replace(
            cell, row=self.line - 1, col=1, is_text=True, readonly=not self.may_edit
        )

    def _is_full(self, target: Target) -> bool:
        row = self.archive.now(self.report.unit_id, target.indicator_id)
        return row is not None and is_full(row)

    def _all_zero(self) -> Finding | None:
        unit, previous = self.report.unit_id, self.archive.period.previous()
        ids = [t.indicator_id for t in self.targets]
        now = [self.archive.now(unit, pk) for pk in ids]
        past = [self.archive.row(unit, pk, previous) for pk in ids]
        return all_zero(
            [row.value for row in now if row], [row.value for row in past if row]
        )


def _with_parts_below(targets: Iterable[Target]) -> list[Target]:
    """The plan's order, each "trong đó" directly under its whole."""
    found = list(targets)
    wholes = {t.indicator_id for t in found}
    below: dict[int, list[Target]] = {}
    for target in found:
        below.setdefault(target.indicator.part_of_id or 0, []).append(target)
    ordered: list[Target] = []
    for target in found:
        if target.indicator.part_of_id not in wholes:
            ordered += [target, *below.get(target.indicator_id, [])]
    return ordered
