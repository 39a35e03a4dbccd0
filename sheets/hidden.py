"""Rows out of sight: read like all others, and said. Pure.

Office people filter a table to look at it and send it as it is; leaving the rows out
would lose figures without a word.
"""

from collections.abc import Iterable

from sheets.book import Sheet
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
