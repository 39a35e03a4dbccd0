"""The quota table after the signature: columns, rows, and a total that is checked."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from intake.reading import numbers
from intake.reading.draft import AnnexDraft, AnnexRowDraft, QuestionDraft, Span
from intake.reading.glyphs import fold
from intake.reading.heading import paragraphs
from intake.reading.lines import is_upper
from intake.reading.tables import HEAD, TOTAL

_FIGURE = re.compile(numbers.NUMBER + r"\s?%?")
_TITLE = re.compile(r"(?:PHỤ LỤC|BIỂU|BẢNG|CHỈ TIÊU|DANH|TỔNG HỢP|Phụ lục|Biểu|Bảng)")
_GIVEN = re.compile(r"chỉ tiêu|\bgiao\b")
Row = tuple[int, int, list[str]]


def read_annexes(text: str) -> tuple[list[AnnexDraft], list[QuestionDraft]]:
    """Return every table of units with figures, and what does not add up in each.

    Those that say they give targets ("chỉ tiêu", "giao") come first.
    """
    found = [annex for run in table_runs(text) if (annex := _annex(text, run))]
    found.sort(key=lambda annex: not _GIVEN.search(fold(_heads(annex))))
    return found, [doubt for annex in found for doubt in _unreconciled(annex)]


def _goes_on(run: list[Row], cells: list[str]) -> bool:
    """The next running number after a group's name or a page's end."""
    last = next((r[2] for r in reversed(run) if _is_body(r[2], None)), None)
    if last is None or len(last) != len(cells):
        return False
    return _is_body(cells, int(last[0].rstrip(".")) + 1)


def _heads(annex: AnnexDraft) -> str:
    return " ".join([annex.title or "", *annex.columns])


def table_runs(text: str) -> list[list[Row]]:
    """Return each unbroken run of table rows as (start, end, cells).

    A row that opens with "STT" after numbered rows begins a table of its own.
    """
    runs: list[list[Row]] = [[]]
    for at, line in paragraphs(text):
        if " | " in line or line.endswith(" |"):
            cells = [c.strip() for c in line.split("|")]
            if HEAD.fullmatch(cells[0]) and any(_is_body(r[2], 1) for r in runs[-1]):
                runs.append([])
            if not runs[-1] and len(runs) > 1 and _goes_on(runs[-2], cells):
                runs.pop()
            runs[-1].append((at, at + len(line), cells))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) > 1]


def _annex(text: str, run: list[Row]) -> AnnexDraft | None:
    first = next((i for i, row in enumerate(run) if _is_body(row[2], 1)), None)
    if first is None:
        first = next(
            (i for i, row in enumerate(run[1:], 1) if _is_body(row[2], None)), None
        )
    if first is None:
        return _unnumbered(text, run)
    size = len(run[first][2])
    totals = next((row for row in run if _is_total(row[2])), None)
    rows = [
        _row(row, size)
        for row in run[first:]
        if _is_body(row[2], None) and row is not totals
    ]
    if not any(
        value and _FIGURE.fullmatch(value) for row in rows for value in row.values
    ):
        return None
    heads = [
        row[2] for row in run[:first] if row is not totals and not _numbering(row[2])
    ]
    span = Span(run[0][0], run[-1][1])
    declared = _totals(totals[2], size) if totals else None
    columns = _columns(heads, size)
    return AnnexDraft(_title(text, span.start), columns, tuple(rows), declared, span)


def _unnumbered(text: str, run: list[Row]) -> AnnexDraft | None:
    """Read a table without running numbers: a header, then names with figures."""
    size = len(run[0][2])
    rows = [row for row in run[1:] if len(row[2]) == size and _names(row[2])]
    totals = next((row for row in run[1:] if TOTAL.fullmatch(row[2][0])), None)
    given = tuple(
        AnnexRowDraft(None, c[0], tuple(map(_value, c[1:])), Span(start, end))
        for start, end, c in rows
        if not TOTAL.fullmatch(c[0])
    )
    if size < 2 or len(given) < 2 or _names(run[0][2]):
        return None
    span = Span(run[0][0], run[-1][1])
    declared = tuple(map(_value, totals[2][1:])) if totals else None
    columns = tuple(run[0][2][1:])
    return AnnexDraft(_title(text, span.start), columns, given, declared, span)


def _names(cells: list[str]) -> bool:
    """A name, then figures (or blanks) only."""
    figures = [bool(_FIGURE.fullmatch(cell)) for cell in cells[1:] if _value(cell)]
    return (
        bool(cells[0]) and not _FIGURE.fullmatch(cells[0]) and all(figures or [False])
    )


def _is_body(cells: list[str], number: int | None) -> bool:
    if len(cells) < 3 or not re.fullmatch(r"\d{1,3}\.?", cells[0]) or not cells[1]:
        return False
    named = not _FIGURE.fullmatch(cells[1]) and not re.fullmatch(r"\(?\d+\)?", cells[1])
    return named and (number is None or int(cells[0].rstrip(".")) == number)


def _is_total(cells: list[str]) -> bool:
    return any(TOTAL.fullmatch(cell) for cell in cells[:2])


def _numbering(cells: list[str]) -> bool:
    return all(
        re.fullmatch(r"\(?[\dAB]{1,2}\)?(?:\s?=.*)?", cell) for cell in cells if cell
    )


def _row(row: Row, size: int) -> AnnexRowDraft:
    start, end, cells = row
    values = tuple(_value(cell) for cell in _padded(cells[2:], size - 2))
    return AnnexRowDraft(cells[0].rstrip("."), cells[1], values, Span(start, end))


def _value(cell: str) -> str | None:
    """Return a figure in plain digits, words as written, blanks and "-" as None."""
    if not cell or re.fullmatch(r"[-–…./]+", cell):
        return None
    if _FIGURE.fullmatch(cell):
        return numbers.plain(cell.rstrip("% "))
    return cell


def _padded(cells: list[str], count: int) -> list[str]:
    return (cells + [""] * count)[: max(count, len(cells))]


def _totals(cells: list[str], size: int) -> tuple[str | None, ...]:
    """Read a total row whose label may have swallowed the cell beside it."""
    whole = len(cells) >= size or not cells[1] or TOTAL.fullmatch(cells[1])
    values = cells[2:] if whole else cells[1:]
    return tuple(_value(cell) for cell in _padded(values, size - 2))


def _columns(heads: list[list[str]], size: int) -> tuple[str, ...]:
    """Name the value columns; two header levels are joined by " / "."""
    if not heads:
        return ()
    if len(heads) == 1 or any(len(head) != size for head in heads):
        head = heads[-1] if len(heads[-1]) >= size - 2 else heads[0]
        names = head[2:] if len(head) == size else head[-(size - 2) :]
        return tuple(names)
    return tuple(_joined(head[i] for head in heads) for i in range(2, size))


def _joined(levels: object) -> str:
    kept: list[str] = []
    for level in levels:  # type: ignore[attr-defined]
        if level and level not in kept:
            kept.append(level)
    return " / ".join(kept)


def _title(text: str, table: int) -> str | None:
    before = [line for at, line in paragraphs(text) if at < table][-5:]
    titles = [line for line in before if _TITLE.match(line) or is_upper(line)]
    start = next((i for i, line in enumerate(titles) if _TITLE.match(line)), None)
    if start is None:
        return None
    return " ".join(titles[start:])


def _unreconciled(annex: AnnexDraft) -> list[QuestionDraft]:
    questions = []
    for place, declared in enumerate(annex.totals or ()):
        figures = [row.values[place] for row in annex.rows if place < len(row.values)]
        known = [Decimal(v) for v in figures if v and re.fullmatch(r"[\d.]+", v)]
        if declared is None or not known or not re.fullmatch(r"[\d.]+", declared):
            continue
        computed = sum(known, Decimal(0))
        if computed != Decimal(declared):
            name = (
                annex.columns[place]
                if place < len(annex.columns)
                else f"cột {place + 3}"
            )
            questions.append(_difference(annex, name, declared, computed))
    numbers_seen = [int(row.no) for row in annex.rows if row.no]
    if any(later != earlier + 1 for earlier, later in pairwise(numbers_seen)):
        questions.append(
            QuestionDraft(
                "ANNEX_NUMBERING", annex.title or "",
                "Số thứ tự trong biểu không liên tục. Hãy kiểm tra xem có dòng nào "
                "bị thiếu.",
                annex.source,
            )
        )  # fmt: skip
    return questions


def _difference(
    annex: AnnexDraft, name: str, declared: str, computed: Decimal
) -> QuestionDraft:
    gap = computed - Decimal(declared)
    message = (
        f"Cột “{name[:80]}”: dòng tổng ghi {declared}, cộng các dòng được {computed}, "
        f"lệch {gap:+}. Hãy kiểm tra lại biểu."
    )
    return QuestionDraft("ANNEX_TOTAL", name, message, annex.source)
