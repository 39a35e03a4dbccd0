"""The workbook of assessment facts of a district's (or a province's) communes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from accounts.refusals import Refusal
from communes.answers import shown
from communes.boards import day_of
from communes.criteria_data import Fact, FactKind
from communes.entry import sets_for
from communes.models import Answer, Assessment, CriteriaSet
from communes.standing import communes_on
from intake.handouts import fillable_units
from sheets.handout_writer import write_handout
from sheets.handouts import MOST_BLANKS, Ask, Blank, Column, Handout, Line, Look
from sheets.printouts import Style
from targets.texts import when
from units.models import Unit

GUIDANCE = (
    "Chỉ ghi vào các ô nền vàng; ô có hay không thì chọn trong danh sách. Để trống "
    "nghĩa là chưa có số liệu, không phải số 0, và không xóa số đang có.",
    "Ghi xong, lưu tệp rồi gửi lại ở trang “Biểu mẫu”: hệ thống nêu từng ô khác số "
    "đang có để xem trước, rồi mới ghi. Xã có phiếu đã nộp, đã duyệt thì ô bị khóa.",
)
COLUMNS = (Column("TT", 5, style=Style.ORDER), Column("Xã, phường, thị trấn", 24))
_ASKS = {
    FactKind.COUNT: Ask.COUNT,
    FactKind.DECIMAL: Ask.DECIMAL,
    FactKind.FLAG: Ask.CHOICE,
    FactKind.GRADE: Ask.CHOICE,
}


def facts_workbook(
    whose: Unit, year: int, set_pk: int | None = None, *, by: User | None
) -> tuple[str, bytes]:
    """Name and bytes of the workbook for the communes of `whose` in a year.

    Refusal 404 where `by` hands in none of them, 422 where no set is in force.
    """
    mine = fillable_units(by).within([whose.pk])
    communes = sorted(communes_on(mine, day_of(year)), key=_by_district)
    if not communes:
        raise Refusal("Không tìm thấy trang này.", status=404)
    sets = sets_for(communes[0], year)
    criteria_set = next((s for s in sets if s.pk == set_pk), next(iter(sets), None))
    if criteria_set is None:
        raise Refusal(
            f"Năm {year} chưa có bộ tiêu chí nào áp dụng cho các xã của {whose}."
        )
    now = timezone.now()
    handout = _handout(communes, whose, year, criteria_set, now)
    if len(handout.blanks) > MOST_BLANKS:
        raise Refusal("Biểu quá lớn cho một tệp; hãy tải biểu của từng quận, huyện.")
    return f"Số liệu đánh giá {year} {whose}.xlsx", write_handout(handout, created=now)


def _by_district(unit: Unit) -> tuple[str, str, str]:
    above = unit.parent.sort_key if unit.parent else ""
    return above, unit.sort_key, unit.key


def _handout(
    communes: Sequence[Unit],
    whose: Unit,
    year: int,
    criteria_set: CriteriaSet,
    now: dt.datetime,
) -> Handout:
    asked = [Column(_title(f), 14, f.name) for f in criteria_set.value.facts]
    return Handout(
        f"Đánh giá {year}",
        (
            f"SỐ LIỆU ĐÁNH GIÁ XÃ, PHƯỜNG, THỊ TRẤN NĂM {year}",
            f"{whose}".upper(),
            f"(Theo {criteria_set}; tải lúc {when(now)})",
        ),
        GUIDANCE,
        (*COLUMNS, *asked),
        _lines(communes, year, criteria_set),
        {
            "loại": "facts",
            "năm": str(year),
            "bộ tiêu chí": str(criteria_set.pk),
            "đơn vị": whose.key,
            "lúc": now.isoformat(timespec="seconds"),
        },
        fixed=2,
    )


def _title(fact: Fact) -> str:
    unit = "có, không" if fact.kind is FactKind.FLAG else fact.unit
    return f"{fact.label} ({unit})" if unit else fact.label


def _lines(
    communes: Sequence[Unit], year: int, criteria_set: CriteriaSet
) -> list[Line]:
    """Communes by district, each district with its heading where there are several."""
    sheets = {
        row.unit_id: row
        for row in Assessment.objects.filter(
            unit__in=[c.pk for c in communes], year=year, criteria_set=criteria_set
        )
    }
    answers = {
        (row.assessment_id, row.fact): row
        for row in Answer.objects.filter(assessment__in=sheets.values())
    }
    several = len({commune.parent_id for commune in communes}) > 1
    lines: list[Line] = []
    above: int | None = None
    for number, unit in enumerate(communes, 1):
        if several and unit.parent_id != above:
            above = unit.parent_id
            lines.append(Line("", (str(unit.parent),), Look.HEADING))
        sheet = sheets.get(unit.pk)
        blanks = tuple(
            _blank(unit, fact, sheet, answers.get((sheet.pk, fact.name)))
            if sheet
            else _blank(unit, fact, None, None)
            for fact in criteria_set.value.facts
        )
        lines.append(Line(unit.key, (number, str(unit), *blanks)))
    return lines


def _blank(
    unit: Unit, fact: Fact, sheet: Assessment | None, answer: Answer | None
) -> Blank:
    text = answer.value if answer else ""
    value: Decimal | str | None = None
    if text:
        is_number = fact.kind in (FactKind.COUNT, FactKind.DECIMAL)
        word = shown(fact, text)
        value = Decimal(text) if is_number else word[:1].upper() + word[1:]
    return Blank(
        f"{unit.key}.{fact.name}",
        _ASKS[fact.kind],
        text,
        value,
        answer.version if answer else 0,
        choices=("Có", "Không") if fact.kind is FactKind.FLAG else fact.grades,
        least=int(fact.positive),
        is_open=sheet is None or sheet.is_open,
    )
