"""Running totals, soft questions and the figures beside a cell, through the grid."""

from __future__ import annotations

import json

import pytest

from targets.actions import CellEdit, save_results
from targets.models import Result
from tests import office

pytestmark = pytest.mark.django_db
Q1, Q2, Q3, Q4 = range(4)


def send(client, round_, *cells):
    body = {"cells": [{"id": i, "value": v, "version": n} for i, v, n in cells]}
    return client.post(
        f"/entry/{round_.pk}/save/",
        json.dumps(body),
        content_type="application/json",
        headers={"accept": "application/json"},
    ).json()


def put(round_, code, value, unit="d002"):
    save_results(
        round=round_,
        unit=office.unit(unit),
        cells=[CellEdit(indicator=code, value=value)],
        by=office.person("thuky"),
    )


def stored(round_, code="cases", unit="d002"):
    return Result.objects.get(
        unit__key=unit, indicator__code=code, period_code=round_.period_code
    )


def findings(answer, key="d002.cases"):
    return " ".join(answer["rows"][key]["findings"])


def test_a_running_total_stores_the_period_and_says_what_it_came_from(
    quarters, as_user
):
    put(quarters[Q1], "cases", "32")

    answer = send(as_user("hoankiem"), quarters[Q2], ("d002.cases.total", "62", 0))

    row = stored(quarters[Q2])
    assert (row.value, row.stated_total) == (30, 62)
    assert answer["saved"][0]["display"] == "62"
    assert answer["rows"]["d002.cases"]["now"] == "30"


def test_a_total_after_a_silent_period_is_refused_with_the_period(quarters, as_user):
    put(quarters[Q1], "cases", "32")

    answer = send(as_user("hoankiem"), quarters[Q3], ("d002.cases.total", "90", 0))

    assert "Quý II/2021 chưa có số" in answer["refused"][0]["message"]
    assert not Result.objects.filter(period_code="2021-Q3").exists()


def test_a_total_that_falls_is_refused_with_both_numbers(quarters, as_user):
    put(quarters[Q1], "cases", "32")

    answer = send(as_user("hoankiem"), quarters[Q2], ("d002.cases.total", "31", 0))

    assert "Lũy kế 31 nhỏ hơn lũy kế đến kỳ trước 32" in answer["refused"][0]["message"]


def test_a_derived_part_may_not_exceed_its_whole(quarters, as_user):
    put(quarters[Q1], "cases", "32")

    answer = send(
        as_user("hoankiem"),
        quarters[Q2],
        ("d002.cases.total", "40", 0),
        ("d002.cases-trafficking", "9", 0),
    )

    assert "lớn hơn" in answer["refused"][0]["message"]
    assert stored(quarters[Q2]).value == 8


def test_a_total_whose_earlier_period_was_corrected_is_asked_about(quarters, as_user):
    put(quarters[Q1], "cases", "32")
    send(as_user("hoankiem"), quarters[Q2], ("d002.cases.total", "62", 0))
    put(quarters[Q1], "cases", "33")

    page = as_user("hoankiem").get(f"/entry/{quarters[Q2].pk}/d002/").content.decode()

    assert "Số này tính từ lũy kế 62, nay các kỳ cộng được 63" in page


def test_the_page_of_totals_offers_the_total_and_shows_the_period(quarters, as_user):
    put(quarters[Q1], "cases", "32")
    put(quarters[Q2], "cases", "30")

    page = as_user("hoankiem").get(f"/entry/{quarters[Q2].pk}/d002/?by=total")

    text = page.content.decode()
    assert 'name="r-d002.cases.total"' in text
    assert 'value="62"' in text
    assert 'data-now="d002.cases">30<' in text
    assert 'name="r-d002.key-communes"' in text


def test_the_form_without_script_takes_a_total_too(quarters, as_user):
    put(quarters[Q1], "cases", "32")

    answer = as_user("hoankiem").post(
        f"/entry/{quarters[Q2].pk}/d002/?by=total",
        {"r-d002.cases.total": "62", "v-d002.cases.total": "0"},
    )

    assert answer.status_code == 302
    assert stored(quarters[Q2]).value == 30


def test_every_save_brings_the_figures_to_date_of_the_whole_and_its_part(
    quarters, as_user
):
    client = as_user("hoankiem")
    send(client, quarters[Q1], ("d002.cases", "10", 0))
    send(client, quarters[Q1], ("d002.cases-trafficking", "5", 0))

    answer = send(client, quarters[Q1], ("d002.cases", "20", 1))

    assert answer["rows"]["d002.cases"]["to_date"] == "20"
    assert answer["rows"]["d002.cases-trafficking"]["to_date"] == "5/20 (25%)"


def test_a_ratio_of_a_fixed_base_stands_as_it_was_last_reported(quarters, as_user):
    client, key = as_user("thuky"), "p01.hotspots-cleared"
    for round_, done in ((quarters[Q1], "2"), (quarters[Q2], "5")):
        answer = send(client, round_, (f"{key}.d", "6", 0), (f"{key}.n", done, 0))

    assert answer["rows"][key]["to_date"] == "5/6 (83,33%)"


