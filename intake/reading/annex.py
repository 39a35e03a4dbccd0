"""The quota table after the signature: columns, rows, and a total that is checked."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from intake.reading import numbers
from intake.reading.draft import AnnexDraft, AnnexRowDraft, QuestionDraft, Span
from intake.reading.heading import paragraphs
from intake.reading.lines import is_upper
from intake.reading.tables import TOTAL

_FIGURE = re.compile(numbers.NUMBER + r"\s?%?")
_TITLE = re.compile(r"(?:PHỤ LỤC|BIỂU|BẢNG|CHỈ TIÊU|DANH|TỔNG HỢP|Phụ lục|Biểu|Bảng)")
_Row = tuple[int, int, list[str]]


def read_annex(text: str) -> tuple[AnnexDraft | None, list[QuestionDraft]]:
    """Return the first table of numbered units, and what does not add up in it."""
    for run in _runs(text):
        annex = _annex(text, run)
        if annex is not None:
            return annex, _unreconciled(annex)
    return None, []


def _runs(text: str) -> list[list[_Row]]:
    """Return each unbroken run of table rows as (start, end, cells)."""
    runs: list[list[_Row]] = [[]]
    for at, line in paragraphs(text):
        if " | " in line or line.endswith(" |"):
            runs[-1].append((at, at + len(line), [c.strip() for c in line.split("|")]))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) > 1]


def _annex(text: str, run: list[_Row]) -> AnnexDraft | None:
    first = next((i for i, row in enumerate(run) if _is_body(row[2], 1)), None)
    if first is None:
        first = next(
            (i for i, row in enumerate(run[1:], 1) if _is_body(row[2], None)), None
        )
    if first is None:
        return None
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


def _row(row: _Row, size: int) -> AnnexRowDraft:
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
