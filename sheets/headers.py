"""Where the header of a table stands and what each of its columns is called. Pure.

A header may have several lines and merged cells: every column gets the path of
texts above it, outermost first, and is matched by words, never by position.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sheets.book import Cell, Kind, Merge, Row, Sheet, column_letter
from sheets.folding import contains_words, fold
from sheets.numbers import clean

_DEPTH: Final = 4
_LONGEST: Final = 400
_WIDEST: Final = 20  # columns under one title
_NUMBERISH: Final = re.compile(r"[(\[]?[-+−–]?[0-9][0-9 .,]*[)\]]?%?|[-–—]")
_NOT_A_NAME: Final = ("đơn vị tính", "đvt", "mã", "stt", "tt", "số thứ tự")
_NOTES: Final = ("đơn vị tính", "đvt")
_MEASURES: Final = frozenset(map(fold, _NOTES))
# Titles that name units only where nothing else stands in the cell.
_SHORT_NAMES: Final = frozenset(
    map(
        fold,
        ("ĐV", "Đ.vị", "Đ/v", "Đvị", "Đvi", "Tên", "Tên ĐV", "Tên Đ/v", "Tên gọi",
         "Quận", "Huyện", "Thị xã", "Xã", "Phường", "Huyện, thị xã", "Q/H/TX",
         "Quận/huyện/TX", "Xã, thị trấn", "Phường, xã, thị trấn", "Cơ quan",
         "Địa danh", "Nơi thực hiện", "Row Labels", "Nhãn hàng"),
    )
)  # fmt: skip
_SHORT: Final = 1  # the score of such a title
_LOOKED_AT: Final = 200  # rows from the top that may be a header with a year in it
_YEARS: Final = range(1990, 2101)
_SERIAL: Final = frozenset(
    map(fold, ("TT", "STT", "Số TT", "Số thứ tự", "T.T", "S.T.T", "No."))
)


@dataclass(frozen=True, slots=True)
class ColumnWish:
    """A column somebody needs: `keywords` are phrases, any of which names it.

    `label` is how a message calls it (else the first keyword).
    """

    key: str
    keywords: tuple[str, ...]
    label: str = ""
    required: bool = True

    @property
    def name(self) -> str:
        return self.label or self.keywords[0]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a header: its number from 1, its texts from the top down."""

    number: int
    path: tuple[str, ...]

    @property
    def letter(self) -> str:
        return column_letter(self.number)

    @property
    def title(self) -> str:
        """The text nearest to the data."""
        return self.path[-1] if self.path else ""

    @property
    def folded(self) -> str:
        return fold(" ".join(self.path))


@dataclass(frozen=True, slots=True)
class Header:
    """The rows `top` to `bottom` of a sheet and the columns they name."""

    top: int
    bottom: int
    columns: tuple[Column, ...]

    @property
    def serial(self) -> Column | None:
        """The column of running numbers (TT, STT), if there is one."""
        return next((c for c in self.columns if is_serial_title(c.title)), None)

    @property
    def signature(self) -> tuple[str, ...]:
        return tuple(column.folded for column in self.columns)


def is_numberish(cell: Cell) -> bool:
    """True for what stands where numbers are expected, right or wrong."""
    if cell.kind is Kind.TEXT:
        return bool(_NUMBERISH.fullmatch(clean(str(cell.value))))
    return cell.kind is not Kind.BLANK


def is_serial_title(text: str) -> bool:
    """ "TT", "Số thứ tự", "STT (1)": the title of the running numbers."""
    return fold(text).rstrip("0123456789 ") in _SERIAL


def header_at(sheet: Sheet, number: int, name_column: int) -> Header:
    """The header whose row `number` holds the title of the column of names."""
    top, bottom = _top(sheet, number, name_column), number
    for merge in _touching(sheet, number):
        bottom = max(bottom, min(merge.bottom, number + _DEPTH))
    while bottom < number + _DEPTH and _is_lower_line(
        sheet.row(bottom + 1), name_column
    ):
        bottom += 1
    lines = [_spread(sheet, row) for row in range(top, bottom + 1)]
    used = sorted({column for line in lines for column in line})
    spare = _spare_columns(sheet, bottom)
    columns = (Column(n, _path(lines, n)) for n in used if n not in spare)
    return Header(top, bottom, tuple(column for column in columns if column.path))


def candidates(sheet: Sheet, wish: ColumnWish) -> Iterator[tuple[int, int]]:
    """(row, column) of cells that may be the title of the column of names."""
    phrases = [fold(keyword) for keyword in wish.keywords]
    for row in title_rows(sheet):
        scored = [(name_score(cell, phrases), -cell.column) for cell in row.cells]
        score, column = max(scored)
        if score > _SHORT or (score and _is_heading(row)):
            yield row.number, -column


def _is_heading(row: Row) -> bool:
    """More than the line of a group, "II | Huyện", that a short title may be."""
    texts = [cell for cell in row.texts if not cell.is_blank]
    return len(texts) > 2 and not any(map(_is_roman, texts))


def title_rows(sheet: Sheet) -> Iterator[Row]:
    """Rows that may hold titles: two texts or more and no number but of a year."""
    for at, row in enumerate(sheet.rows):
        if row.has_number and (at > _LOOKED_AT or not _only_years(row)):
            continue
        if len({cell.text for cell in row.cells if not cell.is_blank}) > 1:
            yield row


def _only_years(row: Row) -> bool:
    """A title may be the number of a year: beside "Đơn vị", "2020", "2021"."""
    numbers = [cell.value for cell in row.cells if cell.kind is Kind.NUMBER]
    return len(row.texts) > 1 and all(number in _YEARS for number in numbers)


