"""How things stood on a day: quotas in force then, and what was on record then.

The quota table goes by the days in force of each decision. A unit's results go by
the journal's row versions: what the system had been told by the end of that day,
whatever was corrected later.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.journal import DELETED
from accounts.refusals import Refusal
from plans.models import Plan, Round
from reports.choosing import day as day_text
from reports.figures_read import PlanFigures, plan_figures
from reports.measures import Entry, Key, Measures
from reports.register_read import with_register
from reports.shown import figure, shown
from targets.kinds import IndicatorKind
from targets.labels import STATE
from targets.models import Quota, Result, Submission, Target
from targets.progress import last_finished
from units.models import Unit

_MINUTE = dt.timedelta(minutes=1)
_YEARS = range(1900, 3000)  # days beyond have no midnight that every clock can tell
_TOLD = Decimal(1)  # a text counts as reported; the number is never shown


@dataclass(frozen=True)
class QuotaDay:
    """A day from which quotas of a plan hold, and by which documents."""

    day: dt.date
    label: str
    symbols: str


@dataclass(frozen=True)
class ThenCell:
    """One grain period as it stood: finished strings."""

    value: str
    state: str


@dataclass(frozen=True, kw_only=True)
class ThenLine:
    """One target of the unit: as it stood, and as it stands now."""

    target: Target
    quota: str
    cells: tuple[ThenCell, ...]
    to_date: str
    percent: str
    quota_now: str
    to_date_now: str

    @property
    def is_part(self) -> bool:
        return self.target.indicator.part_of_id is not None

    @property
    def has_changed(self) -> bool:
        return (self.quota, self.to_date) != (self.quota_now, self.to_date_now)


@dataclass(frozen=True, kw_only=True)
class UnitThen:
    """The results of one unit over the plan's year, as recorded by the end of `on`."""

    unit: Unit
    plan: Plan
    on: dt.date
    at: dt.datetime  # the last minute that counts
    periods: tuple[str, ...]
    lines: tuple[ThenLine, ...]

    @property
    def changed(self) -> int:
        return sum(line.has_changed for line in self.lines)


def day_of(text: str) -> dt.date | None:
    """The day of an address; None: not asked. Refuses what is no day."""
    if not text:
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.year not in _YEARS:
        sentence = _("Ngày «%(text)s» không đúng; hãy ghi như 2021-06-15.")
        raise Refusal(sentence % {"text": text[:20]}, status=400)
    return day


def moment_of(text: str) -> dt.datetime | None:
    """The minute of an address by the Vietnamese clock; None: not asked."""
    if not text:
        return None
    try:
        naive = dt.datetime.fromisoformat(text).replace(second=0, microsecond=0)
    except ValueError:
        naive = None
    if naive is None or naive.tzinfo or naive.year not in _YEARS:
        sentence = _("Thời điểm «%(text)s» không đúng; hãy ghi như 2021-06-15T17:30.")
        raise Refusal(sentence % {"text": text[:20]}, status=400)
    return timezone.make_aware(naive)


def end_of(day: dt.date) -> dt.datetime:
    """The last minute of a day."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(23, 59)))


def quota_days(plan: Plan) -> list[QuotaDay]:
    """The days on which some quota of the plan begins, oldest first: one query."""
    rows = Quota.objects.filter(target__plan=plan).order_by("valid_from")
    found: dict[dt.date, dict[str, None]] = {}
    for day, symbol in rows.values_list("valid_from", "decision__symbol").distinct():
        found.setdefault(day, {})[symbol or ""] = None
    return [
        QuotaDay(day, day_text(day), ", ".join(filter(None, symbols)))
        for day, symbols in found.items()
    ]


def with_quotas_of(figures: PlanFigures, day: dt.date) -> PlanFigures:
    """The same plan with the quotas in force on `day`: one query."""
    rows = Quota.objects.as_of(day).filter(
        target__plan=figures.plan, unit__in=figures.visible
    )
    return replace(figures, quotas={(row.target_id, row.unit_id): row for row in rows})


def unit_then(plan: Plan, unit: Unit, at: dt.datetime) -> UnitThen:
    """Read the unit's year twice: from its rows, and from their versions of then.

    What was written in the minute `at` counts.
    """
    on = timezone.localtime(at).date()
    now = plan_figures(plan, plan.year_period, units=[unit])
    then = replace(
        now,
        quotas=_quotas(now, unit, at),
        measures=with_register(
            _measures(now, unit, at), plan, now.targets, now.visible, on=on
        ),
        finished=last_finished(
            plan.year_period, plan.grain_kind, on=on, scheme=plan.calendar
        ),
    )
    return UnitThen(
        unit=unit,
        plan=plan,
        on=on,
        at=at,
        periods=tuple(p.label.rsplit("/", 1)[0] for p in now.measures.grains),
        lines=tuple(_line(t, unit, then, now) for t in now.targets_of(unit)),
    )


def _line(target: Target, unit: Unit, then: PlanFigures, now: PlanFigures) -> ThenLine:
    old = shown(then.row(target, unit), official=False)
    new = shown(now.row(target, unit), official=False)
    kind = IndicatorKind(target.indicator.kind)
    return ThenLine(
        target=target,
        quota=old.quota,
        cells=tuple(_cell(kind, entry) for entry in then.series(target, unit)),
        to_date=old.to_date,
        percent=old.percent,
        quota_now=new.quota,
        to_date_now=new.to_date,
    )


def _cell(kind: IndicatorKind, entry: Entry | None) -> ThenCell:
    if entry is None or not entry.measure.is_reported:
        return ThenCell("", "")
    return ThenCell(figure(kind, entry.measure), STATE[entry.state])


def _measures(now: PlanFigures, unit: Unit, at: dt.datetime) -> Measures:
    """The unit's series from the versions of results and reports: two queries."""
    grains = now.measures.grains
    place = {period.code: at for at, period in enumerate(grains)}
    rounds = Round.objects.filter(plan=now.plan).values("pk")
    reports = _versions(Submission, at, unit_id=unit.pk, round_id__in=rounds)
    states = {row.id: row.state for row in reports}
    found: dict[Key, list[Entry | None]] = {}
    for row in _versions(Result, at, unit_id=unit.pk, period_code__in=list(place)):
        series = found.setdefault((row.unit_id, row.indicator_id), [None] * len(grains))
        told = row.value is None and bool(row.text)
        series[place[row.period_code]] = Entry(
            value=_TOLD if told else row.value,
            numerator=row.numerator,
            denominator=row.denominator,
            text=row.text,
            state=states.get(row.submission_id, Submission.State.DRAFT.value),
        )
    return Measures(grains, found, {})


def _quotas(
    now: PlanFigures, unit: Unit, at: dt.datetime
) -> dict[tuple[int, int], Quota]:
    """The quotas on record then, of those in force at the end of the plan's year."""
    cut_off = now.period.window(now.plan.calendar)[1]
    targets: Sequence[int] = [target.pk for target in now.targets]
    rows = _versions(Quota, at, unit_id=unit.pk, target_id__in=targets)
    return {
        (row.target_id, row.unit_id): row.instance
        for row in rows
        if row.valid_from <= cut_off and (not row.valid_to or row.valid_to > cut_off)
    }


def _versions(model: Any, at: dt.datetime, **which: Any) -> Iterable[Any]:
    """The last version of each row by the end of the minute, without those deleted."""
    end = at + _MINUTE
    rows = model.history.filter(history_date__lt=end, **which).order_by("history_id")
    last = {row.id: row for row in rows}
    return [row for row in last.values() if row.history_type != DELETED]
