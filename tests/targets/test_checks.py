"""Soft checks: what is asked about, and what is left in peace."""

from __future__ import annotations

from decimal import Decimal

import pytest

from targets.checks import all_zero, findings
from targets.kinds import IndicatorKind

FLOW, CUMULATIVE = IndicatorKind.FLOW, IndicatorKind.CUMULATIVE


def asked(kind, now, *before):
    known = [None if b is None else Decimal(b) for b in before]
    return [f.code for f in findings(kind, Decimal(now), before=known)]


def test_a_running_total_that_falls_is_asked_about():
    found = findings(CUMULATIVE, Decimal(6500), before=[Decimal(6600)])

    assert found[0].text == "Số lũy tích giảm từ 6.600 xuống 6.500; hãy ghi lý do."


@pytest.mark.parametrize("now", [6600, 6601])
def test_a_running_total_that_stays_or_grows_is_left_in_peace(now):
    assert asked(CUMULATIVE, now, 6600) == []


def test_a_figure_copied_from_the_last_period_is_asked_about():
    assert asked(FLOW, 12, 30, 12) == ["UNCHANGED"]


def test_a_small_figure_repeats_by_chance():
    assert asked(FLOW, 4, 4) == []


def test_a_stock_may_stay_as_it_was():
    assert asked(IndicatorKind.STOCK, 5012, 5012) == []


@pytest.mark.parametrize(("now", "code"), [(61, ["FAR"]), (60, []), (14, ["FAR"])])
def test_a_figure_far_from_its_own_history_is_asked_about(now, code):
    assert asked(FLOW, now, 30, None, 29) == code


def test_one_earlier_figure_is_no_history():
    assert asked(FLOW, 200, None, 30) == []


def test_a_small_jump_is_no_jump():
    assert asked(FLOW, 5, 1, 2) == []


def test_nothing_reported_is_not_asked_about():
    assert findings(FLOW, None, before=[Decimal(3)]) == []


def test_all_zero_after_a_period_with_something_is_asked_about():
    found = all_zero([Decimal(0), None, Decimal(0)], [Decimal(3)])

    assert found is not None
    assert found.code == "ALL_ZERO"


@pytest.mark.parametrize(
    ("now", "before"), [([], [3]), ([0, 1], [3]), ([0], []), ([0], [0, None])]
)
def test_zero_where_zero_was_is_left_in_peace(now, before):
    assert all_zero([Decimal(n) for n in now], before) is None
