"""Rules and schemes as the tests write them."""

from __future__ import annotations

import datetime as dt

from plans import calendar_actions as actions
from plans.models import DeadlineRule, ReportingScheme
from tests import office


def by():
    return office.person("thuky")


def rule(**facts):
    told = {"period_kind": "Q", "working_days": 2, "valid_from": "2000-12-15"}
    row = DeadlineRule(**{**told, **facts})
    row.full_clean()
    actions.save_rule(row, by=by())
    return row


def scheme(**facts):
    told = {"name": "Chế độ thử", "valid_from": dt.date(2015, 1, 1)}
    row = ReportingScheme(**{**told, **facts})
    actions.save_scheme(row, by=by())
    return row
