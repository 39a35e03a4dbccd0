"""Vietnamese numbers: text of a cell or a form → exact value, and back.

Pure: no framework, no workbook. One strict ASCII grammar, because `int()` and
`Decimal()` also take "2_300", "1e3", "NaN" and digits of other scripts.
Source: arithmetic of targets, §6 (dot for thousands, comma for decimals).
"""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

MAX_DIGITS: Final = 12
MAX_ECHO: Final = 100

DASHES: Final = frozenset("-‐‑–—―−－")

_BLANKS: Final = [*map(ord, "\t\u00a0\u1680\u202f\u205f\u3000"), *range(0x2000, 0x200B)]
_INVISIBLE: Final = tuple(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_NORMAL: Final = str.maketrans(
    dict.fromkeys(_BLANKS, " ")
    | dict.fromkeys(_INVISIBLE)
    | {0xFF10 + digit: str(digit) for digit in range(10)}
    | {ord("．"): ".", ord("，"): ","}
)
_GROUPED: Final = r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?: [0-9]{3})+)"
# Accounting programs write whole numbers with decimals of nothing: "118,00".
_COUNT: Final = re.compile(rf"([0-9]+|{_GROUPED})(?:,0{{1,2}})?")
_DECIMAL: Final = re.compile(rf"([0-9]+|{_GROUPED})(?:,([0-9]{{1,6}}))?")
_TEXT_MARKS: Final = frozenset("'’")
# "12,345" may be twelve thousand typed by an English habit; "0,125" may not.
_AMBIGUOUS: Final = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_FRACTION: Final = re.compile(rf"(?:[0-9]+|{_GROUPED}),[0-9]+")
_NEGATIVE: Final = re.compile(rf"[{''.join(sorted(DASHES))}] ?[0-9][0-9 .,]*")


class BadNumber(ValueError):
    """What was typed is not one clear number.

    `code` is E_NUMBER, E_NEGATIVE or E_FRACTION; `message` a Vietnamese clause
    with the value and what to do, without the address of the cell.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def clean(text: str) -> str:
    """Trim, make every kind of blank a plain one and full-width digits ASCII.

    What nobody sees goes: characters without width, the line end some programs write
    as _x000D_, the apostrophe a spreadsheet marks numbers kept as text with.
    """
    seen = text.replace("_x000D_", " ").translate(_NORMAL).strip()
    return seen[1:] if seen[:1] in _TEXT_MARKS and seen[1:2].isdecimal() else seen


def echo(value: object) -> str:
    """The value as it may be repeated to a person: one line, at most 100 characters."""
    if isinstance(value, int) and abs(value) >= 10**MAX_ECHO:
        return "số quá dài"
    if isinstance(value, Decimal):
        value = str(value).replace(".", ",")
    line = " ".join("".join(_printable(str(value)[: MAX_ECHO * 2])).split())
    return line if len(line) <= MAX_ECHO else line[: MAX_ECHO - 1] + "…"


def is_dash(value: object) -> bool:
    """True for a lone dash, which says "none reported" and is not a blank."""
    return isinstance(value, str) and clean(value) in DASHES


def parse_count(value: str | int | Decimal | None) -> int | None:
    """A whole number of things, at most 12 digits.

    None for a blank and for a lone dash (`is_dash` tells them apart).
    Raises BadNumber for anything that is not exactly one whole number ≥ 0.
    """
    if value is None or isinstance(value, str):
        return _count_from_text(clean(value or ""), value)
    if type(value) is int and 0 <= value < 10**MAX_DIGITS:  # nearly every cell
        return value
    number = _finite(value)
    if number != number.to_integral_value():
        raise _fraction(value)
    return int(number)


def parse_decimal(value: str | int | Decimal | None) -> Decimal | None:
    """A number ≥ 0 that may have up to six decimals after a comma ("12,5").

    None for a blank and for a lone dash. Raises BadNumber as `parse_count` does.
    """
    if value is None or isinstance(value, str):
        return _decimal_from_text(clean(value or ""), value)
    return _finite(value)


def format_number(value: int | Decimal | None, *, missing: str = "") -> str:
    """1697236 → "1.697.236"; decimals as `format_decimal`; None → `missing`."""
    return format_decimal(value, missing=missing)


def format_decimal(
    value: int | Decimal | Fraction | None, places: int = 2, *, missing: str = ""
) -> str:
    """Comma decimals, rounded half up, trailing zeros dropped: 33.240 → "33,24"."""
    if value is None:
        return missing
    part, whole = value.as_integer_ratio()
    if whole == 1:
        return _grouped(part)
    return _show(_round_half_up(part, whole, places), places)


def format_percent(
    done: int | Decimal | None,
    whole: int | Decimal | None,
    places: int = 2,
    *,
    missing: str = "",
) -> str:
    """The share `done` of `whole` as "99,89%", exact, rounded half up.

    What is not reached is never shown as 100%: 22999 of 23000 → "99,99%".
    `missing` where either is None or the whole is not above zero (no percent).
    """
    scaled = _percent(done, whole, places)
    return missing if scaled is None else f"{_show(scaled, places)}%"


def percent(
    done: int | Decimal | None, whole: int | Decimal | None, places: int = 2
) -> Decimal | None:
    """The number `format_percent` shows, for a sheet: 22999 of 23000 → 99.99."""
    scaled = _percent(done, whole, places)
    return None if scaled is None else Decimal(scaled).scaleb(-places)


def _percent(
    done: int | Decimal | None, whole: int | Decimal | None, places: int
) -> int | None:
    if done is None or whole is None or whole <= 0:
        return None
    (part, of), (top, under) = done.as_integer_ratio(), whole.as_integer_ratio()
    scaled = _round_half_up(part * under * 100, of * top, places)
    return min(scaled, 100 * 10**places - 1) if done < whole else scaled


def _count_from_text(text: str, typed: str | None) -> int | None:
    if not text or text in DASHES:
        return None
    if found := _COUNT.fullmatch(text):
        return int(_within_digits(re.sub("[ .]", "", found[1]), typed))
    if not _AMBIGUOUS.fullmatch(text) and _FRACTION.fullmatch(text):
        raise _fraction(typed)
    raise _refusal(text, typed)


def _decimal_from_text(text: str, typed: str | None) -> Decimal | None:
    if not text or text in DASHES:
        return None
    found = _DECIMAL.fullmatch(text)
    if found is None or _AMBIGUOUS.fullmatch(text):
        raise _refusal(text, typed)
    whole = _within_digits(re.sub("[ .]", "", found[1]), typed)
    return Decimal(f"{whole}.{found[2] or 0}") if found[2] else Decimal(whole)


def _within_digits(digits: str, typed: object) -> str:
    if len(digits.lstrip("0")) > MAX_DIGITS:
        raise BadNumber(
            "E_NUMBER",
            f"“{echo(typed)}” dài quá {MAX_DIGITS} chữ số; hãy kiểm tra lại số này",
        )
    return digits.lstrip("0") or "0"


def _finite(value: int | Decimal) -> Decimal:
    """The number as Decimal if it is finite, not negative and short enough."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise BadNumber("E_NUMBER", f"“{echo(value)}” không phải là số; hãy gõ một số")
    number = Decimal(value)
    if not number.is_finite():
        raise BadNumber("E_NUMBER", f"“{echo(value)}” không phải là số; hãy gõ một số")
    if number < 0:
        raise _negative(value)
    if number >= 10**MAX_DIGITS:
        raise BadNumber(
            "E_NUMBER", f"“{echo(value)}” dài quá {MAX_DIGITS} chữ số; hãy kiểm tra lại"
        )
    return number


