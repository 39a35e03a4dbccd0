"""The criteria of a draft on the desk: the set they make, then each requirement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communes.labels import UNIT_LEVEL
from communes.models import CriteriaSet
from intake import plan_criteria as criteria
from intake.plan_forms import (
    OPEN,
    SKIP,
    TAKE,
    Choices,
    FigureField,
    ItemForm,
    day_field,
    words_field,
)
from intake.plan_rows import Row
from plans.symbols import BadSymbol, Symbol
from sheets.numbers import format_decimal
from units.names import search_key

if TYPE_CHECKING:
    from intake.plan_sections import Desk

COUNTRY = "country"
KINDS = {
    "ABSENT": _("bằng 0"),
    "ALL": _("bằng 100%"),
    "AT_LEAST": _("ít nhất"),
    "MORE_THAN": _("trên"),
    "AT_MOST": _("không quá"),
    "LESS_THAN": _("dưới"),
    "RATIO": _("tỷ lệ từ"),
    "RATIO_BELOW": _("tỷ lệ dưới"),
    "FLAG": _("có/không"),
    "GRADE": _("xếp loại từ"),
}
# What each kind asks for beside the figure itself; other fields do not appear.
_ASKED = {"value": criteria.MEASURED, "whole": criteria.PAIRED}
_ASKED |= {"grade": (criteria.GRADE,), "grades": (criteria.GRADE,)}


class SetForm(ItemForm):
    """The set as a whole: from when it holds, for whom, and when it is passed."""

    deed = forms.ChoiceField(
        label=_("Bộ tiêu chí này"),
        choices=[(TAKE, _("Nạp thành bộ tiêu chí")), (SKIP, _("Không nạp"))],
    )
    scope_unit = forms.ChoiceField(label=_("Áp dụng cho"))
    level = forms.ChoiceField(label=_("Cấp"), choices=[*UNIT_LEVEL.items()])
    begins = day_field(label=_("Áp dụng từ ngày"), required=True)
    ends = day_field(label=_("Đến hết ngày"))
    least = forms.IntegerField(
        label=_("Đạt khi có ít nhất (để trống: mọi tiêu chí)"),
        min_value=1,
        max_value=99,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        begins, ends = data.get("begins"), data.get("ends")
        if self.is_taken and begins and ends and ends < begins:
            self.add_error("ends", _("Ngày hết áp dụng phải sau ngày bắt đầu."))
        return data


class RequirementForm(ItemForm):
    """One requirement and the figures a commune will be asked for."""

    deed = forms.ChoiceField(
        label=_("Yêu cầu này"), choices=[(TAKE, _("Nhận")), (SKIP, _("Bỏ qua"))]
    )
    number = words_field(_("Tiêu chí số"), 10, required=True)
    kind = forms.ChoiceField(label=_("Đạt khi"), choices=[OPEN, *KINDS.items()])
    value = FigureField(label=_("Mức"), required=True)
    unit = words_field(_("Đơn vị tính"), 40)
    text = words_field(_("Yêu cầu"), 1000, required=True)
    label = words_field(_("Số liệu xã phải khai"), 200, required=True)
    whole = words_field(_("Trên tổng số"), 200, required=True)
    grade = words_field(_("Từ loại"), 40, required=True)
    grades = words_field(_("Các loại, từ thấp đến cao"), 200, required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self["kind"].value()
        for name, kinds in _ASKED.items():
            if kind not in kinds:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.is_taken:
            return data
        value, kind = data.get("value"), data.get("kind")
        if value is not None and kind not in criteria.PAIRED and value % 1:
            self.add_error("value", _("Số đếm phải là số nguyên."))
        if data.get("grade") and data.get("grades"):
            known = [search_key(one) for one in grades_of(data)]
            if search_key(data["grade"]) not in known:
                self.add_error("grade", _("Loại này không có trong các loại đã ghi."))
        return data


def criteria_rows(desk: Desk) -> list[Row]:
    """First the set, then every requirement in reading order."""
    whole = ""
    rows = [_set_row(desk)]
    for number, (one, read) in enumerate(requirements_of(desk.draft), 1):
        label, whole = criteria.labels_of(read, whole)
        proposed = {
            "deed": TAKE,
            "number": one["number"],
            "kind": criteria.kind_of(read),
            "text": read["text"],
            "label": label,
            "whole": whole,
            "unit": (read["unit"] or "").replace("%", "")[:40],
            "value": _figure(read["value"]),
            "grade": (read["value"] or "") if read["kind"] == criteria.GRADE else "",
            "grades": "",
        }
        row = desk.row("criteria", number, RequirementForm, proposed, read, {})
        rows.append(row)
    return rows


def requirements_of(draft: dict[str, Any]) -> list[tuple[Any, Any]]:
    """Every requirement with its criterion; "3 of 5" is said of the set instead."""
    return [
        (one, read)
        for one in draft["criteria"]
        for read in one["requirements"]
        if read["kind"] != criteria.SEVERAL
    ]


def taken_of(rows: list[Row], draft: dict[str, Any]) -> list[criteria.Taken]:
    """The requirements a person left in, as the pure module takes them."""
    named = {one["number"]: one["text"] for one in draft["criteria"]}
    found = []
    for row in rows[1:]:
        if row.form.is_taken:
            data = dict(row.form.cleaned_data)
            data.pop("deed")
            data["criterion"] = named.get(data["number"], "")
            data["grades"] = grades_of(data)
            found.append(criteria.Taken(**data))
    return found


def grades_of(data: dict[str, Any]) -> tuple[str, ...]:
    parts = (part.strip() for part in data.get("grades", "").split(","))
    return tuple(part for part in parts if part)


def _set_row(desk: Desk) -> Row:
    owner = desk.owner
    several = [
        read["value"]
        for one in desk.draft["criteria"]
        for read in one["requirements"]
        if read["kind"] == criteria.SEVERAL
    ]
    known = _is_known(desk.draft["document"])
    proposed = {
        "deed": SKIP if known else TAKE,
        "scope_unit": str(owner.pk) if owner else "",
        "level": "commune",
        "begins": desk.draft["document"]["issued_on"] or "",
        "ends": "",
        "least": several[0] if len(several) == 1 else "",
    }
    units: Choices = [OPEN, *((str(u.pk), u.full_name) for u in desk.plan_units)]
    units += [(COUNTRY, _("Cả nước"))]
    return desk.row("criteria", 0, SetForm, proposed, {}, {"scope_unit": units})


def _is_known(read: dict[str, Any]) -> bool:
    """Whether this very document has criteria here already."""
    try:
        symbol = Symbol.parse(read["symbol"] or "")
    except BadSymbol:
        return False
    rows = CriteriaSet.objects.filter(document__symbol_key=symbol.key())
    return rows.filter(document__issued_on=read["issued_on"]).exists()


def _figure(text: str | None) -> str:
    try:
        return format_decimal(criteria.Decimal(text), 6) if text else ""
    except ArithmeticError:
        return ""
