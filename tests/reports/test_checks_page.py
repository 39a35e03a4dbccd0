"""The page of data checks tells people what the command tells operators."""

from __future__ import annotations

import pytest

from tests import office

pytestmark = pytest.mark.django_db


def test_contradictory_citations_are_shown_to_those_who_check(as_user):
    page = as_user("thuky").get("/checks/").content.decode()

    assert "07/KH-BCĐ" in page
    assert "07/KH-UBND" in page


def test_a_district_official_has_no_page_of_checks(as_user):
    assert as_user("hoankiem").get("/checks/").status_code == 403


def test_an_unreported_quarter_is_named(as_user, quarters):
    page = as_user("quantri").get("/checks/").content.decode()

    assert office.unit("d002").name in page or "Quý I/2021" in page
