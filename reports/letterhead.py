"""The formal parts of an official report: who issues it, its number, who signs.

Pure but for the plan it starts from. Form: Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from plans.models import Plan
from plans.periods import Period
from plans.symbols import BadSymbol, Symbol
from sheets.wording import on_paper

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
KIND = "BÁO CÁO"
_COMMITTEE = "ủy ban nhân dân "
_BLANK_DAY, _BLANK_NUMBER = "      ", "         "


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """The fields a person may change; lines of a block are parted by "\\n".

    `superior` is empty where the issuer has none above it in the letterhead (a
    provincial People's Committee). `symbol` is what follows the number ("BC-UBND").
    """

    superior: str = ""
    issuer: str = ""
    symbol: str = ""
    place: str = ""
    subject: str = ""
    capacity: str = ""
    signer: str = ""
    recipients: str = ""

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Letterhead:
        """The stored fields; unknown ones are left out, absent ones are empty."""
        known = {item.name for item in fields(cls)}
        return cls(**{k: str(v) for k, v in values.items() if k in known})

    def as_json(self) -> dict[str, str]:
        return asdict(self)

    @property
    def issuer_lines(self) -> tuple[str, ...]:
        """As the block shows them: "ỦY BAN NHÂN DÂN", "THÀNH PHỐ HÀ NỘI"."""
        if "\n" not in self.issuer and self.issuer.lower().startswith(_COMMITTEE):
            at = len(_COMMITTEE)
            return self.issuer[: at - 1].upper(), self.issuer[at:].upper()
        return lines_of(self.issuer.upper())

    @property
    def superior_lines(self) -> tuple[str, ...]:
        return lines_of(self.superior.upper())

    def with_subject(self, subject: str) -> Letterhead:
        return replace(self, subject=subject)


def lines_of(text: str) -> tuple[str, ...]:
    """The lines that hold something, trimmed."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def from_plan(plan: Plan, period: Period) -> Letterhead:
    """What the plan's own document says of its issuer, signer and recipients."""
    document = plan.document
    return Letterhead(
        issuer=document.issuer,
        symbol=f"BC-{_body(document.symbol)}".rstrip("-"),
        place=document.place,
        subject=subject_of(plan, period),
        capacity=document.signing_capacity.replace(" / ", "\n"),
        signer=document.signer,
        recipients="\n".join(document.recipients),
    )


@on_paper()
def subject_of(plan: Plan, period: Period) -> str:
    """ "Kết quả công tác phòng, chống ma túy 6 tháng đầu năm 2021"."""
    what = plan.title.removesuffix(f" năm {plan.year}").strip()
    return f"Kết quả công tác {_small(what)} {_small(period.label)}"


def number_line(number: str, symbol: str) -> str:
    """ "Số: 05/BC-UBND"; room to write where the number is not given yet."""
    return f"Số: {written_number(number) or _BLANK_NUMBER}/{symbol}"


def written_number(number: str) -> str:
    """Numbers under 10 have a zero before them (Phụ lục I of the decree)."""
    number = number.strip()
    return number.zfill(2) if number.isdigit() else number


def date_line(place: str, day: dt.date | None, *, year: int) -> str:
    """ "Hà Nội, ngày 05 tháng 01 năm 2022": zeros before days < 10, months 1 and 2."""
    before = f"{place}, " if place else ""
    if day is None:
        return f"{before}ngày{_BLANK_DAY}tháng{_BLANK_DAY}năm {year}"
    return f"{before}{written_day(day)}"


def written_day(day: dt.date) -> str:
    """ "ngày 15 tháng 6 năm 2021"."""
    month = f"{day.month:02}" if day.month < 3 else f"{day.month}"
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def short_day(day: dt.date) -> str:
    """ "15/6/2021", "05/01/2022": the same zeros in figures."""
    month = f"{day.month:02}" if day.month < 3 else f"{day.month}"
    return f"{day.day:02}/{month}/{day.year}"


def attached_to(
    letterhead: Letterhead, number: str, day: dt.date | None, *, year: int
) -> str:
    """ "(Kèm theo Báo cáo số 05/BC-UBND ngày … của …)" under an annex's title."""
    symbol = f"{written_number(number) or _BLANK_NUMBER}/{letterhead.symbol}"
    issuer = " ".join(lines_of(letterhead.issuer))
    dated = date_line("", day, year=year)
    return f"(Kèm theo Báo cáo số {symbol} {dated} của {issuer})"


def _body(symbol: str) -> str:
    try:
        return Symbol.parse(symbol).body
    except BadSymbol:
        return ""


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
