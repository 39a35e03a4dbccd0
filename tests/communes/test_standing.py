"""Where communes stand on a day, through decisions and through the change of map."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communes.models import Decision, KeyArea, Recognition
from communes.standing import (
    Status,
    communes_on,
    count_recognised,
    standings,
    status_on,
)
from targets.models import Target
from tests.communes.register import FOOTNOTE_DAY, MERGER_DAY, merge, write
from tests.office import plan, unit
from units.models import Succession, Unit

pytestmark = pytest.mark.usefixtures("shipped")
TODAY = dt.date(2026, 3, 1)


def listing() -> Decision:
    return Decision.objects.get(kind="LISTING")


def entry(key: str, direction: str, day: dt.date) -> Recognition:
    return Recognition(
        unit=unit(key),
        direction=direction,
        decision=listing(),
        effective_on=day,
        year=day.year,
    )


def key_area(key: str, key_type: str, direction: str, day: dt.date) -> KeyArea:
    return KeyArea(
        unit=unit(key),
        type=key_type,
        direction=direction,
        decision=listing(),
        effective_on=day,
        year=day.year,
    )


def test_five_communes_had_no_drugs_on_14_december_2020():
    count, named = count_recognised(Unit.objects.all(), FOOTNOTE_DAY)

    assert count == 5
    assert [f"{row.name}, {row.parent.name}" for row in named] == [
        "Đồng Lạc, Chương Mỹ",
        "Kim Lan, Gia Lâm",
        "Tân Dân, Phú Xuyên",
        "Tân Hưng, Sóc Sơn",
        "Trung Mầu, Gia Lâm",
    ]


def test_tan_dan_of_soc_son_is_not_the_one_of_the_footnote():
    namesakes = standings([unit("c00415"), unit("c10315")], FOOTNOTE_DAY)

    assert namesakes[unit("c00415").pk].status is Status.NONE
    assert namesakes[unit("c10315").pk].status is Status.RECOGNISED


def test_the_day_before_the_footnote_says_nothing():
    day = FOOTNOTE_DAY - dt.timedelta(1)

    assert count_recognised(Unit.objects.all(), day) == (0, [])


def test_a_withdrawal_counts_from_its_day_and_not_before():
    write(entry("c00586", "OUT", dt.date(2022, 1, 10)))

    before = status_on(unit("c00586"), dt.date(2022, 1, 9))
    after = status_on(unit("c00586"), dt.date(2022, 1, 10))

    assert before.status is Status.RECOGNISED
    assert (after.status, after.since) == (Status.WITHDRAWN, dt.date(2022, 1, 10))


def test_a_commune_may_come_back_after_a_withdrawal():
    write(entry("c00586", "OUT", dt.date(2022, 1, 10)))
    write(entry("c00586", "IN", dt.date(2023, 1, 10)))

    assert status_on(unit("c00586"), TODAY).status is Status.RECOGNISED


def test_a_key_area_changes_type_and_leaves_the_list():
    write(key_area("c00040", "II", "IN", dt.date(2022, 1, 1)))
    write(key_area("c00040", "I", "IN", dt.date(2023, 1, 1)))
    write(key_area("c00040", "I", "OUT", dt.date(2024, 1, 1)))

    days = [dt.date(year, 6, 1) for year in (2021, 2022, 2023, 2024)]
    found = [status_on(unit("c00040"), day).status for day in days]

    assert found == [Status.NONE, Status.KEY_II, Status.KEY_I, Status.NONE]


def test_the_later_of_two_lists_speaks():
    write(key_area("c00586", "III", "IN", dt.date(2022, 1, 1)))
    write(entry("c00586", "IN", dt.date(2024, 1, 1)))

    assert status_on(unit("c00586"), dt.date(2023, 1, 1)).status is Status.KEY_III
    assert status_on(unit("c00586"), TODAY).status is Status.RECOGNISED


# Through the reform --------------------------------------------------------------


def test_recognition_does_not_pass_silently_over_a_merger():
    new = merge(unit("c00586"), unit("c00589"), into="c90001")

    found = status_on(new, TODAY)

    assert found.status is Status.NEEDS_REVIEW
    assert found.came_from == ("Xã Kim Lan",)
    assert found.since == MERGER_DAY


def test_a_part_of_a_recognised_commune_asks_for_review_too():
    new = merge(unit("c00586"), into="c90001", extent="part")

    assert status_on(new, TODAY).status is Status.NEEDS_REVIEW


def test_a_merger_of_communes_never_recognised_asks_nothing():
    new = merge(unit("c00040"), unit("c00043"), into="c90001")

    assert status_on(new, TODAY).status is Status.NONE


def test_the_old_commune_has_ended_and_is_counted_no_more():
    merge(unit("c00586"), into="c90001")

    assert status_on(unit("c00586"), TODAY).status is Status.ENDED
    assert count_recognised(Unit.objects.all(), TODAY)[0] == 4
    assert count_recognised(Unit.objects.all(), FOOTNOTE_DAY)[0] == 5


def test_a_decision_of_its_own_settles_the_review():
    new = merge(unit("c00586"), into="c90001")
    write(entry(new.key, "IN", dt.date(2025, 12, 20)))

    assert status_on(new, dt.date(2025, 12, 19)).status is Status.NEEDS_REVIEW
    assert status_on(new, dt.date(2025, 12, 20)).status is Status.RECOGNISED


def test_a_commune_that_was_only_renamed_keeps_what_it_had():
    new = merge(unit("c00586"), into="c90001", extent="renamed")

    found = status_on(new, TODAY)

    assert (found.status, found.since) == (Status.RECOGNISED, FOOTNOTE_DAY)


def test_a_recognised_commune_that_takes_in_another_is_reviewed():
    write(
        Succession(old=unit("c00589"), new=unit("c00586"), extent="full", on=MERGER_DAY)
    )

    found = status_on(unit("c00586"), TODAY)

    assert found.status is Status.NEEDS_REVIEW
    assert found.came_from == ("Xã Kim Lan",)


def test_a_withdrawn_commune_that_takes_in_a_recognised_one_is_reviewed():
    write(entry("c00547", "OUT", dt.date(2022, 1, 1)))
    write(
        Succession(old=unit("c00586"), new=unit("c00547"), extent="full", on=MERGER_DAY)
    )

    assert status_on(unit("c00547"), MERGER_DAY).came_from == ("Xã Kim Lan",)
    assert status_on(unit("c00547"), dt.date(2024, 1, 1)).status is Status.WITHDRAWN


def test_two_mergers_in_a_row_still_ask_for_review():
    first = merge(unit("c00586"), into="c90001")
    second = Unit(
        key="c90002",
        kind="COMMUNE",
        name="Mới nữa",
        parent=unit("p01"),
        valid_from=dt.date(2026, 1, 1),
    ).derive_keys()
    write(second)
    write(
        Succession(old=first, new=second, extent="full", on=dt.date(2026, 1, 1)),
    )

    assert status_on(second, TODAY).status is Status.NEEDS_REVIEW


def test_the_denominator_moves_with_the_map():
    before = len(communes_on(Unit.objects.all(), MERGER_DAY - dt.timedelta(1)))
    merge(unit("c00586"), unit("c00589"), into="c90001")

    assert before == 579
    assert len(communes_on(Unit.objects.all(), MERGER_DAY)) == 578


def test_before_the_first_list_its_communes_stand_for_the_older_ones():
    assert len(communes_on(Unit.objects.all(), FOOTNOTE_DAY)) == 579


def test_the_whole_city_costs_three_queries():
    merge(unit("c00586"), into="c90001")

    with CaptureQueriesContext(connection) as queries:
        count_recognised(Unit.objects.all(), TODAY)

    assert len(queries) == 3


def test_the_registers_count_is_the_baseline_of_the_plans_target():
    target = Target.objects.get(
        plan=plan(), indicator__code="drug-free-communes", comparator="MAINTAIN"
    )

    count, _named = count_recognised(
        Unit.objects.within([plan().unit_id]), target.baseline_as_of
    )

    assert count == target.baseline
