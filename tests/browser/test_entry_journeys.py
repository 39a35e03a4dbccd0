"""A quarter as it is entered: by keyboard, from Excel, as a running total."""

from __future__ import annotations

import pytest

from targets.models import Submission
from tests import office
from tests.browser.entry_grid import (
    PASTE,
    Q4,
    cell,
    entry,
    settled,
    stored,
    tab_to,
    type_down,
    waiting,
)

pytestmark = pytest.mark.browser


def test_a_newcomer_hands_in_a_quarter_without_a_mouse(visit):
    watched = visit(None)
    page, keys = watched.page, watched.page.keyboard
    watched.open("/")
    keys.type("hoankiem")
    keys.press("Tab")
    keys.type(office.PASSWORD)
    keys.press("Enter")
    page.wait_for_url(watched.url + "/")
    tab_to(page, f"a[href='{entry('d002').rstrip('?')}']")
    keys.press("Enter")
    page.wait_for_selector("form[data-grid]")
    tab_to(page, "[name='r-d002.cases']")
    type_down(page, ["31", "16", "11", "6", "0", "2"])
    settled(page)
    tab_to(page, "form[action*='/submit/'] .button--primary")
    keys.press("Enter")
    page.wait_for_selector("text=Đã nộp báo cáo Quý IV/2021")

    report = Submission.objects.get(unit__key="d002", round__period_code=Q4)
    assert report.state == "SUBMITTED"
    assert stored().filter(submission=report).count() == 6
    assert watched.faults == []


def test_thirty_one_rows_of_two_are_pasted_and_one_bad_cell_stays_to_be_mended(visit):
    watched = visit("thuky")
    page = watched.page
    watched.open(entry(indicator="cases"))
    rows = [f"{20 + n}\t{10 + n // 2}" for n in range(31)]
    rows[6] = "26\tmười ba"
    page.focus("[name='r-d002.cases']")

    page.evaluate(PASTE, "\r\n".join(rows) + "\r\n")
    dialog = page.locator("#paste-preview")
    assert "61 ô sẽ ghi; 1 ô chưa hợp lệ" in dialog.inner_text()
    assert "“mười ba” không phải là số" in dialog.inner_text()
    assert not stored().exists()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "() => document.querySelectorAll('[data-state=saved]').length === 61"
    )

    bad = page.locator("[data-state=refused] .cell")
    assert stored().count() == 61
    assert (bad.count(), bad.input_value()) == (1, "mười ba")
    watched.open(entry(indicator="cases"))
    assert page.locator("[data-state=refused] .cell").input_value() == "mười ba"
    page.locator("[data-state=refused] .cell").fill("13")
    page.keyboard.press("Enter")
    settled(page)
    assert stored().count() == 62
    assert watched.faults == []


def test_a_paste_is_dropped_with_escape_and_nothing_has_moved(visit):
    watched = visit("thuky")
    page = watched.page
    watched.open(entry(indicator="cases"))
    page.focus("[name='r-d002.cases']")

    page.evaluate(PASTE, "1.234\t5\t6\n2 300\t1,5")
    said = page.inner_text("#paste-preview")
    page.keyboard.press("Escape")

    assert "1 ô nằm ngoài bảng" in said
    assert "“1,5” không phải số nguyên" in said
    assert cell(page, "d002.cases").input_value() == ""
    assert page.evaluate("document.activeElement.name") == "r-d002.cases"
    assert waiting(page) == 0


def test_a_running_total_shows_the_period_at_once(visit):
    watched = visit("hoankiem")
    page = watched.page
    watched.open(entry("d002", by="total"))
    page.focus("[name='r-d002.cases.total']")
    before = int(page.get_attribute("[name='r-d002.cases.total']", "data-before")[:-3])

    page.keyboard.type(str(before + 31))
    shown = page.text_content("[data-now='d002.cases']")
    page.keyboard.press("Enter")
    settled(page)

    assert shown == "31"
    row = stored().get()
    assert (row.value, row.stated_total) == (31, before + 31)


def test_a_running_total_that_falls_stays_in_its_cell_with_the_reason(visit):
    watched = visit("hoankiem")
    page = watched.page
    watched.open(entry("d002", by="total"))
    page.focus("[name='r-d002.cases.total']")

    type_down(page, ["1"])

    assert "lũy kế 1 nhỏ hơn lũy kế đến kỳ trước" in page.inner_text(".issue")
    assert not stored().exists()


def test_the_figures_beside_a_cell_follow_each_save(visit):
    watched = visit("hoankiem")
    page = watched.page
    watched.open(entry("d002"))
    old = page.text_content("[data-to-date='d002.cases']")
    page.focus("[name='r-d002.cases']")

    type_down(page, ["37"])
    page.wait_for_selector("[data-findings='d002.cases'] li")

    assert page.text_content("[data-to-date='d002.cases']") == str(int(old) + 37)
    assert "Giống hệt kỳ trước" in page.text_content("[data-findings='d002.cases']")
