"""The panel in which a figure explains itself, by keyboard and on a phone."""

from __future__ import annotations

import pytest

from tests.browser.conftest import PHONE

pytestmark = pytest.mark.browser


def test_a_figure_explains_itself_beside_the_page(visit):
    watched = visit("thuky")
    page = watched.page
    watched.open("/overview/")
    link = page.locator("a[href*='/explain/?']").first
    link.focus()

    page.keyboard.press("Enter")
    page.wait_for_selector("#explain-panel .facts")
    for _ in range(30):
        page.keyboard.press("Tab")
        inside = page.evaluate(
            "document.activeElement === document.body"
            " || document.getElementById('explain-panel')"
            ".contains(document.activeElement)"
        )
        assert inside
    full = page.get_attribute("[data-panel-page]", "href")
    page.keyboard.press("Escape")

    assert not page.evaluate("document.getElementById('explain-panel').open")
    assert page.evaluate("document.activeElement.href") == link.evaluate("a => a.href")
    assert full == link.evaluate("a => a.href")
    assert watched.faults == []


@pytest.mark.parametrize("where", ["/overview/", "/units/d002/"])
def test_the_panel_of_every_page_with_figures_fits_a_phone(visit, where):
    watched = visit("thuky", PHONE)
    watched.open(where)

    watched.page.locator("a[href*='/explain/?']").first.press("Enter")
    watched.page.wait_for_selector("#explain-panel .facts")

    assert not watched.is_wider_than_its_window()
    assert watched.faults == []
