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
