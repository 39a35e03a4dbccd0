"""The tables of the pages as sheets: the same rows, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.http import HttpResponse
from django.utils import timezone

from reports.boards import Board
from reports.choosing import Choice
from reports.dashboards import UnitDashboard
from reports.overview import Overview
from reports.rows import Row
from reports.shown import Shown, goal_sentence
from sheets.numbers import percent
from sheets.writer import Field, Printout, Style, Value, write_csv, write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FIGURES = (
    Field("Chỉ tiêu giao", 12, Style.DECIMAL),
    Field("Trong kỳ", 12, Style.DECIMAL),
    Field("Lũy kế", 12, Style.DECIMAL),
    Field("Mẫu số lũy kế", 12, Style.DECIMAL),
    Field("Tỷ lệ %", 10, Style.PERCENT),
    Field("Tiến độ tham khảo", 12, Style.DECIMAL),
    Field("Đánh giá", 18),
    Field("Đơn vị đã đủ báo cáo", 10, Style.COUNT),
    Field("Đơn vị phải báo cáo", 10, Style.COUNT),
    Field("Cùng kỳ năm trước", 12, Style.DECIMAL),
)


def answer(printouts: Sequence[Printout], *, kind: str, name: str) -> HttpResponse:
    """The download: `kind` csv (all sheets below each other) or xlsx."""
    if kind == "xlsx":
        content, mime = write_xlsx(printouts, created=timezone.now()), XLSX
    else:
        content, mime = write_csv(_below_each_other(printouts)), "text/csv"
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def wanted(kind: str | None) -> bool:
    """Whether `?format=` asks for a download that exists."""
    return kind in ("csv", "xlsx")


def overview_tables(page: Overview) -> list[Printout]:
    """The targets of the city, then every unit against every dealt target."""
    targets = [
        (x.target.paragraph, x.target.indicator.name, x.goal, *_cells(x.row, x.words))
        for x in page.lines
    ]
    units = [
        (line.unit.full_name, target.indicator.short_name, *_cells(row, words))
        for line in page.unit_lines
        for target, row, words in zip(page.heads, line.rows, line.cells, strict=True)
    ]
    heads = (Field("Mục", 8), Field("Chỉ tiêu", 50), Field("Mức kế hoạch", 24))
    return [
        _sheet("Chỉ tiêu", page.choice, (*heads, *_FIGURES), targets),
        _sheet("Đơn vị", page.choice, (*_UNIT_HEADS, *_FIGURES), units),
    ]


def unit_tables(page: UnitDashboard) -> list[Printout]:
    """The unit's targets, then every quarter of each."""
    lines = [
        (x.target.paragraph, x.target.indicator.name, x.goal, *_cells(x.row, x.words))
        for x in page.lines
    ]
    quarters = [
        (x.target.indicator.short_name, q.label, q.value, q.before, q.state_label)
        for x in page.lines
        for q in x.quarters
    ]
    heads = (Field("Mục", 8), Field("Chỉ tiêu", 50), Field("Mức kế hoạch", 24))
    each = ("Chỉ tiêu", "Kỳ", "Số liệu", "Năm trước", "Tình trạng")
    return [
        _sheet(page.unit.name, page.choice, (*heads, *_FIGURES), lines),
        _sheet("Từng kỳ", page.choice, tuple(Field(x, 20) for x in each), quarters),
    ]


def board_tables(choice: Choice, found: Sequence[Board]) -> list[Printout]:
    """A sheet for each target on the indicator, its total last."""
    printouts = []
    for board in found:
        rows = [
            (
                line.unit.full_name,
                goal_sentence(board.target),
                *_cells(line.row, line.words),
            )
            for line in board.lines
        ]
        total = board.figures.total(board.target)
        rows.append(("Tổng", board.goal, *_cells(total, board.total)))
        heads = (Field("Đơn vị", 28), Field("Mức kế hoạch", 24))
        name = board.target.indicator.short_name
        printouts.append(_sheet(name, choice, (*heads, *_FIGURES), rows))
    return printouts


_UNIT_HEADS = (Field("Đơn vị", 28), Field("Chỉ tiêu", 28))


def _cells(row: Row, words: Shown) -> tuple[Value, ...]:
    """Numbers as numbers; what was not reported stays blank."""
    progress = row.official if words.is_official else row.current
    is_fraction = row.kind.is_fraction
    in_period, to_date = progress.in_period, progress.to_date
    done = to_date.numerator if is_fraction else to_date.value
    share = progress.percent
    return (
        row.goal.value if row.goal else None,
        in_period.numerator if is_fraction else in_period.value,
        done,
        to_date.denominator if is_fraction else None,
        None if share is None else percent(share.numerator, share.denominator),
        progress.expected,
        words.label,
        to_date.reported,
        to_date.expected,
        row.year_ago.before,
    )


def _sheet(
    name: str,
    choice: Choice,
    fields: tuple[Field, ...],
    rows: Sequence[Sequence[Value]],
) -> Printout:
    numbers = [tuple(plain(value) for value in row) for row in rows]
    return Printout(name=name, fields=fields, rows=numbers, titles=(choice.heading,))


def plain(value: Value) -> Value:
    """Whole numbers without their two stored decimals: 118, not 118.00."""
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value


def _below_each_other(printouts: Sequence[Printout]) -> list[Sequence[Value]]:
    lines: list[Sequence[Value]] = []
    for printout in printouts:
        lines += [()] if lines else []
        lines += [(title,) for title in printout.titles]
        lines.append([field.title for field in printout.fields])
        lines += printout.rows
    return lines
