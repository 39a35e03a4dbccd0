"""The sheet of a handout: what may be filled in, and how its rows are known again."""

from __future__ import annotations

import io

import openpyxl
import pytest

from tests.intake.handouts import addresses, codes, confirm, filled, results, send
from tests.intake.reported import approved, typed, value

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def private_folder(quarters, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "private"


@pytest.fixture
def official(as_user):
    return as_user("hoankiem")


def page_of(data):
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def test_only_the_cells_to_fill_are_unlocked(official):
    data = results(official, "d002")
    page, places = page_of(data), set(addresses(data).values())

    unlocked = {
        cell.coordinate
        for row in page.iter_rows()
        for cell in row
        if not cell.protection.locked
    }

    assert page.protection.sheet
    assert unlocked == places


def test_what_is_filled_in_is_bounded_by_the_sheet_itself(official):
    data = results(official, "d002")
    rules = page_of(data).data_validations.dataValidation
    places = addresses(data)

    by_cell = {
        str(cell): rule for rule in rules for cell in str(rule.sqref).split() if cell
    }

    assert {rule.type for rule in rules} >= {"whole", "textLength"}
    part = by_cell[places["d002.cases-trafficking"]]
    whole = places["d002.cases"]
    assert part.formula2 == f"${whole[0]}${whole[1:]}"


def test_quotas_and_what_was_before_stand_beside_and_what_is_there_is_filled_in(
    official,
):
    typed(31)

    page = page_of(results(official, "d002"))
    row = next(r for r in page.iter_rows(values_only=True) if r[1] == "Vụ án ma túy")

    assert (row[3], row[6]) == (118, 31)


def test_a_closed_report_goes_out_locked(official):
    typed(30)
    approved()

    page = page_of(results(official, "d002"))

    cells = (cell for row in page.iter_rows() for cell in row)
    assert all(cell.protection.locked for cell in cells)


def test_a_sorted_page_is_read_by_its_rows_and_not_by_their_places(official):
    data = filled(results(official, "d002"), **{"d002.cases": 30})
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.worksheets[0].insert_rows(3, amount=2)
    stream = io.BytesIO()
    book.save(stream)

    confirm(official, send(official, stream.getvalue()))

    assert value() == 30


def test_a_copied_row_is_refused_with_both_numbers(official):
    book = openpyxl.load_workbook(io.BytesIO(results(official, "d002")))
    page = book.worksheets[0]
    row = next(c.row for c in page["A"] if c.value == "d002.cases")
    page.cell(page.max_row + 1, 1).value = "d002.cases"
    stream = io.BytesIO()
    book.save(stream)

    sent = send(official, stream.getvalue())

    assert codes(sent) == ["E_TEMPLATE"]
    assert f"{row}, {page.max_row}" in sent.json()["problems"][0]["message"]


def test_a_page_without_its_hidden_part_is_refused(official):
    book = openpyxl.load_workbook(io.BytesIO(results(official, "d002")))
    del book["_bieu_mau"]
    stream = io.BytesIO()
    book.save(stream)

    sent = send(official, stream.getvalue())

    assert (sent.status_code, codes(sent)) == (422, ["E_TEMPLATE"])
