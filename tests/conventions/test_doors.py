"""What every answer carries, and who is shown the door (docs/running.md)."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import office

LOCKED = "tạm khóa|thử lại sau"


def _login(client, username, password, **extra):
    fields = {"username": username, "password": password}
    return client.post("/accounts/login/", fields, **extra)


def _fail(client, username, times, **extra):
    return [_login(client, username, "sai", **extra).status_code for _ in range(times)]


@pytest.mark.parametrize("path", ["/accounts/login/", "/", "/khong-co-trang-nay/"])
def test_every_page_carries_the_policy(as_user, path):
    response = as_user("thuky").get(path)

    policy = response.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    for rule in ("default-src 'self'", "object-src 'none'", "base-uri 'none'"):
        assert rule in policy
    assert "frame-ancestors 'none'" in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in response.headers["Cache-Control"]
    assert "camera=()" in response.headers["Permissions-Policy"]


def test_the_sixth_password_is_refused_even_when_it_is_right(client, db):
    assert _fail(client, "hoankiem", 4) == [200] * 4
    _fail(client, "hoankiem", 1)

    response = _login(client, "hoankiem", office.PASSWORD)

    assert response.status_code == 429
    assert re.search(LOCKED, response.content.decode())
    assert "Traceback" not in response.content.decode()


def test_a_colleague_at_the_same_address_still_gets_in(client, db):
    _fail(client, "hoankiem", 6)

    response = _login(Client(), "bavi", office.PASSWORD)

    assert response.status_code == 302


def test_the_victim_still_gets_in_from_elsewhere(client, db):
    _fail(client, "hoankiem", 6, REMOTE_ADDR="203.0.113.7")

    response = _login(Client(), "hoankiem", office.PASSWORD, REMOTE_ADDR="10.0.0.9")

    assert response.status_code == 302


def test_a_made_up_forwarded_address_changes_nothing(db):
    answers = [
        _login(Client(), "hoankiem", "sai", HTTP_X_FORWARDED_FOR=f"198.51.100.{n}")
        for n in range(8)
    ]

    assert [a.status_code for a in answers[5:]] == [429, 429, 429]


def test_a_trusted_proxys_word_is_taken(db, settings):
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    _fail(Client(), "hoankiem", 6, HTTP_X_FORWARDED_FOR="203.0.113.7")

    response = _login(
        Client(), "hoankiem", office.PASSWORD, HTTP_X_FORWARDED_FOR="10.0.0.9"
    )

    assert response.status_code == 302


def test_the_lock_ends_by_itself(client, db, settings):
    from axes.models import AccessAttempt

    _fail(client, "hoankiem", 6)
    long_ago = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME * 2)
    AccessAttempt.objects.update(attempt_time=long_ago)

    response = _login(client, "hoankiem", office.PASSWORD)

    assert response.status_code == 302


def test_an_unknown_name_gets_the_same_answer_as_a_wrong_password(db):
    known = _login(Client(), "hoankiem", "sai").content.decode()
    unknown = _login(Client(), "khongcoai", "sai").content.decode()

    token = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
    assert token.sub("", known).replace("hoankiem", "khongcoai") == token.sub(
        "", unknown
    )


def test_login_gives_a_new_session(client, db):
    client.get("/accounts/login/")
    session = client.session
    session["trước"] = 1
    session.save()
    before = session.session_key

    _login(client, "hoankiem", office.PASSWORD)

    assert client.session.session_key != before


def test_whoever_was_away_too_long_logs_in_again(as_user, settings):
    client = as_user("hoankiem")
    client.get("/accounts/password/")
    session = client.session
    session["seen_at"] -= settings.SESSION_IDLE_SECONDS + 1
    session.save()

    response = client.get("/accounts/password/")

    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")


def test_a_person_who_has_left_is_out_with_the_next_click(as_user):
    client = as_user("hoankiem")
    person = office.person("hoankiem")
    person.is_active = False
    person.save()

    assert client.get("/accounts/password/").status_code == 302


@pytest.mark.parametrize("path", ["/?q=%00", "/journal/?who=a%00b", "/units/d%00/"])
def test_a_byte_no_page_can_use_is_a_bad_request(as_user, path):
    response = as_user("thuky").get(path)

    assert response.status_code in {400, 404}
    assert "không hợp lệ" in response.content.decode() or response.status_code == 404


def test_a_page_that_is_not_there_says_so_in_vietnamese(client, db):
    response = client.get("/khong-co-trang-nay/")

    assert response.status_code == 404
    assert "Không tìm thấy trang" in response.content.decode()


@pytest.mark.parametrize("username", ["hoankiem", "soyte", "thuky", "lanhdao"])
def test_the_admin_is_closed_to_everybody_else(as_user, username):
    response = as_user(username).get("/admin/")

    assert response.status_code == 403
    assert "không có quyền" in response.content.decode()


def test_the_admin_is_open_to_its_admins(as_user):
    assert as_user("quantri").get("/admin/").status_code == 200


def test_a_fault_of_ours_is_told_without_its_inside(as_user, monkeypatch):
    client = as_user("thuky")
    client.raise_request_exception = False
    monkeypatch.setattr(
        "django.core.paginator.Paginator.get_page", lambda *_: 1 / 0, raising=True
    )

    response = client.get("/journal/")

    text = response.content.decode()
    assert response.status_code == 500
    assert "Hệ thống gặp lỗi" in text
    assert "ZeroDivision" not in text
    assert "Traceback" not in text


def test_a_form_without_its_token_is_refused_and_changes_nothing(db):
    client = Client(enforce_csrf_checks=True)

    response = _login(client, "hoankiem", office.PASSWORD)

    assert response.status_code == 403
    assert "tải lại trang" in response.content.decode()


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_the_operators_monitor_needs_no_login(client, db, path):
    response = client.get(path)

    assert (response.status_code, response.content) == (200, b"ok\n")
