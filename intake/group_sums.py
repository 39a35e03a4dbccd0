"""Sums inside a table: of a group beside its numeral, or in a row below its rows.

A group's sum is checked like the total of the whole and never corrected. A sum carried
over the end of a printed page may be of that page or of all pages so far.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from sheets.book import Row
from sheets.cells import Reading, problem_at
from sheets.grid import Table
from sheets.numbers import echo
from sheets.problems import Problem
from sheets.rowwords import is_carried
from targets.allocation import TotalCheck, check_totals

Read = Callable[[Row], Mapping[str, Reading]]
_MARK = re.compile(r"\s*([A-E]|[IVX]+)(?=[.)/\s]|$)")
_KEPT = 1_000  # rows
_LAST = re.compile(r"\b([A-E]|[IVX]+)[.)]?\s*$")


def settled(table: Table) -> Table:
    """The table whose only sums are those of parts: it has no total of the whole.

    "Cộng II" is no total where II is a group, nor a sum with rows on both sides.
    """
    total = table.total
    if total is None:
        return table
    sides = {row.number < total.number for row in table.rows}
    if len(sides) < 2 and not _closes_group(table, total):
        return table
    return replace(table, total=None, subtotals=(*table.subtotals, total))


def group_problems(table: Table, keys: Sequence[str], read: Read) -> list[Problem]:
    """Every sum of a part that does not fit its rows, every unreadable one, and what
    stands below the table without being read.

    `read` gives the cells of a row by key. A row of sums that fits the whole table
    is a total said twice.
    """
    problems = _left(table)
    parts = _parts(table)
    if not parts:
        return problems
    lines = _Lines(table, read)
    for row, rows in parts:
        told = read(row)
        for key in keys:
            reading = told[key]
            if reading.problem:
                problems.append(reading.problem)
            elif reading.value is not None and not _fits(
                row, reading, key, rows, lines
            ):
                check = _check(reading, key, rows, lines)
                what = f"là tổng của nhóm, không khớp: {check.sentence}; hãy sửa lại"
                cell = table.cell(row, key)
                problems.append(problem_at(cell, "E_TOTAL", what, sheet=table.sheet))
    return problems


def _left(table: Table) -> list[Problem]:
    """Rows with numbers below the table, and tables of another kind: not read."""
    told = [
        Problem(
            "W_ROWS_LEFT",
            f"Dòng {row.number} (“{_words(row)}”) nằm dưới bảng, không có số thứ tự và "
            "tên đơn vị nên không đọc.",
            table.sheet,
            row=row.number,
        )
        for row in table.after
    ]
    return told + [
        Problem(
            "W_ROWS_LEFT",
            f"Bảng ở dòng {number} không có cột chỉ tiêu cần đọc nên không đọc.",
            table.sheet,
            row=number,
        )
        for number in table.others
    ]


def _words(row: Row) -> str:
    return echo(" ".join(cell.text for cell in row.cells if not cell.is_blank))


class _Lines:
    """The readings of each row by its number, read when asked for: the table may be
    large and its groups few."""

    def __init__(self, table: Table, read: Read) -> None:
        self._rows = {row.number: row for row in table.rows}
        self._read = read
        self._kept: dict[int, Mapping[str, Reading]] = {}

    def __getitem__(self, number: int) -> Mapping[str, Reading]:
        if number not in self._kept:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[number] = self._read(self._rows[number])
        return self._kept[number]

    def __iter__(self) -> Iterator[int]:
        return iter(self._rows)


def _fits(
    row: Row, reading: Reading, key: str, rows: Sequence[int], lines: _Lines
) -> bool:
    """A bad cell among the rows is told by itself, so its sum is not blamed too."""
    if any(lines[number][key].problem for number in rows):
        return True
    whole = list(lines)
    so_far = [number for number in whole if number < row.number]
    others = [so_far, whole] if is_carried(row) else [whole]
    return any(_check(reading, key, some, lines).closes for some in [rows, *others])


def _check(
    reading: Reading, key: str, rows: Sequence[int], lines: _Lines
) -> TotalCheck:
    values = [_exact(lines[number][key]) for number in rows]
    return check_totals(_exact(reading), values)


def _exact(reading: Reading) -> Decimal | None:
    return None if reading.value is None else Decimal(reading.value)


def _parts(table: Table) -> list[tuple[Row, list[int]]]:
    """Each row of sums with the numbers of the rows it is the sum of."""
    groups = {row.number: _mark(row) for row in table.groups}
    spans = {number: _below(table, number, groups) for number in groups}
    named = {mark: spans[number] for number, mark in groups.items() if mark}
    parts = [(row, spans[row.number]) for row in table.groups]
    for row in table.subtotals:
        rows = _page(table, row) if is_carried(row) else named.get(_named(row))
        parts.append((row, rows or _around(table, row.number)))
    return parts


def _page(table: Table, sum_: Row) -> list[int]:
    """The rows above a carried sum up to the one before it: a printed page."""
    before = (row.number for row in table.subtotals if is_carried(row))
    start = max((number for number in before if number < sum_.number), default=0)
    return [row.number for row in table.rows if start < row.number < sum_.number]


def _below(table: Table, start: int, groups: Mapping[int, str]) -> list[int]:
    """Rows up to the next group of the same rank: A stands above I, II."""
    ends = [n for n in groups if n > start and _rank(groups[n]) <= _rank(groups[start])]
    end = min(ends, default=None)
    return [
        row.number
        for row in table.rows
        if row.number > start and (end is None or row.number < end)
    ]


def _around(table: Table, number: int) -> list[int]:
    """The rows above a sum up to the sum or group before it; else those below."""
    sums = [row for row in table.subtotals if not is_carried(row)]
    marks = [row.number for row in (*table.groups, *sums)]
    start = max((mark for mark in marks if mark < number), default=0)
    end = min((mark for mark in marks if mark > number), default=None)
    rows = [row.number for row in table.rows]
    above = [n for n in rows if start < n < number]
    return above or [n for n in rows if n > number and (end is None or n < end)]


def _mark(row: Row) -> str:
    found = _MARK.match(row.cells[0].text) if row.cells else None
    return found[1] if found else ""


def _closes_group(table: Table, total: Row) -> bool:
    return bool(_named(total)) and _named(total) in map(_mark, table.groups)


def _named(row: Row) -> str:
    """The group a sum names: "Cộng II" → "II"."""
    marks = (_LAST.search(cell.text) for cell in row.cells[:2])
    return next((mark[1] for mark in marks if mark), "")


def _rank(mark: str) -> int:
    return 0 if mark and mark in "ABCDE" else 1
