"""Deterministic synthetic data for benchmarks, into an empty database only.

Rows are written in bulk without versions: nobody argues about these figures, and the
journal stays whole because it says nothing of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.refusals import Refusal
from plans.models import AssignedUnit, Document, Plan, Round
from plans.periods import Kind, Period, Scheme, of_year
from targets.models import Indicator, Quota, Result, Submission, Target
from units.models import Unit

DAY = dt.date(2015, 1, 1)
BATCH = 5_000


@dataclass(frozen=True)
class Size:
    """How many units and indicators, over how many years of four quarters."""

    units: int
    indicators: int
    years: int


SIZES = {
    "city": Size(31, 10, 5),
    "districts": Size(705, 20, 5),
    "communes": Size(10_600, 20, 5),
}
LAST_YEAR = 2021


def seed(size: Size) -> int:
    """Fill the database; the number of results. Refused where it has any unit."""
    if Unit.objects.exists():
        raise Refusal("Chỉ nạp dữ liệu đo tốc độ vào cơ sở dữ liệu trống.")
    with transaction.atomic():
        units = _units(size)
        indicators = Indicator.objects.bulk_create(
            Indicator(
                code=f"chi-tieu-{n:02}",
                name=f"Chỉ tiêu đo {n}",
                short_name=f"Chỉ tiêu {n}",
                measure_unit="vụ",
                kind="FLOW",
                order=n,
            )
            for n in range(1, size.indicators + 1)
        )
        years = range(LAST_YEAR - size.years + 1, LAST_YEAR + 1)
        return sum(_year(year, units, indicators) for year in years)


def _units(size: Size) -> list[Unit]:
    top = Unit(
        key="p99", kind="PROVINCE", code="99", type="Thành phố", name="Đo Tốc Độ"
    )
    top.valid_from = DAY
    top.derive_keys().save()
    rows = [
        Unit(
            key=f"d{n:05}",
            kind="DISTRICT",
            code=f"{n:05}",
            type="Huyện",
            name=f"Huyện số {n}",
            parent=top,
            valid_from=DAY,
        ).derive_keys()
        for n in range(1, size.units + 1)
    ]
    return Unit.objects.bulk_create(rows, batch_size=BATCH)


def _year(year: int, units: list[Unit], indicators: list[Indicator]) -> int:
    plan = plan_of(year, units)
    targets = Target.objects.bulk_create(
        Target(
            plan=plan,
            indicator=indicator,
            group="Đo",
            paragraph=f"II.{n}",
            comparator="AT_LEAST",
            value=100 * len(units),
            order=n,
        )
        for n, indicator in enumerate(indicators, 1)
    )
    quotas = (
        Quota(
            target=t, unit=u, value=100, decision=plan.document, valid_from=plan.start
        )
        for t in targets
        for u in units
    )
    _in_batches(Quota, quotas)
    return sum(
        _quarter(plan, period, units, indicators)
        for period in of_year(year, Kind.QUARTER)
    )


def plan_of(year: int, units: list[Unit]) -> Plan:
    document = Document.objects.create(
        slug=f"01-kh-{year}",
        kind="KH",
        symbol="01/KH-UBND",
        symbol_key="01/kh-ubnd",
        issuer="Ủy ban nhân dân thành phố Đo Tốc Độ",
        issued_on=dt.date(year, 1, 10),
    )
    first, last = Period(Kind.YEAR, year).window(Scheme.REPORTING)
    plan = Plan.objects.create(
        document=document,
        slug=document.slug,
        unit=units[0].parent,
        title="Đo tốc độ",
        year=year,
        start=first,
        end=last,
    )
    rows = (
        AssignedUnit(plan=plan, unit=unit, position=n)
        for n, unit in enumerate(units, 1)
    )
    _in_batches(AssignedUnit, rows)
    return plan


def _quarter(
    plan: Plan, period: Period, units: list[Unit], indicators: list[Indicator]
) -> int:
    end = dt.datetime.combine(period.window(Scheme.REPORTING)[1], dt.time(17))
    moment = timezone.make_aware(end)
    round_ = Round.objects.create(
        plan=plan, period_code=period.code, opened_at=moment, due_at=moment
    )
    reports = Submission.objects.bulk_create(
        [
            Submission(round=round_, unit=u, state="APPROVED", submitted_at=moment)
            for u in units
        ],
        batch_size=BATCH,
    )
    rows = (
        Result(
            unit=report.unit,
            indicator=indicator,
            period_code=period.code,
            submission=report,
            value=(report.unit_id * 7 + indicator.pk * 3 + period.number) % 40,
            origin=Result.Origin.DEMO,
        )
        for report in reports
        for indicator in indicators
    )
    return _in_batches(Result, rows)


def _in_batches(model: type, rows: Iterator) -> int:
    batch, written = [], 0
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            written += len(model.objects.bulk_create(batch))
            batch = []
    return written + len(model.objects.bulk_create(batch))
