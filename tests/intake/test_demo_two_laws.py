"""The demo's commune under two laws: real unit, illustrative figures, both readable."""

from __future__ import annotations

import pytest

from communes.models import Assessment, Recognition
from intake.demo import fill_two_laws
from intake.demo_two_laws import BASIS
from tests import office
from units.models import Edition, Unit

PASSWORD = "mat-khau-trinh-dien-2021"


@pytest.fixture
def two_laws(db):
    fill_two_laws(PASSWORD)


def test_one_commune_has_the_sheet_of_each_law_and_no_invented_decision(two_laws):
    sheets = Assessment.objects.order_by("year").select_related(
        "criteria_set__document"
    )

    told = [(s.unit.full_name, s.year, str(s.criteria_set), s.state) for s in sheets]

    assert told == [
        ("Xã Ngũ Chỉ Sơn", 2023, "414/KH-UBND", "APPROVED"),
        ("Xã Ngũ Chỉ Sơn", 2025, "28/2025/QĐ-TTg", "SUBMITTED"),
    ]
    assert not Recognition.objects.filter(unit__key="c03004").exists()


def test_every_figure_says_that_it_is_illustrative(two_laws):
    rows = [row for sheet in Assessment.objects.all() for row in sheet.answers.all()]

    assert {row.evidence for row in rows} == {BASIS}


def test_both_sheets_are_read_by_lao_cai_and_by_nobody_else(two_laws, as_user, client):
    client.force_login(office.person("laocai"))
    addresses = [f"/assessments/{sheet.pk}/" for sheet in Assessment.objects.all()]

    mine = [client.get(address) for address in addresses]
    strange = [as_user("thuky").get(address).status_code for address in addresses]

    assert [page.status_code for page in mine] == [200, 200]
    assert "100% người nghiện" in mine[0].content.decode() + mine[1].content.decode()
    assert strange == [404, 404]


def test_loading_it_again_changes_nothing(two_laws):
    before = (Unit.objects.count(), Assessment.objects.count(), Edition.objects.count())

    fill_two_laws(PASSWORD)

    after = (Unit.objects.count(), Assessment.objects.count(), Edition.objects.count())
    assert after == before
