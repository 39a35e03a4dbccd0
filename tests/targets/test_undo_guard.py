"""Taking figures back obeys the approval and the lock like any other edit."""

from __future__ import annotations

import pytest

from accounts.models import ChangeSet
from accounts.undoing import CannotUndo, undo
from targets.actions import CellEdit, approve, lock_round, save_results, submit
from targets.guards import closed_reports
from targets.models import Result
from tests import office

pytestmark = pytest.mark.django_db


def entered() -> ChangeSet:
    report = office.submission("d002")
    saved = save_results(
        round=report.round,
        unit=report.unit,
        cells=[CellEdit(indicator="cases", value="31")],
        by=office.person("hoankiem"),
    )
    return ChangeSet.objects.get(pk=saved.change)


def take_back(line: ChangeSet) -> None:
    undo(line, by=office.person("thuky"), reason="Nhầm", guard=closed_reports)


def test_figures_of_a_draft_can_be_taken_back(quarters):
    line = entered()

    take_back(line)

    assert not Result.objects.exists()


def test_figures_of_an_approved_report_cannot_be_taken_back(quarters):
    line = entered()
    report = office.submission("d002")
    submit(report, by=office.person("hoankiem"), answer="Còn thiếu")
    approve([report], by=office.person("thuky"), confirmed=True)

    with pytest.raises(CannotUndo, match=r"Quận Hoàn Kiếm, Quý I/2021: .*duyệt"):
        take_back(line)

    assert Result.objects.get().value == 31


def test_figures_of_a_locked_round_cannot_be_taken_back(quarters):
    line = entered()
    first = office.submission("d002").round
    lock_round(first, reason="Đã tổng hợp", by=office.person("thuky"))

    with pytest.raises(CannotUndo, match="khóa"):
        take_back(line)


def test_an_approval_is_not_undone_but_returned_or_reopened(quarters):
    entered()
    report = office.submission("d002")
    submit(report, by=office.person("hoankiem"), answer="Còn thiếu")

    with pytest.raises(CannotUndo, match="trả lại hoặc mở lại"):
        take_back(ChangeSet.objects.order_by("-pk").first())
