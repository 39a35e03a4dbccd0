"""A plan read in is confirmed once, in one change set, and taken back whole."""

from __future__ import annotations

import pytest

from accounts.journal import changeset
from accounts.models import ChangeSet
from intake.models import PlanReading
from plans.actions import open_rounds
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


@pytest.fixture
def confirmed(client, reading, secretary):
    desks.save_all(client, reading, secretary)
    response = desks.confirm(client, reading)
    assert response.status_code == 302, response.content.decode()[:2000]
    reading.refresh_from_db()
    return reading


def counts():
    models = (Document, Plan, Target, Indicator, Quota, Unit)
    return [model.objects.count() for model in models]


def test_nothing_is_confirmed_before_every_section_was_looked_at(client, reading):
    response = desks.confirm(client, reading)

    assert response.status_code == 422
    assert "Phần «Văn bản» chưa được đối chiếu" in response.content.decode()
    assert not Plan.objects.filter(document__symbol="45/KH-UBND").exists()


def test_confirming_writes_everything_in_one_change_set(client, confirmed):
    plan = Plan.objects.get(document__symbol="45/KH-UBND")

    assert ChangeSet.objects.filter(plan_slug=plan.slug).count() == 1
    assert (plan.targets.count(), plan.tasks.count()) == (14, 20)
    assert plan.document.citations.count() == 12
    assert Quota.objects.filter(target__plan=plan).count() == 61
    assert f"{plan.start} {plan.end}" == "2020-12-15 2021-12-14"


def test_a_joint_paragraph_is_given_to_both_bodies(client, confirmed):
    task = Plan.objects.get(slug=confirmed.change_set.plan_slug).tasks.get(order=11)

    parts = {(row.unit.key, row.part) for row in task.assignments.all()}

    assert parts == {("vien-kiem-sat", "REQUESTED"), ("toa-an", "REQUESTED")}


def test_the_journal_has_the_digest_of_the_paper(client, confirmed):
    line = confirmed.change_set

    assert line.file_sha256 == confirmed.sha256
    assert line.made_by_text.endswith("(thuky)")


def test_confirming_twice_is_refused(client, confirmed):
    before = counts()

    again = desks.confirm(client, confirmed)

    assert again.status_code == 409
    assert counts() == before


def test_the_same_plan_does_not_come_in_a_second_time(client, confirmed, secretary):
    other = desks.paste(client, TEXT + "\n")
    desks.save_all(client, other, secretary)

    response = desks.confirm(client, other)

    assert response.status_code == 422
    assert "đã có trong hệ thống" in response.content.decode()


def test_undo_takes_everything_back_and_leaves_the_draft(client, reading, secretary):
    before = counts()
    desks.save_all(client, reading, secretary)
    desks.confirm(client, reading)

    done = client.post(f"/plans/read/{reading.pk}/undo/", {"reason": "Nhầm bản"})

    reading.refresh_from_db()
    assert done.status_code == 302
    assert counts() == before
    assert (reading.state, reading.change_set) == ("OPEN", None)


def test_undo_is_refused_while_a_round_rests_on_the_plan(client, confirmed):
    plan = Plan.objects.get(slug=confirmed.change_set.plan_slug)
    with changeset(by=None, what="Mở đợt") as change:
        open_rounds(change, plan, list(plan.grain_periods)[:1])

    refused = client.post(f"/plans/read/{confirmed.pk}/undo/", {"reason": "Nhầm"})

    assert refused.status_code == 409
    assert "Đợt báo cáo «Quý I/2021" in refused.content.decode()
    assert Plan.objects.filter(pk=plan.pk).exists()


def test_an_undo_without_a_reason_is_refused(client, confirmed):
    refused = client.post(f"/plans/read/{confirmed.pk}/undo/", {"reason": " "})

    assert refused.status_code == 422
    assert "Hãy ghi lý do" in refused.content.decode()


def test_a_total_that_is_off_by_one_stops_the_confirmation(client, reading, secretary):
    desks.save_all(client, reading, secretary)
    desks.save(client, reading, secretary, "annex", **{"annex-1-value-0": "119"})

    response = desks.confirm(client, reading)

    told = response.content.decode()
    assert response.status_code == 422
    assert "Tổng ghi 2.300, cộng được 2.301, lệch +1" in told


def test_a_skipped_target_is_not_created(client, reading, secretary):
    desks.save_all(client, reading, secretary)
    typed = {"targets-13-deed": "skip", "targets-13-value": "không phải số"}
    desks.save(client, reading, secretary, "targets", **typed)

    desks.confirm(client, reading)

    plan = Plan.objects.get(document__symbol="45/KH-UBND")
    assert plan.targets.count() == 13


def test_a_mere_document_is_kept_without_a_plan(client, secretary):
    reading = desks.paste(client, LETTER)
    desks.save_all(client, reading, secretary)
    symbol = {"document-0-symbol": "4027/UBND-VX"}
    desks.save(client, reading, secretary, "document", **symbol)
    desks.save(client, reading, secretary, "plan", **{"plan-0-deed": "skip"})

    response = desks.confirm(client, reading)

    document = Document.objects.get(symbol="4027/UBND-VX")
    assert response.status_code == 302
    assert not Plan.objects.filter(document=document).exists()
    answers = PlanReading.objects.get(pk=reading.pk).change_set.reason
    assert "07/KH-UBND" in answers