def test_a_figure_like_the_last_period_is_asked_about(quarters, as_user):
    put(quarters[Q1], "cases", "32")

    answer = send(as_user("hoankiem"), quarters[Q2], ("d002.cases", "32", 0))

    assert "Giống hệt kỳ trước (32)" in findings(answer)


def test_a_figure_far_from_the_units_own_past_is_asked_about(quarters, as_user):
    put(quarters[Q1], "cases", "30")
    put(quarters[Q2], "cases", "32")

    answer = send(as_user("hoankiem"), quarters[Q3], ("d002.cases", "320", 0))

    assert "gấp hơn 2 lần mức cao nhất" in findings(answer)


def test_a_cumulative_count_that_falls_is_asked_about(quarters, as_user):
    key = "so-y-te.methadone-cumulative"
    put(quarters[Q1], "methadone-cumulative", "6500", unit="so-y-te")

    answer = send(as_user("thuky"), quarters[Q2], (key, "6400", 0))

    assert "Số lũy tích giảm từ 6.500 xuống 6.400" in findings(answer, key)


def test_all_zero_after_a_quarter_that_was_not_is_asked_about(quarters, as_user):
    put(quarters[Q1], "cases", "30")
    put(quarters[Q2], "cases", "0")

    page = as_user("hoankiem").get(f"/entry/{quarters[Q2].pk}/d002/?part=summary")

    assert "Mọi số đều bằng 0 trong khi kỳ trước có phát sinh" in page.content.decode()


def test_a_note_answers_the_question(quarters, as_user):
    put(quarters[Q1], "cases", "32")
    client = as_user("hoankiem")
    send(client, quarters[Q2], ("d002.cases", "32", 0))

    answer = send(client, quarters[Q2], ("d002.cases.note", "Đã đối chiếu", 1))

    assert findings(answer) == ""
    assert stored(quarters[Q2]).note == "Đã đối chiếu"


def test_the_parts_of_an_indicator_stand_beside_it_in_the_city_sheet(quarters, as_user):
    page = as_user("thuky").get(f"/entry/{quarters[Q1].pk}/?indicator=cases")

    text = page.content.decode()
    assert text.count('class="cell"') == 62
    assert "Kỳ này: Mua bán, vận chuyển" in text


def test_the_total_row_of_the_city_sheet_is_asked_for_by_itself(quarters, as_user):
    put(quarters[Q1], "cases", "32")
    put(quarters[Q1], "cases", "8", unit="d271")

    page = as_user("thuky").get(
        f"/entry/{quarters[Q1].pk}/?indicator=cases&part=totals"
    )

    text = page.content.decode()
    assert text.lstrip().startswith('<tfoot id="totals"')
    assert ">40<" in text


def _many_communes(count):
    from accounts.journal import changeset
    from plans.actions import assign_units
    from targets.reporting import open_submissions
    from units.models import Unit

    communes = list(Unit.objects.filter(kind="COMMUNE", valid_to=None)[:count])
    with changeset(by=None, what="Giao thêm") as change:
        assign_units(change, office.plan(), communes)
        for round_ in office.plan().rounds.all():
            open_submissions(change, round_)
    return communes


def test_a_grid_of_579_rows_is_read_with_twelve_queries(
    quarters, as_user, django_assert_max_num_queries
):
    communes = _many_communes(579 - 31)
    client = as_user("thuky")
    client.get(f"/entry/{quarters[Q1].pk}/")

    with django_assert_max_num_queries(12):
        page = client.get(f"/entry/{quarters[Q1].pk}/?indicator=cases")

    assert len(communes) == 548
    assert page.content.decode().count('class="cell"') == 2 * 579


def test_a_grid_of_579_rows_saves_only_what_was_changed(
    quarters, as_user, django_assert_max_num_queries
):
    communes = _many_communes(579 - 31)
    client = as_user("thuky")
    form = {f"r-{u.key}.cases": "" for u in communes}
    form |= {f"v-{u.key}.cases": "0" for u in communes}
    changed = {f"r-{u.key}.cases": "7" for u in communes[100:103]}

    client.post(f"/entry/{quarters[Q1].pk}/?indicator=cases", form | changed)

    assert Result.objects.count() == 3
    assert Result.history.count() == 3


def test_saving_many_rows_asks_the_database_no_more_than_saving_one(
    quarters, as_user, django_assert_max_num_queries
):
    communes = _many_communes(30)
    client, round_ = as_user("thuky"), quarters[Q1]
    send(client, round_, ("d002.cases", "1", 0))

    with django_assert_max_num_queries(SAVING):
        send(client, round_, ("d271.cases", "1", 0))
    with django_assert_max_num_queries(SAVING):
        send(client, round_, *((f"{u.key}.cases", "7", 0) for u in communes))

    assert Result.objects.filter(value=7).count() == 30


SAVING = 24  # the journal and its seal among them; the same for one row and for many
