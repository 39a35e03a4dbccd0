"""The Excel annex read again: its layout, living totals and the way back in."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.core.management import call_command

from accounts.journal import changeset
from plans.periods import Period
from reports.paper import paper_of
from tests import office
from tests.reports.entries import enter
from tests.reports.issuing import book, half_a_year, picture, plan_with, rows_of

pytestmark = pytest.mark.django_db
DAY = dt.date(2021, 7, 5)
CASES = "Số vụ án ma túy"
TRADE = "mua bán"


def annex(**options):
    return picture(**options).files(number="5", dated=DAY).xlsx


def test_each_group_of_targets_has_its_sheet_and_the_charts_theirs(quotas):
    workbook = book(annex())

    assert [sheet.title for sheet in workbook.worksheets] == [
        "Chỉ tiêu giao",
        "Công tác đấu tranh",
        "Công tác cai nghiện",
        "Điều trị thay thế",
        "Địa bàn",
    ]
    assert [sheet.title for sheet in workbook.chartsheets] == ["Biểu đồ 1", "Biểu đồ 2"]


def test_the_columns_are_those_of_the_office(quotas):
    sheet = book(annex())["Điều trị thay thế"]

    header = [cell.value for cell in sheet[6]]
    assert header == [
        "TT",
        "Đơn vị",
        "Chỉ tiêu năm",
        "Kết quả trong kỳ",
        "Lũy kế từ đầu năm",
        "Tỷ lệ (%)",
        "Cùng kỳ năm trước",
        "Tăng (+), giảm (-)",
        "Ghi chú",
    ]
    assert [cell.value for cell in sheet[7]] == [f"({n})" for n in range(1, 10)]


def test_titles_are_merged_and_the_print_is_set_up(quotas):
    sheet = book(annex())["Công tác đấu tranh"]

    assert sheet["A1"].value == (
        "BIỂU TỔNG HỢP KẾT QUẢ THỰC HIỆN CHỈ TIÊU 6 THÁNG ĐẦU NĂM 2021"
    )
    assert "05/BC-UBND ngày 05 tháng 7 năm 2021" in sheet["A3"].value
    assert {"A1:J1", "A4:J4"} <= {str(merge) for merge in sheet.merged_cells.ranges}
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.print_title_rows == "$6:$7"
    assert sheet.print_area


def test_totals_are_living_formulas_that_carry_their_value(quotas):
    half_a_year()
    half_a_year("d271")
    content = annex()

    formula = rows_of(book(content)["Công tác đấu tranh"], after=CASES)[-1]
    value = rows_of(book(content, values=True)["Công tác đấu tranh"], after=CASES)[-1]

    assert formula[2:5] == ("=SUM(C9:C39)", "=SUM(D9:D39)", "=SUM(E9:E39)")
    assert (
        formula[6]
        == "=IF(E40<C40,MIN(ROUND(E40/C40*100,2),99.99),ROUND(E40/C40*100,2))"
    )
    assert value[1:5] == ("Tổng cộng", 2300, 118, 118)
    assert value[6] == 5.13


def test_totals_are_those_of_the_read_model(quotas):
    for at, unit in enumerate(office.plan().assigned_units.select_related("unit")):
        enter(unit.unit.key, "cases", "2021-Q1", 10 + at)
        enter(unit.unit.key, "cases-trafficking", "2021-Q1", 5)

    paper = paper_of(picture().figures)
    workbook = book(annex(), values=True)

    for table in paper.tables:
        if len(table.lines) > 1:
            total = rows_of(workbook[table.group], after=table.title)[-1]
            assert total[1] == "Tổng cộng"
            assert total[3] == (table.total.in_period and int(table.total.in_period))
            assert total[4] == (table.total.to_date and int(table.total.to_date))


def test_a_share_counts_its_part_and_its_whole(quotas):
    enter("d002", "cases", "2021-Q1", 45)
    enter("d002", "cases-trafficking", "2021-Q1", 22)

    sheet = book(annex(), values=True)["Công tác đấu tranh"]

    unit = rows_of(sheet, after=TRADE)[0]
    assert unit[1:7] == ("Quận Hoàn Kiếm", "≥ 50%", 22, 22, 45, 48.89)


def test_nobody_reported_leaves_cells_empty_never_nought(quotas):
    sheet = book(annex(), values=True)["Công tác đấu tranh"]

    rows = rows_of(sheet, after=CASES)
    assert [row[4] for row in rows] == [None] * 32
    assert rows[-1][2] == 2300


def test_last_year_at_nought_gives_a_difference_and_no_percent(quotas):
    half_a_year(before=0)

    sheet = book(annex(), values=True)["Công tác đấu tranh"]

    unit = rows_of(sheet, after=CASES)[0]
    assert unit[7:9] == (0, 59)


def test_what_falls_short_is_never_a_hundred_percent(quotas):
    # 899/900: arithmetic of targets §6.
    enter("d001", "rehab-files", "2021-Q1", 899)

    sheet = book(annex(), values=True)["Công tác cai nghiện"]

    assert rows_of(sheet, after="Hồ sơ")[-1][6] == 99.89


def test_the_annex_comes_back_in_without_a_change(quotas, tmp_path, capsys):
    half_a_year()
    path = tmp_path / "phu-luc.xlsx"
    path.write_bytes(annex())

    call_command("import_annex", str(path), "--plan", "21/KH-UBND", "--json")

    answer = json.loads(capsys.readouterr().out)
    assert (answer["new"], answer["changed"], answer["same"]) == (0, 0, 61)
    assert answer["changeset"] is None


@pytest.mark.parametrize("count", [1, 31, 200])
def test_any_number_of_units_fits(count):
    plan = plan_with(count)

    content = picture(Period.parse("2022-H1"), plan).files().xlsx

    sheet = book(content, values=True)["Chỉ tiêu giao"]
    rows = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert len(rows) == count
    assert sum(row[2] for row in rows) == count


def test_a_name_that_looks_like_a_formula_stays_text(quotas):
    unit = office.unit("d002")
    unit.type, unit.name = "", '=HYPERLINK("http://x")'
    with changeset(by=None, what="Đổi tên") as change:
        change.save(unit)

    sheet = book(annex())["Công tác đấu tranh"]

    assert sheet["B9"].value == '=HYPERLINK("http://x")'
    assert sheet["B9"].data_type == "s"


def test_the_same_figures_give_the_same_workbook(quotas):
    half_a_year()

    assert annex() == annex()
