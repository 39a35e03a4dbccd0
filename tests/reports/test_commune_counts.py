"""Targets that count communes: the register's number, the list behind it, gaps."""

from __future__ import annotations

import datetime as dt

import pytest

from communes.models import Decision, KeyArea, Recognition
from communes.standing import count_recognised
from plans.periods import Period
from reports.commune_counts import differences, register_count, register_on
from reports.data_checks import findings
from reports.figures_read import plan_figures
from targets.models import Target
from tests import office
from tests.communes.register import FOOTNOTE_DAY, load, write
from tests.reports.entries import enter
from units.models import Unit

pytestmark = pytest.mark.django_db
CODE, KEY = "drug-free-communes", "key-communes"
FIVE = {
    "Xã Trung Mầu, Huyện Gia Lâm",
    "Xã Kim Lan, Huyện Gia Lâm",
    "Xã Tân Dân, Huyện Phú Xuyên",
    "Xã Đồng Lạc, Huyện Chương Mỹ",
    "Xã Tân Hưng, Huyện Sóc Sơn",
}


@pytest.fixture
def register(quotas):
    load()


def city() -> int:
    return office.plan().unit_id


def target(code=CODE) -> Target:
    rows = Target.objects.select_related("indicator__part_of", "plan__unit")
    return rows.filter(plan=office.plan(), indicator__code=code).first()


def count(code=CODE, period="2021-Q1", units=None):
    figures = plan_figures(office.plan(), Period.parse(period))
    asked = target(code)
    return register_count(figures, asked, units or figures.units_of(asked))


def key_area(key, day):
    decision = Decision.objects.first()
    return KeyArea(
        unit=office.unit(key),
        type="II",
        direction="IN",
        decision=decision,
        effective_on=day,
        year=day.year,
    )


def test_the_footnote_gives_five_on_its_day(register):
    named = register_on(city(), FOOTNOTE_DAY).named(CODE, [city()])

    places = {f"{unit.full_name}, {unit.parent.full_name}" for unit in named}
    assert places == FIVE
    assert "Xã Tân Dân, Huyện Sóc Sơn" not in places
    expected, same = count_recognised(Unit.objects.within([city()]), FOOTNOTE_DAY)
    assert (len(named), set(named)) == (expected, set(same))


def test_the_list_stands_behind_the_number_beside_the_entered_figure(register):
    enter("p01", CODE, "2021-Q1", 5)

    found = count()

    assert (found.day, found.shown, found.entered) == ("14/03/2021", "5", "5")
    assert {row.name for row in found.communes} == FIVE
    assert (found.verdict, found.differs) == ("khớp với sổ theo dõi", False)


def test_another_entered_figure_is_told_with_its_difference(register):
    enter("p01", CODE, "2021-Q1", 6)

    found = count()

    assert found.verdict == "lệch +1 so với sổ theo dõi"
    assert found.differs


def test_a_figure_nobody_approved_is_compared_with_nothing(register):
    enter("p01", CODE, "2021-Q1", 6, state="SUBMITTED")

    found = count()

    assert (found.shown, found.entered, found.verdict) == ("5", "", "")


def test_a_withdrawal_counts_from_its_day_on(register):
    kim_lan = next(
        u for u in register_on(city(), FOOTNOTE_DAY).communes if u.name == "Kim Lan"
    )
    day = dt.date(2021, 3, 14)
    row = Recognition(
        unit=kim_lan,
        direction="OUT",
        decision=Decision.objects.first(),
        effective_on=day,
        year=2021,
    )
    write(row)

    assert count(period="2021-Q1").shown == "4"
    before = register_on(city(), day - dt.timedelta(days=1))
    assert len(before.named(CODE, [city()])) == 5


def test_key_communes_are_counted_for_each_district(register):
    ward = Unit.objects.filter(parent__key="d002", kind="COMMUNE").first()
    write(key_area(ward.key, FOOTNOTE_DAY))

    own = count(KEY, units=[office.unit("d002")])
    neighbour = count(KEY, units=[office.unit("d271")])

    assert (own.shown, neighbour.shown) == ("1", "0")
    assert own.communes[0].name == f"{ward.full_name}, Quận Hoàn Kiếm"


def test_an_empty_register_answers_nothing_and_not_nought(register):
    assert count(KEY) is None
    assert count("cases") is None


def test_a_figure_unlike_the_register_is_a_finding(register):
    enter("p01", CODE, "2021-Q1", 6)

    found = [f.message for f in findings() if f.code == "REGISTER"]

    assert len(found) == 1
    assert "Quý I/2021: «Xã, phường không ma túy» ghi 6" in found[0]
    assert "ngày 14/03/2021 có 5" in found[0]


def test_the_baseline_and_an_equal_figure_are_left_in_peace(register):
    enter("p01", CODE, "2021-Q1", 5)

    assert list(differences(office.plan())) == []


def test_a_baseline_unlike_the_register_is_told(register):
    row = target()
    row.baseline = 7
    write(row)

    [sentence] = differences(office.plan())

    assert sentence.startswith("Số nền «Xã, phường không ma túy» của kế hoạch ghi 7")


def test_a_draft_may_still_change_and_is_no_finding(register):
    enter("p01", CODE, "2021-Q1", 6, state="DRAFT")

    assert list(differences(office.plan())) == []


def test_indicator_and_explanation_show_the_list(register, as_user):
    enter("p01", CODE, "2021-Q1", 6)
    client = as_user("thuky")
    asked = f"plan={office.plan().slug}&period=2021-Q1"

    pages = (
        client.get(f"/indicators/{CODE}/?{asked}").content.decode(),
        client.get(f"/explain/?{asked}&target={target().pk}").content.decode(),
    )

    for page in pages:
        assert "Theo sổ theo dõi xã, ngày 14/03/2021" in page
        assert "Xã Trung Mầu, Huyện Gia Lâm" in page
        assert "lệch +1 so với sổ theo dõi" in page


def test_a_district_reads_its_own_communes_only(register, as_user):
    ward = Unit.objects.filter(parent__key="d271", kind="COMMUNE").first()
    write(key_area(ward.key, FOOTNOTE_DAY))
    asked = f"plan={office.plan().slug}&period=2021-Q1"

    page = as_user("hoankiem").get(f"/indicators/{KEY}/?{asked}").content.decode()

    assert "Theo sổ theo dõi xã" in page
    assert f"{ward.full_name}, Huyện Ba Vì" not in page
