"""Forms of the communes' room: filters, figures of a sheet, steps, decisions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communes import boards, labels
from communes.answers import BadAnswer, stored
from communes.criteria_data import FactKind
from communes.entry import Entry
from communes.models import CriteriaSet
from communes.models.register import KeyType
from communes.sheet_page import FactLine
from plans.labels import choices
from plans.models import Document
from units.models import Unit

_ALL = [("", _("Tất cả"))]


def _year_choices() -> list[tuple[int, str]]:
    return [(year, str(year)) for year in boards.years()]


class YearField(forms.TypedChoiceField):
    """A reporting year, 15/12 to 14/12; the running one where none is given."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=_year_choices, coerce=int, required=False, label=_("Năm"), **options
        )

    def clean(self, value: Any) -> int:
        return super().clean(value) or boards.current_year()


class DateField(forms.DateField):
    """dd/mm/yyyy as offices write it, whatever language their browser has."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            input_formats=["%d/%m/%Y", "%Y-%m-%d"],
            widget=forms.DateInput(
                attrs={"placeholder": "14/12/2025", "autocomplete": "off"},
                format="%d/%m/%Y",
            ),
            **options,
        )

    def to_python(self, value: Any) -> dt.date | None:
        day = super().to_python(value)
        if day and not 1945 <= day.year <= 2999:
            raise forms.ValidationError(_("Năm của ngày phải từ 1945 đến 2999."))
        return day


_LINES = _("Mỗi dòng một xã; trùng tên thì ghi thêm quận, huyện: Tân Dân, Phú Xuyên")


class RegisterFilter(forms.Form):
    q = forms.CharField(
        label=_("Tên xã"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "kim lan"}),
    )
    district = forms.ChoiceField(label=_("Quận, huyện"), required=False)
    status = forms.ChoiceField(label=_("Tình trạng"), required=False)
    year = YearField()
    as_of = DateField(label=_("Tại ngày"), required=False)

    def __init__(self, data: Any, *, districts: list[Unit]) -> None:
        super().__init__(data)
        self.fields["district"].choices = [
            *_ALL,
            *((unit.key, str(unit)) for unit in districts),
        ]
        shown = [(k, v) for k, v in labels.STANDING.items() if k != "ENDED"]
        self.fields["status"].choices = [*_ALL, *shown]
        self.fields["year"].initial = boards.current_year()

    def wanted(self) -> dict[str, str]:
        """The filter as `Register.matching` takes it; wrong choices filter nothing."""
        good = self.cleaned_data if self.is_valid() or self.errors else {}
        return {
            "text": good.get("q", ""),
            "district": good.get("district", ""),
            "status": good.get("status", ""),
        }


class FactsForm(forms.Form):
    """The figures of a sheet with where they come from, each with its version."""

    reason = forms.CharField(
        label=_("Lý do sửa số liệu"), max_length=500, required=False
    )

    def __init__(self, lines: list[FactLine], data: Any = None) -> None:
        super().__init__(data)
        self.lines = lines
        for line in lines:
            name = line.fact.name
            self.fields[f"f-{name}"] = _fact_field(line)
            label = f"Căn cứ: {line.fact.label}"
            self.fields[f"e-{name}"] = forms.CharField(
                label=label,
                widget=forms.TextInput({"aria-label": label}),
                max_length=500,
                required=False,
                initial=line.evidence,
                show_hidden_initial=True,
            )
            self.fields[f"v-{name}"] = forms.IntegerField(
                initial=line.version, min_value=0, widget=forms.HiddenInput
            )

    def clean(self) -> dict[str, Any]:
        for line in self.lines:
            name = f"f-{line.fact.name}"
            try:
                text = stored(line.fact, self.cleaned_data.get(name, ""))
                self.cleaned_data[name] = text
            except BadAnswer as wrong:
                self.add_error(name, str(wrong))
        return self.cleaned_data

    def rows(self) -> list[dict[str, Any]]:
        """Lines with their bound fields, for the table."""
        return [
            {
                "line": line,
                "value": self[f"f-{line.fact.name}"],
                "evidence": self[f"e-{line.fact.name}"],
                "version": self[f"v-{line.fact.name}"],
            }
            for line in self.lines
        ]

    def entries(self, assessment: int) -> list[Entry]:
        """Only what the person changed since the page was shown."""
        changed = set(self.changed_data)
        good = self.cleaned_data
        return [
            Entry(
                assessment,
                name,
                good[f"f-{name}"],
                evidence=good[f"e-{name}"],
                version=good[f"v-{name}"],
            )
            for name in (line.fact.name for line in self.lines)
            if changed & {f"f-{name}", f"e-{name}"}
        ]


def _fact_field(line: FactLine) -> forms.Field:
    fact = line.fact
    options = {
        "label": fact.label,
        "required": False,
        "initial": line.typed,
        "show_hidden_initial": True,
    }
    if fact.kind is FactKind.FLAG:
        choices = [("", _("chưa có số")), ("1", _("có")), ("0", _("không"))]
        return forms.ChoiceField(choices=choices, **options)
    if fact.kind is FactKind.GRADE:
        grades = [(str(rank), name) for rank, name in enumerate(fact.grades, 1)]
        return forms.ChoiceField(choices=[("", _("chưa có số")), *grades], **options)
    attrs = {"inputmode": "decimal", "class": "input--num", "autocomplete": "off"}
    return forms.CharField(max_length=30, widget=forms.TextInput(attrs), **options)


class TextForm(forms.Form):
    """A reason or a remark."""

    text = forms.CharField(
        label=_("Ý kiến"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _clause_field(criteria_set: CriteriaSet, whole: Any) -> forms.ChoiceField:
    """The clauses of a set, the whole sheet first."""
    codes = [row.code for row in criteria_set.value.requirements]
    choices = [("", whole), *((code, code) for code in codes)]
    return forms.ChoiceField(label=_("Về điểm"), choices=choices, required=False)


class CommentForm(TextForm):
    """A remark on the sheet or on one of its clauses."""

    field_order = ("clause", "text")

    def __init__(self, criteria_set: CriteriaSet, data: Any = None) -> None:
        super().__init__(data, auto_id="comment-%s")
        self.fields["clause"] = _clause_field(criteria_set, _("cả phiếu"))
        self.order_fields(self.field_order)


class PaperForm(forms.Form):
    """One file of the sheet, or of what proves one of its clauses."""

    file = forms.FileField(
        label=_("Tệp hồ sơ"),
        allow_empty_file=True,
        help_text=_(
            "PDF, ảnh, Word hoặc Excel; tối đa 10 MB. Không gửi danh sách, hồ sơ có "
            "thông tin cá nhân hay bí mật nhà nước."
        ),
        error_messages={"required": _("Hãy chọn một tệp.")},
    )

    def __init__(
        self, criteria_set: CriteriaSet, data: Any = None, sent: Any = None
    ) -> None:
        super().__init__(data, sent, auto_id="paper-%s")
        self.fields["clause"] = _clause_field(criteria_set, _("cả phiếu"))
        self.order_fields(("clause", "file"))


class ApproveForm(TextForm):
    outcome = forms.ChoiceField(label=_("Kết luận"))

    field_order = ("outcome", "text")

    def __init__(
        self, outcomes: dict[str, str], data: Any = None, *, proposal: str = ""
    ) -> None:
        super().__init__(data)
        self.fields["outcome"].choices = [("", _("chọn")), *outcomes.items()]
        self.fields["outcome"].initial = proposal
        self.fields["text"].label = _("Lý do")


class NewSheetForm(forms.Form):
    year = YearField()
    criteria_set = forms.ModelChoiceField(
        CriteriaSet.objects.none(), label=_("Bộ tiêu chí")
    )

    def __init__(self, sets: list[CriteriaSet], data: Any = None) -> None:
        super().__init__(data)
        rows = CriteriaSet.objects.filter(pk__in=[row.pk for row in sets])
        field = self.fields["criteria_set"]
        field.queryset = rows.select_related("document")
        if len(sets) == 1:
            field.empty_label = None


class DecisionForm(forms.Form):
    kind = forms.ChoiceField(label=_("Nội dung"), choices=choices(labels.DECISION_KIND))
    key_type = forms.ChoiceField(
        label=_("Loại trọng điểm"),
        choices=[("", _("không phải trọng điểm")), *choices(labels.KEY_TYPE)],
        required=False,
    )
    symbol = forms.CharField(label=_("Số, ký hiệu"), max_length=80)
    issued_on = DateField(label=_("Ngày ban hành"))
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200)
    title = forms.CharField(label=_("Trích yếu"), max_length=500, required=False)
    effective_on = DateField(label=_("Có hiệu lực từ ngày"))
    year = YearField()
    ins = forms.CharField(
        label=_("Đưa vào"), help_text=_LINES, required=False, widget=forms.Textarea
    )
    outs = forms.CharField(
        label=_("Đưa ra"), help_text=_LINES, required=False, widget=forms.Textarea
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)

    def clean_key_type(self) -> str:
        value = self.cleaned_data["key_type"]
        return value if value in KeyType.values else ""


class PilotForm(forms.Form):
    document = forms.ModelChoiceField(Document.objects.none(), label=_("Văn bản"))
    phase = forms.TypedChoiceField(
        label=_("Giai đoạn"), choices=choices(labels.PHASE), coerce=int
    )
    place = forms.CharField(
        label=_("Địa bàn"),
        max_length=200,
        help_text=_("Ghi đúng tên trong văn bản: Phường Phúc Xá, Ba Đình"),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        rows = Document.objects.filter(is_stub=False).order_by("-issued_on")
        self.fields["document"].queryset = rows
