"""The tables behind an official report, on landscape pages with repeated headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.table import Table as WordTable

from reports import docx_style as look
from reports.paper import Line, Paper, Table
from sheets.numbers import format_number
from targets.kinds import IndicatorKind

_SUMMARY = (
    ("TT", 10),
    ("Chỉ tiêu", 62),
    ("Đơn vị tính", 22),
    ("Chỉ tiêu năm", 20),
    ("Kết quả trong kỳ", 22),
    ("Lũy kế từ đầu năm", 22),
    ("Tỷ lệ (%)", 18),
    ("Cùng kỳ năm trước", 18),
    ("Tăng, giảm", 22),
)
_UNITS = (
    ("TT", 10),
    ("Đơn vị", 42),
    ("Chỉ tiêu năm", 18),
    ("Kết quả trong kỳ", 18),
    ("Lũy kế từ đầu năm", 20),
    ("Tỷ lệ (%)", 18),
    ("Cùng kỳ năm trước", 18),
    ("Tăng, giảm", 22),
)
_PART = (("Lũy kế", 22), ("Tỷ lệ (%)", 18))
_WIDTH = 250  # mm between the margins of a page on its side


@dataclass(frozen=True)
class _Grid:
    """A table ready to be drawn: header, rows, which of them are bold or merged."""

    columns: tuple[tuple[str, float], ...]
    rows: list[tuple[str, ...]]
    bold: frozenset[int] = frozenset()
    merged: frozenset[int] = frozenset()
    texts: frozenset[int] = frozenset({1})  # columns set left
    band: str = ""  # title over the part's columns
    band_at: int = 0


def annex_tables(document: Document, paper: Paper, attached: str, window: str) -> None:
    """Biểu số 01: all targets; then one for each target reported by many units."""
    _heading(document, 1, "Tổng hợp kết quả thực hiện chỉ tiêu", attached, window)
    _draw(document, _summary(paper))
    for number, (table, parts) in enumerate(_by_units(paper), 2):
        _heading(document, number, _with_unit(table), attached, window)
        _draw(document, _units(table, parts))


def _by_units(paper: Paper) -> list[tuple[Table, list[Table]]]:
    """Tables of many units, parts beside their whole; events are left to Excel."""
    many = [table for table in paper.tables if table.lines[1:] or table.is_dealt]
    wholes = {table.indicator for table in many}
    return [
        (table, [part for part in many if part.part_of == table.indicator])
        for table in many
        if table.part_of not in wholes and table.kind != IndicatorKind.EVENT_FREE
    ]


def _with_unit(table: Table) -> str:
    return f"{table.title} theo đơn vị"


def _heading(
    document: Document, number: int, title: str, attached: str, window: str
) -> None:
    if number == 1:
        paragraph = document.add_paragraph()
        look.set_paragraph(paragraph, align=look.CENTRE, after=0, together=True)
        look.write(paragraph, "PHỤ LỤC", bold=True)
    paragraph = document.add_paragraph()
    look.set_paragraph(paragraph, align=look.CENTRE, after=0, together=True)
    paragraph.paragraph_format.page_break_before = number > 1
    look.write(paragraph, f"Biểu số {number:02}. {title}", size=13, bold=True)
    paragraph = document.add_paragraph()
    look.set_paragraph(paragraph, align=look.CENTRE, after=0, together=True)
    look.write(paragraph, attached, size=12, italic=True)
    paragraph = document.add_paragraph()
    look.set_paragraph(paragraph, align=look.CENTRE, after=6, together=True)
    look.write(paragraph, f"({window})", size=12, italic=True)


def _summary(paper: Paper) -> _Grid:
    rows: list[tuple[str, ...]] = []
    groups: set[int] = set()
    number = 0
    for name, tables in paper.groups:
        groups.add(len(rows))
        rows.append((name, *[""] * (len(_SUMMARY))))
        for table in tables:
            number += not table.part_of
            rows.append(_summary_row(table, "" if table.part_of else str(number)))
    columns = (*_SUMMARY, ("Ghi chú", _WIDTH - sum(w for _, w in _SUMMARY)))
    return _Grid(
        columns,
        rows,
        bold=frozenset(groups),
        merged=frozenset(groups),
        texts=frozenset({1, 2, 9}),
    )


def _summary_row(table: Table, number: str) -> tuple[str, ...]:
    line = table.total
    return (
        number,
        table.name,
        table.measure_unit,
        line.asked,
        line.shown_in_period,
        line.shown_to_date,
        line.percent,
        format_number(line.before),
        line.change,
        line.note,
    )


def _units(table: Table, parts: Sequence[Table]) -> _Grid:
    shown = parts[:1]
    columns = (*_UNITS, *(column for _ in shown for column in _PART))
    rest = _WIDTH - sum(width for _, width in columns)
    by_unit = [{line.unit: line for line in part.lines} for part in shown]
    rows = [
        _unit_row(line, str(number), [lines.get(line.unit) for lines in by_unit])
        for number, line in enumerate(table.lines, 1)
    ]
    rows.append(_unit_row(table.total, "", [part.total for part in shown]))
    return _Grid(
        (*columns, ("Ghi chú", rest)),
        rows,
        bold=frozenset({len(rows) - 1}),
        texts=frozenset({1, len(columns)}),
        band=shown[0].name if shown else "",
        band_at=len(_UNITS),
    )


def _unit_row(line: Line, number: str, parts: Sequence[Line | None]) -> tuple[str, ...]:
    beside = [
        text
        for part in parts
        for text in ((part.shown_to_date, part.percent) if part else ("", ""))
    ]
    return (
        number,
        line.name,
        line.asked,
        line.shown_in_period,
        line.shown_to_date,
        line.percent,
        format_number(line.before),
        line.change,
        *beside,
        line.note,
    )


def _draw(document: Document, grid: _Grid) -> None:
    heads = 3 if grid.band else 2
    widths = [width for _, width in grid.columns]
    table = look.ruled_table(document, widths, heads + len(grid.rows))
    _header(table, grid, heads)
    # Cells of a big table are read once: python-docx counts them anew each time.
    cells = table._cells
    count = len(grid.columns)
    for at, values in enumerate(grid.rows):
        row = cells[(heads + at) * count : (heads + at + 1) * count]
        if at in grid.merged:
            look.fill(row[0].merge(row[-1]), values[0], bold=True)
            continue
        for column, text in enumerate(values):
            align = _align(column, grid)
            look.fill(row[column], text, align=align, bold=at in grid.bold)
    look.repeat_on_pages(table, heads)
    look.keep_whole(table)


def _align(column: int, grid: _Grid) -> Any:
    if column in grid.texts:
        return look.LEFT
    return look.CENTRE if column == 0 else look.RIGHT


def _header(table: WordTable, grid: _Grid, heads: int) -> None:
    """Titles, a band over the columns of a part, the row of column numbers."""
    top, last = table.rows[0].cells, table.rows[heads - 1].cells
    below = table.rows[heads - 2].cells
    band = range(grid.band_at, grid.band_at + len(_PART)) if grid.band else range(0)
    for column, (title, _) in enumerate(grid.columns):
        cell = below[column]
        if grid.band and column not in band:
            cell = top[column].merge(below[column])
        look.fill(cell, title, bold=True, align=look.CENTRE)
        text = f"({column + 1})"
        look.fill(last[column], text, italic=True, size=10, align=look.CENTRE)
    if grid.band:
        cell = top[band[0]].merge(top[band[-1]])
        look.fill(cell, grid.band, bold=True, align=look.CENTRE)
