"""One day as the subject of an ad-hoc collection: "số liệu đến ngày 14/12/2020".

Pure. It stands where a `Period` stands on boards and entry pages, and is part of no
period: its figures are states at the end of the day, added over units, never over
time (docs/adr/0007).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import total_ordering

from plans.periods import BadPeriod, Kind, Period, Scheme, containing
from sheets.wording import gettext as _


@total_ordering
@dataclass(frozen=True)
class AsOf:
    """How things stood at the end of `day`; sorts among periods by that day."""

    day: date

    def __lt__(self, other: Period | AsOf) -> bool:
        return self.ordinal < other.ordinal

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """Eight digits, "20201214": no period has such a code."""
        return f"{self.day:%Y%m%d}"

    @property
    def label(self) -> str:
        return _("Số liệu đến ngày {day}", day=format(self.day, "%d/%m/%Y"))

    @property
    def year(self) -> int:
        """The reporting year the day lies in: 15/12/2020 is of 2021."""
        return containing(self.day, Kind.MONTH, Scheme.REPORTING).year

    @property
    def ordinal(self) -> int:
        """Just before the periods that end in the month the day lies in."""
        month = containing(self.day, Kind.MONTH, Scheme.REPORTING)
        return month.year * 10_000 + month.number * 100

    def window(self, _scheme: Scheme) -> tuple[date, date]:
        """The day itself, whatever the calendar."""
        return self.day, self.day

    def is_finished(self, on: date, _scheme: Scheme) -> bool:
        return on > self.day

    def up_to(self, _grain: Kind) -> tuple[AsOf, ...]:
        """Only itself: a state at one day is no sum over the year."""
        return (self,)

    def parts(self, _grain: Kind) -> tuple[Period, ...]:
        """Raises `BadPeriod`: no period is made of days."""
        raise BadPeriod(
            _(
                "{day} không thuộc kỳ nào của năm. Hãy chọn quý, 6 tháng hoặc năm.",
                day=self.label,
            )
        )

    def year_before(self) -> AsOf:
        """The same day one year before; 29 February becomes the 28th."""
        day = 28 if (self.day.month, self.day.day) == (2, 29) else self.day.day
        return AsOf(self.day.replace(year=self.day.year - 1, day=day))

    def previous(self) -> AsOf:
        """There is no day before in a series of one: the same day of last year."""
        return self.year_before()


def of_code(code: str) -> Period | AsOf:
    """The period, or the day, of a stored code. Raises `BadPeriod`."""
    if len(code) == 8 and code.isascii() and code.isdigit():
        try:
            return AsOf(date(int(code[:4]), int(code[4:6]), int(code[6:])))
        except ValueError as error:
            raise BadPeriod(_("Ngày “{code}” không có thật.", code=code)) from error
    return Period.parse(code)
