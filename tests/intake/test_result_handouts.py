"""The workbook an official fills in away from the network, and what comes back of it."""

from __future__ import annotations

import pytest

from accounts.models import ChangeSet
from intake.models import HandoutDraft
from targets.models import Result
from targets.reporting import duties_of
from tests import office
from tests.intake.handouts import addresses, codes, confirm, filled, results, send
from tests.intake.reported import approved, typed, value

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def private_folder(quarters, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "private"


@pytest.fixture
def official(as_user):
    return as_user("hoankiem")


def test_an_official_fills_in_her_unit_and_the_figures_come_in(official):
    data = results(official, "d002")

    sent = send(
        official, filled(data, **{"d002.cases": 30, "d002.cases-trafficking": 16})
    )
    done = confirm(official, sent)

    assert sent.json()["counts"] == {"new": 2, "changed": 0, "same": 0, "problems": 0}
    assert done.status_code == 200
    row = Result.objects.get(unit__key="d002", indicator__code="cases")
    assert (row.value, row.origin) == (30, "IMPORT")
    assert row.origin_cell == f"Nhập số liệu!{addresses(data)['d002.cases']}"


def test_an_unchanged_workbook_says_no_change(official):
    typed(31)
    before = ChangeSet.objects.count()

    sent = send(official, results(official, "d002"))
    done = confirm(official, sent)

    counts = sent.json()["counts"]
    assert (counts["new"], counts["changed"], counts["same"]) == (0, 0, 1)
    assert done.json()["changeset"] is None
    assert ChangeSet.objects.count() == before
    page = official.get(f"/import/form/{sent.json()['token']}/", follow=True)
    assert page.status_code == 200


def test_the_preview_of_an_unchanged_workbook_offers_nothing_to_confirm(official):
    typed(31)
    token = send(official, results(official, "d002")).json()["token"]

    page = official.get(f"/import/form/{token}/").text

    assert "Không có thay đổi" in page
    assert "Xác nhận, ghi" not in page


def test_a_blank_is_not_reported_and_erases_nothing(official):
    typed(31)
    data = filled(results(official, "d002"), **{"d002.cases": None})

    sent = send(official, data)
    confirm(official, sent)

    assert codes(sent) == ["W_KEPT"]
    assert value() == 31
    assert value(code="rehab-files") is None


def test_a_figure_written_since_is_told_with_both_and_not_written_over(official):
    data = filled(results(official, "d002"), **{"d002.cases": 30})
    typed(31, by="thuky")

    sent = send(official, data)

    (problem,) = sent.json()["problems"]
    assert (sent.status_code, problem["code"]) == (422, "E_NEWER")
    assert "“30”" in problem["message"]
    assert "“31”" in problem["message"]
    assert "thuky" in problem["message"]
    assert value() == 31


def test_a_cell_nobody_touched_keeps_the_newer_figure_and_says_so(official):
    typed(30)
    data = filled(results(official, "d002"), **{"d002.rehab-files": 9})
    typed(31, by="thuky")

    sent = send(official, data)
    confirm(official, sent)

    assert codes(sent) == ["W_NEWER"]
    assert (value(), value(code="rehab-files")) == (31, 9)


def test_an_approved_report_is_refused_by_its_name(official):
    typed(30)
    data = filled(results(official, "d002"), **{"d002.cases": 29})
    approved()

    sent = send(official, data)

    (problem,) = sent.json()["problems"]
    assert (sent.status_code, problem["code"]) == (422, "E_CLOSED")
    assert "Quận Hoàn Kiếm" in problem["message"]
    assert "đã được duyệt" in problem["message"]
    assert value() == 30


def test_the_secretariat_gets_every_unit_in_one_file(as_user):
    desk = as_user("thuky")
    data = results(desk)

    sent = send(desk, filled(data, **{"d002.cases": 30, "d271.cases": 7}))
    confirm(desk, sent)

    assert (value("d002"), value("d271")) == (30, 7)
    named = {name.partition(".")[0] for name in addresses(data)}
    assert named == {unit.key for unit in duties_of(office.plan()).reporters}


def test_bad_cells_are_all_told_at_once_and_marked_in_the_persons_own_file(official):
    data = filled(
        results(official, "d002"),
        **{"d002.cases": 10.5, "d002.rehab-files": "ba", "d002.cases.note": "x"},
    )
    places = addresses(data)

    sent = send(official, data)
    draft = HandoutDraft.objects.get()
    marked = official.get(f"/import/form/{draft.token}/marked/")

    told = {(p["code"], p["cell"]) for p in sent.json()["problems"]}
    assert ("E_FRACTION", places["d002.cases"]) in told
    assert ("E_NUMBER", places["d002.rehab-files"]) in told
    again = send(official, filled(marked.content, **{"d002.cases": 10}))
    assert "E_FRACTION" not in codes(again)


def test_a_part_above_its_whole_is_told_before_anything_is_confirmed(official):
    data = filled(
        results(official, "d002"), **{"d002.cases": 5, "d002.cases-trafficking": 6}
    )

    sent = send(official, data)

    assert codes(sent) == ["E_RESULT"]
    assert "không được vượt số chung" in sent.json()["problems"][0]["message"]


def test_a_note_comes_in_with_its_figure(official):
    data = filled(
        results(official, "d002"),
        **{"d002.cases": 5, "d002.cases.note": "Giảm do dịch"},
    )

    confirm(official, send(official, data))

    row = Result.objects.get(unit__key="d002", indicator__code="cases")
    assert (row.value, row.note) == (5, "Giảm do dịch")
