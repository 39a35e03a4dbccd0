"""Illustrative results of the first three quarters of 2021, so every state is seen.

No document gives these figures. They are computed from the quotas by a fixed rule (a
digest of unit, indicator and quarter), so every demo shows the same, and every page
says «Số liệu minh họa».
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from accounts.journal import Change
from accounts.models import User
from plans.models import Plan, Round
from targets.models import Quota, Result, Submission, Target
from targets.reporting import Duties, duties_of
from units.models import Unit

State = Submission.State
QUARTERS = ("2021-Q1", "2021-Q2", "2021-Q3")
SILENT = {"d277"}  # has handed in nothing for the third quarter
LATE_DAYS = {"d269": 3, "d271": 2, "d280": 6, "pc04": 1}
RETURNED = {
    ("d271", "2021-Q3"): "Số vụ mua bán, vận chuyển quý III chưa khớp với báo cáo PC04."
}
WAITING = {("d005", "2021-Q3"), ("d008", "2021-Q3"), ("d021", "2021-Q3")}
DRAFTS = {("d002", "2021-Q3"), ("d282", "2021-Q3")}
METHADONE = {
    "methadone-patients": (5012, 5047, 5031),
    "methadone-cumulative": (6118, 6244, 6371),
    "methadone-dropouts": (231, 208, 219),
}
DRUG_FREE = (5, 5, 5)
HOTSPOTS = ((2, 6), (4, 6), (5, 6))


@dataclass(frozen=True)
class Figures:
    """What one unit reports of one target in one quarter."""

    value: int | None = None
    numerator: int | None = None
    denominator: int | None = None


def load_results(change: Change, plan: Plan) -> int:
    """Fill the drafts of the first three quarters; the number of results written."""
    duties = duties_of(plan)
    quotas = _quotas(plan)
    rounds = {r.period_code: r for r in plan.rounds.all()}
    if Result.objects.filter(submission__round__plan=plan).exists():
        return 0
    results: list[Result] = []
    for code in QUARTERS:
        reports = rounds[code].submissions.select_related("unit")
        for report in reports:
            results.extend(_report(report, code, duties, quotas))
            _stand(report, rounds[code])
        change.save_all(list(reports))
    return change.save_all(results)


def lock_first_quarter(change: Change, plan: Plan, by: User) -> None:
    """The first quarter is closed, as the office would have it by now."""
    first = plan.rounds.get(period_code=QUARTERS[0])
    if first.locked_at is None:
        first.locked_at = first.due_at + dt.timedelta(days=10)
        first.locked_by = by
        first.lock_reason = "Đã tổng hợp báo cáo quý I gửi Bộ Công an."
        change.save(first)


def _report(
    report: Submission, code: str, duties: Duties, quotas: dict[tuple[int, int], int]
) -> Iterator[Result]:
    if report.unit.key in SILENT and code == "2021-Q3":
        return
    quarter = QUARTERS.index(code)
    values: dict[str, int] = {}
    for target in duties.targets_of(report.unit):
        if (report.unit.key, code) in DRAFTS and target.indicator.part_of_id:
            continue  # the draft is half done
        quota = quotas.get((target.indicator_id, report.unit_id))
        figures = _figures(target, report.unit, quarter, quota, values)
        if figures is None:
            continue
        values[target.indicator.code] = figures.value or 0
        yield Result(
            unit=report.unit,
            indicator=target.indicator,
            period_code=code,
            submission=report,
            value=None if figures.value is None else Decimal(figures.value),
            numerator=figures.numerator,
            denominator=figures.denominator,
            origin=Result.Origin.DEMO,
        )


def _figures(
    target: Target, unit: Unit, quarter: int, quota: int | None, values: dict[str, int]
) -> Figures | None:
    code = target.indicator.code
    if code in METHADONE:
        return Figures(METHADONE[code][quarter])
    if code == "drug-free-communes":
        return Figures(DRUG_FREE[quarter])
    if code == "hotspots-cleared":
        return Figures(None, *HOTSPOTS[quarter])
    if code == "production-and-plants":
        return Figures(0)
    if code == "key-communes":
        return Figures(3 + _chance(unit.key, code, "") % 6 - min(quarter, 1))
    if target.indicator.part_of is not None:
        whole = values.get(target.indicator.part_of.code)
        if whole is None:
            return None
        percent = 44 + _chance(unit.key, code, str(quarter)) % 24
        return Figures(whole * percent // 100)
    if quota is None:
        return None
    percent = 78 + _chance(unit.key, code, str(quarter)) % 48
    return Figures((quota * percent + 200) // 400)


def _stand(report: Submission, round_: Round) -> None:
    """Where the report stands: most approved, some waiting, returned, late, missing."""
    place = (report.unit.key, round_.period_code)
    if place in DRAFTS or (report.unit.key in SILENT and place[1] == "2021-Q3"):
        return
    late = LATE_DAYS.get(report.unit.key, 0) if place[1] != "2021-Q1" else 0
    early = 4 + _chance(report.unit.key, "", place[1]) % 40
    hours = dt.timedelta(hours=-early, days=late + (2 if late else 0))
    report.submitted_at = round_.due_at + hours
    report.state = State.SUBMITTED
    if place in RETURNED:
        report.state, report.reason = State.RETURNED, RETURNED[place]
    elif place not in WAITING:
        report.state = State.APPROVED
    if report.state != State.SUBMITTED:
        report.decided_at = report.submitted_at + dt.timedelta(days=1, hours=3)


def _quotas(plan: Plan) -> dict[tuple[int, int], int]:
    rows = Quota.objects.in_force().filter(target__plan=plan)
    return {
        (indicator, unit): int(value)
        for indicator, unit, value in rows.values_list(
            "target__indicator", "unit", "value"
        )
    }


def _chance(*words: str) -> int:
    """A fixed number from words: the same in every demo on every machine."""
    return int(hashlib.sha256("\x1f".join(words).encode()).hexdigest()[:8], 16)
