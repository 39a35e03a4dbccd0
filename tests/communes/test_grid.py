"""Bulk entry: only the cells a person changed, each with its own version."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communes.models import Answer, Assessment
from tests.communes.register import fill, law, submitted
from tests.office import person, unit
from units.models import Unit

pytestmark = pytest.mark.usefixtures("shipped")


def address(year: int = 2025) -> str:
    return f"/communes/entry/save/?year={year}&set={law('28/2025/QĐ-TTg').pk}"


def send(client, *cells):
    body = [{"id": i, "value": value, "version": v} for i, value, v in cells]
    return client.post(
        address(), json.dumps({"cells": body}), content_type="application/json"
    )


def test_a_changed_cell_opens_its_sheet_and_is_saved(as_user):
    answer = send(as_user("hoankiem"), ("c00037.plants", "1.207", "0"))

    assert answer.status_code == 200
    assert answer.json()["saved"] == [
        {"id": "c00037.plants", "value": "1.207", "version": 1, "display": "1.207"}
    ]
    assert Answer.objects.get().value == "1207"


def test_only_changed_cells_are_written(as_user, sheet):
    fill(sheet, {"plants": "5", "drug_use_points": "0"})
    versions = dict(sheet.answers.values_list("fact", "version"))

    send(as_user("hoankiem"), ("c00037.plants", "6", "1"))

    after = dict(sheet.answers.values_list("fact", "version"))
    assert after == {**versions, "plants": 2}


def test_two_first_cells_of_a_commune_share_one_sheet(as_user):
    answer = send(
        as_user("hoankiem"),
        ("c00037.plants", "3", "0"),
        ("c00037.drug_use_points", "1", "0"),
    )

    assert answer.status_code == 200
    assert Assessment.objects.get().answers.count() == 2


def test_a_cell_sent_twice_is_saved_once_as_last_typed(as_user):
    twice = (("c00037.plants", "3", "0"), ("c00037.plants", "4", "0"))

    send(as_user("hoankiem"), *twice)

    assert Answer.objects.get().value == "4"


def test_an_empty_cell_opens_no_sheet(as_user):
    answer = send(as_user("hoankiem"), ("c00037.plants", "", "0"))

    assert answer.json()["saved"][0]["version"] == 0
    assert not Assessment.objects.exists()


def test_a_cell_changed_by_a_colleague_comes_back_with_both_values(as_user, sheet):
    fill(sheet, {"plants": "5"}, by="thuky")

    answer = send(as_user("hoankiem"), ("c00037.plants", "6", "0"))

    assert answer.status_code == 409
    clash = answer.json()["conflicts"][0]
    assert (clash["value"], clash["version"]) == ("5", 1)
    assert "thuky" in clash["by"]


def test_a_neighbours_cell_is_not_known(as_user):
    answer = send(as_user("hoankiem"), ("c00001.plants", "6", "0"))

    assert answer.status_code == 422
    assert "không có trong bảng" in answer.json()["refused"][0]["message"]
    assert not Assessment.objects.exists()


def test_what_is_no_number_is_refused_and_the_rest_saved(as_user):
    answer = send(
        as_user("hoankiem"),
        ("c00037.plants", "ba", "0"),
        ("c00037.khong_co", "1", "0"),
        ("c00037.drug_use_points", "1", "x"),
        ("c00040.plants", "3", "0"),
    ).json()

    assert [row["id"] for row in answer["refused"]] == [
        "c00037.plants", "c00037.khong_co", "c00037.drug_use_points",
    ]  # fmt: skip
    assert [row["id"] for row in answer["saved"]] == ["c00040.plants"]


def test_a_submitted_sheet_is_closed_for_the_grid(as_user, sheet):
    submitted(sheet)

    answer = send(as_user("hoankiem"), ("c00037.plants", "6", "1"))

    assert "đã nộp" in answer.json()["refused"][0]["message"]


def test_without_script_the_whole_form_saves_what_differs(as_user, sheet):
    fill(sheet, {"plants": "5"})
    page = {"r-c00037.plants": "5", "v-c00037.plants": "1"}
    page |= {"r-c00040.plants": "8", "v-c00040.plants": "0"}

    answer = as_user("hoankiem").post(address(), page, follow=True)

    assert answer.status_code == 200
    values = Answer.objects.values_list("assessment__unit__key", "value", "version")
    assert set(values) == {("c00037", "5", 1), ("c00040", "8", 1)}


def test_without_script_what_is_no_number_is_told(as_user):
    page = {"r-c00040.plants": "ba", "v-c00040.plants": "0"}

    answer = as_user("hoankiem").post(address(), page, follow=True)

    assert "“ba”" in answer.content.decode()


@pytest.mark.parametrize("body", ["{", "[]", "{}", '{"cells": [1]}', '{"cells": 5}'])
def test_a_crooked_request_is_refused_in_words(as_user, body):
    client = as_user("hoankiem")

    answer = client.post(address(), body, content_type="application/json")

    assert answer.status_code == 422


def test_a_set_that_is_not_there_is_refused(as_user):
    client = as_user("hoankiem")

    answer = client.post("/communes/entry/save/?set=99999", {})

    assert answer.status_code == 422


def test_the_grid_of_a_district_shows_its_wards_and_the_facts(as_user):
    page = as_user("hoankiem").get("/communes/entry/?year=2025")

    wards = Unit.objects.filter(parent__key="d002").count()
    assert len(page.context["rows"]) == wards
    assert len(page.context["rows"][0].cells) == 10


def test_a_year_without_criteria_says_so(as_user):
    page = as_user("hoankiem").get("/communes/entry/?year=2021")

    assert "chưa có bộ tiêu chí nào áp dụng" in page.content.decode()


def test_the_grid_of_579_communes_costs_no_more_than_12_queries(as_user):
    client = as_user("thuky")
    client.get("/communes/entry/")

    with CaptureQueriesContext(connection) as queries:
        page = client.get("/communes/entry/?year=2025&district=all")

    assert len(page.context["rows"]) == 579
    assert len(queries) <= 12


def test_a_leader_reads_and_does_not_enter(as_user):
    assert as_user("lanhdao").get("/communes/entry/").status_code == 403


def test_the_sheet_belongs_to_the_commune_and_not_to_who_typed(as_user):
    send(as_user("thuky"), ("c00037.plants", "6", "0"))

    made = Assessment.objects.get()
    assert (made.unit, made.state) == (unit("c00037"), "DRAFT")
    assert Assessment.objects.editable_by(person("hoankiem")).get() == made
