"""A report as it stands, the files it makes, and what has changed since it went out."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from plans.models import Plan
from plans.periods import Kind, Period
from reports.annex_out import Heading, annex
from reports.figures_read import PlanFigures, plan_figures
from reports.letterhead import Letterhead, attached_to, from_plan, short_day
from reports.letters import Letter, official_report
from reports.models import Report
from reports.paper import Line, Paper, as_json, from_json, paper_of
from reports.report_text import Section, edited, sections_of, window_words
from reports.standing import standing_of
from sheets.numbers import format_number
from sheets.wording import on_paper

KINDS = (Kind.QUARTER, Kind.HALF, Kind.NINE, Kind.YEAR)
ILLUSTRATIVE = "Số liệu minh họa, không phải số liệu chính thức"
_DAY = dt.timedelta(days=1)
_FIELDS = {
    "quota": "Chỉ tiêu năm",
    "in_period": "Kết quả trong kỳ",
    "in_period_of": "Trên tổng số trong kỳ",
    "to_date": "Lũy kế từ đầu năm",
    "to_date_of": "Trên tổng số lũy kế",
    "before": "Cùng kỳ năm trước",
}


@dataclass(frozen=True, kw_only=True)
class Files:
    """The two files of a report; `data` is what they were made of."""

    docx: bytes
    xlsx: bytes
    data: dict[str, Any]

    def of(self, form: str) -> bytes:
        return self.docx if form == "docx" else self.xlsx


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A figure that is not what the issued report says; finished strings."""

    target: str
    unit: str
    column: str
    issued: str
    now: str
    change: str


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A plan at a period with what a person wrote: one reading of the database.

    The day after the cut-off is "today": the same data give the same report on
    whatever day it is made.
    """

    plan: Plan
    period: Period
    letterhead: Letterhead
    texts: Mapping[str, Mapping[str, str]]
    figures: PlanFigures

    @cached_property
    @on_paper()
    def paper(self) -> Paper:
        return paper_of(self.figures)

    @cached_property
    @on_paper()
    def drafted(self) -> tuple[Section, ...]:
        """The sections as the figures alone tell them."""
        standing = standing_of(self.plan, self.period, self.figures.duties)
        return sections_of(self.figures, self.paper, standing, self.letterhead)

    @property
    def sections(self) -> tuple[Section, ...]:
        return edited(self.drafted, self.texts)

    @property
    def cut_off(self) -> dt.date:
        return self.period.window(self.plan.calendar)[1]

    @property
    def day_after(self) -> dt.date:
        """The earliest day a report of this period can bear."""
        return self.cut_off + _DAY

    @on_paper()
    def files(
        self, *, number: str = "", dated: dt.date | None = None, is_draft: bool = False
    ) -> Files:
        """Word and Excel; a draft says so and leaves room for number and date."""
        return Files(
            docx=official_report(self._letter(number, dated, is_draft=is_draft)),
            xlsx=annex(
                self.paper,
                self._heading(number, dated),
                created=dated or self.day_after,
            ),
            data=self._data(number, dated),
        )

    @property
    def _window(self) -> str:
        return f"Số liệu tính {window_words(self.plan, self.period)}"

    @property
    def _foot(self) -> str:
        return ILLUSTRATIVE if self.plan.is_demo else ""

    def _letter(self, number: str, dated: dt.date | None, *, is_draft: bool) -> Letter:
        return Letter(
            letterhead=self.letterhead,
            number=number,
            day=dated,
            year=self.day_after.year,
            made_on=dated or self.day_after,
            sections=self.sections,
            paper=self.paper,
            window=self._window,
            is_draft=is_draft,
            foot=self._foot,
        )

    def _heading(self, number: str, dated: dt.date | None) -> Heading:
        document = self.plan.document
        day = f" ngày {short_day(document.issued_on)}" if document.issued_on else ""
        label = self.period.label.upper()
        return Heading(
            title=f"BIỂU TỔNG HỢP KẾT QUẢ THỰC HIỆN CHỈ TIÊU {label}",
            attached=attached_to(
                self.letterhead, number, dated, year=self.day_after.year
            ),
            window=self._window,
            quota_title=f"BIỂU GIAO CHỈ TIÊU NĂM {self.plan.year}",
            quota_attached=f"(Kèm theo văn bản số {document.symbol}{day})",
            notes=(self._foot,) if self._foot else (),
        )

    def _data(self, number: str, dated: dt.date | None) -> dict[str, Any]:
        return {
            "paper": as_json(self.paper),
            "sections": [
                {"key": part.key, "heading": part.heading, "text": part.text}
                for part in self.sections
            ],
            "letterhead": self.letterhead.as_json(),
            "number": number,
            "dated": dated.isoformat() if dated else None,
        }


def picture_of(plan: Plan, period: Period, report: Report | None = None) -> Picture:
    """Read everything a report needs; raises `BadPeriod` for a period it has not."""
    cut_off = period.window(plan.calendar)[1]
    return Picture(
        plan=plan,
        period=period,
        letterhead=report.head if report else from_plan(plan, period),
        texts=report.texts if report else {},
        figures=plan_figures(plan, period, on=cut_off + _DAY),
    )


def digest(data: Mapping[str, Any]) -> str:
    """The sha256 of data as canonical JSON."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def file_digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def differences(issued: Mapping[str, Any], now: Paper) -> list[Difference]:
    """What the figures of a snapshot's `data` would be today, where they differ.

    A line that is gone differs as well as one that is new.
    """
    then, today = _lines_of(from_json(issued["paper"])), _lines_of(now)
    return [
        difference
        for key in dict.fromkeys([*today, *then])
        for difference in _changed(then.get(key), today.get(key))
    ]


def _lines_of(paper: Paper) -> dict[tuple[int, str], tuple[str, Line]]:
    """(target, unit) → the target's name and the line; the unit of all is ""."""
    return {
        (table.target, line.unit): (table.name, line)
        for table in paper.tables
        for line in (*table.lines, table.total)
    }


def _changed(
    then: tuple[str, Line] | None, now: tuple[str, Line] | None
) -> Sequence[Difference]:
    target, line = now or then or ("", None)
    found = []
    for field, column in _FIELDS.items():
        old: Decimal | None = getattr(then[1], field) if then else None
        new: Decimal | None = getattr(now[1], field) if now else None
        if old != new and line is not None:
            found.append(
                Difference(
                    target=target,
                    unit=line.name,
                    column=column,
                    issued=_shown(old),
                    now=_shown(new),
                    change=_moved(old, new),
                )
            )
    return found


def _moved(old: Decimal | None, new: Decimal | None) -> str:
    """ "+3", "-1.205"; a figure that was not there has moved from nowhere."""
    if old is None or new is None:
        return ""
    return f"{'+' if new > old else '-'}{format_number(abs(new - old))}"


def _shown(value: Decimal | None) -> str:
    return format_number(value, missing="chưa có số")
