"""Every figure of the pages can say where it comes from, and its parts add up."""

from __future__ import annotations

from itertools import product

import pytest

from intake.demo import fill_quarters
from plans.periods import Period
from reports.explaining import SPANS, Explanation, explain
from tests import office

pytestmark = pytest.mark.django_db
PERIODS = ("2021-Q1", "2021-Q3", "2021-H1", "2021-N9", "2021-Y")


@pytest.fixture
def reported(db):
    """The demo's three quarters: approved, waiting, returned, late and missing."""
    fill_quarters()


def targets():
    return office.plan().targets.select_related("indicator__part_of")


def explained(span: str, code: str, key: str = "") -> list[Explanation]:
    """Every target of the plan, explained to one who sees everything."""
    plan, period, reader = office.plan(), Period.parse(code), office.person("lanhdao")
    unit = office.unit(key) if key else None
    return [
        explain(plan, period, target, unit=unit, span=span, user=reader)
        for target in targets()
    ]


def test_the_parts_of_every_city_figure_add_up_to_it(reported):
    for span, code in product(SPANS, PERIODS):
        found = explained(span, code)

        assert [e.target for e in found if not e.closes] == []
        assert any(e.counted for e in found)


def test_the_parts_of_every_unit_figure_add_up_to_it(reported):
    for span, key in product(SPANS, ("d002", "d271", "d277", "pc04")):
        found = explained(span, "2021-N9", key)

        assert [e.target for e in found if not e.closes] == []


def test_what_waits_for_approval_is_listed_but_not_counted(reported):
    plan, period = office.plan(), Period.parse("2021-Q3")
    target = targets().get(indicator__code="cases")

    found = explain(
        plan,
        period,
        target,
        unit=office.unit("d005"),
        span="in_period",
        user=office.person("thuky"),
    )

    [part] = found.parts
    assert (part.counted, part.why_not) == (False, "chưa duyệt (chờ duyệt)")
    assert found.shown == ""


def test_each_part_names_who_wrote_it(reported, as_user):
    target = targets().get(indicator__code="cases")
    address = f"/explain/?plan=21-kh-ubnd-2021&period=2021-Q1&target={target.pk}"

    page = as_user("lanhdao").get(address).content.decode()

    assert "Huyện Ứng Hòa" in page
    assert "cộng lại đúng bằng con số trên" in page


def test_a_neighbour_is_not_explained_to_a_district(reported, as_user):
    target = targets().get(indicator__code="cases")
    base = f"/explain/?plan=21-kh-ubnd-2021&period=2021-Q1&target={target.pk}"

    neighbour = as_user("hoankiem").get(f"{base}&unit=d271")
    missing = as_user("hoankiem").get(f"{base}&unit=d999")

    assert neighbour.status_code == missing.status_code == 404
    assert neighbour.content == missing.content


@pytest.mark.parametrize("code", ["", "2021-Q9", "x" * 500, "2020-Q1"])
def test_a_period_that_does_not_exist_is_not_found(as_user, reported, code):
    target = targets().first()

    answer = as_user("thuky").get(
        "/explain/",
        {"plan": "21-kh-ubnd-2021", "period": code, "target": target.pk},
    )

    assert answer.status_code == 404


def test_the_cost_does_not_grow_with_the_units(
    reported, as_user, django_assert_max_num_queries
):
    target = targets().get(indicator__code="cases")
    browser = as_user("lanhdao")

    with django_assert_max_num_queries(20):
        browser.get(
            "/explain/",
            {"plan": "21-kh-ubnd-2021", "period": "2021-N9", "target": target.pk},
        )
