"""Tables typed in the fonts from before Unicode: one sentence for the whole file."""

from __future__ import annotations

from typing import Final

from sheets.book import Kind, Workbook
from sheets.problems import Problem
from units.names import looks_like_tcvn3

OLD_FONT: Final = Problem(
    "E_TCVN3",
    "Tệp gõ bằng bảng mã cũ TCVN3 (phông .VnTime); hãy chuyển sang Unicode "
    "rồi nạp lại.",
)


def is_old_font(workbook: Workbook) -> bool:
    """Whether a text near the top of a sheet is in such a font."""
    cells = (c for s in workbook.sheets for row in s.rows[:30] for c in row.cells)
    return any(c.kind is Kind.TEXT and looks_like_tcvn3(c.text) for c in cells)
