"""One cell of a handout of results: what it says, and how that is shown."""

from __future__ import annotations

from decimal import Decimal

from intake.handouts import exact, words
from sheets.book import Cell, Kind
from sheets.cells import name_problem, problem_at, read_count, read_decimal
from sheets.folding import fold
from sheets.numbers import echo
from sheets.problems import Refused
from targets.labels import GRADE
from targets.models import Target

_GRADES = {fold(word): code for code, word in GRADE.items()}


def read_cell(cell: Cell, target: Target, part: str, sheet: str) -> str:
    """The cell as exact text, "" for nothing said; raises Refused."""
    if part in ("", "n", "d"):
        is_decimal = not part and target.indicator.decimals
        reading = (read_decimal if is_decimal else read_count)(cell, sheet=sheet)
        if reading.problem:
            raise Refused([reading.problem])
        return exact(None if reading.value is None else Decimal(reading.value))
    fault = name_problem(cell, sheet=sheet)
    if fault:
        raise Refused([fault])
    text = str(cell.value).strip() if cell.kind is not Kind.BLANK else ""
    if part != "grade" or not text:
        return text
    if fold(text) not in _GRADES:
        told = ", ".join(GRADE.values())
        what = f"“{echo(text)}” không có trong danh sách; hãy chọn {told}"
        raise Refused([problem_at(cell, "E_CHOICE", what, sheet=sheet)])
    return _GRADES[fold(text)]


def as_shown(part: str, text: str) -> str:
    """Exact text as people read it: "1.205", "Đạt"."""
    if part == "grade":
        return GRADE.get(text, text)
    return words(text) if part in ("", "n", "d") else text
