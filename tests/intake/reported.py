"""Figures of the first quarter: saved on the entry page, looked up, approved."""

from __future__ import annotations

from targets.actions import CellEdit, approve, save_results, submit
from targets.models import Result
from tests import office


def typed(value, key="d002", code="cases", by="hoankiem"):
    """A figure saved on the entry page."""
    round_ = office.plan().rounds.get(period_code="2021-Q1")
    edit = CellEdit(indicator=code, value=value)
    save_results(
        round=round_, unit=office.unit(key), cells=[edit], by=office.person(by)
    )


def value(key="d002", code="cases"):
    row = Result.objects.filter(unit__key=key, indicator__code=code).first()
    return row.value if row else None


def approved(key="d002"):
    report = office.submission(key)
    submit(report, by=office.person("hoankiem"), answer="Chờ số liệu Công an quận")
    approve([office.submission(key)], by=office.person("thuky"), confirmed=True)
