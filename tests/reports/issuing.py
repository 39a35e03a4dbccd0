"""Official reports as the office would make them, and how to look into their files."""

from __future__ import annotations

import io
from decimal import Decimal

import docx
import openpyxl
from django.urls import reverse

from plans.models import Plan
from plans.periods import Period
from reports.actions import issue, save_draft, start_draft
from reports.models import Report
from reports.snapshots import picture_of
from targets.models import Quota, Target
from tests import office
from tests.reports.entries import enter, plan_of
from units.models import Unit

H1, Q2 = Period.parse("2021-H1"), Period.parse("2021-Q2")


def half_a_year(key="d002", before=None):
    """29 and 30 cases of one unit; `before` a year ago in each quarter."""
    enter(key, "cases", "2021-Q1", 29)
    enter(key, "cases", "2021-Q2", 30)
    for quarter in ("2020-Q1", "2020-Q2") if before is not None else ():
        enter(key, "cases", quarter, before)


def picture(period=H1, plan=None):
    return picture_of(plan or office.plan(), period)


def issued(period=H1, **options) -> Report:
    by = office.person("thuky")
    return issue(start_draft(office.plan(), period, by=by), by=by, **options)


def word(content):
    return docx.Document(io.BytesIO(content))


def words(document) -> str:
    """Every paragraph of the body and of its tables."""
    cells = (c for t in document.tables for r in t.rows for c in r.cells)
    inside = (p.text for cell in cells for p in cell.paragraphs)
    return "\n".join([*(p.text for p in document.paragraphs), *inside])


def book(content, *, values=False):
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def rows_of(sheet, *, after=""):
    """Rows from the section whose title contains `after` to its end, as values."""
    found, inside = [], not after
    for row in sheet.iter_rows(values_only=True):
        is_title = isinstance(row[0], str) and row[1] is None
        if is_title and inside and found:
            break
        inside = inside or (is_title and after in row[0])
        if inside and not is_title:
            found.append(row)
    return found


def plan_with(count: int) -> Plan:
    """A plan of 2022 that deals out one target to `count` units."""
    from accounts.journal import changeset
    from plans.actions import assign_units

    plan = plan_of(2022)
    units = list(Unit.objects.filter(kind="COMMUNE").order_by("key")[:count])
    old = Target.objects.get(plan=office.plan(), indicator__code="cases")
    with changeset(by=None, what="Giao") as change:
        assign_units(change, plan, units)
        target = Target(
            plan=plan,
            indicator=old.indicator,
            comparator="AT_LEAST",
            value=Decimal(count),
        )
        change.save(target)
        change.save_all(
            [
                Quota(target=target, unit=unit, value=1, valid_from="2021-12-15")
                for unit in units
            ]
        )
    return plan


def write(draft, by="thuky", version=None, letterhead=None, **texts):
    return save_draft(
        draft,
        by=office.person(by),
        version=draft.version if version is None else version,
        letterhead=letterhead or draft.head,
        texts=texts,
    )


def page(draft, name="report", **more):
    return reverse(name, kwargs={"pk": draft.pk, **more})
