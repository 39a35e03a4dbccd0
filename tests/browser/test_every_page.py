"""Every page that a person can open: accessible, silent, on this host, in its window.

The pages are not listed here: they are all addresses that answer this role with HTML.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse

from reports.addresses import addresses
from tests.browser.conftest import DESK, PHONE
from tests.conventions import people

pytestmark = pytest.mark.browser
GRAVE = {"serious", "critical"}
# Others see the same pages as these two, but for the ones nobody else has.
WALKERS = ("SECRETARIAT", "OFFICIAL")
ALWAYS = {"home", "unit", "entry-unit"}
# One page of each kind stands for the admin; Django's own tests walk the rest.
ADMIN = {"admin:index", "admin:targets_quota_changelist", "admin:targets_quota_import"}


def _opens(client: Client, path: str) -> bool:
    response = client.get(path)
    return response.status_code == 200 and response.headers["Content-Type"].startswith(
        "text/html"
    )


def _pages(role: str, as_user) -> dict[str, str]:
    """Name → path of every page of `role`; own ids where an id is needed."""
    username = people.ROLES[role]
    client = as_user(username) if username else Client()
    found = {}
    for address in addresses():
        if "GET" not in address.methods or address.name == "logout":
            continue
        if address.name.startswith(("admin", "/")) and address.name not in ADMIN:
            continue
        sets = people.arguments(address.name, address.parameters)
        arguments = sets.get(people.OWN) or sets.get(people.ANY)
        if arguments is None:
            continue
        path = reverse(address.name, kwargs=arguments)
        if _opens(client, path):
            found[address.name] = path
    return found


def _to_walk(role: str, as_user) -> dict[str, str]:
    pages = _pages(role, as_user)
    if role in WALKERS:
        return pages
    walked = _pages("SECRETARIAT", as_user)
    return {n: p for n, p in pages.items() if n not in walked or n in ALWAYS}


def _findings(page) -> list[str]:
    """Axe's serious and critical findings, the first element of each."""
    return [
        f"{found['id']}: {found['nodes'][0]['html'][:160]}"
        for found in Axe().run(page).response["violations"]
        if found["impact"] in GRAVE
    ]


def _seen(watched, pages: dict[str, str], until: str) -> dict[str, list[str]]:
    faults = {}
    for name, path in pages.items():
        watched.open(path, until=until)
        if watched.is_wider_than_its_window():
            watched.faults.append("scrolls sideways")
        if watched.faults:
            faults[name] = list(watched.faults)
            watched.faults.clear()
    return faults


def _shut_out(watched, pages: dict[str, str]) -> dict[str, list[str]]:
    faults = {}
    for name, path in pages.items():
        watched.open(path, until="load")
        if found := _findings(watched.page):
            faults[name] = found
    return faults


@pytest.mark.parametrize("role", people.ROLES)
def test_every_page_is_accessible_silent_and_fits_its_window(role, visit, as_user):
    username, pages = people.ROLES[role], _to_walk(role, as_user)

    on_a_desk = _seen(visit(username, DESK), pages, "networkidle")
    on_a_phone = _seen(visit(username, PHONE), pages, "load")
    # Axe adds a style of its own, which the content policy rightly refuses.
    shut_out = _shut_out(visit(username, strict=False), pages)

    assert pages.keys() or role not in WALKERS
    assert on_a_desk == {}
    assert on_a_phone == {}
    assert shut_out == {}


def test_the_login_page_works_from_the_keyboard(visit):
    watched = visit(None)
    watched.open("/accounts/login/")

    watched.page.keyboard.press("Tab")
    watched.page.locator("#id_username").fill("hoankiem")
    watched.page.locator("#id_password").fill("sai")
    watched.page.keyboard.press("Enter")

    watched.page.locator(".notice--error").wait_for(timeout=10_000)
    assert watched.faults == []
