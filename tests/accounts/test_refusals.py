"""What a visitor of the demo sees when a page is not there or breaks."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings, as_user):
    """The demo runs with DEBUG; Django's debug pages would list every address."""
    settings.DEBUG = True
    return as_user


@pytest.mark.parametrize("path", ["/khong-co-trang-nay/", "/units/d271/", "/units/x9/"])
def test_a_page_that_is_not_there_is_one_sentence(demo, path):
    answer = demo("hoankiem").get(path)

    page = answer.content.decode()
    assert answer.status_code == 404
    assert "Không tìm thấy trang" in page
    assert "URLconf" not in page


def test_a_neighbour_and_a_missing_unit_look_the_same(demo):
    browser = demo("hoankiem")

    assert browser.get("/units/d271/").content == browser.get("/units/d999/").content


def test_an_address_without_its_slash_still_finds_its_page(demo):
    answer = demo("thuky").get("/overview")

    assert (answer.status_code, answer.url) == (301, "/overview/")


def test_a_page_that_breaks_shows_no_traceback(demo, monkeypatch):
    from reports import views

    def broken(*args: object, **kwargs: object) -> None:
        raise ValueError("bí mật của mã nguồn")

    monkeypatch.setattr(views.home, "home", broken)
    browser: Client = demo("thuky")

    answer = browser.get("/")

    page = answer.content.decode()
    assert answer.status_code == 500
    assert "bí mật" not in page
    assert "Traceback" not in page


def test_a_body_over_the_limit_is_413_before_any_page_reads_it(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    browser = Client(enforce_csrf_checks=True)
    browser.get("/accounts/login/")

    answer = browser.post(
        "/accounts/login/",
        "username=" + "x" * 1_001,
        content_type="application/x-www-form-urlencoded",
    )

    assert answer.status_code == 413
    assert "quá lớn" in answer.content.decode()


def test_a_request_for_another_host_is_one_line_of_the_log(client, settings, caplog):
    settings.ALLOWED_HOSTS = ["chitieu.example.vn"]

    answer = client.get("/accounts/login/", headers={"host": "may-khac.vn"})

    assert answer.status_code == 400
    (line,) = [r for r in caplog.records if r.name == "django.security.DisallowedHost"]
    assert "may-khac.vn" in line.getMessage()
    assert line.exc_info is None
