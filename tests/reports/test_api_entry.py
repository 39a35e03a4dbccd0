"""PUT results: one report, all or nothing, and never over somebody else's figure."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import ChangeSet
from targets.actions import CellEdit, save_results
from targets.models import Result
from tests import office
from tests.reports.asking import REPORT, body, get, items, put
from tests.reports.saved import stored

pytestmark = pytest.mark.django_db
PUT_QUERIES = 27  # whatever the number of cells and units
CASES = {"indicator": "cases", "value": "12", "version": 0}


def etag(client, unit="d002"):
    return get(client, REPORT + unit)["ETag"]


def somebody_else_saves(quarters, value, code="cases"):
    save_results(
        round=quarters[0],
        unit=office.unit("d002"),
        cells=[CellEdit(indicator=code, value=value)],
        by=office.person("thuky"),
    )


def test_a_report_read_with_its_etag_is_saved_with_it(quarters, as_user):
    client = as_user("hoankiem")

    answer = put(
        client,
        body({"indicator": "cases", "value": "12"}),
        **{"If-Match": etag(client)},
    )

    assert answer.status_code == 200
    [saved] = answer.json()["saved"]
    assert (saved["value"], saved["version"], saved["changed"]) == ("12", 1, True)
    assert stored() == 12


def test_a_save_is_in_the_journal_by_its_door(quarters, as_user):
    answer = put(as_user("hoankiem"), body(CASES))

    line = ChangeSet.objects.get(pk=answer.json()["changeset"])

    assert (line.door, line.made_by.username) == ("API", "hoankiem")
    assert Result.objects.get().origin == "API"


def test_the_answer_carries_the_next_etag(quarters, as_user):
    client = as_user("hoankiem")
    first = put(client, body(CASES))

    second = put(
        client,
        body({"indicator": "cases", "value": 13}),
        **{"If-Match": first["ETag"]},
    )

    assert second.status_code == 200
    assert stored() == 13


def test_a_compressed_answers_weak_etag_counts_too(quarters, as_user):
    client = as_user("hoankiem")

    answer = put(
        client,
        body({"indicator": "cases", "value": 13}),
        **{"If-Match": "W/" + etag(client)},
    )

    assert answer.status_code == 200


def test_the_second_of_two_is_told_both_values_who_and_when(quarters, as_user):
    client = as_user("hoankiem")
    read = etag(client)
    somebody_else_saves(quarters, 99)

    answer = put(
        client, body({"indicator": "cases", "value": "12"}), **{"If-Match": read}
    )

    assert answer.status_code == 409
    [conflict] = answer.json()["conflicts"]
    assert conflict["yours"] == {"value": "12"}
    assert conflict["stored"]["value"] == "99"
    assert conflict["by"] == f"{office.person('thuky')} (thuky)"
    assert conflict["at"] is not None
    assert stored() == 99


def test_a_cells_own_version_guards_that_cell(quarters, as_user):
    somebody_else_saves(quarters, 99)

    answer = put(as_user("hoankiem"), body(CASES))

    assert answer.status_code == 409
    assert answer.json()["conflicts"][0]["version"] == 1


def test_two_people_on_two_cells_do_not_disturb_each_other(quarters, as_user):
    somebody_else_saves(quarters, 5, code="rehab-files")

    answer = put(as_user("hoankiem"), body(CASES))

    assert answer.status_code == 200
    assert (stored(), stored("rehab-files")) == (12, 5)


def test_an_old_etag_guards_the_whole_report(quarters, as_user):
    client = as_user("hoankiem")
    read = etag(client)
    somebody_else_saves(quarters, 5, code="rehab-files")

    answer = put(
        client, body({"indicator": "cases", "value": 12}), **{"If-Match": read}
    )

    assert answer.status_code == 409
    assert stored() is None


def test_the_same_request_again_changes_nothing(quarters, as_user):
    client = as_user("hoankiem")
    read = etag(client)
    content = body({"indicator": "cases", "value": "12"})
    put(client, content, **{"If-Match": read})

    again = put(client, content, **{"If-Match": read})

    assert again.status_code == 409
    [told] = again.json()["conflicts"]
    assert told["stored"]["value"] == told["yours"]["value"] == "12"
    assert (told["version"], stored()) == (1, 12)


def test_a_plain_version_in_if_match_is_that_of_the_cells(quarters, as_user):
    somebody_else_saves(quarters, 99)
    content = body({"indicator": "cases", "value": 12})

    stale = put(as_user("hoankiem"), content, **{"If-Match": "0"})
    fresh = put(as_user("hoankiem"), content, **{"If-Match": '"1"'})

    assert (stale.status_code, fresh.status_code) == (409, 200)


def test_a_star_overwrites_on_purpose(quarters, as_user):
    somebody_else_saves(quarters, 99)

    answer = put(
        as_user("hoankiem"),
        body({"indicator": "cases", "value": 12}),
        **{"If-Match": "*"},
    )

    assert answer.status_code == 200
    assert stored() == 12


def test_a_write_that_names_no_version_is_refused(quarters, as_user):
    answer = put(as_user("hoankiem"), body({"indicator": "cases", "value": 12}))

    assert answer.status_code == 428
    assert "If-Match" in answer.json()["message"]
    assert stored() is None


def test_one_bad_cell_stops_all(quarters, as_user):
    bad = {"indicator": "rehab-files", "value": "1.5", "version": 0}

    answer = put(as_user("hoankiem"), body(CASES, bad))

    assert answer.status_code == 422
    assert [p["indicator"] for p in answer.json()["problems"]] == ["rehab-files"]
    assert Result.objects.count() == 0


def test_null_clears_and_nil_is_zero(quarters, as_user):
    client = as_user("hoankiem")
    put(client, body(CASES))

    cleared = put(client, body({"indicator": "cases", "value": None, "version": 1}))
    nil = put(client, body({"indicator": "rehab-files", "nil": True, "version": 0}))

    assert cleared.json()["saved"][0]["value"] is None
    assert nil.json()["saved"][0]["value"] == "0"
    assert (stored(), stored("rehab-files")) == (None, 0)


def test_parts_that_are_not_sent_stay(quarters, as_user):
    client = as_user("hoankiem")
    put(client, body(CASES))

    answer = put(
        client, body({"indicator": "cases", "note": "Đã đối chiếu", "version": 1})
    )

    assert answer.json()["saved"][0]["value"] == "12"
    assert items(client, REPORT + "d002")[0]["note"] == "Đã đối chiếu"


def test_a_put_costs_the_same_for_one_cell_and_for_many(quarters, as_user):
    client = as_user("hoankiem")
    numbers = ("cases", "rehab-files")
    many = [{"indicator": code, "value": 1, "version": 1} for code in numbers]
    put(client, body(*({**cell, "value": 0, "version": 0} for cell in many)))

    with CaptureQueriesContext(connection) as of_one:
        put(client, body({**many[0], "value": 2}))
    with CaptureQueriesContext(connection) as of_many:
        put(client, body({**many[0], "value": 3, "version": 2}, many[1]))

    assert len(of_one) == len(of_many) <= PUT_QUERIES
