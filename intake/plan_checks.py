"""What stands between a reading and its confirmation, one sentence each."""

from __future__ import annotations

from collections import Counter
from typing import Any

from communes.criteria_data import BadCriteria
from communes.criteria_reading import criteria_set_from
from intake.plan_annex import annex_checks
from intake.plan_criteria import content_of
from intake.plan_criteria_rows import taken_of
from intake.plan_sections import Desk, label_of
from intake.plan_taken import is_plan, needed, taken
from plans.models import Document, Plan
from plans.symbols import Symbol
from targets.models import Indicator


def checks(desk: Desk) -> list[str]:
    """Sections still open; when none is, what contradicts across sections."""
    return _open_sections(desk) or [
        *_already_there(desk),
        *_targets(desk),
        *annex_checks(desk),
        *_criteria(desk),
    ]


def stored_document(desk: Desk) -> Document | None:
    """The document that is already here under this issuer, symbol and day."""
    data = desk.section("document").rows[0].form.cleaned_data
    rows = Document.objects.filter(
        symbol_key=Symbol.parse(data["symbol"]).key(), issued_on=data["issued_on"]
    )
    exact = rows.filter(issuer=data["issuer"]).first()
    return exact or rows.filter(issuer="", is_stub=True).first()


def _open_sections(desk: Desk) -> list[str]:
    found = []
    for key in needed(desk):
        section = desk.section(key)
        if not section.is_saved:
            found.append(f"Phần «{label_of(key)}» chưa được đối chiếu và lưu.")
        elif not section.is_settled:
            left = sum(not row.form.is_valid() for row in section.rows)
            found.append(f"Phần «{label_of(key)}» còn {left} mục phải chọn hoặc sửa.")
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


def _criteria(desk: Desk) -> list[str]:
    """What would make the set unusable, in the words of the room of communes."""
    if not taken(desk, "criteria"):
        return []
    try:
        criteria_set_from(criteria_content(desk))
    except BadCriteria as wrong:
        return [f"Tiêu chí: {sentence}" for sentence in wrong.sentences]
    return []


def criteria_content(desk: Desk) -> dict[str, Any]:
    """The set as a person left it, in the form the room of communes reads."""
    rows = desk.section("criteria").rows
    head = rows[0].form.cleaned_data
    document = desk.section("document").rows[0].form.cleaned_data
    chosen = dict(rows[0].form.fields["scope_unit"].choices)
    return content_of(
        taken_of(rows, desk.draft),
        symbol=document["symbol"],
        title=document["title"] or document["symbol"],
        begins=head["begins"],
        ends=head["ends"],
        level=head["level"],
        scope=str(chosen[head["scope_unit"]]),
        least=head["least"],
    )
