"""Who is late with a round, and the letter that reminds exactly those units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils import timezone
from docx.document import Document
from docx.shared import Mm

from accounts.models import Membership, User
from accounts.roles import Role
from plans.deadlines import days_late
from plans.models import Round
from reports import docx_style as look
from reports.letter_frame import heading, signature
from reports.letterhead import (
    Letterhead,
    date_line,
    from_plan,
    lines_of,
    number_line,
    short_day,
)
from reports.snapshots import ILLUSTRATIVE
from sheets.numbers import format_number
from sheets.wording import on_paper
from targets.models import Submission
from targets.reporting import duties_of
from units.models import Unit

_COLUMNS = (("TT", 12), ("Đơn vị", 63), ("Số ngày quá hạn", 30), ("Phụ trách", 60))
_MOST_NAMED = 10  # more recipients are named by the table alone
_ROOM = "......./......."  # for a day that only the signer can set


@dataclass(frozen=True, kw_only=True)
class LateUnit:
    """A unit that has not handed in, days after the deadline, and who answers."""

    unit: Unit
    days: int
    officials: tuple[User, ...]


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """The late units of a round at one moment, in the order of the plan's annex."""

    round: Round
    at: dt.datetime
    late: tuple[LateUnit, ...]

    @property
    @on_paper()
    def subject(self) -> str:
        """ "đôn đốc nộp báo cáo quý I/2021"."""
        return f"đôn đốc nộp báo cáo {_small(self.round.period.label)}"

    @property
    def due(self) -> dt.date:
        return timezone.localtime(self.round.due_at).date()


def reminder_of(
    round_: Round, *, now: dt.datetime, among: Iterable[Unit] | None = None
) -> Reminder:
    """The late of `round_` as the board shows them; `among` None: of all units.

    A report that was returned is not late: it waits for its answer.
    """
    found = Submission.objects.filter(round=round_, state=Submission.State.DRAFT)
    if among is not None:
        found = found.filter(unit__in=among)
    units = {row.unit_id: row.unit for row in found.select_related("unit")}
    if now <= round_.due_at:
        units = {}
    reporters = duties_of(round_.plan).reporters
    order = {unit.pk: place for place, unit in enumerate(reporters)}
    people = _officials(units)
    due = timezone.localtime(round_.due_at).date()
    late = tuple(
        LateUnit(
            unit=units[pk],
            days=days_late(now, due),
            officials=tuple(people.get(pk, ())),
        )
        for pk in sorted(units, key=lambda pk: (order.get(pk, len(order)), pk))
    )
    return Reminder(round=round_, at=now, late=late)


def letter(reminder: Reminder) -> bytes:
    """The công văn as .docx; the same late units on one day give the same bytes."""
    plan = reminder.round.plan
    day = timezone.localtime(reminder.at).date()
    head = _letterhead(reminder)
    document = look.new_document(
        title=reminder.subject, author=" ".join(lines_of(head.issuer)), on=day
    )
    look.number_pages(document.sections[0])
    if plan.is_demo:
        look.foot_note(document.sections[0], ILLUSTRATIVE)
    left = heading(
        document,
        head,
        number=number_line("", head.symbol),
        dated=date_line(head.place, day, year=day.year),
    )
    about = look.set_paragraph(left.add_paragraph(), align=look.CENTRE, before=6)
    look.write(about, f"V/v {reminder.subject}", size=12)
    _addressees(document, reminder)
    _body(document, reminder, head)
    signature(document, head)
    return look.packed(document)


def _letterhead(reminder: Reminder) -> Letterhead:
    plan = reminder.round.plan
    head = from_plan(plan, plan.year_period)
    files = [r for r in lines_of(head.recipients) if r.lstrip("- ").startswith("Lưu")]
    return replace(
        head,
        symbol=head.symbol.removeprefix("BC-"),
        recipients="\n".join(["Như trên", *(files or ["Lưu: VT"])]),
    )


