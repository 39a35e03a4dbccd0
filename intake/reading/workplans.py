"""Tasks told in a table: "Nội dung | Cơ quan chủ trì | Phối hợp | Thời gian"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intake.reading import numbers
from intake.reading.annex import Row, table_runs
from intake.reading.deadlines import find_deadline
from intake.reading.draft import Span, TaskDraft
from intake.reading.glyphs import fold

_LEAD = re.compile(
    r"(?:cơ quan|đơn vị|sở, ngành)?.{0,12}(?:chủ trì|thực hiện|phụ trách)"
)
_SUPPORT = re.compile(r"phối hợp")
_DUE = re.compile(r"thời (?:gian|hạn)|tiến độ|hoàn thành")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2})*\.?|[IVX]{1,4}|[a-zđ]\)?")


@dataclass(frozen=True)
class _Columns:
    """Places of the telling columns in the header; ``None`` for one not there."""

    lead: int
    support: int | None
    due: int | None


def read_workplans(text: str) -> list[TaskDraft]:
    """Return a task for each agency named in each row, in reading order."""
    return [task for run in table_runs(text) for task in _tasks(text, run)]


def _tasks(text: str, run: Sequence[Row]) -> Iterator[TaskDraft]:
    columns = next((c for _, _, cells in run[:3] if (c := _columns(cells))), None)
    if columns is None:
        return
    for start, end, cells in run:
        if not _NUMBER.fullmatch(cells[0]) or _columns(cells):
            continue
        whole, number = text[start:end], cells[0].rstrip(".)")
        due = _cell(cells, columns.due)
        code, words = _due(due)
        for place, part in ((columns.lead, "LEAD"), (columns.support, "SUPPORT")):
            agency = _cell(cells, place).strip(" .;")
            if len(agency) > 2:
                span = Span(start, end)
                yield TaskDraft(number, agency, part, whole, span, code, words)


def _columns(cells: Sequence[str]) -> _Columns | None:
    heads = [fold(cell) for cell in cells]
    support = _place(heads, _SUPPORT)
    due = _place(heads, _DUE)
    lead = next(
        (i for i, h in enumerate(heads) if i not in (support, due) and _LEAD.match(h)),
        None,
    )
    if lead is None or (support is None and "chủ trì" not in heads[lead]):
        return None
    return _Columns(lead, support, due)


def _place(heads: Sequence[str], words: re.Pattern[str]) -> int | None:
    return next((i for i, head in enumerate(heads) if words.search(head)), None)


def _cell(cells: Sequence[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""


def _due(cell: str) -> tuple[str | None, str | None]:
    """Return (date or period code, the words) of a "Thời gian" cell."""
    if not cell:
        return None, None
    day = numbers.find_date(cell)
    period = numbers.PERIOD.search(cell)
    if day or period is None:
        return day or find_deadline(cell)[0], cell
    return numbers.period_code(period), cell