def _refusal(text: str, typed: object) -> BadNumber:
    """Say why the text is not a number, in the order a person would notice."""
    if _NEGATIVE.fullmatch(text):
        return _negative(typed)
    if _AMBIGUOUS.fullmatch(text):
        return BadNumber(
            "E_NUMBER",
            f"“{echo(typed)}” không rõ dấu phẩy là hàng nghìn hay thập phân; "
            "số hàng nghìn hãy gõ như 2300 hoặc 2.300",
        )
    return BadNumber(
        "E_NUMBER", f"“{echo(typed)}” không phải là một số rõ ràng; {_advice(text)}"
    )


def _advice(text: str) -> str:
    """What to do about a text that is no number: words, a share, a number in words."""
    if not any(letter.isnumeric() for letter in text):
        return "hãy gõ một số, gõ - nếu không có, để trống nếu chưa có số liệu"
    if "%" in text:
        return "hãy gõ số lượng, không gõ tỷ lệ và dấu %"
    if any(letter.isalpha() for letter in text):
        return "hãy chỉ gõ số như 2300 hoặc 2.300, bỏ chữ đi kèm"
    return "hãy gõ như 2300 hoặc 2.300"


def _negative(typed: object) -> BadNumber:
    return BadNumber("E_NEGATIVE", f"“{echo(typed)}” là số âm; hãy gõ số từ 0 trở lên")


def _fraction(typed: object) -> BadNumber:
    return BadNumber("E_FRACTION", f"“{echo(typed)}” là số lẻ; hãy gõ một số nguyên")


def _round_half_up(part: int, whole: int, places: int) -> int:
    """part/whole times 10**places, rounded half away from zero; `whole` is above 0.

    In whole numbers: a page formats thousands of figures, and `Fraction` reduces each.
    """
    scale: int = 2 * 10**places
    rounded = (abs(part) * scale + whole) // (2 * whole)
    return rounded if part >= 0 else -rounded


def _show(scaled: int, places: int) -> str:
    whole, part = divmod(abs(scaled), 10**places)
    sign = "-" if scaled < 0 else ""
    decimals = f"{part:0{places}}".rstrip("0") if part else ""
    return f"{sign}{_grouped(whole)}{',' if decimals else ''}{decimals}"


def _grouped(whole: int) -> str:
    """1697236 → "1.697.236"."""
    if -1000 < whole < 1000:
        return str(whole)
    return f"{whole:,}".replace(",", ".")


def _printable(text: str) -> list[str]:
    return [letter if letter.isprintable() else " " for letter in text]