def _addressees(document: Document, reminder: Reminder) -> None:
    names = [row.unit.full_name for row in reminder.late]
    if len(names) == 1 or len(names) > _MOST_NAMED:
        many = "Các đơn vị có tên trong danh sách tại Công văn này"
        text = f"Kính gửi: {names[0] if len(names) == 1 else many}"
        paragraph = document.add_paragraph()
        look.set_paragraph(paragraph, align=look.CENTRE, before=18, after=12)
        look.write(paragraph, f"{text}.")
        return
    paragraph = document.add_paragraph()
    look.set_paragraph(paragraph, before=18, after=0, together=True)
    paragraph.paragraph_format.left_indent = Mm(30)
    look.write(paragraph, "Kính gửi:")
    for place, name in enumerate(names, 1):
        paragraph = look.set_paragraph(document.add_paragraph(), after=0)
        paragraph.paragraph_format.left_indent = Mm(52)
        look.write(paragraph, f"- {name}{'.' if place == len(names) else ';'}")


def _body(document: Document, reminder: Reminder, head: Letterhead) -> None:
    count = f"{len(reminder.late):02}"
    _paragraph(document, _basis(reminder), before=12)
    told = f"{timezone.localtime(reminder.at):%H giờ %M} ngày "
    told += short_day(timezone.localtime(reminder.at).date())
    _paragraph(
        document, f"Đến {told}, còn {count} đơn vị chưa nộp báo cáo, cụ thể như sau:"
    )
    _table(document, reminder)
    issuer = " ".join(lines_of(head.issuer))
    year = timezone.localtime(reminder.at).year
    _paragraph(
        document,
        f"{issuer} đề nghị các đơn vị có tên nêu trên khẩn trương hoàn thành việc nhập "
        f"số liệu và nộp báo cáo trên hệ thống trước ngày {_ROOM}/{year}; nêu rõ lý do "
        "chậm. Đơn vị không có phát sinh trong kỳ vẫn nộp báo cáo và ghi «không phát "
        "sinh»./.",
        before=8,
    )


def _basis(reminder: Reminder) -> str:
    document = reminder.round.plan.document
    day = f" ngày {short_day(document.issued_on)}" if document.issued_on else ""
    by = f" của {document.issuer}" if document.issuer else ""
    title = _small(reminder.round.plan.title)
    return (
        f"Thực hiện Kế hoạch số {document.symbol}{day}{by} về {title}, các đơn vị nộp "
        f"báo cáo {_small(reminder.round.period.label)} chậm nhất ngày "
        f"{short_day(reminder.due)}."
    )


def _table(document: Document, reminder: Reminder) -> None:
    widths = [width for _, width in _COLUMNS]
    table = look.ruled_table(document, widths, 1 + len(reminder.late))
    for cell, (title, _) in zip(table.rows[0].cells, _COLUMNS, strict=True):
        look.fill(cell, title, bold=True, align=look.CENTRE, size=12)
    for number, row in enumerate(reminder.late, 1):
        cells = table.rows[number].cells
        look.fill(cells[0], f"{number}", align=look.CENTRE, size=12)
        look.fill(cells[1], row.unit.full_name, size=12)
        look.fill(cells[2], format_number(row.days), align=look.CENTRE, size=12)
        look.fill(cells[3], "; ".join(map(str, row.officials)), size=12)
    look.repeat_on_pages(table, 1)
    look.keep_whole(table)


def _paragraph(document: Document, text: str, *, before: float = 0) -> None:
    paragraph = document.add_paragraph()
    look.set_paragraph(paragraph, align=look.JUSTIFIED, indent=True, before=before)
    look.write(paragraph, text)


def _officials(units: Iterable[int]) -> dict[int, list[User]]:
    """Who answers for each unit's report: its own officials, as the board names."""
    duties = Membership.objects.filter(
        unit__in=list(units),
        role__in=[Role.OFFICIAL.value, Role.AGENCY.value],
        user__is_active=True,
    ).select_related("user")
    people: dict[int, list[User]] = {}
    for duty in duties.order_by("pk"):
        people.setdefault(duty.unit_id, []).append(duty.user)
    return people


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
