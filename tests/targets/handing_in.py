"""Reports filled, handed in and approved, as the tests need them."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from targets.actions import (
    CellEdit,
    approve,
    save_results,
    submit,
)
from targets.completeness import gaps_of
from tests import office


def fill(key="d002", period="2021-Q1", *, but=(), value="4"):
    """Every figure `key` owes in `period`, except those of `but`."""
    report = office.submission(key, period)
    targets = gaps_of([report])[report.pk].targets
    cells = [
        CellEdit(indicator=t.indicator.code, numerator="4", denominator="6")
        if t.indicator.is_ratio
        else CellEdit(indicator=t.indicator.code, value=value)
        for t in targets
        if t.indicator.code not in but
    ]
    save_results(round=report.round, unit=report.unit, cells=cells, by=None)
    return report


def handed_in(key="d002", period="2021-Q1", *, by="hoankiem"):
    return submit(fill(key, period), by=office.person(by))


def edit_cases(value="9"):
    report = office.submission("d002")
    return save_results(
        round=report.round,
        unit=report.unit,
        cells=[CellEdit(indicator="cases", value=value)],
        by=office.person("hoankiem"),
    )


def approved(key="d002", period="2021-Q1"):
    report = handed_in(key, period)
    return approve([report], by=office.person("thuky")).approved[0]


def in_an_hour():
    return timezone.now() + dt.timedelta(hours=1)
