"""The workbook an official fills in away from the network, and what comes back of it."""

from __future__ import annotations

import io

import openpyxl
import pytest

from accounts.models import ChangeSet
from intake.models import HandoutDraft
from targets.actions import CellEdit, approve, save_results, submit
from targets.models import Result
from targets.reporting import duties_of
from tests import office
from tests.intake.handouts import (
    addresses,
    codes,
    confirm,
    filled,
    results,
    round_pk,
    send,
)
from tests.intake.papers import run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def private_folder(quarters, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "private"


@pytest.fixture
def official(as_user):
    return as_user("hoankiem")


def typed(value, key="d002", code="cases", by="hoankiem"):
    """A figure saved on the entry page."""
    round_ = office.plan().rounds.get(period_code="2021-Q1")
    edit = CellEdit(indicator=code, value=value)
    save_results(
        round=round_, unit=office.unit(key), cells=[edit], by=office.person(by)
    )


def value(key="d002", code="cases"):
    row = Result.objects.filter(unit__key=key, indicator__code=code).first()
    return row.value if row else None


def approved(key="d002"):
    report = office.submission(key)
    submit(report, by=office.person("hoankiem"), answer="Chờ số liệu Công an quận")
    approve([office.submission(key)], by=office.person("thuky"), confirmed=True)


def page_of(data):
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


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


def test_a_closed_report_goes_out_locked(official):
    typed(30)
    approved()

    page = page_of(results(official, "d002"))

    cells = (cell for row in page.iter_rows() for cell in row)
    assert all(cell.protection.locked for cell in cells)


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


def test_the_secretariat_gets_every_unit_in_one_file(as_user):
    desk = as_user("thuky")
    data = results(desk)

    sent = send(desk, filled(data, **{"d002.cases": 30, "d271.cases": 7}))
    confirm(desk, sent)

    assert (value("d002"), value("d271")) == (30, 7)
    named = {name.partition(".")[0] for name in addresses(data)}
    assert named == {unit.key for unit in duties_of(office.plan()).reporters}


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
