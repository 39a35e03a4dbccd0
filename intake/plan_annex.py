"""Whether the tables of a reading close: rows, columns and totals, a sentence each."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

from intake.plan_forms import WORDS
from intake.plan_matching import may_be_handed_out
from intake.plan_sections import Desk, label_of
from intake.plan_taken import taken
from sheets.numbers import format_decimal
from targets.models import Indicator, Target


def annex_checks(desk: Desk) -> list[str]:
    """Every table by itself, then what two tables give the same unit twice."""
    found: list[str] = []
    given: Counter[tuple[str, str]] = Counter()
    for key in desk.annexes:
        items = taken(desk, key)
        if items:
            found += _annex(desk, key, given)
    names = dict(desk.names.by_id) if desk.names else {}
    found += [
        f"Chỉ tiêu {int(target) + 1} giao cho {names.get(unit, unit)} ở {times} biểu; "
        "hãy để lại một."
        for (target, unit), times in given.items()
        if times > 1
    ]
    return found


def _annex(desk: Desk, key: str, given: Counter[tuple[str, str]]) -> list[str]:
    items = taken(desk, key)
    head, lines = items[0][1].form, [row.form for _, row in items[1:]]
    units = Counter(form.cleaned_data["unit"] for form in lines)
    names = dict(desk.names.by_id) if desk.names else {}
    found = [
        f"{names.get(pk, pk)} có {times} dòng trong {label_of(key).lower()}; "
        "hãy để lại một dòng."
        for pk, times in units.items()
        if times > 1
    ]
    chosen: list[str] = []
    for number, title in enumerate(desk.annexes[key]["columns"]):
        target = head.cleaned_data[f"column-{number}"]
        if target != WORDS:
            found += _column(desk, target, chosen, title)
            values = [form.cleaned_data[f"value-{number}"] for form in lines]
            found += _total(head.cleaned_data[f"total-{number}"], values, title)
            chosen.append(target)
            given.update({(target, unit) for unit in units})
    return found


def _column(desk: Desk, target: str, chosen: list[str], title: str) -> list[str]:
    name = title[:80]
    rows = {str(number): row for number, row in taken(desk, "targets")}
    if target not in rows:
        return [f"Cột «{name}» giao một chỉ tiêu đã bỏ qua."]
    if target in chosen:
        return [f"Cột «{name}» giao cùng chỉ tiêu với cột khác."]
    data = rows[target].form.cleaned_data
    if data["scope"] == Target.Scope.OWNER or not may_be_handed_out(_as_read(data)):
        return [
            f"Chỉ tiêu của cột «{name}» phải là số đếm và do từng đơn vị báo cáo mới "
            "giao được; hãy sửa ở phần «Chỉ tiêu»."
        ]
    return []


def _as_read(data: dict[str, Any]) -> dict[str, Any]:
    """Kind as the catalogue has it, where the indicator is known."""
    known = Indicator.objects.filter(code=data["indicator"]).first()
    kind = known.kind if known else data["kind"]
    return {"kind": kind, "comparator": data["comparator"]}


def _total(
    declared: Decimal | None, values: list[Decimal | None], title: str
) -> list[str]:
    computed = sum((value for value in values if value is not None), Decimal(0))
    if declared is None or declared == computed:
        return []
    sign = "+" if computed > declared else "−"
    off = f"{sign}{format_decimal(abs(computed - declared))}"
    return [
        f"Cột «{title[:80]}»: Tổng ghi {format_decimal(declared)}, cộng được "
        f"{format_decimal(computed)}, lệch {off}; hãy sửa ô sai, "
        "hoặc xóa số tổng nếu văn bản cộng sai."
    ]
