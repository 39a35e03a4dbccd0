"""Upload → preview → confirm once → receipt → undo, by a person and by a machine."""

from __future__ import annotations

import io

import openpyxl
import pytest

from accounts.journal import changeset
from targets.models import Quota
from tests import office
from tests.intake.papers import confirm, official, send, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "private"
    return official(tmp_path / "phu-luc.xlsx")


@pytest.fixture
def desk(as_user):
    return as_user("quantri")


def token_of(client, path, **fields) -> str:
    return send(client, path, json=True, **fields).json()["token"]


def load(client, path) -> int:
    return confirm(client, token_of(client, path)).json()["changeset"]


def edit_quota(value: int, key: str = "d002") -> None:
    quota = Quota.objects.get(unit__key=key, target__indicator__code="cases")
    with changeset(by=None, what="Sửa tay") as change:
        quota.value, quota.version = value, quota.version + 1
        change.save(quota)


def test_a_machine_sees_the_preview_with_its_token_before_anything_is_written(
    desk, paper
):
    before = state()

    answer = send(desk, paper, json=True)

    body = answer.json()
    assert (answer.status_code, body["ok"]) == (200, True)
    assert body["counts"] == {"new": 61, "changed": 0, "same": 0, "problems": 0}
    assert [total["computed"] for total in body["totals"]] == [2300, 900]
    assert state() == before


def test_a_person_sees_old_and_new_of_every_cell(desk, paper):
    page = desk.get(send(desk, paper).url)

    assert page.status_code == 200
    assert "Quận Hoàn Kiếm" in page.text
    assert "Xác nhận, ghi vào hệ thống" in page.text


def test_confirming_writes_once_and_again_gives_the_first_receipt_with_409(desk, paper):
    token = token_of(desk, paper)

    first, second = confirm(desk, token), confirm(desk, token)

    assert (first.status_code, second.status_code) == (200, 409)
    assert second.json()["changeset"] == first.json()["changeset"]
    assert Quota.objects.count() == 61


def test_the_back_button_shows_the_first_receipt(desk, paper):
    token = token_of(desk, paper)
    confirm(desk, token, json=False)

    again = confirm(desk, token, json=False)

    assert again.status_code == 409
    assert "đã được nạp rồi" in again.text
    assert "Biên nhận" in again.text


def test_a_token_of_somebody_else_does_not_exist(desk, paper, as_user):
    token = token_of(desk, paper)

    stranger = confirm(as_user("thuky"), token)

    assert stranger.status_code == 404
    assert Quota.objects.count() == 0


def test_a_newer_value_between_preview_and_confirm_is_refused_naming_the_row(
    desk, paper, tmp_path
):
    load(desk, paper)
    token = token_of(desk, official(tmp_path / "sua.xlsx", C6=117, C7=157))
    edit_quota(200)
    before = state()

    refused = confirm(desk, token)

    assert refused.status_code == 409
    assert "Dòng 6" in refused.json()["problems"][0]["message"]
    assert "200" in refused.json()["message"]
    assert state() == before


def test_a_unit_renamed_between_preview_and_confirm_is_refused(desk, paper):
    token = token_of(desk, paper)
    unit = office.unit("d002")
    unit.name = "Hoàn Kiếm mới"
    with changeset(by=None, what="Đổi tên") as change:
        change.save(unit.derive_keys())

    refused = confirm(desk, token)

    assert refused.status_code == 409
    assert refused.json()["problems"][0]["row"] == 6
    assert Quota.objects.count() == 0


def test_the_same_file_again_says_no_change_and_asks_for_nothing(desk, paper):
    load(desk, paper)

    page = desk.get(send(desk, paper).url)

    assert "Không có thay đổi" in page.text
    assert "Xác nhận, ghi" not in page.text


def test_problems_are_told_all_at_once_with_422(desk, paper, tmp_path):
    bad = official(tmp_path / "loi.xlsx", C8="2,300", B9="Hoàn Kiếm", C10=-5)

    answer = send(desk, bad, json=True)

    assert answer.status_code == 422
    told = {(p["cell"], p["code"]) for p in answer.json()["problems"]}
    assert told >= {
        ("C8", "E_NUMBER"),
        ("B9", "E_UNIT_DUPLICATE"),
        ("C10", "E_NEGATIVE"),
    }
    assert answer.json()["token"] is None


