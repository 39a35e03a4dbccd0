"""The Word report read again: the form of decree 30/2020."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt

from reports.letterhead import MOTTO, NATION, date_line, number_line
from tests.reports.issuing import half_a_year, picture, word, words
from tests.reports.lettering import DAY, letter

pytestmark = pytest.mark.django_db


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


def test_header_rows_are_repeated_and_merged(quotas):
    tables = [t for t in letter().tables if t.rows[0].cells[0].text == "TT"]

    for table in tables:
        heads = [row for row in table.rows if row._tr.xpath("./w:trPr/w:tblHeader")]
        assert len(heads) in (2, 3)
        assert heads[-1].cells[0].text == "(1)"
        if len(heads) == 3:
            assert heads[0].cells[0]._tc is heads[1].cells[0]._tc


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
