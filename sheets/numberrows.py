"""The row under a header that numbers its columns: (1) (2), A B 1 2, I II III. Pure.

A typed (3) arrives as −3; a rule may stand beside a number: (3)=(1)+(2).
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from sheets.book import Row

_NUMBERED: Final = re.compile(
    r"(?:cột\s*)?[(\[]?\s*-?(\d{1,3})\s*[)\]]?(\s*=.*)?", re.DOTALL | re.IGNORECASE
)
_LETTERED: Final = re.compile(r"[(\[]?\s*([A-Za-z])\s*[)\]]?")
_ROMANS: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_FEW: Final = 3  # letters alone in a row must be at least so many to number columns


def is_number_row(row: Row, name: int) -> bool:
    """True for a row that only counts the columns; `name`: the column of names."""
    at_name = row.at(name).text
    if not (_NUMBERED.fullmatch(at_name) or _letter(at_name) or at_name in _ROMANS):
        return False
    texts = [cell.text for cell in row.cells if not cell.is_blank]
    return _counts(texts) or _letters(texts) or _romans(texts)


def _counts(texts: Sequence[str]) -> bool:
    """Numbers that follow each other, letters allowed before and between."""
    found = [_NUMBERED.fullmatch(text) for text in texts]
    pairs = zip(found, texts, strict=True)
    if not all(number or _letter(text) for number, text in pairs):
        return False
    numbers = [int(number[1]) for number in found if number]
    follow = all(after - before == 1 for before, after in pairwise(numbers))
    return bool(numbers) and len(texts) > 1 and follow and numbers[0] <= 3


def _letters(texts: Sequence[str]) -> bool:
    letters = [_letter(text) for text in texts]
    codes = [ord(letter) for letter in letters if letter]
    follow = all(after - before == 1 for before, after in pairwise(codes))
    return len(codes) == len(texts) >= _FEW and follow and codes[0] == ord("A")


def _romans(texts: Sequence[str]) -> bool:
    return len(texts) >= _FEW and tuple(texts) == _ROMANS[: len(texts)]


def _letter(text: str) -> str:
    found = _LETTERED.fullmatch(text)
    return found[1].upper() if found else ""
