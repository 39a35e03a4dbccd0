"""What the register's pages show: communes with their standing, sums by district."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from django.utils import timezone

from communes import labels
from communes.models import Assessment
from communes.models.assessments import year_window
from communes.standing import Standing, Status, communes_on, standings
from plans.periods import Kind, Scheme, containing
from sheets.numbers import format_number, format_percent
from sheets.wording import gettext as _
from units.models import Unit
from units.names import search_key
from units.querysets import UnitQuerySet

FIRST_YEAR = 2012  # 4026/UBND-VX, the oldest document the product knows


@dataclass(frozen=True)
class RegisterRow:
    """One commune on a day; every text is ready to print."""

    unit: Unit
    district: str
    standing: Standing

    @property
    def code(self) -> str:
        return labels.STANDING_BADGE[self.standing.status]

    @property
    def label(self) -> str:
        return labels.STANDING[self.standing.status]

    @property
    def since(self) -> str:
        day = self.standing.since
        return f"{day:%d/%m/%Y}" if day else ""

    @property
    def basis(self) -> str:
        if self.standing.came_from:
            return _("từ {came_from}", came_from=", ".join(self.standing.came_from))
        return self.standing.basis

    @property
    def export(self) -> list[str]:
        """A line of the CSV under `EXPORT_HEADER`."""
        cells = (self.unit.key, self.unit.full_name, self.district, self.label)
        return [*cells, self.since, self.basis]


EXPORT_HEADER = ["Mã", "Xã", "Quận, huyện", "Tình trạng", "Từ ngày", "Căn cứ"]


@dataclass(frozen=True)
class Tally:
    """How many communes stand where: of a district, or of all."""

    label: str
    total: int
    by_status: Counter[Status] = field(repr=False)
    unit: Unit | None = None

    def count(self, *statuses: Status) -> int:
        return sum(self.by_status[status] for status in statuses)

    @property
    def recognised(self) -> str:
        return format_number(self.count(Status.RECOGNISED))

    @property
    def percent(self) -> str:
        return format_percent(self.count(Status.RECOGNISED), self.total)

    @property
    def cells(self) -> list[str]:
        """Total, recognised, percent, to review, key areas I, II, III, withdrawn."""
        counts = [self.count(status) for status in _SHOWN]
        first = [format_number(self.total), self.recognised, self.percent]
        return [*first, *(format_number(count) for count in counts)]


_SHOWN = (
    Status.NEEDS_REVIEW,
    Status.KEY_I,
    Status.KEY_II,
    Status.KEY_III,
    Status.WITHDRAWN,
)


@dataclass(frozen=True)
class Register:
    """Every commune of a scope on a day, unfiltered."""

    day: dt.date
    rows: list[RegisterRow]

    def matching(
        self, *, text: str = "", district: str = "", status: str = ""
    ) -> list[RegisterRow]:
        """Rows of a search without diacritics, a district's key and a status."""
        wanted = search_key(text)
        return [
            row
            for row in self.rows
            if wanted in row.unit.search_key
            and district in ("", row.unit.parent.key if row.unit.parent else "")
            and status in ("", row.standing.status)
        ]

    @property
    def districts(self) -> list[Unit]:
        return parents_of([row.unit for row in self.rows])

    @property
    def tally(self) -> Tally:
        return _tally(_("Tổng"), self.rows)

    @property
    def by_district(self) -> list[Tally]:
        return [
            _tally(
                str(district),
                [row for row in self.rows if row.unit.parent_id == district.pk],
                district,
            )
            for district in self.districts
        ]

    @property
    def sentence(self) -> str:
        """ "18/142 xã, phường không ma túy (12,68%); trọng điểm loại I: 2, …"."""
        kinds = {row.unit.type for row in self.rows}
        words = ", ".join(word for kind, word in labels.TYPE.items() if kind in kinds)
        total = format_number(len(self.rows))
        share = f"{self.tally.recognised}/{total} {words or labels.TYPE['Xã']}"
        told = _("{share} không ma túy", share=share)
        told += f" ({self.tally.percent})" if self.tally.percent else ""
        keys = {"I": Status.KEY_I, "II": Status.KEY_II, "III": Status.KEY_III}
        counts = {numeral: self.tally.count(key) for numeral, key in keys.items()}
        if any(counts.values()):
            parts = (_("loại {type}: {n}", type=t, n=n) for t, n in counts.items())
            told += _("; trọng điểm {parts}", parts=", ".join(parts))
        return told


def _tally(label: str, rows: list[RegisterRow], unit: Unit | None = None) -> Tally:
    counts = Counter(row.standing.status for row in rows)
    return Tally(label, len(rows), counts, unit)


