"""Facts of communes from one workbook: had, filled in, sent back, taken back."""

from __future__ import annotations

import io

import openpyxl
import pytest

from accounts.models import ChangeSet
from communes.models import Answer, Assessment
from tests.communes import register
from tests.intake.handouts import addresses, codes, confirm, filled, send
from tests.office import unit

pytestmark = pytest.mark.django_db
FACTS = "/import/form/facts/"


@pytest.fixture
def official(as_user):
    register.load()
    return as_user("hoankiem")


def facts(client, district="d002", year="2025"):
    answer = client.get(FACTS, {"district": district, "year": year})
    assert answer.status_code == 200, answer.content[:300]
    return answer.content


def stored(key="c00037"):
    rows = Answer.objects.filter(assessment__unit__key=key)
    return dict(rows.values_list("fact", "value"))


def test_the_workbook_has_every_commune_of_the_district_and_every_fact_of_the_set(
    official,
):
    data = facts(official)

    page = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    titles = [cell.value for cell in page[8]]
    communes = unit("d002").children.filter(kind="COMMUNE").count()

    assert "Cây có chứa chất ma túy bị phát hiện, triệt phá (cây)" in titles
    assert len({name.partition(".")[0] for name in addresses(data)}) == communes


def test_filled_in_facts_open_their_sheets_and_come_in_exactly(official):
    data = filled(
        facts(official),
        **{
            "c00037.plants": 1207,
            "c00037.plant_area_m2": 749.99,
            "c00037.on_key_route": "Không",
        },
    )

    sent = send(official, data)
    confirm(official, sent)

    assert sent.json()["counts"]["new"] == 3
    assert stored() == {
        "plants": "1207",
        "plant_area_m2": "749.99",
        "on_key_route": "false",
    }
    assert Assessment.objects.get().state == "DRAFT"


def test_what_is_there_goes_out_and_comes_back_as_no_change(official):
    sheet = register.draft("c00037")
    register.fill(
        sheet, {"plants": "5", "on_key_route": "true", "plant_area_m2": "1.5"}
    )
    before = ChangeSet.objects.count()

    sent = send(official, facts(official))
    done = confirm(official, sent)

    assert sent.json()["counts"] == {"new": 0, "changed": 0, "same": 3, "problems": 0}
    assert done.json()["changeset"] is None
    assert ChangeSet.objects.count() == before
    assert "Không có thay đổi" in done.json()["message"]


def test_only_what_differs_is_written(official):
    sheet = register.draft("c00037")
    register.fill(sheet, {"plants": "5", "drug_use_points": "0"})
    versions = dict(sheet.answers.values_list("fact", "version"))

    confirm(official, send(official, filled(facts(official), **{"c00037.plants": 6})))

    after = dict(sheet.answers.values_list("fact", "version"))
    assert after == {**versions, "plants": versions["plants"] + 1}


def test_the_preview_shows_old_and_new(official):
    register.fill(register.draft("c00037"), {"on_key_route": "false"})
    data = filled(facts(official), **{"c00037.on_key_route": "Có"})
    token = send(official, data).json()["token"]

    page = official.get(f"/import/form/{token}/").text

    assert "Nằm trên tuyến trọng điểm" in page
    assert "không</del>" in page
    assert "có</ins>" in page


def test_problems_are_named_by_sheet_and_cell(official):
    data = filled(
        facts(official),
        **{
            "c00037.plants": -3,
            "c00037.plant_area_m2": "nhiều",
            "c00037.on_key_route": "chắc là có",
        },
    )
    places = addresses(data)

    told = send(official, data).json()["problems"]

    assert {(p["sheet"], p["cell"], p["code"]) for p in told} == {
        ("Đánh giá 2025", places["c00037.plants"], "E_NEGATIVE"),
        ("Đánh giá 2025", places["c00037.plant_area_m2"], "E_NUMBER"),
        ("Đánh giá 2025", places["c00037.on_key_route"], "E_CHOICE"),
    }


@pytest.mark.parametrize("state", ["SUBMITTED", "APPROVED"])
def test_a_sheet_that_was_handed_in_or_approved_takes_no_figure(official, state):
    sheet = register.draft("c00037")
    data = filled(facts(official), **{"c00037.plants": 6})
    register.fill(sheet, {"drug_use_points": "0"})
    _put(sheet, state)

    sent = send(official, data)

    assert codes(sent) == ["E_CLOSED"]
    assert "Phiếu đánh giá" in sent.json()["problems"][0]["message"]
    assert stored() == {"drug_use_points": "0"}


