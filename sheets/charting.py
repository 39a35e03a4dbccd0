"""A chart on a sheet of its own, drawn from the cells of a section."""

from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]

from sheets.pages import Page
from sheets.printouts import Chart, safe_text

_A4: Final = 9
_FONT: Final = {"name": "Times New Roman", "size": 11}
# Two colours that stay apart when printed in black and white.
_FILLS: Final = ("#C3CFDA", "#1F4E79", "#8A5A00")


def draw(book: xlsxwriter.Workbook, name: str, chart: Chart, page: Page) -> None:
    """Columns of the series side by side, one group for each row of the section."""
    drawing = book.add_chart({"type": "column"})
    first, last = page.spans[chart.section]
    for at, column in enumerate(chart.series):
        drawing.add_series(
            {
                "name": safe_text(page.printout.fields[column].title),
                "categories": _range(page, chart.labels, first, last),
                "values": _range(page, column, first, last),
                "fill": {"color": _FILLS[at % len(_FILLS)]},
                "border": {"color": "#1F4E79", "width": 0.5},
                "gap": 60,
            }
        )
    drawing.set_title(
        {"name": safe_text(chart.title), "name_font": {**_FONT, "size": 14}}
    )
    drawing.set_x_axis({"num_font": {**_FONT, "rotation": -45}})
    drawing.set_y_axis({"name": chart.axis, "name_font": _FONT, "num_font": _FONT})
    drawing.set_legend({"position": "bottom", "font": _FONT})
    sheet = book.add_chartsheet(name)
    sheet.set_chart(drawing)
    sheet.set_landscape()
    sheet.set_paper(_A4)


def _range(page: Page, column: int, first: int, last: int) -> list[Any]:
    return [page.sheet.get_name(), first, column, last, column]
