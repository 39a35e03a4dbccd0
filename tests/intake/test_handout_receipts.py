"""A handout confirmed once, its receipt, and how it is taken back."""

from __future__ import annotations

import pytest

from tests.intake.handouts import confirm, filled, results, send
from tests.intake.reported import typed, value

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def private_folder(quarters, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "private"


@pytest.fixture
def official(as_user):
    return as_user("hoankiem")


def test_a_figure_changed_between_preview_and_confirm_refuses_the_whole_file(official):
    sent = send(official, filled(results(official, "d002"), **{"d002.cases": 30}))
    typed(31, by="thuky")

    refused = confirm(official, sent)

    assert refused.status_code == 409
    assert "31" in refused.json()["problems"][0]["message"]
    assert value() == 31


def test_a_handout_is_confirmed_once(official):
    sent = send(official, filled(results(official, "d002"), **{"d002.cases": 30}))

    first, second = confirm(official, sent), confirm(official, sent)

    assert (first.status_code, second.status_code) == (200, 409)
    assert second.json()["receipt"] == first.json()["receipt"]


def test_it_is_taken_back_whole_with_a_reason(official):
    data = filled(
        results(official, "d002"), **{"d002.cases": 30, "d002.rehab-files": 4}
    )
    number = confirm(official, send(official, data)).json()["changeset"]
    receipt = official.get(f"/import/form/{number}/receipt/")

    official.post(f"/import/form/{number}/undo/", {"reason": "Nhầm kỳ"})

    assert "Vụ án ma túy" in receipt.text
    assert (value(), value(code="rehab-files")) == (None, None)


def test_a_later_edit_stands_against_taking_it_back(official):
    data = filled(results(official, "d002"), **{"d002.cases": 30})
    number = confirm(official, send(official, data)).json()["changeset"]
    typed(33)

    refused = official.post(f"/import/form/{number}/undo/", {"reason": "Nhầm kỳ"})

    assert refused.status_code == 409
    assert value() == 33


def test_a_receipt_of_a_neighbour_does_not_exist(official, as_user):
    sent = send(official, filled(results(official, "d002"), **{"d002.cases": 30}))
    number = confirm(official, sent).json()["changeset"]

    assert as_user("bavi").get(f"/import/form/{number}/receipt/").status_code == 404
    assert as_user("thuky").get(f"/import/form/{number}/receipt/").status_code == 200
    assert as_user("bavi").get(f"/import/form/{number}/file/").status_code == 404
