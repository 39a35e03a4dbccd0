"""Tables that lost their ruling: cells by pipes, tabs or lines become rows.

A row in cleaned text is one line, its cells parted by " | "; blank cells stay blank.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from intake.reading.glyphs import CAPITAL

HEAD = re.compile(r"(?:S?TT|Số TT|S\.TT|Số thứ tự)\.?", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d.,\s]*%?|-|–|\.\.\.")
TOTAL = re.compile(
    r"(?:Tổng(?: cộng| số)?|Cộng|Toàn (?:tỉnh|thành phố|huyện))\b.{0,20}", re.IGNORECASE
)
_META = re.compile(
    r"(?:Số (?:ký )?hiệu|Ngày ban hành|Người ký|Loại văn bản|(?:Cơ quan"
    r"|Nơi) ban hành)\b"
)
_OPENING = re.compile(r"(?:Nơi|NƠI) |(?:Kính|KÍNH) ")
_NOTE = re.compile(rf"\d{{1,2}} [{CAPITAL}]")
_WIDEST = 12
_ROW_OPENS = re.compile(rf"\d{{1,3}}\.?|[IVX]{{1,4}}|{TOTAL.pattern}", re.IGNORECASE)
_ROMAN = re.compile(r"[IVX]{1,4}|[A-H]")


@dataclass(frozen=True)
class Rows:
    """A table made of cells: header, body rows, and how many cells were used."""

    header: tuple[str, ...]
    body: tuple[tuple[str, ...], ...]
    used: int


def resolve(lines: list[str]) -> list[str]:
    """Return lines where a pipe only ever parts the cells of a table row."""
    lines = [part for line in lines for part in _inline(line)]
    piped = [i for i, line in enumerate(lines) if line == "|"]
    if piped:
        return _from_piped(lines, piped[-1])
    return _from_bare(lines)


def _inline(line: str) -> list[str]:
    """Part one line that holds pipes with text between them."""
    if "|" not in line or line == "|":
        return [line]
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    filled = [cell for cell in cells if cell]
    if filled and all(re.fullmatch(r":?-+:?", cell) for cell in filled):
        return [""]
    labelled = filled[:1] and filled[0].endswith(":") and not _OPENING.match(filled[0])
    if len(filled) > 1 and (_META.match(filled[0]) or labelled):
        pairs = zip(filled[::2], filled[1::2], strict=False)
        return [f"{label.rstrip(': ')}: {value}" for label, value in pairs]
    numbered = bool(filled) and (filled[0].isdigit() or bool(HEAD.fullmatch(filled[0])))
    grouped = len(cells) > 2 and bool(filled) and bool(_ROMAN.fullmatch(filled[0]))
    total = len(cells) > 1 and bool(TOTAL.fullmatch(cells[0] or cells[1]))
    if len(filled) > 2 or grouped or total or (len(cells) > 1 and numbered):
        return [" | ".join(cells)]
    return ["", *(part for cell in filled for part in (cell, "")), ""]


def tabbed(line: str) -> str:
    """Print the cells of a line that tabs part as a row; other lines as they are."""
    cells = [cell.strip() for cell in line.strip("\n").split("\t")]
    filled = [cell for cell in cells if cell]
    opens = bool(filled) and bool(_ROW_OPENS.fullmatch(filled[0]))
    if len(filled) > 2 or (len(cells) > 2 and opens):
        return "| " + " | ".join(cells) + " |"
    return line


def _from_piped(lines: list[str], last: int) -> list[str]:
    """Rebuild the first table whose cells end with a pipe, then those after it."""
    head = next((i for i, ln in enumerate(lines[:last]) if HEAD.fullmatch(ln)), None)
    if head is None:
        return _without_pipes(lines)
    cells, ends = _cells_between_pipes(lines, head, last)
    table = rows_from_cells(cells)
    before = _without_pipes(lines[:head])
    if table is None:
        after = head + 1
        return [*before, lines[head], *_from_piped(lines[after:], last - after)]
    after = ends[table.used - 1] + 1
    rest = _from_piped(lines[after:], last - after)
    return [*before, "", *_printed(table), "", *rest]


def _without_pipes(lines: list[str]) -> list[str]:
    return ["" if line == "|" else line for line in lines]


def _cells_between_pipes(
    lines: list[str], head: int, last: int
) -> tuple[list[str], list[int]]:
    """Return the cells and the place of the pipe that ends each."""
    cells, ends, parts = [], [], list[str]()
    for place in range(head, last + 1):
        if lines[place] == "|":
            cells.append(" ".join(parts))
            ends.append(place)
            parts = []
        elif lines[place]:
            parts.append(lines[place])
    return cells, ends


def _from_bare(lines: list[str]) -> list[str]:
    """Rebuild tables whose cells stand one a line with no ruling at all."""
    head = next((i for i, line in enumerate(lines) if HEAD.fullmatch(line)), None)
    if head is None:
        return lines
    filled = [i for i in range(head, len(lines)) if lines[i]]
    table = rows_from_cells([lines[i] for i in filled])
    if table is None or len(table.body) < 3:
        return [*lines[: head + 1], *_from_bare(lines[head + 1 :])]
    after = filled[table.used - 1] + 1
    return [*lines[:head], "", *_printed(table), "", *_from_bare(lines[after:])]


def _printed(table: Rows) -> list[str]:
    return [" | ".join(cells) for cells in (table.header, *table.body)]


def rows_from_cells(cells: list[str]) -> Rows | None:
    """Return the table that starts with the head cell, or ``None``.

    A row starts where the next running number is followed by a name; a table of
    words is known by its running numbers standing a fixed way apart.
    """
    first = next((i for i in range(len(cells)) if _row_starts(cells, i, 1)), None)
    if first is None:
        return None
    header = [cell for cell in cells[:first] if cell]
    while len(header) > 2 and re.fullmatch(r"\(?\d{1,2}\)?.{0,8}", header[-1]):
        header.pop()
    rows, used = _scan_rows(cells, first)
    grid, grid_used = _even_rows(cells, first)
    if len(grid) > len(rows):
        return Rows(tuple(header), tuple(map(tuple, grid)), grid_used)
    sizes = Counter(len(row) for row in rows if row[0].isdigit())
    size = max(sizes, key=lambda n: (sizes[n], n))
    body = [row if TOTAL.fullmatch(row[0]) else _sized(row, size) for row in rows]
    return Rows(tuple(header), tuple(tuple(row) for row in body), used)


def _even_rows(cells: list[str], first: int) -> tuple[list[list[str]], int]:
    """Cut rows of one width, found between the running numbers 1 and 2."""
    second = next(
        (i for i in range(first + 3, len(cells)) if cells[i].rstrip(".") == "2"), None
    )
    if second is None or second - first > _WIDEST:
        return [], first
    size, rows, at = second - first, list[list[str]](), first
    while cells[at : at + 1] == [str(len(rows) + 1)] and at + size <= len(cells):
        rows.append(cells[at : at + size])
        at += size
    return (rows, at) if len(rows) > 1 else ([], first)


def _sized(row: list[str], size: int) -> list[str]:
    return (row + [""] * size)[:size]


def _row_starts(cells: list[str], at: int, number: int) -> bool:
    if at + 1 >= len(cells) or not cells[at].isdigit() or int(cells[at]) != number:
        return False
    name = cells[at + 1]
    return bool(name) and not _NUMBER.fullmatch(name) and len(name) < 120


def _scan_rows(cells: list[str], at: int) -> tuple[list[list[str]], int]:
    rows: list[list[str]] = []
    number = 1
    while at < len(cells):
        if _row_starts(cells, at, number):
            rows.append([cells[at], cells[at + 1]])
            number, at = number + 1, at + 2
        elif TOTAL.fullmatch(cells[at]):
            rows.append([cells[at]])
            at += 1
        elif (
            not cells[at] or _NUMBER.fullmatch(cells[at]) or _is_remark(rows, cells[at])
        ):
            rows[-1].append(cells[at])
            at += 1
        elif _ROMAN.fullmatch(cells[at]) and at + 1 < len(cells):
            at += 2
            while at < len(cells) and _NUMBER.fullmatch(cells[at] or "x"):
                if _row_starts(cells, at, number):
                    break
                at += 1
        else:
            break
    return rows, at


def _is_remark(rows: list[list[str]], cell: str) -> bool:
    """A short text in the last columns of a row ("Ghi chú")."""
    return (
        not _NOTE.match(cell) and len(rows[-1]) > 2 and len(cell) < 60 and len(rows) < 2
    )
