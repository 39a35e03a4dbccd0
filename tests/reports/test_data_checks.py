"""What the clerk is told to look at, and what is left in peace."""

import datetime as dt
import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.journal import changeset
from plans.models import Citation
from reports.data_checks import findings
from targets.models import Indicator, Quota, Result
from tests import office

HANOI = dt.timezone(dt.timedelta(hours=7))
NEW_YEAR = dt.datetime(2021, 1, 1, tzinfo=HANOI)  # no report is due yet
APRIL = dt.datetime(2021, 4, 30, tzinfo=HANOI)  # the first quarter's are


def _messages(code, *, now=NEW_YEAR):
    return [f.message for f in findings(now=now) if f.code == code]


def _keep(row):
    with changeset(by=None, what="Sửa để thử") as change:
        change.save(row)


def test_the_annex_as_printed_closes(quotas):
    assert _messages("SUM") == []
    assert _messages("ORPHAN") == []


def test_a_quota_that_breaks_the_total_is_told_with_the_difference(quotas):
    quota = Quota.objects.get(unit__key="d002", target__indicator__code="cases")
    quota.value += Decimal(1)

    _keep(quota)

    (message,) = _messages("SUM")
    assert "Tổng ghi 2.300, cộng được 2.301, lệch +1" in message


def test_a_quota_of_a_unit_the_plan_does_not_list_is_an_orphan(quotas):
    quota = Quota.objects.get(unit__key="d002", target__indicator__code="cases")
    quota.unit = office.unit("so-y-te")

    _keep(quota)

    assert any("Sở Y tế" in message for message in _messages("ORPHAN"))


def test_a_result_in_another_units_report_is_an_orphan(quarters):
    row = Result(
        unit=office.unit("d271"),
        indicator=Indicator.objects.get(code="cases"),
        period_code="2021-Q1",
        submission=office.submission("d002"),
        value=Decimal(1),
        origin=Result.Origin.FORM,
    )

    _keep(row)

    assert any("Ba Vì" in message for message in _messages("ORPHAN"))


def test_drafts_are_counted_only_after_their_day(quarters):
    assert _messages("DRAFT") == []

    late = _messages("DRAFT", now=APRIL)

    assert any("Quận Hoàn Kiếm chưa nộp báo cáo" in message for message in late)


def test_an_empty_report_is_a_gap_unless_it_says_nothing_happened(quarters):
    report = office.submission("d002")
    report.state, report.submitted_at = "SUBMITTED", NEW_YEAR
    _keep(report)
    empty = [m for m in _messages("GAP", now=APRIL) if "Hoàn Kiếm" in m]

    report.is_nil = True
    _keep(report)

    assert len(empty) == 1
    assert not [m for m in _messages("GAP", now=APRIL) if "Hoàn Kiếm" in m]


def test_a_citation_of_no_known_document_asks_for_one(db):
    citation = Citation.objects.exclude(cited=None).first()
    citation.cited = None

    _keep(citation)

    assert any(citation.text[:100] in m for m in _messages("CITATION"))


def test_the_command_prints_one_object_and_refuses_when_there_is_work(quarters):
    out = StringIO()

    with pytest.raises(CommandError) as refusal:
        call_command("check_data", json=True, stdout=out)

    answer = json.loads(out.getvalue())
    assert refusal.value.returncode == 1
    assert {f["code"] for f in answer["findings"]} >= {"DRAFT"}
