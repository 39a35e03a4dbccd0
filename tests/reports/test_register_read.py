"""Progress of targets that count communes: the register's number wherever it shows."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from communes.models import Decision, KeyArea, Recognition
from plans.periods import Period
from reports.commune_counts import register_count
from reports.explaining import TO_DATE, explain
from reports.figures_read import plan_figures
from targets.completeness import gaps_of
from targets.entry import unit_sheet
from targets.kinds import Verdict
from targets.models import Indicator, Target
from targets.register import Register
from tests import office
from tests.communes.register import FOOTNOTE_DAY, load, merge, write
from tests.reports.entries import enter, submitted
from units.models import Unit

pytestmark = pytest.mark.django_db
CODE, KEY = "drug-free-communes", "key-communes"


@pytest.fixture
def register(quotas):
    load()


def listed(unit, day, direction="IN"):
    return Recognition(
        unit=unit,
        direction=direction,
        decision=Decision.objects.first(),
        effective_on=day,
        year=day.year,
    )


def key_area(unit, day, direction="IN"):
    return KeyArea(
        unit=unit,
        type="II",
        direction=direction,
        decision=Decision.objects.first(),
        effective_on=day,
        year=day.year,
    )


def communes(district="d002"):
    return list(Unit.objects.filter(parent__key=district, kind="COMMUNE").in_order())


def asked(code=CODE, comparator="AT_LEAST"):
    rows = Target.objects.select_related("indicator__part_of", "plan__unit")
    return rows.get(plan=office.plan(), indicator__code=code, comparator=comparator)


def row(code=CODE, comparator="AT_LEAST", period="2021-Q2", unit=None):
    figures = plan_figures(office.plan(), Period.parse(period))
    target = next(
        t
        for t in figures.targets
        if (t.indicator.code, t.comparator) == (code, comparator)
    )
    return figures.row(target, unit) if unit else figures.total(target)


def test_five_kept_and_six_not_yet_without_anybody_typing(register):
    kept, reached = row(comparator="MAINTAIN"), row()

    assert kept.official.to_date.value == reached.official.to_date.value == 5
    assert kept.official.verdict is Verdict.MET
    assert reached.official.to_date.is_complete
    assert not reached.has_provisional


def test_a_sixth_commune_counts_from_its_decisions_day(register):
    write(listed(communes()[0], dt.date(2021, 3, 15)))

    assert row(period="2021-Q1").official.to_date.value == 5
    assert row(period="2021-Q2").official.to_date.value == 6
    assert row(period="2021-Y").official.verdict is Verdict.MET


def test_what_was_typed_is_told_beside_and_counts_nowhere(register):
    enter("p01", CODE, "2021-Q2", 9)

    figures = plan_figures(office.plan(), Period.parse("2021-Q2"))
    found = register_count(figures, asked(), figures.units_of(asked()))

    assert row().official.to_date.value == row().current.to_date.value == 5
    assert (found.shown, found.entered) == ("5", "9")
    assert found.verdict == "lệch +4 so với sổ theo dõi"


def test_the_papers_baseline_stands_beside_the_register_of_its_day(register):
    figures = plan_figures(office.plan(), Period.parse("2021-Q1"))
    kept = asked(comparator="MAINTAIN")

    base = register_count(figures, kept, figures.units_of(kept)).base

    assert (base.day, base.shown, base.entered) == ("14/12/2020", "5", "5")
    assert base.verdict == "khớp với sổ theo dõi"
    assert "Xã Tân Dân, Huyện Sóc Sơn" not in {c.name for c in base.communes}


def test_five_percent_fewer_starts_from_the_districts_own_register(register):
    ward, *others = communes()
    write(*(key_area(unit, FOOTNOTE_DAY) for unit in (ward, *others[:3])))
    write(key_area(ward, dt.date(2021, 2, 1), "OUT"))

    found = row(KEY, "REDUCE_BY", "2021-Q1", unit=office.unit("d002"))

    assert found.official.to_date.value == 3
    assert found.official.percent == Fraction(1, 4)
    assert found.official.verdict is Verdict.NOT_GRADED  # 5% of 4 is no whole commune


def test_a_share_moves_with_the_map_of_the_day(register):
    share = Indicator.objects.get(code="drug-free-communes-share")
    write(
        Target(
            plan=office.plan(),
            indicator=share,
            comparator="AT_LEAST",
            value=50,
            scope="OWNER",
            order=99,
        )
    )

    before = row(share.code).official.to_date
    whole = Unit.objects.filter(kind="COMMUNE", parent__parent__key="p01").count()

    assert (before.numerator, before.denominator) == (5, whole)


def test_a_merged_commune_leaves_the_count_and_the_denominator_shrinks(register):
    kim_lan = Unit.objects.get(name="Kim Lan", parent__key="d018")
    neighbour = Unit.objects.get(name="Văn Đức", parent__key="d018")
    root, day = office.unit("p01").pk, dt.date(2025, 7, 1)
    before = Register([root], day).tally(CODE, root, day - dt.timedelta(days=1))

    merge(kim_lan, neighbour, into="c90001")

    after = Register([root], day).tally(CODE, root, day)
    assert (after.count, after.of) == (before.count - 1, before.of - 1)


def test_an_empty_list_leaves_the_figure_to_the_unit(register):
    enter("d002", KEY, "2021-Q1", 4)

    found = row(KEY, "REDUCE_BY", "2021-Q1", unit=office.unit("d002"))

    assert found.official.to_date.value == 4


def test_the_explanation_adds_up_and_names_the_register(register):
    found = explain(
        office.plan(),
        Period.parse("2021-Q2"),
        asked(),
        unit=None,
        span=TO_DATE,
        user=office.person("thuky"),
    )

    assert (found.shown, found.closes) == ("5", True)
    assert {part.source.by for part in found.parts} == {
        "Sổ theo dõi xã, theo quyết định"
    }
    assert "Đếm xã trong sổ theo dõi" in found.formula


def test_the_entry_sheet_shows_the_count_and_asks_for_nothing(register):
    report = submitted("p01", "2021-Q2", state="DRAFT")

    sheet = unit_sheet(report, user=office.person("thuky"))

    [line] = [line for line in sheet.rows if line.code == CODE]
    assert line.cells[0].value == "5"
    assert line.cells[0].url == "/communes/?as_of=2021-06-14"
    assert line.note is None
    assert "Xã, phường không ma túy" not in sheet.missing


def test_a_report_is_complete_without_the_counted_figure(register):
    report = submitted("p01", "2021-Q2", state="DRAFT")

    gap = gaps_of([report])[report.pk]

    assert CODE not in {target.indicator.code for target in gap.targets}


def test_overview_and_api_give_the_same_number(register, as_user):
    query = f"plan={office.plan().slug}&period=2021-Q2"
    client = as_user("thuky")

    items = client.get(f"/api/v1/progress?{query}").json()["items"]

    told = [i["to_date"] for i in items if i["indicator"] == CODE]
    assert set(told) == {"5"}
    assert client.get(f"/overview/?{query}").status_code == 200
