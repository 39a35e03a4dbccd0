"""One cell → one value, or one sentence that says what is wrong with it. Pure.

A blank is not a dash and neither is a zero: blank says not assigned or not
reported, a dash says none, `0` is zero (arithmetic, §6).
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeAlias

from sheets.book import Cell, Kind
from sheets.numbers import BadNumber, echo, is_dash, parse_count, parse_decimal
from sheets.problems import Problem

Number: TypeAlias = int | Decimal
PLACES: Final = 2  # decimals a figure is kept with; more would be rounded unseen


class ReadingKind(StrEnum):
    """VALUE a number · BLANK nothing said · NONE a dash: none · BAD a problem."""

    VALUE = "value"
    BLANK = "blank"
    NONE = "none"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell of numbers says; `value` is None unless kind is VALUE."""

    kind: ReadingKind
    value: Number | None = None
    problem: Problem | None = None


BLANK: Final = Reading(ReadingKind.BLANK)
NONE: Final = Reading(ReadingKind.NONE)


def read_count(cell: Cell, *, sheet: str = "") -> Reading:
    """A whole number of things ≥ 0; `sheet` goes into the problem, if any."""
    return _read(cell, parse_count, sheet)


def read_decimal(cell: Cell, *, sheet: str = "") -> Reading:
    """A number ≥ 0 with at most `PLACES` decimals; otherwise as `read_count`."""
    return _read(cell, _kept_exactly, sheet)


def _kept_exactly(value: str | Number | None) -> Decimal | None:
    number = parse_decimal(value)
    if number is not None and number != round(number, PLACES):
        what = f"“{echo(value)}” có quá {PLACES} chữ số sau dấu phẩy; hãy làm tròn"
        raise BadNumber("E_FRACTION", what)
    return number


def read_text(cell: Cell) -> str:
    """The cell as a name: NFC, blanks of all kinds collapsed to one; "" for none."""
    text = cell.text.replace("_x000D_", " ")  # a line end as some programs write it
    return " ".join(unicodedata.normalize("NFC", text).split())


def name_problem(cell: Cell, *, sheet: str = "") -> Problem | None:
    """What is wrong with a cell that should hold a name, as far as its kind tells.

    A formula without a result and an error hold none; a number or a date is a name
    nobody knows, which is for the matching of names to say.
    """
    if cell.kind in {Kind.FORMULA, Kind.ERROR} and (fault := _not_a_number(cell)):
        return problem_at(cell, *fault, sheet=sheet)
    return None


def problem_at(cell: Cell, code: str, what: str, *, sheet: str = "") -> Problem:
    """The problem of this cell: "Ô C6: “2,300” …." or "Ô C6 là công thức …."."""
    mark = ": " if what.startswith("“") else " "
    message = f"Ô {cell.address}{mark}{what}."
    return Problem(code, message, sheet, cell.address, cell.row)


def _read(
    cell: Cell, parse: Callable[[str | Number | None], Number | None], sheet: str
) -> Reading:
    if cell.is_blank:
        return BLANK
    fault = _not_a_number(cell)
    if fault is not None:
        code, what = fault
        return _bad(problem_at(cell, code, what, sheet=sheet))
    try:
        value = parse(cell.value)
    except BadNumber as refused:
        return _bad(problem_at(cell, refused.code, refused.message, sheet=sheet))
    if value is None:
        return NONE if is_dash(cell.value) else BLANK
    return Reading(ReadingKind.VALUE, value)


def _bad(problem: Problem) -> Reading:
    return Reading(ReadingKind.BAD, problem=problem)


def _not_a_number(cell: Cell) -> tuple[str, str] | None:
    """(code, what) for a kind of cell that can hold no number."""
    if cell.kind in {Kind.NUMBER, Kind.TEXT}:
        return None
    shown = echo(_as_written(cell))
    if cell.kind is Kind.FORMULA:
        return "E_FORMULA_NOCACHE", (
            "là công thức chưa có kết quả; hãy mở tệp bằng Excel, lưu lại rồi nạp"
        )
    if cell.kind is Kind.ERROR:
        return "E_ERROR_CELL", f"đang báo lỗi “{shown}”; hãy sửa công thức hoặc gõ số"
    if cell.kind is Kind.DATE:
        return "E_DATE", (
            f"“{shown}” là ngày hoặc giờ, không phải số; "
            "hãy đổi định dạng ô sang Số (Number) rồi gõ lại"
        )
    if cell.kind is Kind.BOOL:
        word = "TRUE" if cell.value else "FALSE"
        return "E_NUMBER", f"“{word}” không phải là số; hãy gõ một số"
    return None


def _as_written(cell: Cell) -> str:
    """A date the way the sheet shows it here: 2021-03-04 → 04/03/2021."""
    date, _, time = str(cell.value).partition(" ")
    parts = date.split("-")
    if cell.kind is not Kind.DATE or len(parts) != 3:
        return re.sub(r"days?,", "ngày", str(cell.value))  # a length of time
    return f"{parts[2]}/{parts[1]}/{parts[0]} {time}".strip()
