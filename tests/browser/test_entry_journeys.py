"""A quarter as it is entered: by keyboard, from Excel, over a bad line, by two people."""

from __future__ import annotations

import pytest

from targets.models import Result, Submission
from tests import office
from tests.browser.conftest import PHONE, _log_in

pytestmark = pytest.mark.browser
Q4 = "2021-Q4"
# What a browser does on Ctrl+V; a page cannot read the clipboard of the machine.
PASTE = """text => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  document.activeElement.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def entry(unit="", period=Q4, **asked):
    round_ = office.plan().rounds.get(period_code=period)
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"/entry/{round_.pk}/{unit and unit + '/'}?{query}"


def tab_to(page, selector, *, most=80):
    """Tab until the element in focus is the one that is looked for."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached with Tab")


def type_down(page, values):
    for value in values:
        page.keyboard.type(value)
        page.keyboard.press("Enter")


def settled(page):
    """Every cell that was typed is on the server."""
    page.wait_for_function(
        "() => !Object.keys(localStorage).some((key) => key.startsWith('grid:'))"
    )


def waiting(page):
    return page.evaluate(
        "() => Object.keys(localStorage).filter((key) => key.startsWith('grid:'))"
        ".flatMap((key) => Object.keys(JSON.parse(localStorage[key]))).length"
    )


def status(page):
    return page.text_content("[data-grid-status]")


def stored(period=Q4):
    return Result.objects.filter(period_code=period)


def cell(page, name):
    return page.locator(f"[name='r-{name}']")


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


def test_the_second_of_two_people_sees_both_values_and_who(visit):
    first, second = visit("thuky"), visit("hoankiem")
    for watched in (first, second):
        watched.open(entry("d002"))
        watched.page.focus("[name='r-d002.cases']")
    type_down(first.page, ["14"])
    settled(first.page)

    type_down(second.page, ["12"])
    second.page.wait_for_selector(".issue--conflict")
    said = second.page.inner_text(".issue--conflict")
    assert "số của đồng chí 12, số mới 14" in said
    assert "thuky" in said
    assert stored().get().value == 14
    second.page.get_by_role("button", name="Giữ số của tôi").focus()
    second.page.keyboard.press("Enter")
    settled(second.page)

    assert stored().get().value == 12


def test_the_new_value_can_be_taken_over_as_well(visit):
    first, second = visit("thuky"), visit("hoankiem")
    for watched in (first, second):
        watched.open(entry("d002"))
        watched.page.focus("[name='r-d002.cases']")
    type_down(first.page, ["14"])
    settled(first.page)
    type_down(second.page, ["12"])

    second.page.get_by_role("button", name="Lấy số mới").press("Enter")

    assert cell(second.page, "d002.cases").input_value() == "14"
    assert waiting(second.page) == 0


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
