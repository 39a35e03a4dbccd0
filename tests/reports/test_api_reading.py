"""What the API tells: exact strings, null for what nobody reported, pages."""

from __future__ import annotations

import pytest

from accounts.journal import changeset
from accounts.models import ChangeSet
from intake.demo import PLAN_SLUG
from plans.models import Assignment, Task
from targets.models import Quota
from tests import office
from tests.reports.asking import REPORT, get, items
from tests.reports.entries import enter

pytestmark = pytest.mark.django_db


def progress(client, address="", *, code="cases", unit="d002"):
    found = items(client, f"progress?plan={PLAN_SLUG}&limit=500&{address}")
    return next(r for r in found if (r["indicator"], r["unit"]) == (code, unit))


def test_the_plan_comes_with_its_targets_rounds_and_units(quarters, as_user):
    plan = get(as_user("thuky"), f"plans/{PLAN_SLUG}").json()

    assert plan["symbol"] == "21/KH-UBND"
    assert plan["targets"][0]["indicator"] == "cases"
    assert plan["targets"][0]["value"] == "2300"
    assert plan["rounds"][0]["period"] == "2021-Q1"
    assert len(plan["units"]) == 31


def test_a_district_sees_the_plan_and_only_itself_in_it(quarters, as_user):
    plan = get(as_user("hoankiem"), f"plans/{PLAN_SLUG}").json()

    assert plan["units"] == ["d002"]


def test_the_index_leads_to_every_address(quotas, as_user):
    addresses = get(as_user("hoankiem")).json()["addresses"]

    answers = {a: as_user("hoankiem").get(a).status_code for a in addresses}

    assert set(answers.values()) == {200}


def test_units_are_found_without_accents(as_user):
    found = items(as_user("thuky"), "units?q=ung hoa&kind=DISTRICT")

    assert [u["full_name"] for u in found] == ["Huyện Ứng Hòa"]


def test_an_edition_gives_the_units_of_its_day(as_user):
    found = items(as_user("thuky"), "units?edition=2021-06-01&kind=DISTRICT")

    assert len(found) == 30
    assert items(as_user("thuky"), "units?edition=1990-01-01&kind=DISTRICT") == []


def test_the_annex_comes_out_as_it_went_in(quotas, as_user):
    found = items(as_user("thuky"), f"quotas?plan={PLAN_SLUG}&limit=500")

    assert len(found) == 61
    cases = [int(q["value"]) for q in found if q["indicator"] == "cases"]
    assert sum(cases) == 2300
    assert {q["decision"] for q in found} == {"21/KH-UBND"}


def test_a_quota_is_told_as_it_was_on_the_day(quotas, as_user):
    old = Quota.objects.get(unit__key="d002", target__indicator__code="cases")
    old.valid_to = "2021-07-01"
    with changeset(by=None, what="Điều chỉnh") as change:
        change.save(old)

    before = items(as_user("hoankiem"), "quotas?as_of=2021-06-30")
    after = items(as_user("hoankiem"), "quotas?as_of=2021-07-01")

    assert [q["indicator"] for q in before] == ["cases", "rehab-files"]
    assert [q["indicator"] for q in after] == ["rehab-files"]


def test_every_cell_that_is_owed_is_there_and_null_until_reported(quarters, as_user):
    enter("d002", "cases", "2021-Q1", "12.50", state="DRAFT")

    rows = items(as_user("hoankiem"), REPORT + "d002")

    cases, *rest = rows
    assert (cases["value"], cases["version"], cases["state"]) == ("12.5", 1, "DRAFT")
    assert {row["value"] for row in rest} == {None}
    assert {row["version"] for row in rest} == {0}


def test_a_half_year_is_given_by_its_quarters(quarters, as_user):
    rows = items(as_user("hoankiem"), f"results?plan={PLAN_SLUG}&period=2021-H1")

    assert {row["period"] for row in rows} == {"2021-Q1", "2021-Q2"}


def test_progress_tells_the_approved_figure_exactly(quotas, as_user):
    # Phụ lục 21/KH-UBND: Hoàn Kiếm được giao 118 vụ.
    enter("d002", "cases", "2021-Q1", 29)
    enter("d002", "cases", "2021-Q2", 20)

    row = progress(as_user("hoankiem"), "period=2021-H1&unit=d002")

    assert row == {
        "indicator": "cases",
        "unit": "d002",
        "quota": "118",
        "in_period": "49",
        "to_date": "49",
        "percent": "41.53",
        "expected": "59",
        "verdict": "SLOW",
        "reported_units": 1,
        "expected_units": 1,
    }


def test_what_nobody_reported_is_null(quotas, as_user):
    row = progress(as_user("thuky"), "period=2021-Q1", unit=None)

    assert (row["in_period"], row["to_date"], row["percent"]) == (None, None, None)
    assert (row["reported_units"], row["expected_units"]) == (0, 31)


