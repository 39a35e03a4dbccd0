"""Old figures stay readable: quotas by their days, results by their versions."""

from __future__ import annotations

import contextlib
import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.journal import changeset
from reports.as_of import end_of, unit_then
from targets.models import Quota
from tests import office
from tests.reports.entries import enter

pytestmark = pytest.mark.django_db
AMENDED = dt.date(2021, 7, 1)
SPRING, AUTUMN = dt.date(2021, 4, 2), dt.date(2021, 10, 5)


@contextlib.contextmanager
def on(day):
    """What is written inside is written at nine in the morning of `day`."""
    instant = dt.datetime.combine(day, dt.time(2), tzinfo=dt.UTC)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: instant)
        yield


def amend(value):
    """A decision of 1 July gives Hoàn Kiếm another number of cases."""
    old = Quota.objects.get(
        target__indicator__code="cases", unit__key="d002", valid_to=None
    )
    new = Quota(
        target=old.target,
        unit=old.unit,
        value=Decimal(value),
        decision=old.decision,
        valid_from=AMENDED,
    )
    old.valid_to = AMENDED
    with changeset(by=None, what="Điều chỉnh chỉ tiêu") as change:
        change.save(old)
        change.save(new)
    return old.value


def correct(result, value):
    result.value = Decimal(value)
    with changeset(by=None, what="Đính chính") as change:
        change.save(result)


def cases(page):
    return next(x for x in page.lines if x.target.indicator.code == "cases")


def quota_row(client, query=""):
    page = client.get(f"/plans/{office.plan().slug}/{query}")
    lines = page.context["details"].quota_lines
    return next(line.values for line in lines if line.unit.key == "d002")


@pytest.fixture
def corrected(db):
    """29 cases told in April; corrected to 31 in October, with another quota."""
    with on(dt.date(2021, 1, 22)):
        office.give_quotas()
    with on(SPRING):
        result = enter("d002", "cases", "2021-Q1", 29)
    with on(AUTUMN):
        correct(result, 31)
        return amend(99)


def test_an_amended_quota_is_read_as_of_the_day_before(corrected, as_user):
    client = as_user("thuky")
    old = f"{corrected:.0f}"

    assert quota_row(client, "?as_of=2021-06-30")[0] == old
    assert quota_row(client, "?as_of=2021-07-01")[0] == "99"
    assert quota_row(client)[0] == "99"


def test_before_the_first_decision_nothing_was_dealt_out(quotas, as_user):
    page = as_user("thuky").get(f"/plans/{office.plan().slug}/?as_of=2019-01-01")

    assert "Chưa có chỉ tiêu giao nào có hiệu lực" in page.content.decode()


def test_the_plan_names_the_days_on_which_its_quotas_begin(corrected, as_user):
    page = as_user("thuky").get(f"/plans/{office.plan().slug}/")

    days = [found.label for found in page.context["details"].quota_days]
    assert days == ["15/12/2020", "01/07/2021"]
    assert "?as_of=2021-07-01" in page.content.decode()


@pytest.mark.parametrize("text", ["hôm-qua", "2021-02-30", "9999-12-31", "0001-01-01"])
def test_a_day_that_is_none_is_told_in_a_sentence(quotas, as_user, text):
    page = as_user("thuky").get(f"/plans/{office.plan().slug}/?as_of={text}")

    assert page.status_code == 400
    assert "hãy ghi như 2021-06-15" in page.content.decode()


def test_results_stand_as_they_were_told_on_the_day(corrected):
    then = cases(unit_then(office.plan(), office.unit("d002"), end_of(SPRING)))

    assert then.cells[0].value == "29"
    assert (then.quota, then.to_date) == (f"{corrected:.0f}", "29")
    assert (then.quota_now, then.to_date_now) == ("99", "31")
    assert then.has_changed


def test_what_was_not_told_yet_is_empty_and_not_nought(corrected):
    day = SPRING - dt.timedelta(days=1)

    then = cases(unit_then(office.plan(), office.unit("d002"), end_of(day)))

    assert [cell.value for cell in then.cells] == [""] * 4
    assert then.to_date == ""


def test_from_the_day_of_the_correction_on_nothing_differs(corrected):
    page = unit_then(office.plan(), office.unit("d002"), end_of(AUTUMN))

    assert cases(page).to_date == "31"
    assert page.changed == 0


def test_the_state_of_a_report_is_that_of_the_day(quotas):
    with on(SPRING):
        result = enter("d002", "cases", "2021-Q1", 29, state="SUBMITTED")
    with on(AUTUMN):
        report = result.submission
        report.state = "APPROVED"
        with changeset(by=None, what="Duyệt") as change:
            change.save(report)

    then = cases(unit_then(office.plan(), office.unit("d002"), end_of(SPRING)))

    assert then.cells[0].state == "Chờ duyệt"


def test_a_figure_taken_away_later_is_still_read(quotas):
    with on(SPRING):
        result = enter("d002", "cases", "2021-Q1", 29)
    with on(AUTUMN), changeset(by=None, what="Xóa") as change:
        change.delete(result)

    unit = office.unit("d002")

    assert cases(unit_then(office.plan(), unit, end_of(SPRING))).to_date == "29"
    assert cases(unit_then(office.plan(), unit, end_of(AUTUMN))).to_date == ""


def test_the_page_of_a_day_is_linked_and_shows_both_figures(corrected, as_user):
    client = as_user("hoankiem")
    assert "/units/d002/as-of/" in client.get("/units/d002/").content.decode()

    text = client.get("/units/d002/as-of/?on=2021-04-02").content.decode()

    assert "tại thời điểm 23:59 02/04/2021" in text
    assert "1 chỉ tiêu đã khác hiện nay" in text


def test_a_neighbours_past_does_not_exist(quotas, as_user):
    assert as_user("hoankiem").get("/units/d271/as-of/").status_code == 404


def test_a_figure_is_read_at_the_minute_before_and_after_its_correction(
    quotas, as_user
):
    with on(SPRING):
        row = enter("d002", "cases", "2021-Q1", 29)
    with on(AUTUMN):  # 9 giờ theo đồng hồ Việt Nam
        correct(row, 31)
    client = as_user("hoankiem")

    before = client.get("/units/d002/as-of/?at=2021-10-05T08:59")
    after = client.get("/units/d002/as-of/?at=2021-10-05T09:00")

    assert cases(before.context["page"]).to_date == "29"
    assert cases(after.context["page"]).to_date == "31"
    assert "tại thời điểm 09:00 05/10/2021" in after.content.decode()


@pytest.mark.parametrize("text", ["hôm qua", "2021-10-05T25:00", "0001-01-01T00:00"])
def test_a_moment_that_is_none_is_one_sentence(quotas, as_user, text):
    answer = as_user("hoankiem").get("/units/d002/as-of/", {"at": text})

    assert answer.status_code == 400
    assert "không đúng; hãy ghi như 2021-06-15T17:30" in answer.content.decode()
