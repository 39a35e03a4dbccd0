"""Pages turn English from the account menu; dates and figures stay the office's."""

import datetime as dt
import gettext
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.management import call_command
from django.template import Context, Template
from django.test import Client
from django.utils.translation import override, trans_real

from intake.demo import PLAN_SLUG

pytestmark = pytest.mark.django_db
SWITCH = "/accounts/language/"


@pytest.fixture(scope="module", autouse=True)
def compiled():
    """The words of today's catalogue, not those an earlier test has read."""
    call_command("compile_po")
    gettext._translations.clear()
    trans_real._translations.clear()


def choose(client: Client, language: str, *, page: str = "/"):
    return client.post(SWITCH, {"language": language, "next": page})


def test_a_person_turns_the_page_english_and_back(as_user):
    client = as_user("thuky")

    choose(client, "en")
    english = client.get("/plans/")
    choose(client, "vi")
    vietnamese = client.get("/plans/")

    assert '<html lang="en">' in english.content.decode()
    assert "Log out" in english.content.decode()
    assert english.headers["Content-Language"] == "en"
    assert '<html lang="vi">' in vietnamese.content.decode()
    assert "Đăng xuất" in vietnamese.content.decode()


def test_the_switch_keeps_the_page(as_user):
    response = choose(as_user("thuky"), "en", page="/submissions/?period=Q1")

    assert response.headers["Location"] == "/submissions/?period=Q1"


@pytest.mark.parametrize(
    "page", ["", "https://example.org/", "//example.org/", "javascript:alert(1)"]
)
def test_the_switch_leads_nowhere_else(as_user, page):
    response = choose(as_user("thuky"), "en", page=page)

    assert response.headers["Location"] == "/"


def test_the_choice_is_kept_for_a_year_and_from_scripts(as_user):
    client = as_user("hoankiem")

    choose(client, "en")

    cookie = client.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert cookie["max-age"] == 365 * 24 * 3600
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_language_the_office_does_not_have_is_refused(as_user):
    client = as_user("hoankiem")

    response = choose(client, "fr")

    assert response.status_code == 422
    assert "Không có ngôn ngữ này" in response.content.decode()
    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies


def test_an_english_browser_alone_changes_nothing(as_user):
    response = as_user("thuky").get("/plans/", headers={"Accept-Language": "en-GB"})

    assert response.headers["Content-Language"] == "vi"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_dates_and_figures_are_the_same_in_both_languages(language):
    page = Template("{{ day }} {{ moment }} {{ figure|floatformat:'-2g' }}")
    facts = {
        "day": dt.date(2021, 4, 3),
        "moment": dt.datetime(2021, 4, 3, 7, 5),
        "figure": Decimal("2300.50"),
    }

    with override(language):
        said = page.render(Context(facts))

    assert said == "03/04/2021 07:05 03/04/2021 2.300,50"


def test_an_english_page_shows_the_quotas_as_the_paper_does(quotas, as_user):
    client = as_user("thuky")
    choose(client, "en")

    page = client.get(f"/plans/{PLAN_SLUG}/").content.decode()

    assert "Submissions" in page
    assert "Quota table" in page
    assert "2.300" in page
    assert "2,300" not in page