def matches(header: Header, wish: ColumnWish) -> list[Column]:
    """The columns that answer the wish best; more than one means ambiguous.

    A title that is the phrase itself beats one that holds it among other words, and
    that one a phrase in a title shared with other columns.
    """
    phrases = [fold(keyword) for keyword in wish.keywords]
    scored = [(_score(column, phrases), column) for column in header.columns]
    best = max((score for score, _ in scored), default=0)
    return [column for score, column in scored if score == best and score]


def name_matches(header: Header, wish: ColumnWish) -> list[Column]:
    """As `matches`, without columns of codes, serial numbers or measures."""
    banned = [fold(phrase) for phrase in _NOT_A_NAME]
    columns = tuple(
        column
        for column in header.columns
        if not any(f"{column.folded} ".startswith(f"{phrase} ") for phrase in banned)
    )
    found = matches(Header(header.top, header.bottom, columns), wish)
    exact = [c for c in found if _bare(fold(c.title)) in map(fold, wish.keywords)]
    return exact or found or [c for c in columns if fold(c.title) in _SHORT_NAMES]


def _bare(title: str) -> str:
    """ "tên đơn vị" → "đơn vị": of two columns it is the one with the names."""
    return title.removeprefix(f"{fold('tên')} ")


def has_numbers_below(sheet: Sheet, header: Header) -> bool:
    """True when one of the five rows after the header holds a number."""
    following = [row for row in sheet.rows if row.number > header.bottom][:5]
    return any(is_numberish(cell) for row in following for cell in row.cells)


def _score(column: Column, phrases: Sequence[str]) -> int:
    own, whole = fold(column.title), column.folded
    if own in phrases or whole in phrases:
        return 3
    if any(contains_words(own, phrase) for phrase in phrases):
        return 2
    return 1 if any(contains_words(whole, phrase) for phrase in phrases) else 0


def name_score(cell: Cell, phrases: Sequence[str]) -> int:
    """How well the cell titles a column of names: 3 just that, 0 not at all."""
    if cell.kind is not Kind.TEXT or len(str(cell.value)) > _LONGEST:
        return 0
    text = fold(cell.text)
    if any(f"{text} ".startswith(f"{fold(phrase)} ") for phrase in _NOT_A_NAME):
        return 0
    if text in phrases:
        return 3
    if any(contains_words(text, phrase) for phrase in phrases):
        return 2
    return _SHORT if text in _SHORT_NAMES else 0


def _top(sheet: Sheet, number: int, name_column: int) -> int:
    """One row higher when a line of shared titles stands above the values only."""
    above = sheet.row(number - 1)
    texts = [cell for cell in above.cells if not cell.is_blank]
    shared = bool(texts) and all(
        cell.kind is Kind.TEXT and cell.column > name_column and not _is_note(cell)
        for cell in texts
    )
    return number - 1 if shared else number


def _is_note(cell: Cell) -> bool:
    text = fold(cell.text)
    return cell.text.startswith("(") or any(
        contains_words(text, fold(note)) for note in _NOTES
    )


def _is_lower_line(row: Row, name_column: int) -> bool:
    """A further line of titles: no name, no number, some text beside the names."""
    cells = [cell for cell in row.cells if not cell.is_blank]
    alone = len(cells) == 1 and cells[0].column < name_column
    return (
        bool(cells)
        and not alone
        and all(
            cell.kind is Kind.TEXT
            and (cell.column != name_column or fold(cell.text) in _MEASURES)
            and not is_numberish(cell)
            and not _is_roman(cell)
            for cell in cells
        )
    )


def _spare_columns(sheet: Sheet, bottom: int) -> set[int]:
    """Columns under a title merged over several of which only one is filled.

    Office people merge "Đơn vị" over two columns to make it wider.
    """
    spare: set[int] = set()
    for merge in sheet.merged:
        if merge.top <= bottom <= merge.bottom and merge.right > merge.left:
            right = min(merge.right, merge.left + _WIDEST)
            columns = range(merge.left, right + 1)
            filled = {n for n in columns if _is_filled(sheet, n, bottom)}
            if len(filled) == 1:
                spare |= set(columns) - filled
    return spare


def _is_filled(sheet: Sheet, column: int, bottom: int) -> bool:
    below = (row for row in sheet.rows if row.number > bottom)
    return any(not row.at(column).is_blank for row in below)


def _is_roman(cell: Cell) -> bool:
    return bool(re.fullmatch(r"[IVX]+\.?", cell.text))


def _touching(sheet: Sheet, number: int) -> Iterable[Merge]:
    """Merged ranges that begin in this row above some text."""
    return (
        merge
        for merge in sheet.merged
        if merge.top == number and not sheet.row(number).at(merge.left).is_blank
    )


def _spread(sheet: Sheet, number: int) -> dict[int, str]:
    """Column → text of a header row, merged cells counted in all they cover."""
    line = {c.column: c.text for c in sheet.row(number).cells if not c.is_blank}
    for merge in sheet.merged:
        if merge.top <= number <= merge.bottom:
            anchor = sheet.row(merge.top).at(merge.left)
            if not anchor.is_blank:
                right = min(merge.right, merge.left + 200)
                line |= dict.fromkeys(range(merge.left, right + 1), anchor.text)
    return line


def _path(lines: Sequence[dict[int, str]], column: int) -> tuple[str, ...]:
    texts = [line[column] for line in lines if column in line]
    return tuple(
        text for at, text in enumerate(texts) if at == 0 or text != texts[at - 1]
    )
