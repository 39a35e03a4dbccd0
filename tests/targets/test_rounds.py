"""Opening collections; figures of one day go to no total of a period."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.journal import changeset
from accounts.refusals import Refusal
from intake.forms import ResultsForm
from plans.models import Round
from plans.periods import Kind, Period
from targets.actions import CellEdit, approve, lock_round, save_results, submit
from targets.boards import board
from targets.later_edits import shaken_by
from targets.models import Result, Submission
from targets.rounds import open_as_of, open_period
from tests import office

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 12, 14)


def thuky():
    return office.person("thuky")


def due():
    return timezone.localdate() + dt.timedelta(days=10)


@pytest.fixture
def baseline(quarters):
    """How many cases stood open on 14/12/2020, asked of every unit of the annex."""
    return open_as_of(
        office.plan(), DAY, indicators=["cases"], due=due(), title="Số nền", by=thuky()
    )


def report(round_, value, unit="d002"):
    cell = CellEdit(indicator="cases", value=value)
    outcome = save_results(
        round=round_, unit=office.unit(unit), cells=[cell], by=office.person("thuky")
    )
    return outcome


def own(unit="d002"):
    return office.submission(unit, "20201214")


def pages_of(client):
    addresses = [
        "/overview/?period=2021-Y",
        "/units/d002/?period=2021-Y",
        "/indicators/cases/?period=2021-Y",
        "/api/v1/progress?plan=21-kh-ubnd-2021&period=2021-Y",
    ]
    return [client.get(address).content for address in addresses]


def without_tokens(pages):
    return [re.sub(rb"\b[A-Za-z0-9]{64}\b", b"", page) for page in pages]


def test_the_units_of_the_annex_each_get_a_draft(baseline):
    assert baseline.submissions.count() == 31
    assert baseline.period.label == "Số liệu đến ngày 14/12/2020"
    assert board(thuky(), period="20201214").round == baseline


def test_only_what_is_asked_for_is_entered(baseline):
    cells = [CellEdit(indicator="rehab-files", value="4")]

    outcome = save_results(
        round=baseline, unit=office.unit("d002"), cells=cells, by=thuky()
    )

    assert [r.message for r in outcome.refused] == ["không áp dụng cho đơn vị này."]


def test_a_state_of_one_day_never_reaches_the_totals_of_the_year(baseline, as_user):
    """Every official and provisional figure of four pages and answers, before and
    after an approved state of one day."""
    client = as_user("lanhdao")
    before = without_tokens(pages_of(client))

    report(baseline, "777")
    submit(own(), by=office.person("hoankiem"))
    approve([own()], by=thuky())

    assert Submission.objects.get(pk=own().pk).state == "APPROVED"
    assert without_tokens(pages_of(client)) == before


def test_the_days_own_page_adds_the_units(baseline, as_user):
    report(baseline, "7")
    report(baseline, "5", unit="d271")
    submit(own(), by=office.person("hoankiem"))
    approve([own()], by=thuky())

    page = " ".join(
        as_user("lanhdao")
        .get(reverse("round", args=[baseline.pk]))
        .content.decode()
        .split()
    )

    assert '<th scope="row">Cộng, đã duyệt</th><td class="num">7</td>' in page
    assert '(tạm tính)</th><td class="num">12</td>' in page
    assert "1/31 đơn vị đã được duyệt" in page


def test_a_district_sees_itself_and_no_sum(baseline, as_user):
    report(baseline, "7")

    page = (
        as_user("hoankiem").get(reverse("round", args=[baseline.pk])).content.decode()
    )

    assert "Hoàn Kiếm" in page
    assert "Ba Vì" not in page
    assert "Cộng, đã duyệt" not in page


def test_a_day_takes_no_part_in_the_order_of_approval(baseline):
    quarter = office.submission("d002")
    for target in ("cases", "rehab-files"):
        save_results(
            round=quarter.round,
            unit=quarter.unit,
            cells=[CellEdit(indicator=target, value="1")],
            by=thuky(),
        )
    submit(quarter, by=office.person("hoankiem"), answer="Thiếu số khác")

    held = approve([quarter], by=thuky()).held

    assert not any("Kỳ trước" in reason for h in held for reason in h.reasons)


def test_a_corrected_day_shakes_no_period(baseline):
    quarter, day = office.submission("d002"), own()
    for row in (quarter, day):
        row.state = Submission.State.APPROVED

    assert shaken_by([quarter, day], [day.pk]) == {}


def test_the_day_is_entered_submitted_and_locked_like_a_period(baseline, as_user):
    client = as_user("hoankiem")
    url = reverse("entry-unit", args=[baseline.pk, "d002"])

    page = client.get(url).content.decode()
    lock_round(baseline, reason="Đã đủ", by=thuky())
    refused = client.post(reverse("submit", args=[own().pk]))

    assert "Số liệu đến ngày 14/12/2020" in page
    assert refused.status_code == 409
    assert "Đã đủ" in refused.content.decode()


def test_the_entry_page_by_indicator_shows_only_what_is_asked(baseline, as_user):
    page = as_user("thuky").get(reverse("entry-round", args=[baseline.pk]))

    assert page.status_code == 200
    assert 'value="rehab-files"' not in page.content.decode()


def test_the_same_day_again_adds_its_indicators(baseline):
    again = open_as_of(
        office.plan(), DAY, indicators=["rehab-files"], due=due(), by=thuky()
    )

    assert again.pk == baseline.pk
    assert set(again.asks) == {"cases", "rehab-files"}
    assert Round.objects.filter(as_of=DAY).count() == 1


def test_a_locked_day_is_not_widened(baseline):
    lock_round(baseline, reason="Đủ", by=thuky())

    with pytest.raises(Refusal, match="đã khóa"):
        open_as_of(office.plan(), DAY, indicators=["cases"], due=due(), by=thuky())


@pytest.mark.parametrize(
    "facts",
    [
        {"indicators": []},
        {"indicators": ["khong-co"]},
        {"due": dt.date(2020, 12, 13)},
        {"day": dt.date(1999, 1, 1)},
    ],
)
def test_a_collection_that_cannot_be_is_refused(quarters, facts):
    told = {"day": DAY, "indicators": ["cases"], "due": due(), **facts}

    with pytest.raises(Refusal, match=r"Hãy chọn|Hạn nộp"):
        open_as_of(office.plan(), told.pop("day"), by=thuky(), **told)

    assert not Round.objects.filter(as_of__isnull=False).exists()


def test_a_district_opens_nothing(quarters, as_user):
    person = office.person("hoankiem")

    with pytest.raises(Refusal) as refused:
        open_as_of(office.plan(), DAY, indicators=["cases"], due=due(), by=person)

    assert refused.value.status == 403
    url = reverse("as-of-new", args=[office.plan().slug])
    assert as_user("hoankiem").get(url).status_code == 403


def test_the_database_wants_indicators_of_a_day_and_none_of_a_period(quarters):
    for facts in (
        {"as_of": DAY, "period_code": "20201214"},
        {"asks": ["cases"], "period_code": "2021-H1"},
    ):
        row = Round(
            plan=office.plan(), opened_at=timezone.now(), due_at=timezone.now(), **facts
        )
        with (
            pytest.raises(IntegrityError, match="snapshot_asks"),
            transaction.atomic(),
            changeset(by=None, what="Sai") as change,
        ):
            change.save(row)


def test_a_period_is_opened_once_with_its_drafts(quotas):
    first = Period(Kind.QUARTER, 2021, 1)

    opened = open_period(office.plan(), first, by=thuky())

    assert opened.submissions.count() >= 31
    with pytest.raises(Refusal, match="đã được mở"):
        open_period(office.plan(), first, by=thuky())
    with pytest.raises(Refusal, match="không thu số liệu"):
        open_period(office.plan(), Period(Kind.YEAR, 2021), by=thuky())


def test_the_secretariat_opens_from_the_pages(quotas, as_user):
    client, slug = as_user("thuky"), office.plan().slug

    period = client.post(reverse("round-open", args=[slug]), {"period": "2021-Q2"})
    wrong = client.post(reverse("round-open", args=[slug]), {"period": "quý hai"})
    form = client.get(reverse("as-of-new", args=[slug]))
    empty = client.post(reverse("as-of-new", args=[slug]), {"day": "2020-12-14"})
    early = client.post(
        reverse("as-of-new", args=[slug]),
        {"day": "2020-12-14", "due": "2020-12-20", "indicators": ["cases"]},
    )
    day = client.post(
        reverse("as-of-new", args=[slug]),
        {"day": "2020-12-14", "due": due().isoformat(), "indicators": ["cases"]},
    )

    codes = [r.status_code for r in (period, wrong, form, empty, early, day)]
    assert codes == [302, 422, 200, 422, 422, 302]
    assert client.get(day["Location"]).status_code == 200
    assert Result.objects.count() == 0


def test_a_regular_rounds_number_leads_to_its_board(quarters, as_user):
    answer = as_user("thuky").get(reverse("round", args=[quarters[0].pk]))

    assert "period=2021-Q1" in answer["Location"]


def test_loading_files_offers_periods_only(baseline):
    choices = ResultsForm(user=thuky()).fields["period"].widget.choices

    assert [code for code, _ in choices] == ["2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4"]
