"""Numbers, dates and periods as Vietnamese official papers write them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from intake.reading.vocabulary import UNITS

NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?)"
_QUANTITY = (
    rf"(?<![\d.,/\w])(?P<low>{NUMBER})(?P<pct1>\s?%)?"
    rf"(?:/\d{{1,4}}|\s?(?:[-–]|đến|tới)\s?(?P<high>{NUMBER}))?(?![\d/])"
    rf"(?:\s?(?P<pct>%)|\s(?P<unit>{UNITS})(?!\w))"
)
QUANTITY = re.compile(_QUANTITY, re.IGNORECASE)
DATE = re.compile(
    r"(?:(?P<d1>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<m1>\d{1,2})\s?(?P=sep)\s?(?P<y1>(?:19|20)\d\d)"
    r"|(?P<d2>\d{1,2})\s?tháng\s?(?P<m2>\d{1,2})\s?,?\s?năm\s?(?P<y2>(?:19"
    r"|20)\s?\d\s?\d))"
    r"(?!\d)"
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
PERIOD = re.compile(
    r"quý\s(?P<quarter>IV|I{1,3}|[1-4])\s?(?:/|-|,?\s?năm)\s?(?P<y1>20\d\d)"
    r"|(?P<half>6|06|sáu) tháng (?P<which>đầu|cuối) năm (?P<y2>20\d\d)"
    r"|(?P<nine>9|09|chín) tháng (?:đầu )?năm (?P<y3>20\d\d)"
    r"|tháng\s?(?P<month>\d{1,2})\s?(?:/|-|,?\s?năm)\s?(?P<y4>20\d\d)"
    r"|năm (?P<y5>20\d\d)",
    re.IGNORECASE,
)


def plain(figure: str) -> str:
    """Return "2.300" as "2300", "12,5" as "12.5", "05" as "5"."""
    value = Decimal(figure.replace(".", "").replace(",", "."))
    return f"{value.normalize():f}"


def figure_of(found: re.Match[str]) -> str:
    """Return the value of a QUANTITY match; a range as "5-10"."""
    low = plain(found["low"])
    return f"{low}-{plain(found['high'])}" if found["high"] else low


def iso(found: re.Match[str]) -> str | None:
    """Return a DATE match as an ISO date, or ``None`` for an impossible day."""
    day, month = found["d1"] or found["d2"], found["m1"] or found["m2"]
    year = re.sub(r"\s", "", found["y1"] or found["y2"])
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def find_date(text: str) -> str | None:
    """Return the first full date in a passage as an ISO date."""
    return next((day for one in DATE.finditer(text) if (day := iso(one))), None)


def period_code(found: re.Match[str]) -> str:
    """Return a PERIOD match as a period code: 2024-Q2, 2024-H1, 2024-M06, 2024-Y."""
    if found["quarter"]:
        return f"{found['y1']}-Q{_QUARTERS[found['quarter'].lower()]}"
    if found["half"]:
        return f"{found['y2']}-H{1 if found['which'].lower() == 'đầu' else 2}"
    if found["nine"]:
        return f"{found['y3']}-N9"
    if found["month"]:
        return f"{found['y4']}-M{int(found['month']):02d}"
    return f"{found['y5']}-Y"
