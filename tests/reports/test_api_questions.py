"""Questions the reading API cannot answer, and how it says so."""

from __future__ import annotations

import pytest

from tests.reports.asking import get

pytestmark = pytest.mark.django_db


WRONG = {
    "progress?period=2021-13": "Kỳ báo cáo",
    "progress?period=Quý I": "Kỳ báo cáo",
    "results?period=2021-M00": "Một năm không có tháng",
    "quotas?as_of=2021-02-30": "ngày có thật",
    "quotas?as_of=1614556800": "ngày có thật",
    "units?edition=hôm nay": "ngày có thật",
    "units?kind=VILLAGE": "không có giá trị “VILLAGE”",
    "communes?status=ENDED": "hãy chọn: RECOGNISED",
    "tasks?status=LATE": "NOT_DUE, DUE_SOON, ON_TIME, OVERDUE, DONE_LATE",
    "progress?basis=all": "official",
    "plans?limit=0": "«limit» phải từ 1 trở lên",
    "plans?limit=nhiều": "«limit» phải là số nguyên",
    "plans?offset=-1": "«offset» phải từ 0 trở lên",
    "plans?offset=" + "9" * 30: "«offset» phải từ 1000000000 trở xuống",
    "plans?limit=" + "9" * 5000: "«limit» phải là số nguyên",
    "units?q=" + "a" * 201: "«q» dài quá 200",
}


@pytest.mark.parametrize("address", WRONG)
def test_a_wrong_question_is_answered_by_a_sentence(quarters, as_user, address):
    answer = get(as_user("thuky"), address)

    assert answer.status_code == 422
    assert answer.json()["ok"] is False
    assert WRONG[address] in answer.json()["message"]


@pytest.mark.parametrize(
    "address",
    [
        "results?period=2022-Q1",
        "progress?period=2021-M01",
        "plans/khong-co",
        "quotas?plan=khong-co",
        "units/d002",
        "x" * 500,
    ],
)
def test_what_does_not_exist_is_a_404_in_json(quarters, as_user, address):
    answer = get(as_user("thuky"), address)

    assert answer.status_code == 404
    assert answer.json()["ok"] is False


def test_unknown_parameters_do_no_harm(as_user):
    answer = get(as_user("thuky"), "plans?x[]=1&__proto__=2&format=xml&limit=")

    assert answer.status_code == 422  # an empty number is no number
    assert get(as_user("thuky"), "plans?x[]=1&__proto__=2").status_code == 200


@pytest.mark.parametrize("method", ["post", "delete", "patch", "options"])
def test_another_method_is_refused_in_json(as_user, method):
    answer = getattr(as_user("thuky"), method)("/api/v1/results")

    assert answer.status_code == 405
    assert answer.json()["ok"] is False
    assert "GET" in answer["Allow"]


def test_who_has_no_plan_yet_gets_empty_lists(as_user):
    client = as_user("bavi")  # no quota has been handed out

    for address in ("plans", "quotas", "results", "progress", "tasks"):
        assert get(client, address).json() == {"items": [], "count": 0}


def test_a_nul_byte_is_a_bad_request(as_user):
    answer = get(as_user("thuky"), "units?q=%00")

    assert answer.status_code == 400
