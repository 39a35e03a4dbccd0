"""The grouped read model: every figure of a plan at one period, in eight queries."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from accounts.journal import changeset
from intake.demo import fill_quarters
from plans.periods import BadPeriod, Period
from reports.figures_read import plan_figures
from reports.shown import shown
from targets.kinds import Verdict
from targets.models import Result
from tests import office
from tests.reports.entries import enter

pytestmark = pytest.mark.django_db
H1 = Period.parse("2021-H1")
Q1 = Period.parse("2021-Q1")
Q2 = Period.parse("2021-Q2")


def read(period=H1, **more):
    return plan_figures(office.plan(), period, **more)


def target(figures, code):
    return next(t for t in figures.targets if t.indicator.code == code)


def row_of(key, code, period=H1):
    figures = read(period)
    return figures.row(target(figures, code), office.unit(key))


def total_of(code, period=H1, **more):
    figures = read(period, **more)
    return figures.total(target(figures, code))


def test_half_the_quota_by_the_middle_of_the_year_is_on_track(quotas):
    # Phụ lục 21/KH-UBND: Hoàn Kiếm được giao 118 vụ.
    enter("d002", "cases", "2021-Q1", 29)
    enter("d002", "cases", "2021-Q2", 30)

    row = row_of("d002", "cases")

    assert row.official.quota == 118
    assert row.official.to_date.value == row.official.in_period.value == 59
    assert row.official.percent == Fraction(1, 2)
    assert row.official.verdict is Verdict.ON_TRACK


def test_the_quarter_and_the_running_total_are_different_figures(quotas):
    enter("d002", "cases", "2021-Q1", 29)
    enter("d002", "cases", "2021-Q2", 30)

    row = row_of("d002", "cases", Q2)

    assert (row.official.in_period.value, row.official.to_date.value) == (30, 59)


def test_what_is_not_approved_is_shown_apart(quotas):
    enter("d002", "cases", "2021-Q1", 29)
    enter("d002", "cases", "2021-Q2", 30, state="SUBMITTED")

    row = row_of("d002", "cases")

    assert row.official.to_date.value == 29
    assert row.current.to_date.value == 59
    assert shown(row).provisional == "59"


def test_a_unit_that_waits_for_approval_is_not_called_silent(quotas):
    enter("d002", "cases", "2021-Q1", 29, state="SUBMITTED")

    words = shown(row_of("d002", "cases", Q1))

    assert (words.badge, words.label) == ("SUBMITTED", "Chưa duyệt")
    assert words.to_date == ""


def test_nothing_reported_is_not_zero(quotas):
    row = total_of("cases")

    assert row.official.to_date.value is None
    assert row.official.verdict is Verdict.NOT_REPORTED
    assert shown(row).to_date == ""
    assert shown(row).coverage == "0/31"


def test_a_city_total_says_how_many_units_are_in_it(quotas):
    for key, value in (("d001", 20), ("d002", 30), ("pc04", 7)):
        enter(key, "cases", "2021-Q1", value)

    row = total_of("cases", Q1)

    assert row.official.to_date.value == 57
    assert shown(row).coverage == "3/31"


def test_pc04_has_no_quota_of_files_and_still_counts_in_the_city(quotas):
    enter("pc04", "rehab-files", "2021-Q1", 4)
    enter("d002", "rehab-files", "2021-Q1", 6)

    alone, city = row_of("pc04", "rehab-files", Q1), total_of("rehab-files", Q1)

    assert (alone.official.percent, alone.official.verdict) == (
        None,
        Verdict.NOT_ASSIGNED,
    )
    assert city.official.to_date.value == 10


def test_a_share_is_measured_on_what_was_done_not_on_the_quota(quotas):
    enter("d002", "cases", "2021-Q1", 45)
    enter("d002", "cases-trafficking", "2021-Q1", 22)

    row = row_of("d002", "cases-trafficking", Q1)

    assert row.official.verdict is Verdict.NOT_MET
    assert shown(row).to_date == "22/45"
    assert shown(row).percent == "48,89%"


def test_percentages_of_units_are_never_averaged(quotas):
    for key, part, whole in (("d001", 1, 1), ("d002", 1, 9)):
        enter(key, "cases", "2021-Q1", whole)
        enter(key, "cases-trafficking", "2021-Q1", part)

    assert shown(total_of("cases-trafficking", Q1)).to_date == "2/10"


def test_patients_in_treatment_are_the_latest_count_never_a_sum(quotas):
    enter("so-y-te", "methadone-patients", "2021-Q1", 4990)
    enter("so-y-te", "methadone-patients", "2021-Q2", 5001)

    row = total_of("methadone-patients")

    assert row.official.to_date.value == 5001
    assert row.official.verdict is Verdict.MET


def test_hotspots_of_the_year_before_are_not_counted_twice(quotas):
    # II.1: toàn Thành phố còn 06 điểm phức tạp tính đến 14/12/2020.
    enter("p01", "hotspots-cleared", "2021-Q1", "2/6")
    enter("p01", "hotspots-cleared", "2021-Q2", "6/6")

    row = total_of("hotspots-cleared")

    assert shown(row).to_date == "6/6"
    assert row.official.verdict is Verdict.MET


def test_no_production_case_is_an_answer_and_silence_is_not(quotas):
    enter("d002", "production-and-plants", "2021-Q1", 0)

    reported = row_of("d002", "production-and-plants", Q1)
    silent = row_of("d001", "production-and-plants", Q1)

    assert reported.official.verdict is Verdict.MET
    assert silent.official.verdict is Verdict.NOT_REPORTED


def test_fewer_dropouts_without_a_number_means_below_last_year(quotas):
    # II.3: giảm so với năm 2020 (1.009 bệnh nhân ngừng điều trị).
    enter("so-y-te", "methadone-dropouts", "2021-Q1", 200)

    row = total_of("methadone-dropouts", Q1)

    assert row.official.quota == 1009
    assert row.official.verdict is Verdict.ON_TRACK


def test_five_percent_fewer_key_communes_starts_from_last_years_end(quotas):
    enter("d002", "key-communes", "2020-Q4", 40)
    enter("d002", "key-communes", "2021-Q1", 38)

    row = row_of("d002", "key-communes", Q1)

    assert row.official.verdict is Verdict.MET
    assert row.official.percent == Fraction(1, 20)


def test_without_last_year_a_reduction_is_not_judged(quotas):
    enter("d002", "key-communes", "2021-Q1", 38)

    words = shown(row_of("d002", "key-communes", Q1))

    assert words.label == "Chưa có số nền"


def test_the_same_period_of_last_year_stands_beside(quotas):
    enter("d002", "cases", "2020-Q1", 20)
    enter("d002", "cases", "2021-Q1", 29)

    words = shown(row_of("d002", "cases", Q1))

    assert words.before == "20"
    assert words.change == "tăng 45% (9 vụ)"


def test_sums_of_differently_many_reports_are_not_compared(quotas):
    for key in ("d001", "d002"):
        enter(key, "cases", "2020-Q1", 20)
    enter("d002", "cases", "2021-Q1", 29)

    words = shown(total_of("cases", Q1))

    assert words.change == "không so sánh được (kỳ này chưa đủ báo cáo)"


def test_a_running_quarter_is_not_judged(quotas):
    enter("d002", "cases", "2021-Q1", 29)

    figures = read(Q2, on=dt.date(2021, 4, 1))
    row = figures.row(target(figures, "cases"), office.unit("d002"))

    assert row.official.expected == Decimal("29.5")
    assert row.official.verdict is Verdict.SLOW


def test_quotas_that_add_up_to_the_plan_are_told_so(quotas):
    figures = read()

    assert figures.check(target(figures, "cases")).word == "khớp"
    assert figures.check(target(figures, "rehab-files")).computed == 900


def test_a_district_reads_only_its_own_figures(quotas):
    enter("d002", "cases", "2021-Q1", 29)
    enter("d271", "cases", "2021-Q1", 7)

    figures = read(Q1, user=office.person("hoankiem"))

    assert [unit.key for unit in figures.units] == ["d002"]
    assert figures.total(target(figures, "cases")).official.to_date.value == 29


def test_a_period_of_another_year_is_refused(quotas):
    with pytest.raises(BadPeriod):
        read(Period.parse("2022-Q1"))


@pytest.mark.parametrize("keys", [["d002"], None])
def test_the_number_of_queries_does_not_depend_on_the_units(
    quotas, keys, django_assert_num_queries
):
    units = keys and [office.unit(key) for key in keys]
    plan, person = office.plan(), office.person("lanhdao")
    assert person.duties

    with django_assert_num_queries(8):  # three of them are the register of communes
        figures = plan_figures(plan, H1, units=units, user=person)
        rows = [figures.row(t, u) for t in figures.targets for u in figures.units_of(t)]

    assert rows


def test_pc04_is_not_waited_for_where_it_was_dealt_nothing(reported_by_all):
    target = office.plan().targets.get(indicator__code="rehab-files")

    found = plan_figures(office.plan(), Period.parse("2021-Q1")).total(target)

    assert (found.official.to_date.reported, found.official.to_date.expected) == (
        30,
        30,
    )


def test_what_pc04_reports_unasked_still_counts(reported_by_all):
    target = office.plan().targets.get(indicator__code="rehab-files")
    before = plan_figures(office.plan(), Period.parse("2021-Q1")).total(target)

    own = office.submission("pc04")
    with changeset(by=None, what="PC04 lập hồ sơ") as change:
        change.save(
            Result(
                unit=own.unit,
                indicator=target.indicator,
                period_code="2021-Q1",
                submission=own,
                value=4,
                origin="FORM",
            )
        )

    after = plan_figures(office.plan(), Period.parse("2021-Q1")).total(target)
    assert after.official.to_date.value == before.official.to_date.value + 4
    assert after.official.to_date.expected == 31


@pytest.fixture
def reported_by_all(db):
    fill_quarters()
