"""What stands between a reading and its confirmation, one sentence each."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

from intake.plan_forms import WORDS
from intake.plan_matching import may_be_handed_out
from intake.plan_rows import Row
from intake.plan_sections import LABELS, Desk
from plans.models import Document, Plan
from plans.symbols import Symbol
from sheets.numbers import format_decimal
from targets.models import Indicator, Target

PLAN_ONLY = ("targets", "tasks", "annex")


def checks(desk: Desk) -> list[str]:
    """Sections still open; when none is, what contradicts across sections."""
    return _open_sections(desk) or [
        *_already_there(desk),
        *_targets(desk),
        *_annex(desk),
    ]


def is_plan(desk: Desk) -> bool:
    """Whether the document is to be followed as a plan."""
    return desk.section("plan").rows[0].form.is_taken


def needed(desk: Desk) -> list[str]:
    """The sections that must be settled: a mere document has no targets."""
    keys = desk.keys
    plan = desk.section("plan")
    if plan.is_settled and not is_plan(desk):
        return [key for key in keys if key not in PLAN_ONLY]
    return keys


def stored_document(desk: Desk) -> Document | None:
    """The document that is already here under this issuer, symbol and day."""
    data = desk.section("document").rows[0].form.cleaned_data
    rows = Document.objects.filter(
        symbol_key=Symbol.parse(data["symbol"]).key(), issued_on=data["issued_on"]
    )
    exact = rows.filter(issuer=data["issuer"]).first()
    return exact or rows.filter(issuer="", is_stub=True).first()


def taken(desk: Desk, key: str) -> list[tuple[int, Row]]:
    """Items of a section that were not skipped, with their numbers."""
    if key not in needed(desk):
        return []
    rows = enumerate(desk.section(key).rows)
    return [(number, row) for number, row in rows if row.form.is_taken]


def _open_sections(desk: Desk) -> list[str]:
    found = []
    for key in needed(desk):
        section = desk.section(key)
        if not section.is_saved:
            found.append(f"Phần «{LABELS[key]}» chưa được đối chiếu và lưu.")
        elif not section.is_settled:
            left = sum(not row.form.is_valid() for row in section.rows)
            found.append(f"Phần «{LABELS[key]}» còn {left} mục phải chọn hoặc sửa.")
    return found


def _already_there(desk: Desk) -> list[str]:
    found = stored_document(desk)
    if found is None or found.is_stub:
        return []
    if not is_plan(desk):
        return [f"Văn bản {found} đã có trong hệ thống."]
    if Plan.objects.filter(document=found).exists():
        return [f"Kế hoạch {found} đã có trong hệ thống; không nạp lần nữa."]
    return []


def _targets(desk: Desk) -> list[str]:
    rows = {number: row.form.cleaned_data for number, row in taken(desk, "targets")}
    asked = Counter(
        (data["indicator"], data["comparator"])
        for data in rows.values()
        if data["indicator"] != "new"
    )
    names = dict(Indicator.objects.values_list("code", "name"))
    found = [
        f"Chỉ tiêu «{names[code]}» được chọn {times} lần với cùng cách so sánh; "
        "hãy bỏ qua bớt hoặc đổi chỉ tiêu trong danh mục."
        for (code, _), times in asked.items()
        if times > 1
    ]
    for number, data in rows.items():
        whole = data["whole"]
        if data["indicator"] == "new" and whole and int(whole) not in rows:
            found.append(
                f"Chỉ tiêu {number + 1} là «trong đó» của một chỉ tiêu đã bỏ qua."
            )
    return found


def _annex(desk: Desk) -> list[str]:
    items = taken(desk, "annex")
    if not items:
        return []
    head, lines = items[0][1].form, [row.form for _, row in items[1:]]
    units = Counter(form.cleaned_data["unit"] for form in lines)
    names = dict(lines[0].fields["unit"].choices) if lines else {}
    found = [
        f"{names.get(pk, pk)} có {times} dòng trong biểu; hãy để lại một dòng."
        for pk, times in units.items()
        if times > 1
    ]
    chosen: list[str] = []
    for number, title in enumerate(desk.draft["annex"]["columns"]):
        target = head.cleaned_data[f"column-{number}"]
        if target != WORDS:
            found += _column(desk, target, chosen, title)
            values = [form.cleaned_data[f"value-{number}"] for form in lines]
            found += _total(head.cleaned_data[f"total-{number}"], values, title)
            chosen.append(target)
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
