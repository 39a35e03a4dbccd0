"""Papers with several tables: each has its tab, closes by itself, and asks its names.

Source: the annex of 21/KH-UBND, parted in two as other provinces issue theirs.
"""

from __future__ import annotations

import pytest

from intake.plan_sections import tables_of
from plans.models import Plan
from targets.models import Quota
from tests import office
from tests.intake import desks
from units.models import Alias

pytestmark = pytest.mark.django_db
TEXT = desks.HANOI_2021.read_text("utf-8").replace("21/KH-UBND", "45/KH-UBND")


@pytest.fixture
def client(as_user):
    return as_user("thuky")


@pytest.fixture
def secretary(db):
    return office.person("thuky")


@pytest.fixture
def parted(client):
    """The last line of the annex (PC04) in a table of its own, without a total."""
    reading = desks.paste(client, TEXT)
    first = reading.draft["annex"]
    second = first | {"rows": [first["rows"].pop()], "totals": None}
    reading.draft["annexes"] = [second]
    reading.save()
    return reading


def settle(client, reading, user):
    """Each table with a total and a target of its own."""
    desks.save_all(client, reading, user)
    desks.save(client, reading, user, "annex", **{"annex-0-total-0": "2.230"})
    desks.save(client, reading, user, "annex-2", **{"annex-2-0-column-0": "0"})
    return reading


@pytest.fixture
def settled(client, parted, secretary):
    return settle(client, parted, secretary)


def quotas():
    plan = Plan.objects.get(document__symbol="45/KH-UBND")
    return Quota.objects.filter(target__plan=plan)


def test_every_table_has_its_tab(client, parted):
    page = client.get(f"/plans/read/{parted.pk}/annex-2/").content.decode()

    assert "Biểu giao 2" in page
    assert client.get(f"/plans/read/{parted.pk}/annex-3/").status_code == 404


def test_both_tables_are_handed_out(client, settled):
    response = desks.confirm(client, settled)

    assert response.status_code == 302, response.content.decode()[:2000]
    assert quotas().count() == 61
    cell = quotas().get(unit__key="pc04").origin_cell
    assert cell == "Biểu giao 2 kèm theo, dòng 1"


def test_a_table_may_be_left_out(client, settled, secretary):
    desks.save(client, settled, secretary, "annex-2", **{"annex-2-0-deed": "skip"})

    desks.confirm(client, settled)

    assert quotas().count() == 60


def test_one_unit_does_not_get_one_target_from_two_tables(client, settled, secretary):
    unit = str(office.unit("d002").pk)
    desks.save(client, settled, secretary, "annex-2", **{"annex-2-1-unit": unit})

    response = desks.confirm(client, settled)

    assert response.status_code == 422
    assert "Quận Hoàn Kiếm ở 2 biểu" in response.content.decode()


def test_a_name_nobody_knows_is_asked_once_and_remembered(client, parted, secretary):
    parted.draft["annexes"][0]["rows"][0]["unit"] = "Đội Bốn"
    parted.save()
    settle(client, parted, secretary)
    asked = desks.confirm(client, parted)
    unit = str(office.unit("pc04").pk)

    desks.save(client, parted, secretary, "annex-2", **{"annex-2-1-unit": unit})
    desks.confirm(client, parted)

    assert "Phần «Biểu giao 2» còn 1 mục" in asked.content.decode()
    assert Alias.objects.get(text="Đội Bốn").unit.key == "pc04"


def test_a_later_table_that_gives_nothing_known_is_not_taken(client, parted):
    parted.draft["annexes"][0]["columns"] = ["Dân số", "Diện tích"]
    parted.save()

    page = client.get(f"/plans/read/{parted.pk}/annex-2/").content.decode()

    assert '<option value="skip" selected>Không nạp biểu' in page


def test_tables_without_lines_have_no_tab():
    empty = {"annex": {"rows": []}, "annexes": [{"rows": [1]}]}

    assert tables_of(empty) == {"annex": {"rows": [1]}}
    assert tables_of({"annex": None}) == {}
