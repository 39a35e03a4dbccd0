"""A figure beside that of the year before."""

from decimal import Decimal

import pytest

from sheets.numbers import format_percent
from targets.kinds import Direction
from targets.progress import (
    Comparison,
    compare,
    is_better,
)
from tests.targets.measured import decimal_of


def test_an_increase_has_its_difference_and_its_percent():
    # “tăng 12,85% (374 vụ)”: 3.285 against 2.911.
    told = compare(Decimal(3285), Decimal(2911))

    assert told.difference == 374
    assert format_percent(told.percent.numerator, told.percent.denominator) == "12,85%"


def test_a_year_before_of_zero_gives_no_percent():
    told = compare(Decimal(5), Decimal(0))

    assert (told.difference, told.percent) == (5, None)


@pytest.mark.parametrize(("now", "before"), [(None, 5), (5, None), (None, None)])
def test_a_missing_side_gives_no_difference(now, before):
    told = compare(decimal_of(now), decimal_of(before))

    assert (told.difference, told.percent) == (None, None)


def test_a_unit_split_by_a_merger_is_not_compared():
    reason = "một phần địa bàn chuyển sang đơn vị khác"

    told = compare(Decimal(5), Decimal(4), reason=reason)

    assert told == Comparison(
        now=Decimal(5), before=Decimal(4), difference=None, percent=None, reason=reason
    )


@pytest.mark.parametrize(
    ("difference", "direction", "better"),
    [
        (5, Direction.UP, True),
        (5, Direction.DOWN, False),
        (-5, Direction.DOWN, True),
        (-5, Direction.UP, False),
        (5, Direction.LEVEL, None),
        (0, Direction.UP, None),
        (None, Direction.UP, None),
    ],
)
def test_a_fall_is_good_where_the_goal_is_to_reduce(difference, direction, better):
    assert is_better(decimal_of(difference), direction) is better
