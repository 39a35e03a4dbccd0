"""A filled handout → its cells by their own names, wherever they stand now. Pure.

Rows may have been sorted, hidden or moved, the sheet renamed, the file saved by
another program as .xlsx, .xls or .ods: the tokens tell. Without them nothing is
guessed.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sheets.book import Cell, Kind, Row, Sheet, Workbook
from sheets.handouts import ABOUT, BLANK, CORNER, LAYOUT, TOKEN
from sheets.hidden import hidden_rows
from sheets.problems import Problem, Refused, refusal

_AGAIN: Final = "hãy tải biểu mẫu mới rồi chép số sang"


@dataclass(frozen=True, slots=True)
class Filled:
    """One cell to fill as it came back; `base` and `version` as it went out."""

    id: str
    cell: Cell
    version: int
    base: str


@dataclass(frozen=True)
class FilledHandout:
    """What the workbook says it is for, and its cells; `notices` are W_ problems."""

    about: Mapping[str, str]
    sheet: str
    blanks: tuple[Filled, ...]
    notices: tuple[Problem, ...] = ()


def is_handout(workbook: Workbook) -> bool:
    """Whether this is a workbook that was handed out, filled or not."""
    return any(_is_told(s) or _corner(s) is not None for s in workbook.sheets)


def read_handout(workbook: Workbook) -> FilledHandout:
    """Every cell to fill; raises Refused where the tokens do not hold together."""
    told = [sheet for sheet in workbook.sheets if _is_told(sheet)]
    pages = [sheet for sheet in workbook.sheets if _corner(sheet) is not None]
    if len(told) != 1 or not pages:
        raise _lost("Tệp không còn phần ẩn của biểu mẫu")
    if told[0].row(1).at(2).text != LAYOUT:
        raise _lost("Biểu mẫu này thuộc phiên bản khác của hệ thống")
    if len(pages) > 1:
        names = ", ".join(f"“{page.name[:31]}”" for page in pages[:5])
        raise _lost(f"Tệp có nhiều trang nhập ({names}); chỉ để lại một trang, hoặc")
    page = pages[0]
    rows, columns = _tokens(page)
    texts = [_texts(row) for row in told[0].rows]
    about = {line[1]: line[2] for line in texts if line[0] == ABOUT}
    lines = [line for line in texts if line[0] == BLANK]
    if len({line[1] for line in lines}) < len(lines):
        raise _lost("Phần ẩn của biểu mẫu đã bị sửa")
    blanks = [
        _filled(page, line, rows, columns)
        for line in lines
        if line[2] in rows and line[3] in columns
    ]
    notices = [
        *_gone(len(lines) - len(blanks), page),
        *hidden_rows(page, rows.values()),
    ]
    return FilledHandout(about, page.name, tuple(blanks), tuple(notices))


def _is_told(sheet: Sheet) -> bool:
    # Not by number: that would go through every row of a large table.
    return any(row.at(1).text == TOKEN for row in sheet.rows[:1])


def _corner(sheet: Sheet) -> Cell | None:
    """The crossing of the rows' tokens and the columns', wherever it is now."""
    cells = (cell for row in sheet.rows[:20] for cell in row.cells[:20])
    return next((c for c in cells if c.kind is Kind.TEXT and c.text == CORNER), None)


def _tokens(page: Sheet) -> tuple[dict[str, int], dict[str, int]]:
    """Token → number of its row, and of its column."""
    corner = _corner(page)
    assert corner is not None
    found = [
        (token, row.number)
        for row in page.rows
        if row.number != corner.row and (token := row.at(corner.column).text)
    ]
    twice = [
        token for token, times in Counter(t for t, _ in found).items() if times > 1
    ]
    if twice:
        _refuse_copies(page, found, set(twice))
    columns = {
        cell.text: cell.column for cell in page.row(corner.row).cells if cell != corner
    }
    return dict(found), columns


def _refuse_copies(page: Sheet, found: list[tuple[str, int]], twice: set[str]) -> None:
    numbers = [str(row) for token, row in found if token in twice]
    where = ", ".join(numbers[:10])
    raise refusal(
        "E_TEMPLATE",
        f"Các dòng {where} là bản chép của nhau nên không rõ số nào đúng; "
        "hãy bỏ dòng thừa rồi nạp lại.",
        sheet=page.name,
        row=int(numbers[0]),
    )


def _filled(
    page: Sheet,
    line: Sequence[str],
    rows: Mapping[str, int],
    columns: Mapping[str, int],
) -> Filled:
    _word, name, row, column, version, base = line
    return Filled(
        name,
        page.row(rows[row]).at(columns[column]),
        int(version) if version.isascii() and version.isdigit() else 0,
        base,
    )


def _gone(count: int, page: Sheet) -> list[Problem]:
    if not count:
        return []
    message = (
        f"{count} ô của biểu mẫu không còn trong tệp (dòng hoặc cột đã bị xóa); "
        "số đang có giữ nguyên."
    )
    return [Problem("W_MISSING", message, page.name)]


def _texts(row: Row) -> list[str]:
    """The six cells of a line of the hidden sheet; the last one as it was written."""
    cells = {cell.column: cell for cell in row.cells}
    texts = [cells[at].text if at in cells else "" for at in range(1, 6)]
    return [*texts, str(cells[6].value or "") if 6 in cells else ""]


def _lost(what: str) -> Refused:
    return refusal("E_TEMPLATE", f"{what}; {_AGAIN}.")
