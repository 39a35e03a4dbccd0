"""The entry page of the last quarter, as a person at the keyboard works on it."""

from __future__ import annotations

from targets.models import Result
from tests import office

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


def stored(period=Q4):
    return Result.objects.filter(period_code=period)


def cell(page, name):
    return page.locator(f"[name='r-{name}']")
