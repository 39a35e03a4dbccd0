"""The reading desk: pasted, corrected and asked, with nothing written but the draft."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import ChangeSet
from intake.models import PlanReading
from intake.plan_sections import Desk
from plans.models import Document, Plan
from targets.models import Indicator, Quota, Target
from tests import office
from tests.intake import desks
from units.models import Unit

pytestmark = pytest.mark.django_db
TEXT = desks.HANOI_2021.read_text("utf-8").replace("21/KH-UBND", "45/KH-UBND")
LETTER = (desks.PAPERS / "cong-van-4026-ubnd-vx-2012.txt").read_text("utf-8")


@pytest.fixture
def client(as_user):
    return as_user("thuky")


@pytest.fixture
def secretary(db):
    return office.person("thuky")


@pytest.fixture
def reading(client):
    return desks.paste(client, TEXT)


def counts():
    models = (Document, Plan, Target, Indicator, Quota, Unit)
    return [model.objects.count() for model in models]


def test_every_section_shows_the_paper_with_its_places_lit(client, reading):
    for section in ("document", "citations", "targets", "tasks", "annex"):
        page = client.get(f"/plans/read/{reading.pk}/{section}/").content.decode()

        start = reading.draft["targets"][0]["source"]["start"]
        assert "<mark" in page
        assert (f'<mark id="s{start}">' in page) is (section == "targets")


def test_pasting_writes_nothing_but_the_draft(client):
    before, deeds = counts(), ChangeSet.objects.count()

    desks.paste(client, TEXT)

    assert (counts(), ChangeSet.objects.count()) == (before, deeds)


def test_a_draft_survives_until_another_day_on_another_machine(
    as_user, client, reading, secretary
):
    desks.save(client, reading, secretary, "document", **{"document-0-place": "Hn"})

    page = as_user("thuky").get(f"/plans/read/{reading.pk}/document/").content.decode()

    assert 'value="Hn"' in page
    assert "<del>Hà Nội</del>" in page


def test_a_section_that_is_not_settled_is_kept_and_says_so(client, reading, secretary):
    response = desks.save(
        client, reading, secretary, "document", **{"document-0-symbol": "khong phai"}
    )

    page = client.get(response.url).content.decode()
    assert "không phải số, ký hiệu văn bản" in page
    assert "khong phai" in page


def test_an_unknown_agency_is_a_question_and_made_only_when_told(
    client, reading, secretary
):
    shown = desks.as_shown(reading, secretary, "tasks")
    open_ = [name for name, value in shown.items() if "-body-" in name and not value]

    response = desks.save(client, reading, secretary, "tasks")

    assert len(open_) == 3
    assert response.url.endswith("/tasks/")
    assert not Unit.objects.filter(name__startswith="Ban Thi đua Khen").exists()


def test_contradictory_citations_wait_for_an_answer(client, secretary):
    reading = desks.paste(client, LETTER)

    page = client.get(f"/plans/read/{reading.pk}/questions/").content.decode()
    desks.save(client, reading, secretary, "questions")
    response = desks.confirm(client, reading)

    assert "07/KH-BCĐ và 07/KH-UBND được dẫn cùng số, cùng ngày" in page
    assert response.status_code == 422


def test_contradictory_citations_are_flagged_where_they_are_looked_up(client):
    reading = desks.paste(client, LETTER)

    page = client.get(f"/plans/read/{reading.pk}/citations/").content.decode()

    assert "07/KH-BCĐ và 07/KH-UBND cùng số, cùng ngày 25/04/2012" in page


def test_an_agency_is_made_only_by_who_may_load_units(reading):
    leader = office.person("lanhdao")

    rows = Desk(reading, leader).section("tasks").rows

    offered = {code for row in rows for code, _ in row.form["body-0"].field.choices}
    assert "new" not in offered
    assert "words" in offered


def test_a_citation_may_be_settled_with_a_document_of_the_same_number(client):
    reading = desks.paste(client, LETTER)

    page = client.get(f"/plans/read/{reading.pk}/citations/").content.decode()

    one = page[page.index('name="citations-1-document"') :]
    assert "07/KH-UBND" in one[: one.index("</select>")]


def test_two_windows_on_one_draft_do_not_overwrite_each_other(
    client, reading, secretary
):
    stale = desks.as_shown(reading, secretary, "document")
    desks.save(client, reading, secretary, "document")

    response = client.post(f"/plans/read/{reading.pk}/document/", stale)

    assert response.status_code == 409


def test_a_colleagues_draft_does_not_exist(as_user, reading):
    response = as_user("quantri").get(f"/plans/read/{reading.pk}/document/")

    assert response.status_code == 404


@pytest.mark.parametrize("username", ["hoankiem", "soyte", "lanhdao"])
def test_who_may_not_read_plans_in_is_refused(as_user, username):
    assert as_user(username).get("/plans/read/").status_code == 403


@pytest.mark.parametrize(
    ("content", "status", "sentence"),
    [
        (b"PK\x03\x04 no zip", 415, "Tệp"),
        (b"%PDF-1.7", 415, "Tệp là PDF"),
        (b"x" * (10 * 1024 * 1024 + 1), 413, "Tệp lớn hơn 10 MB"),
        ("Tin trong ngày: trời đẹp".encode(), 422, "không phải kế hoạch"),
        (b"", 422, "kế hoạch"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_in_one_sentence(
    client, content, status, sentence
):
    response = client.post(
        "/plans/read/", {"file": SimpleUploadedFile("ke-hoach.docx", content)}
    )

    assert response.status_code == status
    assert sentence in response.content.decode()
    assert not PlanReading.objects.exists()


def test_a_dropped_draft_is_gone(client, reading):
    client.post(f"/plans/read/{reading.pk}/drop/")

    assert client.get(f"/plans/read/{reading.pk}/").status_code == 404
