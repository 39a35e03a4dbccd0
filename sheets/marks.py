"""What marks an error in a person's own workbook, so that it can be known again."""

from typing import Final

from sheets.book import Sheet

SUMMARY: Final = "Các lỗi cần sửa"
# In a hidden column of the summary: a sheet of this name without it is a person's.
TOKEN: Final = "chi-tieu:bang-loi"
TOKEN_COLUMN: Final = 8
SIGN: Final = "Cần sửa: "
FILL: Final = "FFFFC7CE"


def is_summary(sheet: Sheet) -> bool:
    """True for the summary this program put in front; it is never data."""
    return bool(sheet.rows) and sheet.rows[0].at(TOKEN_COLUMN).value == TOKEN
