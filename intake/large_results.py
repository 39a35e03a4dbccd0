"""A large table of results, by sets: compare, check the rules, write with versions.

The rules are those of `targets.saving`. A unit that breaks one is handed to it, cell
by cell, so that the refusal reads the same whatever the size of the table.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.db.models.expressions import RawSQL
from django.utils import timezone

from accounts import bulk
from accounts.journal import Change
from intake.staging import DIFFERING, INCOMING, keep_differing, rows
from intake.steps import Counts
from plans.models import Round
from targets.models import Result, Submission
from targets.reporting import Duties
from targets.saving import make_drafts
from targets.states import Action, Standing, State, refusal
from units.models import Unit

PARTS = ("value", "numerator", "denominator")
_DIFFERS = " OR ".join(
    f"(i.{p} IS NOT NULL AND (r.{p} IS NULL OR r.{p} <> i.{p}))" for p in PARTS
)


def compare(round_: Round, figures: int) -> Counts:
    """Keep what differs from the reported figures; `figures` there are in all."""
    olds = ", ".join(f"r.{part} AS old_{part}" for part in PARTS)
    keep_differing(
        f"SELECT i.*, r.id AS base_id, r.submission_id AS base_report, {olds}"
        f" FROM {INCOMING} i LEFT JOIN targets_result r ON r.unit_id = i.unit_id"
        f" AND r.indicator_id = i.item_id AND r.period_code = %s WHERE {_DIFFERS}",
        [round_.period_code],
    )
    new = " + ".join(
        f"count({p}) - count(CASE WHEN {p} IS NOT NULL THEN old_{p} END)" for p in PARTS
    )
    changed = " + ".join(f"count(CASE WHEN {p} <> old_{p} THEN 1 END)" for p in PARTS)
    fresh, moved = rows(f"SELECT {new}, {changed} FROM {DIFFERING}")[0]
    return Counts(new=fresh, changed=moved, same=figures - fresh - moved)


def like_quotas(round_: Round, most: int | None = None) -> int:
    """How many staged figures, of the first `most`, are a quota of their unit."""
    some = INCOMING if most is None else f"(SELECT * FROM {INCOMING} LIMIT {most})"
    found = rows(
        f"SELECT count(*) FROM {some} AS i WHERE EXISTS"
        " (SELECT 1 FROM targets_quota q JOIN targets_target t ON t.id = q.target_id"
        " WHERE t.plan_id = %s AND t.indicator_id = i.item_id"
        " AND q.unit_id = i.unit_id AND q.value = i.value)",
        [round_.plan_id],
    )
    return int(found[0][0])


def write(
    change: Change, round_: Round, duties: Duties, units: Iterable[Unit], origin: str
) -> None:
    """Write what differs inside the open change set, under the lock of each report.

    `origin` stands before the cell's address. Raises `Troubled`, nothing written.
    """
    ids = {row[0] for row in rows(f"SELECT DISTINCT unit_id FROM {DIFFERING}")}
    _lock(change, round_, duties, [unit for unit in units if unit.pk in ids])
    troubled = _troubled(round_, duties)
    if troubled:
        raise Troubled(troubled)
    _insert(change, round_, origin)
    if rows(f"SELECT 1 FROM {DIFFERING} WHERE base_id IS NOT NULL LIMIT 1"):
        _update(change, origin)
    _no_longer_nil(change, round_)


class Troubled(Exception):
    """Units whose figures the rules do not let in."""

    def __init__(self, units: set[int]) -> None:
        super().__init__(f"{len(units)} units")
        self.units = units


def _lock(change: Change, round_: Round, duties: Duties, units: Sequence[Unit]) -> None:
    """The reports of `units`, locked in one order; a missing draft is made."""
    present = Submission.objects.filter(round=round_)
    if present.filter(unit__in=_differing_units()).count() < len(units):
        make_drafts(change, round_, {unit.pk for unit in units}, duties)
    locked = present.filter(unit__in=_differing_units()).select_for_update()
    locked = locked.order_by("pk")
    for _ in locked.values_list("pk").iterator(chunk_size=2_000):
        pass


def _troubled(round_: Round, duties: Duties) -> set[int]:
    """Units with a closed report, or with a figure that breaks a rule."""
    return (
        _closed(round_)
        | _of_another_plan(round_)
        | _parts_above_wholes(round_, duties)
        | _broken_ratios()
        | _too_fine(duties)
    )


def _closed(round_: Round) -> set[int]:
    fresh = Round.objects.get(pk=round_.pk)  # anew, after the reports were locked
    reason = fresh.lock_reason if fresh.is_locked else None
    now = timezone.now()

    @cache
    def is_closed(state: str, until: dt.datetime | None) -> bool:
        standing = Standing(
            state=State(state), lock_reason=reason, reopened_until=until
        )
        return bool(refusal(Action.SAVE, standing, now=now))

    reports = Submission.objects.filter(round=round_, unit__in=_differing_units())
    told = reports.values_list("unit_id", "state", "reopened_until")
    open_ = {unit for unit, state, until in told if not is_closed(state, until)}
    wanted = {row[0] for row in rows(f"SELECT DISTINCT unit_id FROM {DIFFERING}")}
    return wanted - open_


def _of_another_plan(round_: Round) -> set[int]:
    return _units(
        f"SELECT d.unit_id FROM {DIFFERING} d JOIN targets_submission s ON"
        " s.unit_id = d.unit_id AND s.round_id = %s WHERE d.base_report <> s.id",
        [round_.pk],
    )


def _broken_ratios() -> set[int]:
    upper = "coalesce(numerator, old_numerator)"
    lower = "coalesce(denominator, old_denominator)"
    return _units(
        f"SELECT unit_id FROM {DIFFERING} WHERE {upper} IS NOT NULL"
        f" AND ({lower} IS NULL OR {upper} > {lower})"
    )


def _too_fine(duties: Duties) -> set[int]:
    """More decimals than the indicator has."""
    found: set[int] = set()
    for places in {t.indicator.decimals for t in duties.targets}:
        items = [
            t.indicator_id for t in duties.targets if t.indicator.decimals == places
        ]
        marks = ", ".join(["%s"] * len(items))
        found |= _units(
            f"SELECT unit_id FROM {DIFFERING} WHERE value <> round(value, {places})"
            f" AND item_id IN ({marks})",
            items,
        )
    return found


def _parts_above_wholes(round_: Round, duties: Duties) -> set[int]:
    """ "Trong đó" above its whole, where one of the two is in the file."""
    pairs = {
        (t.indicator_id, t.indicator.part_of_id)
        for t in duties.targets
        if t.indicator.part_of_id
    }
    found: set[int] = set()
    for pair in pairs:
        part, whole = (_AS_WRITTEN.format(item=int(item)) for item in pair)
        found |= _units(
            f"SELECT p.unit_id FROM {part} p JOIN {whole} w ON w.unit_id = p.unit_id"
            " WHERE p.value > w.value AND (p.is_told OR w.is_told)",
            [round_.period_code] * 2,
        )
    return found


# What each unit of the file will hold of one indicator.
_AS_WRITTEN = (
    "(SELECT u.unit_id, coalesce(d.value, r.value) AS value,"
    " d.item_id IS NOT NULL AS is_told"
    f" FROM (SELECT DISTINCT unit_id FROM {DIFFERING}) u"
    f" LEFT JOIN {DIFFERING} d ON d.unit_id = u.unit_id AND d.item_id = {{item}}"
    " LEFT JOIN targets_result r ON r.unit_id = u.unit_id"
    " AND r.indicator_id = {item} AND r.period_code = %s)"
)


def _insert(change: Change, round_: Round, origin: str) -> None:
    given = {
        "unit_id": "d.unit_id",
        "indicator_id": "d.item_id",
        "period_code": "%s",
        "submission_id": "s.id",
        "value": "d.value",
        "numerator": "d.numerator",
        "denominator": "d.denominator",
        "origin": "%s",
        "origin_cell": "%s || d.cell",
        "version": "s.version",
    }
    fields = [f for f in Result._meta.concrete_fields if not f.primary_key]
    rest = [f for f in fields if f.attname not in given]
    columns = ", ".join([*given, *(str(f.column) for f in rest)])
    sources = ", ".join([*given.values(), *["%s"] * len(rest)])
    own = (round_.period_code, Result.Origin.IMPORT, origin)
    bulk.write(
        change,
        Result,
        "+",
        f"INSERT INTO targets_result ({columns}) SELECT {sources} FROM {DIFFERING} d"
        " JOIN targets_submission s ON s.unit_id = d.unit_id AND s.round_id = %s"
        " WHERE d.base_id IS NULL ORDER BY d.unit_id, d.item_id",
        [*own, *(f.get_default() for f in rest), round_.pk],
    )


def _update(change: Change, origin: str) -> None:
    """A figure that changes no longer follows from the total that was stated."""
    bulk.write(
        change,
        Result,
        "~",
        "UPDATE targets_result SET value = coalesce(d.value, targets_result.value),"
        " numerator = coalesce(d.numerator, targets_result.numerator),"
        " denominator = coalesce(d.denominator, targets_result.denominator),"
        " stated_total = CASE WHEN d.value <> targets_result.value"
        " OR targets_result.value IS NULL AND d.value IS NOT NULL THEN NULL"
        " ELSE targets_result.stated_total END,"
        " origin = %s, origin_cell = %s || d.cell,"
        " version = targets_result.version + 1"
        f" FROM {DIFFERING} d WHERE targets_result.id = d.base_id",
        [Result.Origin.IMPORT, origin],
    )


def _no_longer_nil(change: Change, round_: Round) -> None:
    """A report of nothing into which something was put says so no more."""
    something = " OR ".join(f"{part} <> 0" for part in PARTS)
    ids = _units(f"SELECT DISTINCT unit_id FROM {DIFFERING} WHERE {something}")
    nil = Submission.objects.filter(round=round_, is_nil=True)
    touched = [report for report in nil if report.unit_id in ids]
    for report in touched:
        report.is_nil = False
    change.save_all(touched)


def _differing_units() -> Any:
    """The units as a condition for the ORM."""
    return RawSQL(f"SELECT unit_id FROM {DIFFERING}", ())


def _units(sql: str, params: Sequence[Any] = ()) -> set[int]:
    return {row[0] for row in rows(sql, params)}
