"""By whom and through which door a handout goes out and comes in."""

from __future__ import annotations

import io

import openpyxl
import pytest

from tests.intake.handouts import codes, filled, results, round_pk, send
from tests.intake.papers import run
from tests.intake.reported import value

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def private_folder(quarters, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "private"


@pytest.fixture
def official(as_user):
    return as_user("hoankiem")


def test_a_neighbours_workbook_is_answered_as_one_of_a_unit_that_does_not_exist(
    official, as_user
):
    theirs = filled(results(as_user("bavi"), "d271"), **{"d271.cases": 5})
    nobodys = _renamed(theirs, "d271", "d999")

    answers = [send(official, data).json() for data in (theirs, nobodys)]

    assert answers[0] == answers[1]
    assert answers[0]["problems"][0]["code"] == "E_UNIT_UNKNOWN"
    assert value("d271") is None


def _renamed(data: bytes, old: str, new: str) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith(old):
                    cell.value = cell.value.replace(old, new)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_neighbours_workbook_cannot_be_had(official):
    found = official.get("/import/form/results/", {"round": round_pk(), "unit": "d271"})

    assert found.status_code == 404


def test_a_handout_dropped_at_the_desk_of_results_is_known_there(official, as_user):
    data = filled(results(official, "d002"), **{"d002.cases": 30})
    fields = {"plan": "21/KH-UBND", "period": "2021-Q1"}

    by_desk = send(as_user("thuky"), data, to="/import/results/", **fields)
    by_official = send(official, data, to="/import/results/", **fields)

    assert by_desk.json()["counts"]["new"] == 1
    assert by_official.json()["counts"]["new"] == 1


def test_an_official_may_send_nothing_but_a_handout(official, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["TT", "Đơn vị", "Vụ án ma túy"])
    stream = io.BytesIO()
    book.save(stream)

    sent = send(official, stream.getvalue(), to="/import/results/")
    annex = send(official, stream.getvalue(), to="/import/annex/")

    assert (sent.status_code, codes(sent)) == (422, ["E_TEMPLATE"])
    assert annex.status_code == 403


@pytest.mark.parametrize("username", ["hoankiem", "thuky", "quantri", "soyte"])
def test_the_page_of_handouts_opens(as_user, username):
    page = as_user(username).get("/import/form/")

    assert page.status_code == 200
    assert "Tải biểu kết quả" in page.text


def test_a_leader_has_no_handouts(as_user):
    assert as_user("lanhdao").get("/import/form/").status_code == 403


def test_the_command_takes_a_handout_of_its_own_round(official, tmp_path):
    paper = tmp_path / "bieu.xlsx"
    paper.write_bytes(filled(results(official, "d002"), **{"d002.cases": 30}))

    done = run("import_results", paper, "--period", "2021-Q1")
    again = run("import_results", paper, "--period", "2021-Q1")

    assert (done.code, done.answer["new"]) == (0, 1), done.said
    assert (again.answer["same"], again.answer["changeset"]) == (1, None)
    assert value() == 30


def test_the_command_refuses_a_handout_of_another_round(official, tmp_path):
    paper = tmp_path / "bieu.xlsx"
    paper.write_bytes(filled(results(official, "d002"), **{"d002.cases": 30}))

    refused = run("import_results", paper, "--period", "2021-Q2")

    assert refused.code == 1
    assert "kỳ khác" in refused.said
    assert value() is None


def test_a_column_nobody_sees_is_read_and_said(as_user):
    book = openpyxl.Workbook()
    for row in (["TT", "Đơn vị", "Vụ án ma túy"], [1, "Hoàn Kiếm", 3], [2, "Ba Vì", 4]):
        book.active.append(row)
    book.active.column_dimensions["C"].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    fields = {"plan": "21/KH-UBND", "period": "2021-Q1"}

    sent = send(as_user("thuky"), stream.getvalue(), to="/import/results/", **fields)

    (notice,) = sent.json()["problems"]
    assert notice["code"] == "W_COLUMNS_HIDDEN"
    assert "cột C “Vụ án ma túy” đang bị ẩn vẫn được đọc" in notice["message"]


def test_rows_hidden_by_a_filter_are_read_and_said_in_the_preview(as_user, tmp_path):
    book = openpyxl.Workbook()
    for row in (["TT", "Đơn vị", "Vụ án ma túy"], [1, "Hoàn Kiếm", 3], [2, "Ba Vì", 4]):
        book.active.append(row)
    book.active.auto_filter.ref = "A1:C3"
    book.active.row_dimensions[3].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    desk, fields = as_user("thuky"), {"plan": "21/KH-UBND", "period": "2021-Q1"}

    sent = send(desk, stream.getvalue(), to="/import/results/", **fields)
    page = desk.get(f"/import/preview/{sent.json()['token']}/")

    assert sent.json()["counts"]["new"] == 2
    assert codes(sent) == ["W_ROWS_HIDDEN"]
    assert "1 dòng của bảng đang bị ẩn" in page.text
