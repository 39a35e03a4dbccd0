"""Two people at one cell: both values and both names, and either may be kept."""

from __future__ import annotations

import pytest

from tests.browser.entry_grid import cell, entry, settled, stored, type_down, waiting

pytestmark = pytest.mark.browser


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
