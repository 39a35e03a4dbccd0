"""The board and the approval desk as their readers use them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from targets.actions import CellEdit, reopen, return_, save_results, submit
from targets.models import Submission
from tests import office
from tests.targets.handing_in import approved, fill, handed_in, in_an_hour

pytestmark = pytest.mark.django_db


def correct_first_quarter(value="9"):
    report = office.submission("d002")
    reopen(report, until=in_an_hour(), reason="Sai", by=office.person("thuky"))
    save_results(
        round=report.round,
        unit=report.unit,
        cells=[CellEdit(indicator="cases", value=value)],
        by=office.person("hoankiem"),
    )


def text(response):
    return response.content.decode()


def test_the_board_of_the_year_shows_every_reporter(quarters, as_user):
    page = as_user("thuky").get("/submissions/")

    assert page.status_code == 200
    assert len(page.context["board"].rows) == 33
    assert len(page.context["board"].rows[0].badges) == 4


def test_a_district_sees_its_own_line_only(quarters, as_user):
    page = as_user("hoankiem").get("/submissions/")

    assert [row.key for row in page.context["board"].rows] == ["d002"]
    assert "Ba Vì" not in text(page)


def test_one_round_says_how_late_who_and_how_much(quarters, as_user):
    fill(but=("rehab-files",))

    page = as_user("thuky").get("/submissions/?period=2021-Q1")

    row = next(r for r in page.context["board"].rows if r.key == "d002")
    assert row.filled == "5/6"
    assert row.badges[0].code == "LATE"
    assert row.badges[0].timing.startswith("quá hạn ")
    assert row.people == "Cán bộ quận Hoàn Kiếm (trình diễn)"


def test_days_late_are_counted_by_the_vietnamese_calendar(quarters, as_user):
    report = handed_in()
    late = report.round.due_at + dt.timedelta(minutes=30)
    Submission._base_manager.filter(pk=report.pk).update(submitted_at=late)

    page = as_user("thuky").get("/submissions/?period=2021-Q1&q=hoan kiem")

    assert page.context["board"].rows[0].badges[0].timing == "muộn 1 ngày"


def test_filters_live_in_the_address(quarters, as_user):
    handed_in()

    page = as_user("thuky").get("/submissions/?period=2021-Q1&state=SUBMITTED")

    assert [row.key for row in page.context["board"].rows] == ["d002"]


def test_units_are_found_without_accents(quarters, as_user):
    page = as_user("thuky").get("/submissions/?q=ung hoa")

    assert [row.key for row in page.context["board"].rows] == ["d281"]


@pytest.mark.parametrize("query", ["period=2021-Q9", "plan=khong-co", "period=%27"])
def test_a_period_nobody_opened_is_404(quarters, as_user, query):
    assert as_user("thuky").get(f"/submissions/?{query}").status_code == 404


def test_before_any_round_is_open_the_board_says_so(quotas, as_user):
    page = as_user("hoankiem").get("/submissions/")

    assert "Chưa có kỳ báo cáo nào được mở" in text(page)


def test_the_board_costs_at_most_ten_queries(
    quarters, as_user, django_assert_max_num_queries
):
    """Thirty-one units and more, four rounds, approved reports among them."""
    approved()
    client = as_user("thuky")
    client.get("/submissions/")

    for address in ("/submissions/", "/submissions/?period=2021-Q1"):
        with django_assert_max_num_queries(10):
            page = client.get(address)
        assert len(page.context["board"].rows) >= 31
        assert len(page.context["board"].rounds) == 4


def test_an_edit_after_approval_shows_on_the_board(quarters, as_user):
    approved()
    correct_first_quarter()

    page = as_user("thuky").get("/submissions/?period=2021-Q1")

    assert "đã sửa 1 ô sau khi duyệt" in text(page)


def test_correcting_the_first_quarter_marks_the_approved_second(quarters, as_user):
    approved()
    approved(period="2021-Q2")
    correct_first_quarter()

    page = as_user("thuky").get("/submissions/?period=2021-Q2")

    assert "số liệu kỳ trước đã thay đổi: Quý I/2021" in text(page)


def test_the_desk_shows_what_waits_with_its_figures(quarters, as_user):
    handed_in()

    page = as_user("thuky").get("/approvals/")

    item = page.context["desk"].items[0]
    assert item.sheet.unit.key == "d002"
    assert item.sheet.rows[0].now == "4"
    assert item.timing.startswith("muộn ")


def test_the_desk_is_not_for_districts(quarters, as_user):
    assert as_user("hoankiem").get("/approvals/").status_code == 403


def test_ticked_reports_are_approved_and_the_desk_says_how_many(quarters, as_user):
    report = handed_in()

    answer = as_user("thuky").post(
        "/approvals/approve/",
        {"submission": report.pk, f"seen-{report.pk}": report.version},
        follow=True,
    )

    assert "Đã duyệt 1 báo cáo." in text(answer)
    assert office.submission("d002").state == "APPROVED"


def test_an_exception_is_named_and_approved_on_a_second_word(quarters, as_user):
    report = submit(
        fill(but=("rehab-files",)), by=office.person("hoankiem"), answer="Chờ"
    )
    client, ticked = as_user("thuky"), {"submission": report.pk}

    asked = client.post("/approvals/approve/", ticked)
    client.post("/approvals/approve/", ticked | {"confirmed": "1"})

    assert asked.status_code == 409
    assert "Còn thiếu 1 chỉ tiêu" in text(asked)
    assert office.submission("d002").state == "APPROVED"


@pytest.mark.parametrize("key", ["x", "999999", str(10**30), "-1", "1.5"])
def test_a_report_that_does_not_exist_is_not_approved(quarters, as_user, key):
    answer = as_user("thuky").post("/approvals/approve/", {"submission": key})

    assert answer.status_code == 404


def test_nothing_ticked_is_said_and_nothing_done(quarters, as_user):
    answer = as_user("thuky").post("/approvals/approve/")

    assert answer.status_code == 422
    assert "Hãy chọn ít nhất một báo cáo" in text(answer)


def test_a_return_asks_for_the_reason_and_tells_the_unit(quarters, as_user):
    report = handed_in()
    client, url = as_user("thuky"), f"/submissions/{report.pk}/return/"

    blank = client.post(url, {"reason": " "})
    client.post(url, {"reason": "Số vụ chưa khớp"})
    page = as_user("hoankiem").get(f"/entry/{report.round_id}/d002/")

    assert blank.status_code == 422
    assert "Số vụ chưa khớp" in text(page)


def test_a_unit_hands_in_and_takes_back_by_buttons(quarters, as_user):
    report, client = fill(), as_user("hoankiem")

    client.post(f"/submissions/{report.pk}/submit/")
    handed = office.submission("d002").state
    client.post(f"/submissions/{report.pk}/take-back/")

    assert handed == "SUBMITTED"
    assert office.submission("d002").state == "DRAFT"


def test_nothing_happened_is_one_button(quarters, as_user):
    report = office.submission("d002")

    as_user("hoankiem").post(f"/submissions/{report.pk}/nil/")

    assert office.submission("d002").is_nil


def test_a_double_submit_is_told_and_changes_nothing(quarters, as_user):
    report = handed_in()

    answer = as_user("hoankiem").post(f"/submissions/{report.pk}/submit/")

    assert answer.status_code == 409
    assert "không cần nộp lần nữa" in text(answer)


@pytest.mark.parametrize("deed", ["submit", "take-back", "nil"])
def test_a_neighbours_report_cannot_be_touched(quarters, as_user, deed):
    foreign = office.submission("d271")

    answer = as_user("hoankiem").post(f"/submissions/{foreign.pk}/{deed}/")

    assert answer.status_code == 404


def test_a_round_is_locked_and_unlocked_with_reasons(quarters, as_user):
    round_, client = quarters[0], as_user("thuky")

    client.post(f"/rounds/{round_.pk}/lock/", {"reason": "Đã gửi Bộ Công an"})
    locked = client.get("/submissions/?period=2021-Q1")
    client.post(f"/rounds/{round_.pk}/unlock/", {"reason": "Bổ sung"})
    round_.refresh_from_db()

    assert "đã khóa lúc" in text(locked)
    assert ": Đã gửi Bộ Công an" in text(locked)
    assert not round_.is_locked


def test_the_lock_page_says_how_many_still_wait(quarters, as_user):
    handed_in()

    page = as_user("thuky").get(f"/rounds/{quarters[0].pk}/lock/")

    assert "còn 1 báo cáo đang chờ duyệt" in text(page)


def test_a_report_is_re_opened_from_the_board(quarters, as_user):
    report = approved()
    until = timezone.localtime(in_an_hour()).strftime("%Y-%m-%dT%H:%M")

    as_user("thuky").post(
        f"/submissions/{report.pk}/reopen/", {"until": until, "reason": "Sai số"}
    )

    assert office.submission("d002").reopened_until is not None


@pytest.mark.parametrize("deed", ["return", "reopen"])
def test_a_district_decides_nothing(quarters, as_user, deed):
    report = office.submission("d002")

    answer = as_user("hoankiem").post(
        f"/submissions/{report.pk}/{deed}/", {"reason": "x"}
    )

    assert answer.status_code == 403


def test_a_returned_report_keeps_its_figures(quarters):
    return_(handed_in(), reason="Xem lại", by=office.person("thuky"))

    assert office.submission("d002").results.count() == 6
