"""The calendar page: rules, days off and schemes written by the secretariat."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from plans.models import DeadlineRule, Holiday
from tests import office
from tests.plans.scheduling import rule, scheme

pytestmark = pytest.mark.django_db


def post(client, page, /, *args, **data):
    return client.post(reverse(page, args=args), data)


def test_the_secretariat_writes_a_rule_and_sees_its_effect(as_user, quarters):
    facts = {"period_kind": "Y", "day": 20, "month": 12, "valid_from": "2000-12-15"}

    answer = post(as_user("thuky"), "rule-new", **facts)

    assert answer.status_code == 302
    page = as_user("hoankiem").get(reverse("calendar")).content.decode()
    assert "20/12/2021" in page
    assert "Thêm quy định thời hạn" not in page


def test_a_used_rule_shows_the_form_of_a_new_version(as_user, quarters):
    row = rule()
    client = as_user("quantri")

    page = client.get(reverse("rule", args=[row.pk])).content.decode()
    answer = post(client, "rule", row.pk, working_days=3, valid_from="2021-12-15")

    assert "đã dùng cho 4 đợt báo cáo nên không sửa" in page
    assert answer.status_code == 302
    assert DeadlineRule.objects.get(pk=row.pk).valid_to == dt.date(2021, 12, 15)


def test_what_contradicts_comes_back_with_the_form(as_user, quarters):
    rule()

    answer = post(
        as_user("thuky"),
        "rule-new",
        period_kind="Q",
        working_days=4,
        valid_from="2000-12-15",
    )

    assert answer.status_code == 422
    assert "cùng hiệu lực" in answer.content.decode()


def test_days_off_are_written_in_a_row_and_taken_off_one_by_one(as_user, quarters):
    client = as_user("thuky")

    post(
        client, "holiday-new", first="2021-02-10", last="2021-02-16", name="Tết Tân Sửu"
    )
    row = Holiday.objects.get(day="2021-02-16")
    post(client, "holiday", row.pk, day="2021-02-17", name="Tết Tân Sửu")
    post(client, "holiday-delete", row.pk)

    assert Holiday.objects.count() == 6
    assert "Tết Tân Sửu" in client.get(reverse("calendar")).content.decode()


def test_schemes_rules_and_rounds_have_their_pages(as_user, quarters):
    client, row, kept = as_user("thuky"), rule(), scheme(valid_from="2015-01-01")
    names = [("rule-end", row.pk), ("scheme", kept.pk), ("scheme-new",), ("rule-new",)]
    names += [("holiday-new",), ("round-due", quarters[0].pk)]

    codes = {client.get(reverse(n, args=a)).status_code for n, *a in names}
    answers = [
        post(client, "rule-end", row.pk, on="2025-12-15"),
        post(
            client,
            "scheme-new",
            name="B",
            calendar="REPORTING",
            grain="Q",
            valid_from="2026-01-01",
        ),
        post(client, "plan-scheme", office.plan().slug, scheme=kept.pk),
        post(client, "round-due", quarters[0].pk, reason="Sửa"),
    ]

    assert codes == {200}
    assert [a.status_code for a in answers] == [302] * 4


@pytest.mark.parametrize("username", ["hoankiem", "lanhdao", "soyte"])
def test_who_does_not_load_plans_only_reads_the_calendar(as_user, quarters, username):
    client = as_user(username)

    assert client.get(reverse("calendar")).status_code == 200
    assert client.get(reverse("rule-new")).status_code == 403
    assert client.get(reverse("calendar"), {"plan": "khong-co"}).status_code == 404


def test_rules_do_not_multiply_the_queries(
    as_user, quarters, django_assert_max_num_queries
):
    client = as_user("thuky")
    rule()
    for number, month in enumerate((3, 6, 9, 12)):
        rule(plan=office.plan(), working_days=None, day=20 + number, month=month)

    with django_assert_max_num_queries(16):
        client.get(reverse("calendar"))
