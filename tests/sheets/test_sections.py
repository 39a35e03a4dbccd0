"""Sections under one header, living formulas and chart sheets, read back."""

import datetime
import io
from decimal import Decimal

import openpyxl

from sheets.writer import (
    Chart,
    Field,
    Formula,
    Printout,
    Section,
    Style,
    write_csv,
    write_xlsx,
)

CREATED = datetime.datetime(2021, 6, 15)
FIELDS = (
    Field("TT", 6, Style.ORDER),
    Field("Đơn vị", 20),
    Field("Chỉ tiêu", 10, Style.COUNT),
    Field("Lũy kế", 10, Style.COUNT),
)
ROWS = [(1, "Ba Vì", 37, 20), (2, "Mê Linh", 37, None)]
TOTALS = (
    None,
    "Tổng cộng",
    Formula("=SUM(C{first}:C{last})", 74),
    Formula("=SUM(D{first}:D{last})", Decimal("20.5")),
)


def written(*sections, charts=(), **options):
    page = Printout("Biểu", FIELDS, (), numbered=True, sections=sections, **options)
    return write_xlsx([page], created=CREATED, charts=charts)


def opened(content, **options):
    return openpyxl.load_workbook(io.BytesIO(content), **options)


def test_each_section_has_its_title_rows_and_total():
    content = written(Section("A", ROWS, TOTALS), Section("B", ROWS[:1], TOTALS))

    cells = [
        [c.value for c in row] for row in opened(content).active.iter_rows(min_row=3)
    ]
    assert [row[0] for row in cells] == ["A", 1, 2, None, "B", 1, None]
    assert cells[3][2:] == ["=SUM(C4:C5)", "=SUM(D4:D5)"]
    assert cells[6][2:] == ["=SUM(C8:C8)", "=SUM(D8:D8)"]


def test_a_formula_carries_what_it_shows():
    sheet = opened(written(Section("A", ROWS, TOTALS)), data_only=True).active

    assert [sheet["C6"].value, sheet["D6"].value] == [74, 20.5]


def test_a_formula_of_a_row_knows_its_own_row():
    line = (1, "Ba Vì", 37, Formula("=C{r}*2", 74))

    sheet = opened(written(Section("A", [line]))).active

    assert sheet["D4"].value == "=C4*2"


def test_a_formula_may_show_words_or_nothing():
    line = (1, Formula('=IF(1,"có","")', "có"), 37, Formula("=C{r}", None))

    sheet = opened(written(Section("A", [line])), data_only=True).active

    assert sheet["B4"].value == "có"
    assert sheet["D4"].value in (None, "")


def test_a_section_without_rows_has_no_total():
    sheet = opened(written(Section("A", [], TOTALS))).active

    assert sheet.max_row == 3


def test_the_title_of_a_section_spans_the_table():
    sheet = opened(written(Section("A", ROWS))).active

    assert "A3:D3" in {str(merge) for merge in sheet.merged_cells.ranges}


def test_a_chart_stands_on_a_sheet_of_its_own():
    chart = Chart("Biểu đồ", "Chỉ tiêu và lũy kế", 0, 0, 1, (2, 3), "vụ")

    workbook = opened(written(Section("A", ROWS, TOTALS), charts=[chart]))

    assert [sheet.title for sheet in workbook.chartsheets] == ["Biểu đồ"]


def test_words_in_brackets_under_a_title_are_set_aside():
    content = written(Section("A", ROWS), titles=("BIỂU", "(Kèm theo văn bản)"))

    sheet = opened(content).active
    assert (sheet["A1"].font.b, sheet["A2"].font.b) == (True, False)
    assert sheet["A2"].font.i


def test_a_formula_is_what_it_shows_in_a_csv():
    assert (
        write_csv([[Formula("=A1", 5), Formula("=A1", None)]]) == b"\xef\xbb\xbf5,\r\n"
    )


def test_the_same_sections_give_the_same_bytes():
    first, second = (written(Section("A", ROWS, TOTALS)) for _ in range(2))

    assert first == second
