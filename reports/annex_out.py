"""The annex of a report as a workbook: one sheet a group of targets, living totals.

Columns: TT | Đơn vị | Chỉ tiêu | Trong kỳ | Lũy kế | [Trên tổng số] | Tỷ lệ (%) |
Cùng kỳ | Tăng, giảm | Ghi chú. The first sheet is the quota table in the layout it was
handed out in, so that importing it again finds nothing to change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reports.paper import Line, Paper, Table
from sheets.book import column_letter
from sheets.numbers import percent
from sheets.writer import (
    Chart,
    Field,
    Formula,
    Printout,
    Section,
    Style,
    Value,
    write_xlsx,
)

QUOTA_SHEET = "Chỉ tiêu giao"
_UNIT, _QUOTA, _IN_PERIOD, _TO_DATE, _WHOLE = 1, 2, 3, 4, 5


@dataclass(frozen=True, kw_only=True)
class Heading:
    """Words over every sheet; `attached` is "(Kèm theo …)", `window` "Số liệu …"."""

    title: str
    attached: str
    window: str
    quota_title: str
    quota_attached: str
    notes: tuple[str, ...] = ()


def annex(paper: Paper, heading: Heading, *, created: dt.date) -> bytes:
    """The workbook's bytes; the same paper and heading give the same bytes."""
    dealt = [table for table in paper.tables if table.is_dealt]
    groups = [_group(name, tables, heading) for name, tables in paper.groups]
    pages = [_quotas(dealt, heading), *groups] if dealt else groups
    return write_xlsx(
        pages,
        created=dt.datetime.combine(created, dt.time()),
        title=heading.title,
        charts=_charts(paper, offset=len(pages) - len(groups)),
    )


def _quotas(dealt: Sequence[Table], heading: Heading) -> Printout:
    """The quota table as handed out: a unit a row, a target a column."""
    names = {line.unit: line.name for table in dealt for line in table.lines}
    by_unit = [{line.unit: line.quota for line in table.lines} for table in dealt]
    rows: list[tuple[Value, ...]] = [
        (number, name, *(quotas.get(unit) for quotas in by_unit))
        for number, (unit, name) in enumerate(names.items(), 1)
    ]
    columns = (Field(table.name, 34, Style.COUNT, summed=True) for table in dealt)
    return Printout(
        QUOTA_SHEET,
        (Field("TT", 6, Style.ORDER), Field("ĐƠN VỊ", 28), *columns),
        rows,
        titles=(heading.quota_title, heading.quota_attached),
        total="Tổng",
        numbered=True,
    )


def _group(name: str, tables: Sequence[Table], heading: Heading) -> Printout:
    has_whole = any(table.is_fraction for table in tables)
    return Printout(
        name,
        _fields(has_whole=has_whole),
        (),
        titles=(heading.title, name.upper(), heading.attached, f"({heading.window})"),
        notes=("", *heading.notes),
        numbered=True,
        sections=tuple(_sections(tables, _Columns(has_whole=has_whole))),
    )


def _sections(tables: Sequence[Table], columns: _Columns) -> Iterator[Section]:
    """A target each, numbered; a part goes under its whole without a number."""
    number = 0
    for table in tables:
        number += not table.part_of
        title = table.title if table.part_of else f"{number}. {table.title}"
        yield Section(
            title=title,
            rows=[
                columns.of(table, line, number=at)
                for at, line in enumerate(table.lines, 1)
            ],
            totals=columns.totals(table),
        )


def _fields(*, has_whole: bool) -> tuple[Field, ...]:
    whole = (Field("Trên tổng số", 11, Style.COUNT),) if has_whole else ()
    return (
        Field("TT", 5, Style.ORDER),
        Field("Đơn vị", 26),
        Field("Chỉ tiêu năm", 12, Style.COUNT),
        Field("Kết quả trong kỳ", 12, Style.COUNT),
        Field("Lũy kế từ đầu năm", 12, Style.COUNT),
        *whole,
        Field("Tỷ lệ (%)", 10, Style.PERCENT),
        Field("Cùng kỳ năm trước", 12, Style.COUNT),
        Field("Tăng (+), giảm (-)", 12, Style.COUNT),
        Field("Ghi chú", 34),
    )


@dataclass(frozen=True, kw_only=True)
class _Columns:
    """Which letter each figure stands under."""

    has_whole: bool

    @property
    def before(self) -> int:
        return _WHOLE + (2 if self.has_whole else 1)

    def of(self, table: Table, line: Line, *, number: int | None) -> tuple[Value, ...]:
        whole = (line.to_date_of,) if self.has_whole else ()
        return (
            number,
            line.name,
            _asked(line),
            line.in_period,
            line.to_date,
            *whole,
            self.percent(table, line),
            line.before,
            self.difference(line),
            line.note,
        )

    def percent(self, table: Table, line: Line) -> Value:
        """A living percent; what falls short is never 100."""
        done, base = line.to_date, line.to_date_of if table.is_fraction else line.quota
        if not (table.is_fraction or table.is_of_quota):
            return line.percent
        if done is None or not base:
            return None
        below = "F" if table.is_fraction else "C"
        share = f"ROUND(E{{r}}/{below}{{r}}*100,2)"
        text = f"=IF(E{{r}}<{below}{{r}},MIN({share},99.99),{share})"
        return Formula(text, percent(done, base))

    def difference(self, line: Line) -> Value:
        if line.difference is None:
            return None
        before = column_letter(self.before + 1)
        return Formula(f"=D{{r}}-{before}{{r}}", line.difference)

    def totals(self, table: Table) -> tuple[Value, ...]:
        """Sums of the lines above; the rest as for a line of its own."""
        if len(table.lines) < 2:
            return ()
        line = table.total
        if table.is_dealt:
            line = replace(line, quota=_sum([one.quota for one in table.lines]))
        total = list(self.of(table, line, number=None))
        for column, value in self._summed(table).items():
            letter = column_letter(column + 1)
            if value is not None:
                text = f"=SUM({letter}{{first}}:{letter}{{last}})"
                total[column] = Formula(text, value)
        return tuple(total)

    def _summed(self, table: Table) -> dict[int, Decimal | None]:
        """Columns whose total is the sum of what the lines show."""
        lines = table.lines
        found = {
            _IN_PERIOD: _sum([line.in_period for line in lines]),
            _TO_DATE: _sum([line.to_date for line in lines]),
        }
        if table.is_fraction:
            found[_WHOLE] = _sum([line.to_date_of for line in lines])
        if table.is_dealt:
            found[_QUOTA] = _sum([line.quota for line in lines])
        before = _sum([line.before for line in lines])
        if before == table.total.before:
            found[self.before] = before
        return found


def _charts(paper: Paper, *, offset: int) -> list[Chart]:
    """Quota beside result of each table that is dealt out, one sheet each."""
    found = [
        (page, section, table)
        for page, (_, tables) in enumerate(paper.groups, offset)
        for section, table in enumerate(tables)
        if table.is_dealt and table.lines
    ]
    return [
        Chart(
            name=f"Biểu đồ {number}" if len(found) > 1 else "Biểu đồ",
            title=f"{table.name}: chỉ tiêu năm và lũy kế",
            printout=page,
            section=section,
            labels=_UNIT,
            series=(_QUOTA, _TO_DATE),
            axis=table.measure_unit,
        )
        for number, (page, section, table) in enumerate(found, 1)
    ]


def _asked(line: Line) -> Value:
    return line.asked if line.quota is None else line.quota


def _sum(values: Sequence[Decimal | None]) -> Decimal | None:
    """The sum of what is there; None where nothing is."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None
