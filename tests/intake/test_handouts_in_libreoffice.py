"""A handout that went through LibreOffice, as an office without Excel sends it back."""

from __future__ import annotations

import io

import openpyxl
import pytest

from communes.models import Answer
from targets.models import Result
from tests.communes import register
from tests.conftest import lacking_for_office
from tests.intake.handouts import (
    addresses,
    confirm,
    filled,
    results,
    saved_by_libreoffice,
    send,
)

pytestmark = [pytest.mark.django_db, pytest.mark.office]


@pytest.fixture(autouse=True)
def private_folder(quarters, tmp_path, settings):
    if lacking_for_office():
        pytest.fail(f"Không thấy {lacking_for_office()}.", pytrace=False)
    settings.MEDIA_ROOT = tmp_path / "private"


@pytest.fixture
def official(as_user):
    return as_user("hoankiem")


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_filled_in_and_saved_by_libreoffice_it_comes_in(official, tmp_path, kind):
    typed = {"d002.cases": 30, "d002.cases-trafficking": 16, "d002.cases.note": "Giảm"}
    data = filled(results(official, "d002"), **typed)

    sent = send(official, saved_by_libreoffice(data, tmp_path, kind), kind=kind)
    confirm(official, sent)

    assert sent.json()["counts"] == {"new": 3, "changed": 0, "same": 0, "problems": 0}
    row = Result.objects.get(unit__key="d002", indicator__code="cases")
    assert (row.value, row.note) == (30, "Giảm")


def test_saved_without_a_change_it_says_no_change(official, tmp_path):
    data = filled(results(official, "d002"), **{"d002.cases": 30})
    confirm(official, send(official, data))
    again = saved_by_libreoffice(results(official, "d002"), tmp_path, "xlsx")

    sent = send(official, again)

    assert sent.json()["counts"] == {"new": 0, "changed": 0, "same": 1, "problems": 0}
    assert confirm(official, sent).json()["changeset"] is None


def test_libreoffice_keeps_the_locks_and_the_bounds(official, tmp_path):
    data = saved_by_libreoffice(results(official, "d002"), tmp_path, "xlsx")

    page = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    cells = [cell for row in page.iter_rows() for cell in row]

    assert page.protection.sheet
    unlocked = {c.coordinate for c in cells if not c.protection.locked}
    assert set(addresses(data).values()) <= unlocked
    assert page.data_validations.dataValidation


def test_facts_with_yes_and_no_come_in_from_old_excel(official, tmp_path):
    register.load()
    answer = official.get("/import/form/facts/", {"district": "d002", "year": "2025"})
    typed = {"c00037.on_key_route": "Có", "c00037.plant_area_m2": 749.99}
    data = saved_by_libreoffice(filled(answer.content, **typed), tmp_path, "xls")

    confirm(official, send(official, data, kind="xls"))

    found = dict(Answer.objects.values_list("fact", "value"))
    assert found == {"on_key_route": "true", "plant_area_m2": "749.99"}


def test_a_marked_handout_mended_in_libreoffice_comes_in(official, tmp_path):
    data = filled(results(official, "d002"), **{"d002.cases": "ba"})
    token = _draft_of(send(official, data))
    marked = official.get(f"/import/form/{token}/marked/").content
    mended = filled(marked, **{"d002.cases": 3})

    sent = send(official, saved_by_libreoffice(mended, tmp_path, "xlsx"))
    confirm(official, sent)

    row = Result.objects.get(unit__key="d002", indicator__code="cases")
    assert row.value == 3


def _draft_of(answer) -> str:
    from intake.models import HandoutDraft

    assert answer.status_code == 422
    return HandoutDraft.objects.latest("pk").token
