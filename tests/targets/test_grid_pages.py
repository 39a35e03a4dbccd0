"""The entry pages as a browser and a script see them."""

from __future__ import annotations

import json
import re

import pytest

from targets.actions import lock_round
from targets.models import Result
from tests import office
from tests.targets.typed import put

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(quarters):
    return quarters[0]


def send(client, round_, *cells):
    body = {"cells": [{"id": i, "value": v, "version": n} for i, v, n in cells]}
    return client.post(
        f"/entry/{round_.pk}/save/",
        json.dumps(body),
        content_type="application/json",
        headers={"accept": "application/json"},
    )


def cases(unit="d002"):
    return Result.objects.filter(unit__key=unit, indicator__code="cases").first()


def test_a_saved_cell_comes_back_with_its_version_and_its_look(round_, as_user):
    answer = send(as_user("hoankiem"), round_, ("d002.cases", "1205", 0))

    assert answer.status_code == 200
    assert answer.json()["saved"] == [
        {"id": "d002.cases", "value": "1.205", "version": 1, "display": "1.205"}
    ]


def test_good_and_bad_cells_of_one_request_each_tell_for_themselves(round_, as_user):
    answer = send(
        as_user("hoankiem"),
        round_,
        ("d002.cases", "12", 0),
        ("d002.rehab-files", "mười", 0),
    )

    assert answer.status_code == 200
    assert [c["id"] for c in answer.json()["saved"]] == ["d002.cases"]
    assert "“mười” không phải là một số" in answer.json()["refused"][0]["message"]


def test_an_old_page_is_told_the_value_who_and_when_with_409(round_, as_user):
    put(round_, "14")

    answer = send(as_user("hoankiem"), round_, ("d002.cases", "12", 0))

    told = answer.json()["conflicts"][0]
    assert answer.status_code == 409
    assert (told["value"], told["version"]) == ("14", 1)
    assert "thuky" in told["by"]
    assert re.fullmatch(r"\d\d:\d\d \d\d/\d\d/\d{4}", told["at"])


def test_whoever_saw_both_values_may_keep_the_own_one(round_, as_user):
    put(round_, "14")
    client = as_user("hoankiem")
    version = send(client, round_, ("d002.cases", "12", 0)).json()["conflicts"][0]

    send(client, round_, ("d002.cases", "12", version["version"]))

    assert cases().value == 12


def test_two_people_on_two_cells_of_one_unit_both_stay(round_, as_user):
    put(round_, "14")

    answer = send(as_user("hoankiem"), round_, ("d002.rehab-files", "3", 0))

    assert answer.status_code == 200
    assert cases().value == 14


def test_both_halves_of_a_ratio_go_in_as_two_cells(round_, as_user):
    answer = send(
        as_user("thuky"),
        round_,
        ("p01.hotspots-cleared.n", "4", 0),
        ("p01.hotspots-cleared.d", "6", 0),
    )

    assert len(answer.json()["saved"]) == 2
    assert Result.objects.get(indicator__code="hotspots-cleared").numerator == 4


def test_a_note_is_kept_beside_its_figure(round_, as_user):
    put(round_, "14")

    send(as_user("hoankiem"), round_, ("d002.cases.note", "Gồm 2 vụ chuyển đến", 1))

    assert (cases().value, cases().note) == (14, "Gồm 2 vụ chuyển đến")


def test_a_locked_round_answers_409_and_why(round_, as_user):
    lock_round(round_, reason="Đã chốt", by=office.person("thuky"))

    answer = send(as_user("hoankiem"), round_, ("d002.cases", "1", 0))

    assert answer.status_code == 409
    assert "Kỳ này đã khóa (Đã chốt)" in answer.json()["message"]


@pytest.mark.parametrize("key", ["d271", "d999", "p01", "", "d002"])
def test_a_strange_cell_does_not_exist(round_, as_user, key):
    part = "" if key != "d002" else ".password"

    answer = send(as_user("hoankiem"), round_, (f"{key}.cases{part}", "1", 0))

    assert answer.status_code == 404
    assert not Result.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "null",
        '{"cells": 5}',
        '{"cells": [5]}',
        '{"cells": [{"id": "d002.cases", "value": true}]}',
        '{"cells": [{"id": "d002.cases", "value": "1", "version": -1}]}',
        '{"cells": [{"id": "d002.cases", "value": "1", "version": "x"}]}',
        "[" * 5000,
    ],
)
def test_a_request_that_is_no_grid_is_refused_quietly(round_, as_user, body):
    answer = as_user("hoankiem").post(
        f"/entry/{round_.pk}/save/", body, content_type="application/json"
    )

    assert answer.status_code == 400


@pytest.mark.parametrize("typed", ["\u0000", "1e3", "NaN", "٢٣", "=1+1", "9" * 30])
def test_odd_text_is_refused_with_a_sentence(round_, as_user, typed):
    answer = send(as_user("hoankiem"), round_, ("d002.cases", typed, 0))

    assert answer.status_code == 422
    assert answer.json()["refused"][0]["message"]


def test_the_ordinary_form_saves_what_was_changed(round_, as_user):
    put(round_, "14")
    client, url = as_user("hoankiem"), f"/entry/{round_.pk}/d002/"

    answer = client.post(
        url,
        {
            "r-d002.cases": "15",
            "v-d002.cases": "1",
            "o-d002.cases": "14",
            "r-d002.rehab-files": "",
            "v-d002.rehab-files": "0",
        },
    )

    assert answer.status_code == 302
    assert cases().value == 15


def test_an_untouched_field_of_an_old_form_is_no_conflict(round_, as_user):
    put(round_, "14")
    put(round_, "15")
    stale = {"r-d002.cases": "14", "v-d002.cases": "1", "o-d002.cases": "14"}

    answer = as_user("hoankiem").post(
        f"/entry/{round_.pk}/d002/",
        stale | {"r-d002.rehab-files": "3", "v-d002.rehab-files": "0"},
    )

    assert answer.status_code == 302
    assert cases().value == 15


def test_the_form_comes_back_with_what_was_typed_and_the_sentence(round_, as_user):
    answer = as_user("hoankiem").post(
        f"/entry/{round_.pk}/d002/", {"r-d002.cases": "1.5", "v-d002.cases": "0"}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="1.5"' in page
    assert "Quận Hoàn Kiếm, Vụ án ma túy: “1.5” không phải là một số" in page


def test_a_form_that_came_second_shows_both_values(round_, as_user):
    put(round_, "14")

    answer = as_user("hoankiem").post(
        f"/entry/{round_.pk}/d002/", {"r-d002.cases": "12", "v-d002.cases": "0"}
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="12"' in page
    assert "đã lưu số 14 lúc" in page
    assert 'name="v-d002.cases" value="1"' in page
