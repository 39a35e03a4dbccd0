"""What a page shows leaves as a sheet: words as words, figures as figures."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from reports.page_reading import read_page
from reports.page_tables import printouts_of
from sheets.printouts import Style

PAGE = """
<main><h1>Nộp báo cáo,
   Quý I/2021</h1>
<section><h2 id="t">Từng đơn vị</h2>
<div role="region" aria-label="Bảng đơn vị"><table class="table">
  {caption}
  <thead>{head}</thead><tbody>{rows}</tbody><tfoot>{foot}</tfoot>
</table></div></section></main>
"""


def sheet(
    rows: str, *, head="<tr><th>Đơn vị</th><th>Số</th></tr>", foot="", caption=""
):
    html = PAGE.format(rows=rows, head=head, foot=foot, caption=caption)
    [found] = printouts_of(read_page(html))
    return found


def values(*cells: str):
    """The first row's values, each cell under a head of its own."""
    head = "".join(f"<th>Cột {at}</th>" for at in range(len(cells)))
    return sheet(f"<tr>{''.join(cells)}</tr>", head=f"<tr>{head}</tr>").rows[0]


def test_words_links_and_badges_are_what_people_read():
    cells = values(
        '<th><a href="/x/">Ba  Vì</a></th>',
        '<td><span class="badge"><svg><title>đ</title></svg>Đã duyệt</span></td>',
        '<td>Mai<br>Lan<span class="visually-hidden"> (mở)</span></td>',
    )

    assert cells == ("Ba Vì", "Đã duyệt", "Mai Lan")


def test_figures_are_numbers_again():
    cells = values(
        '<td class="num">1.205</td>',
        '<td class="num strong"> 12,5 </td>',
        '<td class="num">−3</td>',
        '<td class="num">+4</td>',
        '<td class="num"></td>',
        '<td class="num">22/45</td>',
    )

    assert cells == (1205, Decimal("12.5"), -3, 4, "22/45")


def test_a_code_that_looks_like_a_number_keeps_its_zeros():
    assert values("<td>00547</td>") == ("00547",)


def test_a_day_is_a_date_unless_no_calendar_has_it():
    cells = values("<td>14/3/2021</td>", "<td>30/02/2021</td>", "<td>x 1/1/2021</td>")

    assert cells == (dt.date(2021, 3, 14), "30/02/2021", "x 1/1/2021")


def test_a_column_of_percents_is_one_of_percents():
    page = sheet(
        '<tr><th>A</th><td class="num">49,91%</td></tr>'
        '<tr><th>B</th><td class="num">100%</td></tr>'
    )

    assert page.fields[1].style is Style.PERCENT
    assert [row[1] for row in page.rows] == [Decimal("49.91"), 100]


def test_counts_and_percents_in_one_column_are_told_apart():
    page = sheet(
        '<tr><th>A</th><td class="num">49%</td></tr>'
        '<tr><th>B</th><td class="num">7</td></tr>'
    )

    assert [row[1] for row in page.rows] == ["49%", 7]
    assert page.fields[1].style is Style.COUNT


def test_decimals_make_the_column_one_of_decimals():
    page = sheet('<tr><th>A</th><td class="num">7,5</td></tr>')

    assert page.fields[1].style is Style.DECIMAL


def test_two_lines_of_heads_are_one():
    page = sheet(
        "<tr><th>A</th><td>1</td><td>2</td></tr>",
        head='<tr><th rowspan="2">Đơn vị</th><th colspan="2">Quý I</th></tr>'
        "<tr><th>Giao</th><th>Đạt</th></tr>",
    )

    assert [field.title for field in page.fields] == [
        "Đơn vị",
        "Quý I – Giao",
        "Quý I – Đạt",
    ]


def test_a_cell_over_several_rows_is_said_once():
    page = sheet(
        '<tr><th rowspan="2">A</th><td>x</td></tr><tr><td>y</td></tr>'
        "<tr><th>B</th><td>z</td></tr>"
    )

    assert page.rows == [("A", "x"), (None, "y"), ("B", "z")]


def test_a_group_over_the_whole_width_keeps_its_row_and_the_total_comes_last():
    page = sheet(
        '<tr><th colspan="2">Quận</th></tr><tr><th>A</th><td class="num">1</td></tr>',
        foot='<tr><th>Tổng</th><td class="num">1</td></tr>',
    )

    assert page.rows == [("Quận", None), ("A", 1), ("Tổng", 1)]


def test_a_column_of_buttons_is_no_data():
    page = sheet(
        "<tr><th>A</th><td>1</td><td><button>Duyệt</button></td></tr>",
        head="<tr><th>Đơn vị</th><th>Số</th><th>Việc</th></tr>",
    )

    assert len(page.fields) == 2


def test_what_is_typed_in_a_field_is_its_value():
    assert (
        values(
            '<td class="num"><input value="12"><input type="hidden" value="9"></td>'
        )[0]
        == 12
    )


def test_titles_are_the_page_and_the_table():
    named = sheet("<tr><th>A</th><td>1</td></tr>", caption="<caption>Sổ xã</caption>")
    unnamed = sheet("<tr><th>A</th><td>1</td></tr>")

    assert named.titles == ("Nộp báo cáo, Quý I/2021", "Sổ xã")
    assert unnamed.name == "Bảng đơn vị"


def test_a_table_without_rows_is_no_sheet():
    html = PAGE.format(head="<tr><th>Đơn vị</th></tr>", rows="", foot="", caption="")

    assert printouts_of(read_page(html)) == []


def test_a_page_may_be_any_text():
    assert printouts_of(read_page("<td>lạc</td></table><p>1</tr></h2>")) == []