def register(units: UnitQuerySet, day: dt.date) -> Register:
    """The register of `units` on `day`; three queries, however many communes."""
    communes = communes_on(units, day)
    found = standings(communes, day)
    rows = [
        RegisterRow(unit, str(unit.parent or ""), found[unit.pk]) for unit in communes
    ]
    return Register(day, rows)


def sheets_of(units: Iterable[Unit], year: int) -> dict[int, list[Assessment]]:
    """Sheets of a year by unit; one query."""
    found: dict[int, list[Assessment]] = {}
    rows = Assessment.objects.filter(unit__in=[unit.pk for unit in units], year=year)
    for row in rows.order_by("criteria_set__in_force_from"):
        found.setdefault(row.unit_id, []).append(row)
    return found


def sheet_cells(sheets: list[Assessment] | None) -> list[tuple[int, str, str]]:
    """Number, state and its words of each sheet, for a row of the register."""
    return [(row.pk, row.state, labels.STATE[row.state]) for row in sheets or []]


@dataclass(frozen=True)
class KeyFigure:
    """As partials/key_figures.html takes it."""

    label: str
    value: str
    unit: str = ""
    note: str = ""
    url: str = ""


def key_figures(book: Register, url: str) -> list[KeyFigure]:
    """The counts above the register, each leading to its communes at `url`."""
    tally, whole = book.tally, format_number(len(book.rows))
    shown = [status for status in _SHOWN if status is not Status.WITHDRAWN]
    first = Status.RECOGNISED
    return [
        KeyFigure(
            labels.STANDING[status],
            format_number(tally.count(status)),
            _("/{whole} đơn vị", whole=whole) if status is first else _("đơn vị"),
            tally.percent if status is first else "",
            f"{url}&status={status}",
        )
        for status in (first, *shown)
    ]


def waiting_for_decision(
    units: UnitQuerySet, year: int, *, key_type: str = ""
) -> list[Unit]:
    """Communes whose approved sheet of a year says so, and no decision yet.

    Drug-free ones, or those of a type of key area ("I", "II", "III").
    """
    outcomes = (f"TYPE_{key_type}",) if key_type else ("DRUG_FREE", "PASSED")
    wanted = Status(f"KEY_{key_type}") if key_type else Status.RECOGNISED
    approved = Assessment.objects.filter(
        unit__in=units,
        year=year,
        state=Assessment.State.APPROVED,
        outcome__in=outcomes,
    ).select_related("unit__parent")
    named = {row.unit_id: row.unit for row in approved.order_by("unit__sort_key")}
    found = standings(named.values(), today())
    return [unit for unit in named.values() if found[unit.pk].status is not wanted]


# Choices of a page ------------------------------------------------------------


def parents_of(communes: Iterable[Unit]) -> list[Unit]:
    """The districts (or provinces) right above communes, in order of name."""
    found = {unit.parent_id: unit.parent for unit in communes if unit.parent}
    return sorted(found.values(), key=lambda unit: (unit.sort_key, unit.key))


def chosen_district(key: str | None, districts: list[Unit]) -> Unit | None:
    """The district asked for; the first one unless all are wanted ("all")."""
    if key == "all" or not districts:
        return None
    return next((unit for unit in districts if unit.key == key), districts[0])


def whole(text: str | None) -> int | None:
    """A whole number of an address, or None."""
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def chosen_year(text: str | None) -> int:
    """The year asked for; the running one where it is none a page offers."""
    year = whole(text)
    return year if year in years() else current_year()


# Years ------------------------------------------------------------------------


def today() -> dt.date:
    return timezone.localdate()


def current_year(day: dt.date | None = None) -> int:
    """The reporting year a day lies in: from 15 December the next one."""
    return containing(day or today(), Kind.YEAR, Scheme.REPORTING).year


def years() -> list[int]:
    """Years a page offers, the newest first."""
    return list(range(current_year(), FIRST_YEAR - 1, -1))


def chosen_day(year: int, text: str | None) -> dt.date:
    """The day an address asks for, else that of `year`; no later than today."""
    asked = _day(text or "")
    if asked is None or not FIRST_YEAR <= asked.year <= today().year:
        return day_of(year)
    return min(asked, today())


def _day(text: str) -> dt.date | None:
    """A day as an address or a person writes it: 2021-06-14, 14/6/2021."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        with suppress(ValueError):
            return dt.datetime.strptime(text.strip(), form).date()
    return None


def day_of(year: int) -> dt.date:
    """The day a year is looked at: its last day, or today while it runs."""
    return min(year_window(year)[1], today())
