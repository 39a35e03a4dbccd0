"""Last year of a unit that came out of a merger (arithmetic §5)."""

from __future__ import annotations

import pytest

from accounts.journal import changeset
from plans.periods import Period
from reports.figures_read import plan_figures
from reports.shown import shown
from tests import office
from tests.reports.entries import enter
from units.models import Succession

pytestmark = pytest.mark.django_db
MERGED_ON = "2021-01-01"


def came_out_of(new: str, *olds: tuple[str, str]) -> None:
    rows = [
        Succession(
            old=office.unit(old), new=office.unit(new), extent=extent, on=MERGED_ON
        )
        for old, extent in olds
    ]
    with changeset(by=None, what="Sắp xếp đơn vị") as change:
        change.save_all(rows)


def words_of(key: str):
    figures = plan_figures(office.plan(), Period.parse("2021-Q1"))
    target = next(t for t in figures.targets if t.indicator.code == "cases")
    return shown(figures.row(target, office.unit(key))), shown(figures.total(target))


@pytest.fixture
def both_years(quotas):
    for key, value in (("c00037", 10), ("c00040", 5)):
        enter(key, "cases", "2020-Q1", value)
    enter("d002", "cases", "2021-Q1", 18)


def test_a_unit_made_of_whole_units_is_compared_with_their_sum(both_years):
    came_out_of("d002", ("c00037", "full"), ("c00040", "full"))

    alone, _ = words_of("d002")

    assert alone.before == "15"
    assert alone.change == "tăng 20% (3 vụ)"


def test_a_unit_that_took_a_part_is_not_compared_and_says_why(both_years):
    came_out_of("d002", ("c00037", "full"), ("c00040", "part"))

    alone, city = words_of("d002")

    assert alone.change.startswith("không so sánh được (chỉ nhận một phần của")
    assert city.change == "không so sánh được (1 đơn vị tách, nhập không trọn vẹn)"


def test_half_of_the_predecessors_without_figures_is_no_sum(both_years):
    came_out_of("d002", ("c00037", "full"), ("c00043", "full"))

    alone, _ = words_of("d002")

    assert alone.change == "không so sánh được (cùng kỳ năm trước chưa đủ báo cáo)"
