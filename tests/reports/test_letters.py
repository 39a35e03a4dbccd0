"""The Word report read again: the form of decree 30/2020 and every figure in it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt

from plans.periods import Period
from reports.letterhead import MOTTO, NATION, date_line, number_line
from tests import office
from tests.reports.entries import enter
from tests.reports.issuing import (
    H1,
    half_a_year,
    picture,
    plan_with,
    word,
    words,
)

pytestmark = pytest.mark.django_db
DAY = dt.date(2021, 7, 5)


def letter(period=H1, plan=None, **options):
    options = {"number": "5", "dated": DAY, **options}
    return word(picture(period, plan).files(**options).docx)


def table_of(document, title):
    """The table under the heading that contains `title`, as rows of texts."""
    body = list(document.element.body)
    at = next(
        i
        for i, e in enumerate(body)
        if e.tag.endswith("}p") and title in e.xpath("string(.)")
    )
    found = next(e for e in body[at:] if e.tag.endswith("}tbl"))
    table = next(t for t in document.tables if t._tbl is found)
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_page_is_that_of_the_decree(quotas):
    portrait, annex = letter().sections

    assert (round(portrait.page_width.mm), round(portrait.page_height.mm)) == (210, 297)
    assert Mm(20) <= portrait.top_margin <= Mm(25)
    assert Mm(20) <= portrait.bottom_margin <= Mm(25)
    assert Mm(30) <= portrait.left_margin <= Mm(35)
    assert Mm(15) <= portrait.right_margin <= Mm(20)
    assert annex.orientation == WD_ORIENT.LANDSCAPE
    assert (round(annex.page_width.mm), round(annex.page_height.mm)) == (297, 210)


def test_the_motto_stands_whole_beside_the_issuer(quotas):
    left, right = letter().tables[0].rows[0].cells

    lines = [p.text for p in right.paragraphs]
    assert lines[:2] == [NATION, MOTTO]
    assert NATION == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert all(run.bold for p in right.paragraphs[:2] for run in p.runs)
    assert [p.text for p in left.paragraphs][:2] == [
        "ỦY BAN NHÂN DÂN",
        "THÀNH PHỐ HÀ NỘI",
    ]


def test_number_and_day_keep_their_leading_zeros(quotas):
    number, day = letter().tables[0].rows[1].cells

    assert number.text == "Số: 05/BC-UBND"
    assert day.text == "Hà Nội, ngày 05 tháng 7 năm 2021"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (dt.date(2022, 1, 9), "Hà Nội, ngày 09 tháng 01 năm 2022"),
        (dt.date(2022, 2, 10), "Hà Nội, ngày 10 tháng 02 năm 2022"),
        (dt.date(2022, 3, 1), "Hà Nội, ngày 01 tháng 3 năm 2022"),
        (dt.date(2022, 10, 31), "Hà Nội, ngày 31 tháng 10 năm 2022"),
    ],
)
def test_days_below_ten_and_the_first_two_months_have_a_zero(day, text):
    assert date_line("Hà Nội", day, year=2022) == text


def test_a_number_not_yet_given_leaves_room_to_write():
    assert number_line("", "BC-UBND").split("/") == ["Số:          ", "BC-UBND"]
    assert number_line("123", "BC-UBND") == "Số: 123/BC-UBND"


def test_everything_is_set_in_times_new_roman(quotas):
    document = letter()

    cells = (c for t in document.tables for r in t.rows for c in r.cells)
    paragraphs = [*document.paragraphs, *(p for c in cells for p in c.paragraphs)]
    assert {run.font.name for p in paragraphs for run in p.runs} == {"Times New Roman"}
    body = [p for p in document.paragraphs if p.text.startswith("Thực hiện Kế hoạch")]
    assert [run.font.size for run in body[0].runs] == [Pt(14)]


def test_pages_are_numbered_at_the_top_from_the_second_on(quotas):
    first, annex = letter().sections

    assert first.different_first_page_header_footer
    assert first.first_page_header.paragraphs[0].text == ""
    header = first.header.paragraphs[0]
    assert " PAGE " in header._p.xml
    assert header.alignment == 1  # centred
    assert annex.header.is_linked_to_previous
    assert not annex.different_first_page_header_footer


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


def test_signer_and_recipients_stand_side_by_side(quotas):
    tables = letter().tables
    left, right = (
        next(t for t in tables if "Nơi nhận" in t.rows[0].cells[0].text).rows[0].cells
    )

    lines = [p.text for p in left.paragraphs]
    assert lines[0] == "Nơi nhận:"
    assert lines[-1] == "- Lưu: VT, KGVX."
    assert all(line.endswith(";") for line in lines[1:-1])
    signing = [p.text for p in right.paragraphs if p.text]
    assert signing == [
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Chử Xuân Dũng",
    ]


def test_a_draft_says_so_and_leaves_the_day_open(quotas):
    document = word(picture().files(is_draft=True).docx)

    left, right = document.tables[0].rows[1].cells
    assert "DỰ THẢO" in left.text
    assert right.text == "Hà Nội, ngày      tháng      năm 2021"


def test_figures_made_up_to_show_the_product_are_called_so(quotas):
    section = letter().sections[0]

    for footer in (section.footer, section.first_page_footer):
        assert footer.paragraphs[0].text.startswith("Số liệu minh họa")


def test_the_annex_adds_up_to_the_total_of_the_pages(quotas):
    half_a_year()
    half_a_year("d271")

    document = letter()

    rows = table_of(document, "Biểu số 02")
    units, total = rows[3:-1], rows[-1]
    assert len(units) == 31
    assert sum(int(row[4] or 0) for row in units) == int(total[4]) == 118
    assert total[5] == "5,13%"


def test_header_rows_are_repeated_and_merged(quotas):
    tables = [t for t in letter().tables if t.rows[0].cells[0].text == "TT"]

    for table in tables:
        heads = [row for row in table.rows if row._tr.xpath("./w:trPr/w:tblHeader")]
        assert len(heads) in (2, 3)
        assert heads[-1].cells[0].text == "(1)"
        if len(heads) == 3:
            assert heads[0].cells[0]._tc is heads[1].cells[0]._tc


@pytest.mark.parametrize("count", [1, 31, 200])
def test_a_table_has_a_row_for_each_unit(count):
    plan = plan_with(count)

    document = letter(Period.parse("2022-H1"), plan, dated=dt.date(2022, 7, 1))

    rows = table_of(document, "Biểu số 02")
    assert len(rows) == count + 3
    assert rows[-1][2] == f"{count}"


def test_the_same_report_is_the_same_file_byte_for_byte(quotas):
    half_a_year()

    one, other = (picture().files(number="5", dated=DAY) for _ in range(2))

    assert one.docx == other.docx
    with zipfile.ZipFile(io.BytesIO(one.docx)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    assert word(one.docx).core_properties.created.date() == DAY


def test_control_characters_cannot_break_the_file(quotas):
    report = picture()
    report.texts["difficulties"] = {"text": "Thiếu\x00 máy\x1f đo", "basis": ""}

    text = words(word(report.files().docx))

    assert "Thiếu  máy  đo" in text


def test_the_report_opens_with_the_plan_and_the_days_it_counts(quotas):
    text = words(letter())

    assert (
        "Thực hiện Kế hoạch số 21/KH-UBND ngày 21/01/2021, Ủy ban nhân dân thành phố "
        "Hà Nội báo cáo kết quả công tác phòng, chống ma túy 6 tháng đầu năm 2021 (số "
        "liệu tính từ ngày 15/12/2020 đến ngày 14/6/2021) như sau:" in text
    )
    assert office.plan().document.issuer in text
