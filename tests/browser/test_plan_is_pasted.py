"""The office pastes 21/KH-UBND in Chromium; then Hoàn Kiếm sees 118 and 45.

On an office whose plan of 2021 has not come in yet: where it has, the desk says so on
its first tab and does not take it a second time.
"""

from __future__ import annotations

import re

import pytest

from plans.models import Plan
from targets.models import Quota
from tests.browser.conftest import DESK, PHONE
from tests.intake import desks

pytestmark = pytest.mark.browser
SAVE, ADD = "Đã đối chiếu, lưu", "Thêm vào bản nháp"


@pytest.fixture
def office_online(live_server) -> str:
    desks.forget_the_plan()
    return live_server.url


def paste(watched):
    watched.open("/plans/read/")
    watched.page.locator("#id_text").fill(desks.HANOI_2021.read_text("utf-8"))
    watched.page.get_by_role("button", name="Đọc văn bản").click()
    watched.page.wait_for_url(re.compile(r"/plans/read/\d+/document/"))
    return watched.page


def go_through(page):
    """Save tab after tab; names nothing settles are made."""
    while not page.url.endswith("/confirm/"):
        here = page.url
        rest = page.locator("#rest")
        if rest.count():
            rest.select_option(index=1)
        page.get_by_role("button", name=SAVE).click()
        page.wait_for_url(lambda url, here=here: url.split("#")[0] != here)


def test_the_pasted_plan_reaches_the_dashboard_of_hoan_kiem(visit):
    office = visit("thuky", DESK)
    page = paste(office)

    go_through(page)
    page.get_by_role("button", name="Xác nhận").dblclick()
    page.wait_for_url(re.compile(r"/plans/read/\d+/$"))

    district = visit("hoankiem", DESK)
    plan = Plan.objects.get(document__symbol="21/KH-UBND")
    district.open(f"/units/d002/?plan={plan.slug}")
    cells = district.page.locator("td.num").all_inner_texts()
    assert {"118", "45"} <= {cell.strip() for cell in cells}
    assert Quota.objects.filter(target__plan=plan).count() == 61
    assert (office.faults, district.faults) == ([], [])


def test_a_selected_sentence_is_added_without_a_mouse(visit):
    office = visit("thuky", DESK)
    page = paste(office)
    page.evaluate(
        """() => {
          const source = document.querySelector("[data-source]");
          const walker = document.createTreeWalker(source, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf("Tiếp tục quán triệt");
            if (at >= 0) {
              const range = document.createRange();
              range.setStart(walker.currentNode, at);
              range.setEnd(walker.currentNode, at + 19);
              document.getSelection().addRange(range);
              return;
            }
          }
        }"""
    )
    page.locator("#add > summary").focus()
    page.keyboard.press("Enter")
    page.locator("#id_add-section").select_option("tasks")

    assert page.locator("#id_add-words").input_value() == "Tiếp tục quán triệt"
    page.get_by_role("button", name=ADD).focus()
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile(r"/tasks/#item-20"))
    assert "thêm)" in page.locator("#item-20").inner_text()
    assert office.faults == []


def test_the_desk_fits_a_phone(visit):
    office = visit("thuky", PHONE)
    page = paste(office)

    for tab in ("document", "targets", "tasks", "annex", "confirm"):
        page.goto(re.sub(r"/[a-z]+/$", f"/{tab}/", page.url))
        assert not office.is_wider_than_its_window(), tab


def test_a_plan_that_is_here_is_recognised_on_the_first_tab(visit):
    office = visit("thuky", DESK)
    page = paste(office)
    go_through(page)
    page.get_by_role("button", name="Xác nhận").click()
    page.wait_for_url(re.compile(r"/plans/read/\d+/$"))

    again = paste(office)

    assert "đã có trong hệ thống" in again.locator(".notice--warning").inner_text()
