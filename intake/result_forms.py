"""The workbook handed out for the results of a period: one unit's or many units'."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from accounts.refusals import Refusal
from intake.handouts import exact, fillable_units
from plans.models import Round
from sheets.handout_writer import write_handout
from sheets.handouts import MOST_BLANKS, Ask, Blank, Column, Handout, Line, Look
from sheets.numbers import BadNumber, parse_decimal
from sheets.printouts import Style, Value
from targets.cells import Cell
from targets.edits import MAX_NOTE, MAX_TEXT
from targets.entry import Row, UnitSheet, unit_sheets
from targets.models import Submission
from targets.reporting import duties_of
from targets.texts import when
from units.models import Unit

COLUMNS = (
    Column("Chỉ tiêu", 46),
    Column("Đơn vị tính", 22),
    Column("Giao năm", 15, style=Style.COUNT),
    Column("Cùng kỳ năm trước", 13, style=Style.COUNT),
    Column("Kỳ trước", 12, style=Style.COUNT),
    Column("Kỳ này", 13, key="value"),
    Column("Ghi chú, lý do", 34, key="note"),
)
GUIDANCE = (
    "Chỉ ghi vào các ô nền vàng. Để trống nghĩa là chưa báo cáo, không phải số 0, và "
    "không xóa số đang có; không phát sinh thì ghi 0.",
    "Ghi xong, lưu tệp rồi gửi lại ở trang “Biểu mẫu”: hệ thống nêu từng ô khác số "
    "đang có để xem trước, rồi mới ghi. Số người khác sửa sau khi tải biểu được nêu "
    "ra, không bị ghi đè.",
)


def results_workbook(
    round_: Round, *, by: User | None, unit: str = ""
) -> tuple[str, bytes]:
    """Name and bytes of the workbook for one unit, or for all that `by` hands in.

    Refusal 404 where there is none, 422 where there are too many cells for one file.
    """
    mine = set(fillable_units(by).values_list("pk", flat=True))
    duties = duties_of(round_.plan)
    units = [u for u in duties.reporters if u.pk in mine]
    if unit:
        units = [found for found in units if found.key == unit]
    if not units:
        raise Refusal("Không tìm thấy trang này.", status=404)
    whose = units[0] if len(units) == 1 else round_.plan.unit
    now = timezone.now()
    parts = [t.indicator for t in duties.targets if t.indicator.part_of]
    wholes = {part.code: part.part_of.code for part in parts}
    handout = _handout(round_, units, whose, now, wholes)
    if len(handout.blanks) > MOST_BLANKS:
        raise Refusal("Biểu quá lớn cho một tệp; hãy tải biểu mẫu của từng đơn vị.")
    period = round_.period_code
    return f"Biểu nhập {period} {whose}.xlsx", write_handout(handout, created=now)


def _handout(
    round_: Round,
    units: Sequence[Unit],
    whose: Unit,
    now: dt.datetime,
    wholes: Mapping[str, str],
) -> Handout:
    sheets = _sheets(round_, units)
    closed = f" {sheets[0].closed}" if len(sheets) == 1 and sheets[0].closed else ""
    return Handout(
        "Nhập số liệu",
        (
            f"BIỂU NHẬP KẾT QUẢ {round_.period.label.upper()}",
            f"{whose}".upper(),
            f"({round_.plan}; tải lúc {when(now)}.{closed})",
        ),
        GUIDANCE,
        COLUMNS,
        [line for s in sheets for line in _lines(s, wholes, len(sheets) > 1)],
        {
            "loại": "results",
            "kế hoạch": round_.plan.slug,
            "kỳ": round_.period_code,
            "đơn vị": whose.key,
            "lúc": now.isoformat(timespec="seconds"),
        },
    )


def _sheets(round_: Round, units: Sequence[Unit]) -> list[UnitSheet]:
    """Each unit's report; one that has no draft yet is shown as an empty one."""
    reports = {
        row.unit_id: row
        for row in Submission.objects.filter(round=round_, unit__in=units)
    }
    rows = []
    for number, unit in enumerate(units, 1):
        report = reports.get(unit.pk) or Submission(pk=-number)
        report.round, report.unit = round_, unit
        rows.append(report)
    return list(unit_sheets(rows, may_enter=True).values())


def _lines(
    sheet: UnitSheet, wholes: Mapping[str, str], is_one_of_many: bool
) -> list[Line]:
    lines = []
    if is_one_of_many:
        closed = f" · {sheet.closed}" if sheet.closed else ""
        lines.append(Line("", (f"{sheet.unit}{closed}",), Look.HEADING))
    return lines + [_line(row, _whole(row, wholes)) for row in sheet.rows]


def _line(row: Row, whole: str) -> Line:
    cell = row.cells[0]
    return Line(
        cell.id,
        (
            row.title,
            row.measure_unit or None,
            _figure(row.goal),
            _figure(row.last_year),
            _figure(row.last_period),
            _blank(cell, whole),
            _blank(row.note, "") if row.note else None,
        ),
        Look.PART if row.is_part else Look.PLAIN,
    )


def _whole(row: Row, wholes: Mapping[str, str]) -> str:
    """The cell this one must not exceed: its whole's, or the denominator's above it."""
    own = row.cells[0].id
    if own.endswith(".n"):
        return f"{own[:-2]}.d"
    unit, _, code = own.partition(".")
    return f"{unit}.{wholes[code]}" if code in wholes else ""


def _blank(cell: Cell, whole: str) -> Blank:
    same = {"version": cell.version, "is_open": not cell.readonly}
    if cell.choices:
        words = {code: word for code, word in cell.choices if code}
        choices = tuple(words.values())
        shown = words.get(cell.value)
        return Blank(cell.id, Ask.CHOICE, cell.value, shown, choices=choices, **same)
    if cell.is_text:
        longest = MAX_NOTE if cell.id.endswith(".note") else MAX_TEXT
        return Blank(cell.id, Ask.TEXT, cell.value, cell.value, longest=longest, **same)
    number = parse_decimal(cell.value)
    ask = Ask.DECIMAL if cell.decimals else Ask.COUNT
    return Blank(cell.id, ask, exact(number), number, below=whole, **same)


def _figure(text: str) -> Value:
    """A figure as a number where it is one: "118", but "ít nhất 50%" stays words."""
    try:
        number: Decimal | None = parse_decimal(text)
    except BadNumber:
        return text
    return number