def _put(sheet, state):
    from communes import actions
    from tests.office import person

    actions.submit(sheet, by=person("hoankiem"))
    if state == "APPROVED":
        actions.verify(sheet, by=person("thuky"))
        actions.approve(sheet, by=person("thuky"), outcome="NONE", text="Đã kiểm tra")


def test_a_fact_a_colleague_wrote_since_is_not_written_over(official):
    data = filled(facts(official), **{"c00037.plants": 6})
    register.fill(register.draft("c00037"), {"plants": "5"}, by="thuky")

    sent = send(official, data)

    assert codes(sent) == ["E_NEWER"]
    assert "thuky" in sent.json()["problems"][0]["message"]
    assert stored() == {"plants": "5"}


def test_a_neighbours_communes_are_not_had_and_not_taken(official, as_user):
    theirs = filled(facts(as_user("bavi"), "d271"))
    first = next(iter(addresses(theirs)))

    sent = send(official, filled(theirs, **{first: 3}))

    assert official.get(FACTS, {"district": "d271"}).status_code == 404
    assert set(codes(sent)) <= {"E_UNIT_UNKNOWN", "E_TEMPLATE"}
    assert not Answer.objects.exists()


def test_the_whole_province_fits_in_one_workbook_with_its_districts(official, as_user):
    data = facts(as_user("thuky"), "p01")

    page = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    headings = [row[1] for row in page.iter_rows(values_only=True)]

    assert "Quận Hoàn Kiếm" in headings
    assert len({name.partition(".")[0] for name in addresses(data)}) == 579


def test_a_workbook_of_the_whole_province_comes_in(official, as_user):
    desk = as_user("thuky")
    data = filled(facts(desk, "p01"), **{"c00037.plants": 6, "c00001.plants": 2})

    confirm(desk, send(desk, data))

    assert (stored(), stored("c00001")) == ({"plants": "6"}, {"plants": "2"})


def test_a_set_of_another_province_is_not_taken_here(official):
    other = register.law("414/KH-UBND")
    book = openpyxl.load_workbook(io.BytesIO(facts(official)))
    page = book["_bieu_mau"]
    row = next(c.row for c in page["B"] if c.value == "bộ tiêu chí")
    page[f"C{row}"] = str(other.pk)
    stream = io.BytesIO()
    book.save(stream)

    sent = send(official, stream.getvalue())

    assert codes(sent) == ["E_TEMPLATE"]


def test_a_batch_is_taken_back_with_the_sheets_it_opened(official):
    data = filled(facts(official), **{"c00037.plants": 6, "c00040.plants": 0})
    number = confirm(official, send(official, data)).json()["changeset"]

    official.post(f"/import/form/{number}/undo/", {"reason": "Nhầm năm"})

    assert not Answer.objects.exists()
    assert not Assessment.objects.exists()


def test_what_was_filled_in_later_stands_against_taking_it_back(official):
    data = filled(facts(official), **{"c00037.plants": 6})
    number = confirm(official, send(official, data)).json()["changeset"]
    register.fill(Assessment.objects.get(), {"drug_use_points": "1"})

    refused = official.post(f"/import/form/{number}/undo/", {"reason": "Nhầm năm"})

    assert refused.status_code == 409
    assert "nhập sau đó" in refused.text
    assert stored() == {"plants": "6", "drug_use_points": "1"}


def test_an_approved_sheet_stands_against_taking_it_back(official):
    data = filled(facts(official), **{"c00037.plants": 6})
    number = confirm(official, send(official, data)).json()["changeset"]
    _put(Assessment.objects.get(), "APPROVED")

    refused = official.post(f"/import/form/{number}/undo/", {"reason": "Nhầm năm"})

    assert refused.status_code == 409
    assert stored() == {"plants": "6"}


def test_a_year_without_a_law_says_so(official):
    answer = official.get(FACTS, {"district": "d002", "year": "2015"})

    assert answer.status_code == 422
    assert "chưa có bộ tiêu chí" in answer.text
