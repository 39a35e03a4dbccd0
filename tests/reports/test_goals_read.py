"""What stored targets ask of the city and of one unit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from plans.models import Plan
from reports.goals_read import city_goal, schedule_of, unit_goal
from reports.shown import goal_sentence
from targets.kinds import Comparator
from targets.models import Indicator, Target

D = Decimal


def target(kind="FLOW", comparator="AT_LEAST", **more) -> Target:
    indicator = Indicator(kind=kind, measure_unit="vụ", short_name="Vụ án")
    return Target(indicator=indicator, comparator=comparator, **more)


def test_a_unit_without_a_quota_is_asked_for_nothing():
    assert unit_goal(target(value=D(2300)), quota=None, baseline=None) is None


def test_a_percent_binds_every_unit_alike():
    goal = unit_goal(target("SHARE", value=D(50)), quota=None, baseline=None)

    assert goal.value == 50


def test_all_of_a_count_binds_only_whoever_was_given_a_number():
    everything = target("FLOW", "ALL", value=D(100), baseline=D(6))

    assert unit_goal(everything, quota=None, baseline=None) is None
    assert unit_goal(everything, quota=D(2), baseline=None).count == 2
    assert city_goal(everything, baseline=None).count == 6


def test_growth_without_a_number_is_anything_above_last_year():
    goal = city_goal(target("FLOW", "GROW_BY"), baseline=D(10))

    assert (goal.comparator, goal.value) == (Comparator.MORE_THAN, D(10))


def test_a_base_of_zero_is_a_base():
    reduction = target("STOCK", "REDUCE_BY", value=D(5), baseline=D(0))

    goal = city_goal(reduction, baseline=D(9))

    assert goal.baseline == 0


def test_the_plans_own_stages_go_before_the_straight_line():
    plan = Plan(pace={"2021-Q1": "0.2", "2021-Q2": "0.45"})

    assert schedule_of(plan) == {3: Fraction(1, 5), 6: Fraction(9, 20)}
    assert schedule_of(Plan()) is None


def test_goals_are_said_as_the_papers_say_them():
    sentences = [
        goal_sentence(target(value=D(2300))),
        goal_sentence(target("SHARE", value=D(50))),
        goal_sentence(target("RATIO", "ALL", value=D(100))),
        goal_sentence(target("RATIO", "BETWEEN", value=D(5), value_to=D(10))),
        goal_sentence(target("EVENT_FREE", "EXACTLY", value=D(0))),
        goal_sentence(target("FLOW", "REDUCE_BY")),
    ]

    assert sentences == [
        "ít nhất 2.300 vụ",
        "ít nhất 50%",
        "100%",
        "từ 5 đến 10%",
        "không để xảy ra",
        "giảm",
    ]
