"""Keys for other systems: shown once, kept as a digest, dead when they should be."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from accounts import tokens
from accounts.journal import changeset
from accounts.models import ApiToken, ChangeSet
from accounts.refusals import Refusal
from accounts.undoing import undo
from accounts.verification import breaks
from tests import office

pytestmark = pytest.mark.django_db
PAGE = "/accounts/tokens/"


def issue(username="hoankiem", *, name="Trục dữ liệu", scope="READ", days=30):
    return tokens.issue(by=office.person(username), name=name, scope=scope, days=days)


def create(client: Client, **fields):
    given = {"name": "Trục dữ liệu", "scope": "READ", "days": "90"}
    return client.post(PAGE, given | fields)


def test_only_the_digest_of_a_key_is_kept():
    token, key = issue()

    stored = ApiToken.objects.filter(pk=token.pk).values().get()

    secret = key.removeprefix(f"ctmt_{token.prefix}_")
    assert len(secret) == 43
    assert secret not in str(stored)
    assert tokens.holder(key) == token


@pytest.mark.parametrize("wrong", ["", "ctmt_", "x", "ctmt_00000000_" + "A" * 43])
def test_a_text_that_is_no_key_opens_nothing(wrong):
    issue()

    assert tokens.holder(wrong) is None


def test_the_public_part_with_another_secret_opens_nothing():
    token, _ = issue()

    assert tokens.holder(f"ctmt_{token.prefix}_{'A' * 43}") is None


def test_a_revoked_key_is_dead():
    token, key = issue()

    tokens.revoke(token, by=token.user)

    assert tokens.holder(key) is None


def test_undoing_the_revocation_does_not_bring_a_key_back_to_life():
    token, key = issue()
    tokens.revoke(token, by=token.user)
    line = ChangeSet.objects.order_by("pk").last()

    undo(line, by=office.person("thuky"), reason="Thử")

    assert tokens.holder(key) is None


def test_a_key_dies_with_its_day():
    token, key = issue(days=1)
    past = timezone.now() - dt.timedelta(days=2)

    ApiToken.objects.filter(pk=token.pk).update(
        created_at=past, expires_at=past + dt.timedelta(days=1)
    )

    assert tokens.holder(key) is None


def test_a_key_dies_when_its_person_leaves():
    token, key = issue()
    token.user.is_active = False

    with changeset(by=None, what="Nghỉ việc") as change:
        change.save(token.user)

    assert tokens.holder(key) is None


def test_making_and_revoking_are_in_the_journal_without_the_secret():
    token, _ = issue()
    tokens.revoke(token, by=token.user)

    lines = list(ChangeSet.objects.order_by("-pk").values_list("what", flat=True)[:2])

    assert lines == [
        "Thu hồi khóa API «Trục dữ liệu»",
        "Tạo khóa API «Trục dữ liệu»",
    ]
    assert not hasattr(ApiToken.history.model(), "digest")
    assert list(breaks()) == []


def test_revoking_twice_leaves_one_line():
    token, _ = issue()
    tokens.revoke(token, by=token.user)
    before = ChangeSet.objects.count()

    tokens.revoke(token, by=token.user)

    assert ChangeSet.objects.count() == before


def test_the_time_of_last_use_is_written_once_an_hour(django_assert_num_queries):
    _, key = issue()
    tokens.holder(key)

    with django_assert_num_queries(1):
        token = tokens.holder(key)

    assert token.last_used_at is not None


def test_the_time_of_last_use_is_refreshed_after_an_hour():
    _, key = issue()
    old = timezone.now() - dt.timedelta(hours=2)
    ApiToken.objects.update(last_used_at=old)

    tokens.holder(key)

    assert ApiToken.objects.get().last_used_at > old


def test_a_leader_gets_no_key_that_writes():
    with pytest.raises(Refusal) as refused:
        issue("lanhdao", scope="WRITE")

    assert refused.value.status == 403


@pytest.mark.parametrize("days", [0, 366])
def test_a_key_lives_between_a_day_and_a_year(days):
    with pytest.raises(Refusal, match="từ 1 đến 365 ngày"):
        issue(days=days)


def test_a_person_cannot_hoard_keys():
    for number in range(tokens.MOST_AT_ONCE):
        issue(name=f"Hệ thống {number}")

    with pytest.raises(Refusal, match="thu hồi"):
        issue(name="Một hệ thống nữa")


def test_the_page_shows_a_new_key_once(as_user):
    client = as_user("hoankiem")

    made = create(client)
    again = client.get(PAGE)

    token = ApiToken.objects.get()
    assert f"ctmt_{token.prefix}_".encode() in made.content
    key = made.context["key"]
    assert key.encode() in made.content
    assert key.encode() not in again.content


def test_a_double_click_makes_one_key(as_user):
    client = as_user("hoankiem")
    create(client)

    second = create(client)

    assert second.status_code == 409
    assert "đang có khóa tên" in second.content.decode()
    assert ApiToken.objects.count() == 1


def test_a_leader_is_not_offered_writing(as_user):
    answer = create(as_user("lanhdao"), scope="WRITE")

    assert answer.status_code == 422
    assert ApiToken.objects.count() == 0


def test_the_page_revokes_an_own_key(as_user):
    client = as_user("hoankiem")
    create(client)
    token = ApiToken.objects.get()

    answer = client.post(f"{PAGE}{token.pk}/revoke/", follow=True)

    assert "Đã thu hồi" in answer.content.decode()
    assert ApiToken.objects.get().revoked_at is not None


def test_a_key_of_somebody_else_does_not_exist(as_user):
    token, key = issue("bavi")

    answer = as_user("hoankiem").post(f"{PAGE}{token.pk}/revoke/")
    page = as_user("hoankiem").get(PAGE)

    assert answer.status_code == 404
    assert token.prefix not in page.content.decode()
    assert tokens.holder(key) == token


def test_keys_are_behind_the_login(client):
    answer = client.get(PAGE)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")
