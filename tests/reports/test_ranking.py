"""Ranking is off; when the office turns it on the rule stands beside it (promise 8)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import ChangeSet
from accounts.refusals import Refusal
from plans.actions import rank_units
from plans.models import Plan
from reports.ranking import RULE, places
from tests import office
from tests.reports.entries import enter

ADDRESS = "/indicators/cases/?period=2021-Q1"
SHARES = st.one_of(st.none(), st.fractions(0, 3, max_denominator=50))


@given(st.lists(SHARES, max_size=12))
def test_places_follow_the_shares_and_what_is_missing_has_none(shares):
    found = places(shares)

    assert [p is None for p in found] == [s is None for s in shares]
    told = [(s, p) for s, p in zip(shares, found, strict=True) if s is not None]
    assert all((a[0] > b[0]) == (a[1] < b[1]) for a in told for b in told)


def test_equal_shares_share_a_place_and_the_next_is_skipped():
    half, third = Fraction(1, 2), Fraction(1, 3)

    assert places([third, half, None, half]) == [3, 1, None, 1]


@pytest.fixture
def figures(quotas):
    """Ba Vì is further than Hoàn Kiếm; all others have not reported."""
    enter("d002", "cases", "2021-Q1", 29)
    enter("d271", "cases", "2021-Q1", 30)


def switch(client):
    url = reverse("ranking", args=[office.plan().slug])
    return client.post(url, {"reason": "Theo kết luận giao ban"})


@pytest.mark.django_db
def test_nobody_is_ranked_unless_the_office_says_so(figures, as_user):
    page = as_user("lanhdao").get(ADDRESS).content.decode()

    assert "Không xếp thứ tự đơn vị." in page
    assert ">Thứ tự</th>" not in page


@pytest.mark.django_db
def test_the_secretariat_turns_it_on_with_a_reason_in_the_journal(figures, as_user):
    answer = switch(as_user("thuky"))

    assert answer.status_code == 302
    line = ChangeSet.objects.order_by("pk").last()
    assert (line.what, line.reason) == (
        "Bật xếp thứ tự đơn vị",
        "Theo kết luận giao ban",
    )
    page = as_user("lanhdao").get(ADDRESS).content.decode()
    assert RULE in page
    assert page.count('<span class="none">không xếp</span>') == 29


@pytest.mark.django_db
def test_turning_it_off_takes_the_places_away(figures, as_user):
    client = as_user("thuky")
    switch(client)
    switch(client)

    assert not Plan.objects.get(slug=office.plan().slug).is_ranked
    assert ">Thứ tự</th>" not in client.get(ADDRESS).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("username", ["quantri", "lanhdao", "hoankiem"])
def test_only_the_secretariat_decides_it(figures, as_user, username):
    assert switch(as_user(username)).status_code == 403


@pytest.mark.django_db
def test_without_a_reason_nothing_changes(quotas, as_user):
    url = reverse("ranking", args=[office.plan().slug])

    assert as_user("thuky").post(url, {"reason": ""}).status_code == 422
    with pytest.raises(Refusal, match="ghi lý do"):
        rank_units(office.plan(), on=True, reason=" ", by=office.person("thuky"))


@pytest.mark.django_db
def test_a_goal_that_wants_less_ranks_nobody(figures, as_user):
    switch(as_user("thuky"))
    target = office.plan().targets.exclude(comparator__in=["AT_LEAST", "MORE_THAN"])[0]

    page = as_user("lanhdao").get(f"/indicators/{target.indicator.code}/")

    assert ">Thứ tự</th>" not in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/overview/", "/units/d002/", "/indicators/cases/", "/"],
)
def test_wherever_pace_is_shown_it_is_called_a_guide(figures, as_user, address):
    username = "hoankiem" if address == "/" else "lanhdao"

    page = as_user(username).get(address).content.decode().lower()

    assert "tiến độ tham khảo" in page
