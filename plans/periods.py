"""Reporting periods as values: codes, labels, windows and their place in the year.

Pure: no framework, no database. The windows of `Scheme.REPORTING` are those of
the reporting regime (Nghị định 09/2019/NĐ-CP, as in Quyết định 01/2023/QĐ-UBND
Khánh Hòa, Điều 4): the year runs from 15 December to 14 December.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import total_ordering

from sheets.wording import Words

FIRST_YEAR, LAST_YEAR = 1900, 2999
_ECHO = 100
_CODE = re.compile(r"([0-9]{4})-(?:M([0-9]{2})|Q([1-4])|H([12])|(N)9|(Y))")
_ADVICE = (
    "Hãy ghi như 2021-Q1 (quý), 2021-M03 (tháng), 2021-H1 (6 tháng), "
    "2021-N9 (9 tháng) hoặc 2021-Y (năm)."
)


class BadPeriod(ValueError):
    """A period that does not exist; its text is one Vietnamese sentence for people."""


class Kind(StrEnum):
    """How long a period is; the values are the letters of the period codes."""

    MONTH = "M"
    QUARTER = "Q"
    HALF = "H"
    NINE = "N"
    YEAR = "Y"

    @property
    def months(self) -> int:
        """How many months a period of this kind lasts."""
        return _MONTHS[self]

    @property
    def per_year(self) -> int:
        """How many periods of this kind a year has (the nine-month one: 1)."""
        return 12 // _MONTHS[self]


class Scheme(StrEnum):
    """Which calendar a plan counts by: 15→14, or the ordinary one."""

    REPORTING = "REPORTING"
    CALENDAR = "CALENDAR"


_MONTHS = {Kind.MONTH: 1, Kind.QUARTER: 3, Kind.HALF: 6, Kind.NINE: 9, Kind.YEAR: 12}
_KIND_NAMES = {
    Kind.MONTH: "tháng",
    Kind.QUARTER: "quý",
    Kind.HALF: "6 tháng",
    Kind.NINE: "9 tháng",
    Kind.YEAR: "năm",
}
# By what follows the year in the code; of the months one for all.
_LABELS = Words(
    "period",
    {
        "M": "Tháng {number}/{year}",
        "Q1": "Quý I/{year}",
        "Q2": "Quý II/{year}",
        "Q3": "Quý III/{year}",
        "Q4": "Quý IV/{year}",
        "H1": "6 tháng đầu năm {year}",
        "H2": "6 tháng cuối năm {year}",
        "N9": "9 tháng năm {year}",
        "Y": "Năm {year}",
    },
)


@total_ordering
@dataclass(frozen=True)
class Period:
    """One reporting period, such as the first quarter of 2021.

    `number` counts the periods of one kind within the year, from 1; the
    nine-month period and the year have only number 1. Periods sort by their end,
    and of those that end together the shorter comes first.
    """

    kind: Kind
    year: int
    number: int = 1

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise BadPeriod(
                f"Năm {self.year} ngoài khoảng {FIRST_YEAR}–{LAST_YEAR}. "
                "Hãy ghi năm bằng bốn chữ số."
            )
        if not 1 <= self.number <= self.kind.per_year:
            raise BadPeriod(
                f"Một năm không có {_KIND_NAMES[self.kind]} thứ {self.number}. "
                f"{_ADVICE}"
            )

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period of a code such as "2021-Q1"; blanks and case are forgiven.

        Raises `BadPeriod` with a sentence that says how to write a code.
        """
        found = _CODE.fullmatch(text.strip().upper())
        if not found:
            raise BadPeriod(f"Kỳ báo cáo “{text[:_ECHO]}” không đúng. {_ADVICE}")
        year, month, quarter, half, nine, _ = found.groups()
        if month:
            return cls(Kind.MONTH, int(year), int(month))
        if quarter:
            return cls(Kind.QUARTER, int(year), int(quarter))
        if half:
            return cls(Kind.HALF, int(year), int(half))
        return cls(Kind.NINE if nine else Kind.YEAR, int(year))

    def __lt__(self, other: Period) -> bool:
        return self.ordinal < other.ordinal

    def __str__(self) -> str:
        return self.code

    @property
    def first_month(self) -> int:
        """The month of the year (1–12) the period begins with."""
        return (self.number - 1) * self.kind.months + 1

    @property
    def last_month(self) -> int:
        """The month of the year (1–12) the period ends with."""
        return self.number * self.kind.months

    @property
    def code(self) -> str:
        """The stable code, at most 8 characters: "2021-M03", "2021-Q1", "2021-Y"."""
        tail = {Kind.MONTH: f"{self.number:02}", Kind.NINE: "9", Kind.YEAR: ""}
        return f"{self.year}-{self.kind.value}{tail.get(self.kind, self.number)}"

    @property
    def label(self) -> str:
        """The words of the papers: "Quý I/2021", "6 tháng đầu năm 2021"."""
        tail = "M" if self.kind is Kind.MONTH else self.code[5:]
        return _LABELS.say(tail, number=self.number, year=self.year)

    @property
    def ordinal(self) -> int:
        """A sort key for the database: year, month of the end, length in months."""
        return self.year * 10_000 + self.last_month * 100 + self.kind.months

    @property
    def elapsed_share(self) -> Fraction:
        """The share of the year that is over when the period ends (Q1: 1/4)."""
        return Fraction(self.last_month, 12)

    def window(self, scheme: Scheme) -> tuple[date, date]:
        """The first and the last day, both inside; the last is the cut-off."""
        if scheme is Scheme.CALENDAR:
            last_day = monthrange(self.year, self.last_month)[1]
            return (
                date(self.year, self.first_month, 1),
                date(self.year, self.last_month, last_day),
            )
        last = date(self.year, self.last_month, 14)
        if self.first_month == 1:
            return date(self.year - 1, 12, 15), last
        return date(self.year, self.first_month - 1, 15), last

    def year_start(self, scheme: Scheme) -> date:
        """The day from which running totals count (15/12 of the year before)."""
        return Period(Kind.YEAR, self.year).window(scheme)[0]

    def is_finished(self, on: date, scheme: Scheme) -> bool:
        """Whether the cut-off lies before `on`; on the cut-off itself, not yet."""
        return on > self.window(scheme)[1]

    def is_made_of(self, grain: Kind) -> bool:
        """Whether periods of `grain` add up to exactly this period."""
        return sum(part.kind.months for part in self._inside(grain)) == self.kind.months

    def parts(self, grain: Kind) -> tuple[Period, ...]:
        """The periods of `grain` this one is made of, in order.

        Raises `BadPeriod` where they do not make it (a quarter has no halves).
        """
        if not self.is_made_of(grain):
            raise BadPeriod(
                f"{self.label} không gồm trọn các kỳ {_KIND_NAMES[grain]}. "
                "Hãy chọn kỳ dài hơn kỳ nhập số liệu."
            )
        return self._inside(grain)

    def up_to(self, grain: Kind) -> tuple[Period, ...]:
        """The periods of `grain` from the start of the year to the end of this one.

        Raises `BadPeriod` where none of them ends with this period.
        """
        until = tuple(
            part
            for part in of_year(self.year, grain)
            if part.last_month <= self.last_month
        )
        if not until or until[-1].last_month != self.last_month:
            raise BadPeriod(
                f"Không có kỳ {_KIND_NAMES[grain]} nào kết thúc cùng {self.label}. "
                "Hãy chọn kỳ dài hơn kỳ nhập số liệu."
            )
        return until

    def previous(self) -> Period:
        """The period of the same kind just before; of the nine months, last year's."""
        if self.number > 1:
            return Period(self.kind, self.year, self.number - 1)
        return Period(self.kind, self.year - 1, self.kind.per_year)

    def next(self) -> Period:
        """The period of the same kind just after; of the nine months, next year's."""
        if self.number < self.kind.per_year:
            return Period(self.kind, self.year, self.number + 1)
        return Period(self.kind, self.year + 1)

    def year_before(self) -> Period:
        """The same period one year before (cùng kỳ năm trước)."""
        return Period(self.kind, self.year - 1, self.number)

    def _inside(self, grain: Kind) -> tuple[Period, ...]:
        return tuple(
            part
            for part in of_year(self.year, grain)
            if self.first_month <= part.first_month
            and part.last_month <= self.last_month
        )


def of_year(year: int, kind: Kind) -> tuple[Period, ...]:
    """All periods of one kind of one year, in order."""
    return tuple(Period(kind, year, number) for number in range(1, kind.per_year + 1))


def containing(day: date, kind: Kind, scheme: Scheme) -> Period:
    """The period of `kind` that holds `day`: 15/12/2020 is in 2021-Q1 (REPORTING).

    Raises `BadPeriod` for a day of the last quarter and the nine-month kind.
    """
    year, month = day.year, day.month
    if scheme is Scheme.REPORTING and day.day > 14:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    number = (month - 1) // kind.months + 1
    if number > kind.per_year:
        raise BadPeriod(
            f"Ngày {day:%d/%m/%Y} không thuộc 9 tháng năm {year}. "
            "Hãy chọn quý hoặc năm."
        )
    return Period(kind, year, number)
