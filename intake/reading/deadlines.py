"""When a task is due, where the text says so."""

from __future__ import annotations

import re

from intake.reading import numbers

_DUE = (
    r"(?:trước|chậm nhất(?: là)?(?: vào| đến)?|xong|hoàn thành|đến hết|đến|hạn|vào"
    r"|trong|từ nay"
    r"|thời (?:gian|hạn)[^:.;]{0,25}:)"
)
_FIXED = re.compile(
    rf"{_DUE}(?: xong| trước| trong| hết)*\s(?:ngày\s)?"
    rf"(?:\d{{1,2}}/\d{{1,2}}(?:,| và)\s(?:ngày\s)?)?(?={numbers.DATE.pattern})",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"(?:hoàn thành|xong|trong|trước|thời (?:gian|hạn)[^:.;]{0,25}:|báo cáo|vào"
    r"|chậm nhất)"
    r"(?: xong| trước| trong| hết| vào| là)*\s",
    re.IGNORECASE,
)
_YEARLY = re.compile(
    r"(?:hoàn thành|xong|thời (?:gian|hạn)[^:.;]{0,25}:)", re.IGNORECASE
)
_RECURRING = re.compile(
    r"trước (?:ngày )?\d{1,2}/\d{1,2}(?:/?\s?(?:hằng"
    r"|hàng) năm)?[^.;)]{0,40}?(?:(?:hằng|hàng) năm|(?=[.;)]))"
    r"|0?6 tháng(?: đầu năm)?(?:,| và| hoặc)? (?:(?:0?1|cả|một) )?năm"
    r"|định kỳ (?:(?:hằng|hàng) )?(?:tháng|quý|năm|0?6 tháng)(?:, (?:quý|0?6 tháng"
    r"|(?:0?1 )?năm|cả năm))*"
    r"|(?:hằng|hàng) (?:năm|tháng|quý|tuần)|thường xuyên hằng năm",
    re.IGNORECASE,
)


def find_deadline(text: str) -> tuple[str | None, str | None]:
    """Return (ISO date or period code, the words); ``None`` where the text fixes none.

    "06 tháng, 01 năm" and dates without a year are words only.
    """
    for found in _FIXED.finditer(text):
        day = numbers.DATE.match(text, found.end())
        if day and (code := numbers.iso(day)):
            return code, text[found.start() : day.end()]
    for found in _WITHIN.finditer(text):
        period = numbers.PERIOD.match(text, found.end())
        if period and (not period["y5"] or _YEARLY.match(found.group())):
            return numbers.period_code(period), text[found.start() : period.end()]
    again = _RECURRING.search(text)
    return None, again.group().strip("( ") if again else None
