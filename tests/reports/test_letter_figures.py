"""Every figure and sentence of the Word report, read again from the file."""

from __future__ import annotations

import datetime as dt

import pytest

from plans.periods import Period
from tests import office
from tests.reports.entries import enter
from tests.reports.issuing import half_a_year, plan_with, words
from tests.reports.lettering import letter, table_of

pytestmark = pytest.mark.django_db


def test_the_sentence_tells_count_share_and_change(quotas):
    half_a_year(before=25)

    text = words(letter())

    assert (
        "Số vụ án ma túy bắt giữ, xử lý hình sự: 59 vụ, đạt 2,57% chỉ tiêu năm, "
        "tăng 18% (9 vụ) so với cùng kỳ (1/31 đơn vị đã báo cáo)." in text
    )


def test_a_quarter_tells_its_own_count_and_the_running_total(quotas):
    half_a_year()

    text = words(letter(Period.parse("2021-Q2")))

    assert "trong kỳ 30 vụ; lũy kế từ đầu năm 59 vụ, đạt 2,57% chỉ tiêu năm" in text


def test_no_percent_where_last_year_was_nought(quotas):
    half_a_year(before=0)

    text = words(letter())

    assert "tăng 59 vụ so với cùng kỳ" in text
    assert "vô cùng" not in text
    assert "inf" not in text.lower()


def test_without_a_last_year_nothing_is_compared(quotas):
    half_a_year()

    text = words(letter())

    assert "so với cùng kỳ" not in text
    assert "Không có số liệu cùng kỳ năm trước để so sánh." in text


def test_when_nobody_has_reported_no_figure_is_made_up(quotas):
    document = letter()

    text = words(document)
    assert "0/33 đơn vị đã nộp đủ báo cáo và được duyệt" in text
    assert "Số vụ án ma túy bắt giữ, xử lý hình sự: chưa có số liệu được duyệt" in text
    total = table_of(document, "Biểu số 02")[-1]
    assert total[1:5] == ["Tổng cộng", "2.300", "", ""]


def test_units_without_a_report_are_named(quarters):
    half_a_year()

    text = words(letter())

    assert "Chưa nộp báo cáo" in text
    assert "Quận Ba Đình (quý I/2021, quý II/2021)" in text
    assert "Quận Hoàn Kiếm (quý" not in text


def test_what_waits_for_approval_is_told_apart(quotas):
    enter("d002", "cases", "2021-Q1", 29)
    enter("d002", "cases", "2021-Q2", 30, state="SUBMITTED")

    text = words(letter())

    assert "29 vụ" in text
    assert "tạm tính cả số liệu chưa duyệt: 59 vụ" in text


def test_pc04_has_no_quota_of_files_and_an_empty_cell(quotas):
    rows = table_of(letter(), "Biểu số 03")

    pc04 = next(row for row in rows if row[1] == "Phòng PC04")
    assert pc04[2] == ""
    assert pc04[-1] == "không giao chỉ tiêu"


def test_what_no_figure_tells_is_left_to_write(quotas):
    text = words(letter())

    assert text.count("[Phần này do người lập báo cáo bổ sung]") == 3
    assert "[Kết quả do người lập báo cáo bổ sung]" in text
    assert "Sở Y tế" in text


def test_the_annex_adds_up_to_the_total_of_the_pages(quotas):
    half_a_year()
    half_a_year("d271")

    document = letter()

    rows = table_of(document, "Biểu số 02")
    units, total = rows[3:-1], rows[-1]
    assert len(units) == 31
    assert sum(int(row[4] or 0) for row in units) == int(total[4]) == 118
    assert total[5] == "5,13%"


@pytest.mark.parametrize("count", [1, 31, 200])
def test_a_table_has_a_row_for_each_unit(count):
    plan = plan_with(count)

    document = letter(Period.parse("2022-H1"), plan, dated=dt.date(2022, 7, 1))

    rows = table_of(document, "Biểu số 02")
    assert len(rows) == count + 3
    assert rows[-1][2] == f"{count}"


def test_the_report_opens_with_the_plan_and_the_days_it_counts(quotas):
    text = words(letter())

    assert (
        "Thực hiện Kế hoạch số 21/KH-UBND ngày 21/01/2021, Ủy ban nhân dân thành phố "
        "Hà Nội báo cáo kết quả công tác phòng, chống ma túy 6 tháng đầu năm 2021 (số "
        "liệu tính từ ngày 15/12/2020 đến ngày 14/6/2021) như sau:" in text
    )
    assert office.plan().document.issuer in text
