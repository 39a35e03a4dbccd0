"""What is typed while the line is cut waits on the machine, for its owner alone."""

from __future__ import annotations

import pytest

from tests.browser.conftest import _log_in
from tests.browser.entry_grid import cell, entry, settled, stored, type_down, waiting

pytestmark = pytest.mark.browser


def test_a_line_cut_at_the_twentieth_cell_loses_nothing(visit):
    watched = visit("thuky")
    page, context = watched.page, watched.page.context
    watched.open(entry(indicator="cases"))
    page.focus("[name='r-d002.cases']")
    type_down(page, [str(40 + n) for n in range(19)])
    settled(page)
    context.set_offline(True)
    type_down(page, [str(40 + n) for n in range(19, 25)])
    page.wait_for_function(
        "() => document.querySelector('[data-grid-status]').textContent"
        ".includes('chờ gửi, đang giữ trên máy này')"
    )
    assert (stored().count(), waiting(page)) == (19, 6)

    page.close()  # the tab is gone, the machine keeps what was typed
    context.set_offline(False)
    page = watched.page = context.new_page()
    watched.open(entry(indicator="cases"))
    settled(page)

    values = sorted(int(row.value) for row in stored())
    assert values == list(range(40, 65))
    assert cell(page, "d002.cases").input_value() == "40"


def test_what_waits_is_sent_when_the_line_is_back(visit):
    watched = visit("hoankiem")
    page, context = watched.page, watched.page.context
    watched.open(entry("d002"))
    page.focus("[name='r-d002.cases']")
    context.set_offline(True)
    type_down(page, ["31"])
    page.wait_for_selector("[data-state=waiting]")

    context.set_offline(False)
    settled(page)

    assert stored().get().value == 31


@pytest.mark.parametrize("leaves", ["logout", "other"])
def test_what_waits_is_not_left_for_the_next_person_at_the_machine(
    visit, as_user, leaves
):
    watched = visit("hoankiem")
    page, context = watched.page, watched.page.context
    watched.open(entry("d002"))
    page.focus("[name='r-d002.cases']")
    context.set_offline(True)
    type_down(page, ["31"])
    page.wait_for_selector("[data-state=waiting]")
    page.close()
    context.set_offline(False)
    page = watched.page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())

    if leaves == "logout":
        watched.open("/submissions/")
        assert waiting(page) == 1
        page.evaluate("document.querySelector('[data-logout] button').click()")
        page.wait_for_url("**/accounts/login/**")
    else:
        _log_in(context, as_user("bavi"), watched.url)
        watched.open("/")

    assert waiting(page) == 0
