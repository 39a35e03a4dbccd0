"""One indicator × the units that report on it: the Secretariat's way of entering."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.scoping import editable_units, visible_units
from plans.models import Round
from targets.archive import Archive, measure_of, read_archive
from targets.cells import Cell, cell_of
from targets.entry import Row
from targets.facts import standing
from targets.figures import Figure, over_units
from targets.kinds import IndicatorKind
from targets.models import Submission, Target
from targets.reporting import Duties, duties_of
from targets.states import Action, refusal
from targets.texts import figure_text, goal_text, result_text, state_of
from units.models import Unit


@dataclass(frozen=True, kw_only=True)
class IndicatorSheet:
    """One indicator of a round with every unit that reports on it."""

    round: Round
    target: Target
    targets: tuple[Target, ...]  # one per indicator, to choose from
    rows: tuple[Row, ...]
    columns: tuple[str, ...]  # headings of the inputs
    total: str
    coverage: str
    has_open: bool


def indicator_sheet(round_: Round, code: str, *, user: User) -> IndicatorSheet | None:
    """The sheet of `code` (the first one where "" is given); None: no such indicator
    for this person. Seven queries, whatever the number of units."""
    duties = duties_of(round_.plan)
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
    ids = [target.indicator_id, *filter(None, [target.indicator.part_of_id])]
    archive = read_archive(round_.plan, round_.period, [u.pk for u in units], ids)
    reports = {s.unit_id: s for s in round_.submissions.filter(unit__in=units)}
    builder = _Builder(round_, target, archive, reports, writable)
    rows = tuple(builder.row(number, unit) for number, unit in enumerate(units))
    return IndicatorSheet(
        round=round_,
        target=target,
        targets=tuple(targets),
        rows=rows,
        columns=_columns(target),
        total=builder.total(units),
        coverage=builder.coverage(units),
        has_open=any(not cell.readonly for row in rows for cell in row.cells),
    )


class _Builder:
    def __init__(
        self,
        round_: Round,
        target: Target,
        archive: Archive,
        reports: dict[int, Submission],
        writable: set[int],
    ) -> None:
        self.round, self.target, self.archive = round_, target, archive
        self.reports, self.writable, self.now = reports, writable, timezone.now()

    def row(self, number: int, unit: Unit) -> Row:
        indicator, period = self.target.indicator, self.archive.period
        row = self.archive.now(unit.pk, indicator.pk)
        report = self.reports.get(unit.pk)
        badge = state_of(report, self.round, self.now) if report else ("", "")
        past = [period.year_before(), period.previous()]
        before = [self.archive.row(unit.pk, indicator.pk, p) for p in past]
        figure = self.archive.to_date(unit.pk, indicator)
        return Row(
            title=str(unit),
            code=unit.key,
            goal=goal_text(self.target, self.archive.quota(unit.pk, self.target)),
            last_year=result_text(before[0]),
            last_period=result_text(before[1]),
            now=result_text(row),
            to_date=figure_text(IndicatorKind(indicator.kind), figure),
            cells=self._cells(number, unit, report),
            state=badge[0],
            state_label=badge[1],
        )

    def _cells(
        self, number: int, unit: Unit, report: Submission | None
    ) -> tuple[Cell, ...]:
        indicator = self.target.indicator
        row = self.archive.now(unit.pk, indicator.pk)
        closed = unit.pk not in self.writable or self._closed(report)
        cells = []
        for col, (part, word) in enumerate(_parts(self.target)):
            label = f"{unit}, {indicator.short_name}{', ' + word if word else ''}"
            cell = cell_of(unit, self.target, row, part=part, label=label)
            cells.append(replace(cell, row=number, col=col, readonly=closed))
        return tuple(cells)

    def _closed(self, report: Submission | None) -> bool:
        if report is None:
            return self.round.is_locked
        place = standing(report, self.round)
        return bool(refusal(Action.SAVE, place, now=self.now))

    def total(self, units: Iterable[Unit]) -> str:
        """The sum of what the period has so far, drafts included."""
        figures = []
        for unit in units:
            measure = measure_of(self.archive.now(unit.pk, self.target.indicator_id))
            if measure is not None:
                parts = (measure.value, measure.numerator, measure.denominator)
                figures.append(
                    Figure(value=parts[0], numerator=parts[1], denominator=parts[2])
                )
        total = over_units(figures)
        kind = IndicatorKind(self.target.indicator.kind)
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


def _parts(target: Target) -> tuple[tuple[str, str], ...]:
    if target.indicator.is_ratio:
        return (("d", _("mẫu số")), ("n", _("tử số")))
    if target.indicator.kind == IndicatorKind.QUALITATIVE:
        return (("text", ""),)
    return (("", ""),)


def _columns(target: Target) -> tuple[str, ...]:
    words = [word for _part, word in _parts(target)]
    return tuple(word.capitalize() or _("Kỳ này") for word in words)