def test_the_persons_own_workbook_comes_back_marked(desk, paper, tmp_path):
    bad = official(tmp_path / "loi.xlsx", C8="2,300")
    page = send(desk, bad)
    link = page.text.partition("/import/marked/")[2].partition('"')[0]

    marked = desk.get(f"/import/marked/{link}")

    book = openpyxl.load_workbook(io.BytesIO(marked.content))
    assert "2,300" in book["Chỉ tiêu"]["C8"].comment.text
    assert "attachment" in marked.headers["Content-Disposition"]


def test_the_receipt_tells_who_and_gives_the_file_back(desk, paper):
    number = load(desk, paper)

    receipt = desk.get(f"/import/receipt/{number}/")
    file = desk.get(f"/import/file/{number}/")

    assert "Quản trị dữ liệu" in receipt.text
    assert "/units/d002/" in receipt.text
    assert file.content == paper.read_bytes()


def test_undo_takes_the_whole_import_back_with_its_reason(desk, paper):
    number = load(desk, paper)

    desk.post(f"/import/receipt/{number}/undo/", {"reason": "Nhầm tệp"})

    assert Quota.objects.count() == 0
    assert "Nhầm tệp" in desk.get(f"/import/receipt/{number}/").text


def test_undo_is_refused_with_the_later_edits_that_depend_on_it(desk, paper):
    number = load(desk, paper)
    edit_quota(120)

    refused = desk.post(f"/import/receipt/{number}/undo/", {"reason": "Nhầm"})

    assert refused.status_code == 409
    assert "đã được sửa sau đó" in refused.text
    assert Quota.objects.count() == 61


def test_undo_needs_a_reason(desk, paper):
    number = load(desk, paper)

    refused = desk.post(f"/import/receipt/{number}/undo/", {"reason": " "})

    assert refused.status_code == 422
    assert Quota.objects.count() == 61


@pytest.mark.parametrize("who", ["hoankiem", "lanhdao", "soyte"])
def test_who_may_not_import_gets_403_and_nothing_is_read(who, paper, as_user):
    client = as_user(who)

    answers = [client.get("/import/"), send(client, paper, json=True)]

    assert [answer.status_code for answer in answers] == [403, 403]


def test_a_file_over_the_limit_is_413(desk, paper, settings):
    settings.UPLOAD_MEGABYTES = 0

    answer = send(desk, paper, json=True)

    assert answer.status_code == 413
    assert answer.json()["problems"][0]["code"] == "E_TOO_BIG"


def test_an_unknown_plan_is_one_sentence(desk, paper):
    answer = send(desk, paper, json=True, plan="99/KH-UBND")

    assert answer.status_code == 404
    assert "99/KH-UBND" in answer.json()["message"]


def test_an_unknown_kind_of_table_does_not_exist(desk, paper):
    assert send(desk, paper, kind="secrets").status_code == 404


def test_an_unknown_name_answered_once_is_remembered(desk, paper, tmp_path):
    odd = official(tmp_path / "la.xlsx", B6="Quận trung tâm")
    page = send(desk, odd)
    link = page.text.partition("/import/aliases/")[2].partition('"')[0]
    data = {"name-0": str(office.unit("d002").pk)}

    fresh = desk.post(f"/import/aliases/{link}", data)

    assert "61" in desk.get(fresh.url).text
    again = send(desk, odd, json=True)
    assert again.json()["counts"]["new"] == 61


def test_columns_said_by_a_person_are_used_and_remembered(desk, paper, tmp_path):
    odd = official(tmp_path / "cot.xlsx", C4="Phần A", D4="Phần B")
    page = send(desk, odd)
    link = page.text.partition("/import/columns/")[2].partition('"')[0]
    data = {"cases": "Phần A", "rehab-files": "Phần B"}

    fresh = desk.post(f"/import/columns/{link}", data)

    assert desk.get(fresh.url).status_code == 200
    assert send(desk, odd, json=True).json()["counts"]["new"] == 61


def test_the_form_handed_out_is_taken_back_as_it_is(desk, paper, tmp_path):
    load(desk, paper)
    form = tmp_path / "bieu.xlsx"
    form.write_bytes(desk.get("/import/template/21-kh-ubnd-2021/").content)

    answer = send(desk, form, json=True)

    assert answer.json()["counts"]["same"] == 61
    assert answer.json()["counts"]["new"] == 0
