"""Rows and columns out of sight: read like all others, and said. Pure.

Office people filter a table to look at it and send it as it is; leaving the rows out
would lose figures without a word.
"""

from collections.abc import Iterable

from sheets.book import Sheet
from sheets.headers import Column
from sheets.numbers import echo
from sheets.problems import Problem


def hidden_rows(sheet: Sheet, rows: Iterable[int]) -> tuple[Problem, ...]:
    """The notice that some of these rows of the sheet cannot be seen, or nothing."""
    hidden = sorted(sheet.hidden_rows.intersection(rows)) if sheet.hidden_rows else []
    if not hidden:
        return ()
    where = ", ".join(map(str, hidden[:5])) + (" …" if len(hidden) > 5 else "")
    message = (
        f"Trang “{sheet.name[:31]}”: {len(hidden)} dòng của bảng đang bị ẩn (do lọc "
        f"hoặc ẩn dòng: {where}) vẫn được đọc như các dòng khác."
    )
    return (Problem("W_ROWS_HIDDEN", message, sheet.name, row=hidden[0]),)


def hidden_columns(sheet: Sheet, columns: Iterable[Column]) -> tuple[Problem, ...]:
    """The notice that some of the columns that are read cannot be seen, or nothing."""
    hidden = [c for c in columns if c.number in sheet.hidden_columns]
    if not hidden:
        return ()
    where = ", ".join(f"{c.letter} “{echo(c.title)}”" for c in hidden[:5])
    message = (
        f"Trang “{sheet.name[:31]}”: cột {where} đang bị ẩn vẫn được đọc; "
        "hãy xem lại có đúng cột cần nạp không."
    )
    return (Problem("W_COLUMNS_HIDDEN", message, sheet.name),)
