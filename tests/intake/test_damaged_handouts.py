"""Handouts that somebody meddled with, and files that are none: told, never a fault."""

from __future__ import annotations

import io

import openpyxl
import pytest

from accounts.models import ChangeSet
from communes.models import Answer
from sheets.handouts import HIDDEN_SHEET
from targets.models import Result
from tests.communes import register
from tests.intake.handouts import addresses, codes, confirm, filled, results, send
from tests.sheets.test_hostile import FOLDER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def private_folder(quarters, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "private"


@pytest.fixture
def official(as_user):
    register.load()
    return as_user("hoankiem")


def facts(client) -> bytes:
    given = {"district": "d002", "year": "2025"}
    return client.get("/import/form/facts/", given).content


def meddled(data: bytes, word: str, column: str, text: str) -> bytes:
    """The hidden sheet with the cell beside `word` written over."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    page = book[HIDDEN_SHEET]
    for row in page.iter_rows():
        if word in (row[0].value, row[1].value):
            page[f"{column}{row[0].row}"] = text
            break
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("word", "column", "text"),
    [
        ("loại", "C", "khác"),
        ("kế hoạch", "C", "khong-co"),
        ("kỳ", "C", "2021-Q9"),
        ("kỳ", "C", "2022-Q1"),
        ("d002.cases", "B", "d002.rehab-files"),
        ("d002.cases", "B", "d271.cases"),
        ("d002.cases", "B", "d002"),
        ("d002.cases", "B", "d002.cases.n"),
        ("d002.cases", "B", "d002.cases.grade"),
    ],
)
def test_a_handout_of_results_with_its_hidden_part_changed_writes_nothing(
    official, word, column, text
):
    data = filled(results(official, "d002"), **{"d002.cases": 30})

    sent = send(official, meddled(data, word, column, text))

    assert sent.status_code == 422
    assert all(p["message"] for p in sent.json()["problems"])
    assert not Result.objects.exists()


@pytest.mark.parametrize(
    ("word", "column", "text"),
    [
        ("năm", "C", "0"),
        ("năm", "C", "9999999999"),
        ("bộ tiêu chí", "C", "999999"),
        ("đơn vị", "C", "d271"),
        ("đơn vị", "C", "khong-co"),
        ("c00037.plants", "B", "c00037.khong_co"),
        ("c00037.plants", "B", "d002.plants"),
    ],
)
def test_a_handout_of_facts_with_its_hidden_part_changed_writes_nothing(
    official, word, column, text
):
    data = filled(facts(official), **{"c00037.plants": 3})

    sent = send(official, meddled(data, word, column, text))

    assert sent.status_code == 422
    assert not Answer.objects.exists()


def test_a_version_that_is_no_number_does_no_harm(official):
    data = filled(results(official, "d002"), **{"d002.cases": 30})

    confirm(official, send(official, meddled(data, "d002.cases", "E", "abc")))

    assert Result.objects.get().value == 30


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("=1/0", "E_FORMULA_NOCACHE"),
        (-1, "E_NEGATIVE"),
        ("1e3", "E_NUMBER"),
        ("2,300", "E_NUMBER"),
        (True, "E_NUMBER"),
        ("#REF!", "E_ERROR_CELL"),
    ],
)
def test_what_is_no_count_is_told_at_its_cell(official, value, code):
    data = filled(results(official, "d002"), **{"d002.cases": value})

    (problem,) = send(official, data).json()["problems"]

    assert (problem["code"], problem["cell"]) == (code, addresses(data)["d002.cases"])


@pytest.mark.parametrize(
    "text", ["Nguyễn A, số căn cước 001093012345", "x" * 501], ids=["person", "long"]
)
def test_a_note_that_may_not_be_kept_is_told(official, text):
    typed = {"d002.cases": 3, "d002.cases.note": text}

    sent = send(official, filled(results(official, "d002"), **typed))

    assert codes(sent) == ["E_RESULT"]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("A19_pdf_as_xlsx.xlsx", 415),
        ("A09_encrypted.xlsx", 415),
        ("A23_macro_as_xlsx.xlsx", 415),
        ("A10_truncated_70.xlsx", 422),
        ("B05_lol_sheet.xlsx", 422),
        ("B14_cell_at_last_row.xlsx", 422),
        ("G01_good.xlsx", 422),
        ("C01_utf8_bom.csv", 422),
    ],
)
def test_a_file_that_is_no_handout_is_refused_and_not_kept(official, name, status):
    before = ChangeSet.objects.count()

    sent = send(official, (FOLDER / name).read_bytes(), kind=name.rpartition(".")[2])

    assert sent.status_code == status
    assert sent.json()["token"] is None
    assert ChangeSet.objects.count() == before


def test_no_file_at_all_is_asked_for(official):
    page = official.post("/import/form/", {})

    assert page.status_code == 422
    assert "Biểu mẫu đã ghi số" in page.text
