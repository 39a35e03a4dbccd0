"""The office pastes 21/KH-UBND as it comes, and a minute later districts see quotas.

Source: the paper itself (Mục II, Mục IV, Phụ lục); product.md, the last promise.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db.models import Sum

from plans.models import Plan
from targets.models import Quota
from tests import office
from tests.intake import desks

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_plan(db):
    desks.forget_the_plan()


def test_the_pasted_plan_is_on_the_dashboard_of_hoan_kiem(no_plan, as_user):
    secretary = office.person("thuky")
    client = as_user("thuky")

    reading = desks.paste(client, desks.HANOI_2021.read_text("utf-8"))
    desks.save_all(client, reading, secretary)
    confirmed = desks.confirm(client, reading)

    assert confirmed.status_code == 302
    plan = Plan.objects.get(document__symbol="21/KH-UBND")
    page = as_user("hoankiem").get(f"/units/d002/?plan={plan.slug}").content.decode()
    assert ">118<" in page
    assert ">45<" in page


def test_the_annex_closes_at_2300_and_900(no_plan, as_user):
    client = as_user("thuky")

    reading = desks.paste(client, desks.HANOI_2021.read_text("utf-8"))
    desks.save_all(client, reading, office.person("thuky"))
    desks.confirm(client, reading)

    sums = Quota.objects.values("target__indicator__code").annotate(all=Sum("value"))
    assert {row["target__indicator__code"]: row["all"] for row in sums} == {
        "cases": Decimal(2300),
        "rehab-files": Decimal(900),
    }
    assert Quota.objects.filter(unit__key="pc04").count() == 1
