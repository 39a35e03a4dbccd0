"""One indicator × the units that report on it: the Secretariat's way of entering.

Its "trong đó" stand beside it as further columns, so that the block of a paper (whole
and part of 31 units) is pasted in one piece.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.scoping import editable_units, visible_units
from plans.models import Round
from targets.archive import Archive, measure_of, read_archive, with_wholes
from targets.cells import Cell
from targets.entry import Row
from targets.entry_cells import figure_cell, is_summed, parts_of, total_cell
from targets.facts import standing
from targets.figures import Figure, over_units
from targets.kinds import IndicatorKind
from targets.models import Submission, Target
from targets.refreshing import row_now
from targets.reporting import Duties, duties_of
from targets.states import Action, refusal
from targets.texts import figure_text, goal_text, result_text, state_of
from units.models import Unit


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of inputs; `total` is the sum of what the period has so far."""

    heading: str
    target: Target
    part: str
    word: str
    by_total: bool
    total: str = ""


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A figure that follows from a column: to date, or in the period by total."""

    key: str
    text: str
    target: int
    by_total: bool


@dataclass(frozen=True, kw_only=True)
class UnitRow(Row):
    """A row of the sheet: a unit with the figures beside each of the targets."""

    beside: tuple[Beside, ...] = ()


@dataclass(frozen=True, kw_only=True)
class IndicatorSheet:
    """One indicator of a round with every unit that reports on it."""

    round: Round
    target: Target
    targets: tuple[Target, ...]  # one per indicator, to choose from
    rows: tuple[UnitRow, ...]
    columns: tuple[Column, ...]
    beside: tuple[str, ...]  # headings of the figures that follow
    coverage: str
    has_open: bool
    may_total: bool
    by_total: bool


def indicator_sheet(
    round_: Round, code: str, *, user: User, by_total: bool = False
) -> IndicatorSheet | None:
    """The sheet of `code` (the first one where "" is given); None: no such indicator
    for this person. Seven queries, whatever the number of units."""
    duties = duties_of(round_.plan).of(round_)
    owing = [unit.pk for unit in duties.reporters]
    seen = set(visible_units(user).filter(pk__in=owing).values_list("pk", flat=True))
    targets = _choices(duties, seen)
    target = next((t for t in targets if t.indicator.code == code), None)
    if target is None and (code or not targets):
        return None
    target = target or targets[0]
    units = [unit for unit in duties.units_of(target) if unit.pk in seen]
    editable = editable_units(user).filter(pk__in=owing)
    writable = set(editable.values_list("pk", flat=True))
    family = _family(target, targets)
    keys = [unit.pk for unit in units]
    archive = read_archive(round_.plan, round_.period, keys, with_wholes(family))
    reports = {s.unit_id: s for s in round_.submissions.filter(unit__in=units)}
    builder = _Builder(round_, family, archive, reports, writable)
    builder.by_total = by_total and round_.is_regular
    builder.duties = duties
    return builder.build(units, tuple(targets))


class _Builder:
    by_total: bool
    duties: Duties

    def __init__(
        self,
        round_: Round,
        family: tuple[Target, ...],
        archive: Archive,
        reports: Mapping[int, Submission],
        writable: set[int],
    ) -> None:
        self.round, self.target, self.family = round_, family[0], family
        self.archive, self.reports, self.writable = archive, reports, writable
        self.now = timezone.now()

    def build(self, units: list[Unit], targets: tuple[Target, ...]) -> IndicatorSheet:
        self.columns = tuple(self._columns(units))
        rows = tuple(self.row(number, unit) for number, unit in enumerate(units))
        inputs = [c for row in rows for c in row.cells if c.applicable]
        return IndicatorSheet(
            round=self.round,
            target=self.target,
            targets=targets,
            rows=rows,
            columns=self.columns,
            beside=tuple(self._beside_heading(target) for target in self.family),
            coverage=self.coverage(units),
            has_open=any(not cell.readonly for cell in inputs),
            may_total=self.round.is_regular and any(map(is_summed, self.family)),
            by_total=self.by_total,
        )

    def row(self, number: int, unit: Unit) -> UnitRow:
        indicator, period = self.target.indicator, self.archive.period
        report = self.reports.get(unit.pk)
        badge = state_of(report, self.round, self.now) if report else ("", "")
        past = [period.year_before(), period.previous()]
        before = [self.archive.row(unit.pk, indicator.pk, p) for p in past]
        return UnitRow(
            title=str(unit),
            code=unit.key,
            key=f"{unit.key}.{indicator.code}",
            goal=goal_text(self.target, self.archive.quota(unit.pk, self.target)),
            last_year=result_text(before[0]),
            last_period=result_text(before[1]),
            now=result_text(self.archive.now(unit.pk, indicator.pk)),
            cells=tuple(self._cells(number, unit, report)),
            beside=tuple(self._beside(unit, target) for target in self.family),
            state=badge[0],
            state_label=badge[1],
        )

    def _cells(
        self, number: int, unit: Unit, report: Submission | None
    ) -> Iterable[Cell]:
        closed = unit.pk not in self.writable or self._closed(report)
        for col, column in enumerate(self.columns):
            cell = self._cell(unit, column)
            applies = self.duties.applies(column.target, unit)
            yield replace(
                cell, row=number, col=col, readonly=closed, applicable=applies
            )

    def _cell(self, unit: Unit, column: Column) -> Cell:
        target, archive = column.target, self.archive
        if column.by_total:
            return total_cell(unit, target, archive)
        return figure_cell(unit, target, archive, part=column.part, word=column.word)

    def _beside(self, unit: Unit, target: Target) -> Beside:
        found = row_now(self.archive, unit.pk, target.indicator)
        by_total = self._is_total(target)
        return Beside(
            key=f"{unit.key}.{target.indicator.code}",
            text=found.now if by_total else found.to_date,
            target=target.pk,
            by_total=by_total,
        )

    def _is_total(self, target: Target) -> bool:
        return self.by_total and is_summed(target)

    def _beside_heading(self, target: Target) -> str:
        word = _("Kỳ này") if self._is_total(target) else _("Lũy kế năm")
        return _named(word, target, self.target)

    def _columns(self, units: list[Unit]) -> Iterable[Column]:
        for target in self.family:
            by_total = self._is_total(target)
            for part, word in parts_of(target):
                title = _("Lũy kế năm") if by_total else word.capitalize()
                yield Column(
                    heading=_named(title or _("Kỳ này"), target, self.target),
                    target=target,
                    part=part,
                    word=word,
                    by_total=by_total,
                    total="" if part == "n" else self._total(units, target),
                )

    def _closed(self, report: Submission | None) -> bool:
        if report is None:
            return self.round.is_locked
        place = standing(report, self.round)
        return bool(refusal(Action.SAVE, place, now=self.now))

    def _total(self, units: Iterable[Unit], target: Target) -> str:
        """The sum of what the period has so far, drafts included."""
        figures = []
        for unit in units:
            measure = measure_of(self.archive.now(unit.pk, target.indicator_id))
            if measure is not None:
                parts = (measure.value, measure.numerator, measure.denominator)
                figures.append(
                    Figure(value=parts[0], numerator=parts[1], denominator=parts[2])
                )
        total = over_units(figures)
        kind = IndicatorKind(target.indicator.kind)
        return figure_text(
            IndicatorKind.FLOW if kind is IndicatorKind.SHARE else kind, total
        )

    def coverage(self, units: list[Unit]) -> str:
        indicator = self.target.indicator_id
        rows = [self.archive.now(unit.pk, indicator) for unit in units]
        done = sum(1 for row in rows if row is not None)
        return _("%(done)d/%(all)d đơn vị đã nhập") % {"done": done, "all": len(units)}


def _choices(duties: Duties, seen: set[int]) -> list[Target]:
    """Targets, one per indicator, on which some unit of this person reports."""
    found: dict[int, Target] = {}
    for target in duties.targets:
        if any(unit.pk in seen for unit in duties.units_of(target)):
            found.setdefault(target.indicator_id, target)
    return list(found.values())


def _family(target: Target, targets: Iterable[Target]) -> tuple[Target, ...]:
    """The target with the "trong đó" of its indicator behind it."""
    parts = [t for t in targets if t.indicator.part_of_id == target.indicator_id]
    return (target, *parts)


def _named(word: str, target: Target, first: Target) -> str:
    """A heading; that of a part says which part it is."""
    if target is first:
        return word
    return _("%(word)s: %(name)s") % {
        "word": word,
        "name": target.indicator.short_name,
    }