def test_a_reported_zero_is_zero(quotas, as_user):
    enter("d002", "cases", "2021-Q1", 0)

    row = progress(as_user("hoankiem"), "period=2021-Q1")

    assert (row["in_period"], row["percent"]) == ("0", "0")


def test_what_falls_short_is_never_told_as_a_hundred(quotas, as_user):
    enter("d001", "cases", "2021-Q1", 2_299_999)
    Quota.objects.filter(unit__key="d001", target__indicator__code="cases").update(
        value=2_300_000
    )

    row = progress(as_user("thuky"), "period=2021-Q1", unit="d001")

    assert row["percent"] == "99.99"


def test_waiting_figures_come_only_when_asked_for(quotas, as_user):
    enter("d002", "cases", "2021-Q1", 29, state="SUBMITTED")
    client = as_user("hoankiem")

    official = progress(client, "period=2021-Q1")
    current = progress(client, "period=2021-Q1&basis=current")

    assert (official["to_date"], current["to_date"]) == (None, "29")


def test_a_ratio_is_told_by_its_numerator_and_percent(quotas, as_user):
    enter("d002", "cases", "2021-Q1", 45)
    enter("d002", "cases-trafficking", "2021-Q1", 22)

    row = progress(as_user("hoankiem"), "period=2021-Q1", code="cases-trafficking")

    assert (row["to_date"], row["percent"]) == ("22", "48.89")


def test_the_total_is_of_the_whole_plan_and_a_part_has_none(quotas, as_user):
    enter("d002", "cases", "2021-Q1", 10)
    enter("d271", "cases", "2021-Q1", 20)

    whole = progress(as_user("lanhdao"), "period=2021-Q1", unit=None)
    part = items(as_user("hoankiem"), "progress?period=2021-Q1")

    assert (whole["to_date"], whole["reported_units"]) == ("30", 2)
    assert {row["unit"] for row in part} == {"d002"}


def test_totals_equal_the_sum_of_their_rows(quotas, as_user):
    for key, value in (("d001", 20), ("d002", 30), ("pc04", 7)):
        enter(key, "cases", "2021-Q1", value)
    client = as_user("thuky")

    found = items(client, "progress?period=2021-Q1&limit=500")

    cases = [r for r in found if r["indicator"] == "cases"]
    total = next(r["to_date"] for r in cases if r["unit"] is None)
    parts = [int(r["to_date"]) for r in cases if r["unit"] and r["to_date"]]
    assert int(total) == sum(parts) == 57


def test_pages_cut_one_list(quarters, as_user):
    client = as_user("thuky")
    whole = get(client, "results?period=2021-Q1&limit=500").json()

    first = get(client, "results?period=2021-Q1&limit=7").json()
    second = get(client, "results?period=2021-Q1&limit=7&offset=7").json()

    assert first["items"] + second["items"] == whole["items"][:14]
    assert first["count"] == second["count"] == whole["count"]
    assert get(client, "results?offset=100000").json()["items"] == []


def test_at_most_five_hundred_rows_come_at_once(as_user):
    answer = get(as_user("thuky"), "units?limit=100000").json()

    assert len(answer["items"]) == 500 < answer["count"]
    assert len(items(as_user("thuky"), "units")) == 100


def test_a_commune_is_told_with_its_standing(as_user):
    client = as_user("thuky")

    found = items(client, "communes?as_of=2021-03-01&limit=1")
    none = get(client, "communes?status=KEY_III&as_of=1990-01-01").json()

    assert found[0]["unit"].startswith("c")
    assert found[0]["status"] in {"NONE", "RECOGNISED"}
    assert none == {"items": [], "count": 0}


@pytest.fixture
def task(db):
    row = Task(
        plan=office.plan(),
        paragraph="III.4",
        title="Quản lý thuốc",
        deadline="2021-06-30",
        order=9001,
    )
    with changeset(by=None, what="Nhiệm vụ", door=ChangeSet.Door.COMMAND) as change:
        change.save(row)
        change.save_all(
            [
                Assignment(
                    task=row, unit=office.unit("so-y-te"), agency="Sở Y tế", part="LEAD"
                ),
                Assignment(task=row, agency="Ủy ban nhân dân xã", part="SUPPORT"),
            ]
        )
    return row


@pytest.mark.parametrize("agency", ["so-y-te", "Sở Y tế", "so y te"])
def test_an_agency_finds_its_tasks_by_key_or_name(task, as_user, agency):
    [found] = [
        row
        for row in items(as_user("soyte"), f"tasks?agency={agency}")
        if row["title"] == task.title
    ]

    assert (found["deadline"], found["status"]) == ("2021-06-30", "OVERDUE")
    assert {a["unit"] for a in found["agencies"]} == {"so-y-te", None}


def test_tasks_are_chosen_by_their_status(task, as_user):
    client = as_user("thuky")

    late = items(client, "tasks?status=OVERDUE&limit=500")
    ahead = items(client, "tasks?status=NOT_DUE&limit=500")

    assert task.title in [row["title"] for row in late]
    assert task.title not in [row["title"] for row in ahead]
