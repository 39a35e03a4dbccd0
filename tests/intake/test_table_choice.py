"""Several tables in one file are asked about; sums of groups are reconciled."""

from __future__ import annotations

import openpyxl
import pytest

from targets.models import Quota
from tests.intake.papers import confirm, official, send

pytestmark = pytest.mark.django_db
GROUPS = (
    ("I", "Các quận, huyện, thị xã", 2230, 900),
    ("II", "Công an Thành phố", 70, None),
)


@pytest.fixture
def desk(as_user):
    return as_user("quantri")


def two_sheets(path):
    book = openpyxl.load_workbook(official(path))
    other = book.copy_worksheet(book["Chỉ tiêu"])
    other.title = "Năm trước"
    other["C6"], other["C7"] = 117, 157
    book.save(path)
    return path


def stacked(path):
    """The same table again under the first, on one sheet."""
    book = openpyxl.load_workbook(official(path))
    sheet = book["Chỉ tiêu"]
    rows = list(sheet.iter_rows(values_only=True))
    for at, row in enumerate(rows, len(rows) + 4):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column, value)
    book.save(path)
    return path


def grouped(path, first=2230, *below):
    book = openpyxl.load_workbook(official(path))
    source = [
        row
        for row in book["Chỉ tiêu"].iter_rows(values_only=True)
        if isinstance(row[0], int) and row[1]
    ]
    sheet = book.create_sheet("Nhóm")
    del book["Chỉ tiêu"]
    sheet.append(["TT", "Đơn vị", "Số vụ án bắt giữ", "Hồ sơ cai nghiện bắt buộc"])
    sheet.append(["I", "Các quận, huyện, thị xã", first, 900])
    for row in source[:30]:
        sheet.append(row[:4])
    for row in below:
        sheet.append(row)
    sheet.append(["II", "Công an Thành phố", 70, None])
    sheet.append(source[30][:4])
    book.save(path)
    return path


def token_in(page, place: str) -> str:
    return page.text.partition(f"/import/{place}/")[2].partition('"')[0].strip("/")


def test_two_sheets_alike_are_offered_as_buttons_and_the_chosen_one_is_read(
    desk, tmp_path
):
    page = send(desk, two_sheets(tmp_path / "hai.xlsx"))
    assert page.status_code == 422
    assert "Trang “Năm trước”" in page.text

    fresh = desk.post(f"/import/table/{token_in(page, 'table')}/", {"table": "1"})
    confirm(desk, fresh.url.rstrip("/").rpartition("/")[2])

    quota = Quota.objects.get(unit__key="d002", target__indicator__code="cases")
    assert quota.value == 117
    assert quota.origin_cell == "Năm trước!C6"


def test_two_tables_on_one_sheet_are_told_apart_by_their_row(desk, tmp_path):
    page = send(desk, stacked(tmp_path / "chong.xlsx"))
    assert page.text.count('name="table"') == 2

    fresh = desk.post(f"/import/table/{token_in(page, 'table')}/", {"table": "1"})
    confirm(desk, fresh.url.rstrip("/").rpartition("/")[2])

    cells = set(Quota.objects.values_list("origin_cell", flat=True))
    assert len(cells) == 61
    assert "Chỉ tiêu!C6" not in cells


@pytest.mark.parametrize("number", ["", "2", "-1", "x"])
def test_a_table_that_was_not_offered_is_refused(desk, tmp_path, number):
    page = send(desk, two_sheets(tmp_path / "hai.xlsx"))

    answer = desk.post(f"/import/table/{token_in(page, 'table')}/", {"table": number})

    assert answer.status_code == 422
    assert Quota.objects.count() == 0


def test_groups_that_add_up_are_taken(desk, tmp_path):
    answer = send(desk, grouped(tmp_path / "nhom.xlsx"), json=True)

    assert answer.json()["counts"]["new"] == 61


def test_a_group_that_is_off_by_one_is_told_at_its_cell(desk, tmp_path):
    answer = send(desk, grouped(tmp_path / "nhom.xlsx", 2231), json=True)

    told = [(p["code"], p["cell"]) for p in answer.json()["problems"]]
    assert ("E_TOTAL", "C2") in told
    assert "lệch -1" in answer.json()["problems"][0]["message"]


@pytest.mark.parametrize(
    ("label", "sum_", "cell"),
    [("Cộng I", 2230, None), ("Cộng I", 2229, "C33"), ("Cộng các quận", 2200, "C33")],
)
def test_a_sum_below_its_rows_is_reconciled_too(desk, tmp_path, label, sum_, cell):
    path = grouped(tmp_path / "nhom.xlsx", None, [None, label, sum_, 900])

    answer = send(desk, path, json=True)

    told = [p["cell"] for p in answer.json()["problems"] if p["code"] == "E_TOTAL"]
    assert told == ([cell] if cell else [])
