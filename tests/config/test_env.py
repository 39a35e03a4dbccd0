"""A missing or wrong setting stops the start with one sentence that says what to set."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import env

ROOT = Path(env.__file__).parent.parent


@pytest.fixture
def given(monkeypatch):
    def put(name, value):
        monkeypatch.setenv(name, value)
        return name

    return put


def _refusal(call, *args, **kwargs) -> str:
    with pytest.raises(env.WrongSetting) as stopped:
        call(*args, **kwargs)
    return str(stopped.value)


def test_production_does_not_start_without_a_secret_key():
    kept = {k: v for k, v in os.environ.items() if k not in {"SECRET_KEY", "DEBUG"}}

    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={**kept, "DEBUG": "0"},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "SECRET_KEY" in done.stderr


def test_a_short_secret_key_is_refused_in_production(given):
    given("SECRET_KEY", "ngan")

    assert "quá ngắn" in _refusal(env.secret_key, debug=False)


def test_debug_needs_no_secret_key(monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)

    assert len(env.secret_key(debug=True)) >= 50


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("1", True),
        ("true", True),
        ("yes", True),
        ("0", False),
        ("no", False),
        ("", False),
    ],
)
def test_a_flag_is_yes_or_no(given, text, meaning):
    assert env.flag(given("DEBUG", text)) is meaning


@pytest.mark.parametrize("text", ["maybe", "2", "có"])
def test_a_flag_that_is_neither_is_refused(given, text):
    assert "phải là 0 hoặc 1" in _refusal(env.flag, given("DEBUG", text))


@pytest.mark.parametrize("text", ["0", "-1", "8h", "1.5", "٣"])
def test_a_number_of_hours_is_whole_and_positive(given, text):
    name = given("SESSION_HOURS", text)

    assert "số nguyên từ 1 trở lên" in _refusal(env.whole, name, 8)


def test_a_number_that_is_not_set_has_its_default(monkeypatch):
    monkeypatch.delenv("SESSION_HOURS", raising=False)

    assert env.whole("SESSION_HOURS", 8) == 8


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://u:p@h/d", "sqlite:/// hoặc postgresql://"),
        ("sqlite://", "thiếu đường dẫn tệp"),
        ("postgresql://u:p@h", "thiếu tên cơ sở dữ liệu"),
        ("postgresql://u:p@h:port/d", "cổng không hợp lệ"),
    ],
)
def test_a_database_that_cannot_be_is_refused(given, url, sentence):
    assert sentence in _refusal(env.database, given("DATABASE_URL", url))


def test_a_postgresql_address_is_read_with_its_socket_and_escapes(given):
    url = "postgresql://ng%C6%B0%E1%BB%9Di:m%40t@/chi_tieu?host=/run/postgresql"

    found = env.database(given("DATABASE_URL", url))

    assert found["USER"] == "người"
    assert found["PASSWORD"] == "m@t"
    assert (found["HOST"], found["NAME"]) == ("/run/postgresql", "chi_tieu")


def test_a_database_that_is_not_set_is_none(monkeypatch):
    monkeypatch.delenv("DATABASE_REPLICA_URL", raising=False)

    assert env.database("DATABASE_REPLICA_URL") is None


def test_sqlite_in_memory_makes_no_folder(given):
    found = env.database(given("DATABASE_URL", "sqlite:///:memory:"))

    assert found["NAME"] == ":memory:"


@pytest.mark.parametrize(
    ("read", "name", "text"),
    [
        (env.origins, "CSRF_TRUSTED_ORIGINS", "chitieu.example.vn"),
        (env.addresses, "TRUSTED_PROXIES", "10.0.0.1,nginx"),
        (env.email, "EMAIL_URL", "may-chu-thu"),
        (env.email, "EMAIL_URL", "smtp://may-chu:99999999"),
    ],
)
def test_a_wrong_list_or_address_names_itself(given, read, name, text):
    assert name in _refusal(read, given(name, text))


def test_lists_are_read_without_their_blanks(given):
    assert env.addresses(given("TRUSTED_PROXIES", " 10.0.0.1 ,::1, ")) == [
        "10.0.0.1",
        "::1",
    ]


def test_a_time_zone_that_is_none_is_refused(given):
    name = given("TIME_ZONE", "Asia/Ha_Noi")

    assert "không phải là múi giờ" in _refusal(env.time_zone, name, "UTC")


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://u:p%40@thu.example.vn", 25, False, False),
        ("smtps://u:p%40@thu.example.vn", 465, False, True),
        ("smtp+tls://u:p%40@thu.example.vn:587", 587, True, False),
    ],
)
def test_mail_goes_where_the_address_says(given, url, port, tls, ssl):
    found = env.email(given("EMAIL_URL", url))

    assert found["EMAIL_PORT"] == port
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (tls, ssl)
    assert found["EMAIL_HOST_PASSWORD"] == "p@"


def test_without_an_address_no_mail_leaves(monkeypatch):
    monkeypatch.delenv("EMAIL_URL", raising=False)

    assert env.email("EMAIL_URL")["EMAIL_BACKEND"].endswith("dummy.EmailBackend")
