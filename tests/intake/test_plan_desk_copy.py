"""Next year's plan begun from this year's, on the desk before it counts."""

from __future__ import annotations

import pytest

from intake.models import PlanReading
from plans.models import Plan
from targets.models import Quota
from tests import office
from tests.intake import desks

pytestmark = pytest.mark.django_db
COPY = "/plans/21-kh-ubnd-2021/copy/"


@pytest.fixture
def copied(quotas, as_user):
    as_user("thuky").post(COPY)
    return PlanReading.objects.get()


def test_the_copy_asks_for_the_new_symbol_and_keeps_no_old_day(copied):
    document = copied.draft["document"]

    assert (document["symbol"], document["issued_on"]) == (None, None)
    assert document["title"].endswith("2022")
    assert all(row["baseline"] is None for row in copied.draft["targets"])
    assert Plan.objects.count() == 1


def test_the_copy_is_confirmed_like_any_paper(copied, as_user):
    client, user = as_user("thuky"), office.person("thuky")
    desks.save_all(client, copied, user)
    new = {"document-0-symbol": "12/KH-UBND", "document-0-issued_on": "2022-01-20"}
    desks.save(client, copied, user, "document", **new)

    answer = desks.confirm(client, copied)

    plan = Plan.objects.get(document__symbol="12/KH-UBND")
    assert answer.status_code == 302
    assert (plan.year, plan.targets.count(), plan.tasks.count()) == (2022, 12, 23)
    assert Quota.objects.filter(target__plan=plan).count() == 61
    assert f"{plan.start}" == "2021-12-15"


def test_the_old_quotas_are_a_proposal_that_may_be_left_out(copied, as_user):
    client, user = as_user("thuky"), office.person("thuky")
    desks.save_all(client, copied, user)
    new = {"document-0-symbol": "12/KH-UBND", "document-0-issued_on": "2022-01-20"}
    desks.save(client, copied, user, "document", **new)
    desks.save(client, copied, user, "annex", **{"annex-0-deed": "skip"})

    answer = desks.confirm(client, copied)

    plan = Plan.objects.get(document__symbol="12/KH-UBND")
    assert answer.status_code == 302
    assert not Quota.objects.filter(target__plan=plan).exists()
    assert plan.targets.count() == 12


def test_who_may_not_read_plans_in_copies_none(quotas, as_user):
    assert as_user("hoankiem").post(COPY).status_code == 403
    assert as_user("thuky").post("/plans/khong-co/copy/").status_code == 404
