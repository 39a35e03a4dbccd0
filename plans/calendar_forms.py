"""What is written into the calendar: schemes, rules, days off, a new deadline."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from plans import labels
from plans.models import DeadlineRule, Document, Holiday, Plan, ReportingScheme
from plans.periods import FIRST_YEAR, LAST_YEAR

_WRONG = {"invalid": _("Ngày chưa đúng; hãy chọn lại.")}
_RULED = ("working_days", "day", "month", "legal_basis", "valid_from")


def _date() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class YearForm(forms.Form):
    """Which plan and year the page shows; all in the address."""

    plan = forms.SlugField(required=False, max_length=80)
    year = forms.IntegerField(
        required=False,
        validators=[
            MinValueValidator(FIRST_YEAR + 1),
            MaxValueValidator(LAST_YEAR - 1),
        ],
    )


class SchemeForm(forms.ModelForm):
    class Meta:
        model = ReportingScheme
        fields = (
            "name",
            "basis",
            "clause",
            "calendar",
            "grain",
            "valid_from",
            "valid_to",
        )
        labels = {
            "name": _("Tên chế độ"),
            "basis": _("Văn bản căn cứ"),
            "clause": _("Điều, khoản"),
            "valid_from": _("Hiệu lực từ ngày"),
            "valid_to": _("Hết hiệu lực từ ngày"),
        }
        widgets = {"valid_from": _date(), "valid_to": _date()}

    calendar = forms.ChoiceField(
        label=_("Cách tính kỳ"), choices=labels.choices(labels.SCHEME)
    )
    grain = forms.ChoiceField(
        label=_("Kỳ nhập số liệu"), choices=labels.choices(labels.GRAIN)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["basis"].queryset = Document.objects.order_by("symbol")


class RuleForm(forms.ModelForm):
    """A deadline: working days, or a day of the year; the other is left empty."""

    class Meta:
        model = DeadlineRule
        fields = ("plan", "period_kind", *_RULED)
        labels = {
            "plan": _("Áp dụng cho kế hoạch"),
            "working_days": _("Số ngày làm việc sau ngày chốt"),
            "day": _("Hoặc ngày cố định: ngày"),
            "month": _("Tháng"),
            "legal_basis": _("Căn cứ"),
            "valid_from": _("Hiệu lực từ ngày"),
        }
        help_texts = {
            "plan": _("Để trống: mọi kế hoạch không có quy định riêng."),
            "valid_from": _("Ngày đầu của một kỳ, ví dụ 15/12/2025."),
        }
        widgets = {"valid_from": _date()}

    period_kind = forms.ChoiceField(
        label=_("Loại kỳ"), choices=labels.choices(labels.KIND)
    )

    def __init__(self, *args: Any, plans: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = plans.select_related("document")
        self.fields["plan"].empty_label = _("Mọi kế hoạch")
        for name, most in (("working_days", 60), ("day", 31), ("month", 12)):
            field = self.fields[name]
            field.widget = forms.NumberInput(attrs={"min": 1, "max": most})
            field.validators += [MinValueValidator(1), MaxValueValidator(most)]


class NewVersionForm(RuleForm):
    """What holds instead of a used rule, from a day on."""

    class Meta(RuleForm.Meta):
        fields = _RULED

    period_kind = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        forms.ModelForm.__init__(self, *args, **kwargs)
        self.fields["valid_from"].label = _("Thay từ ngày")
        for name in ("working_days", "day", "month"):
            self.fields[name].widget = forms.NumberInput(attrs={"min": 1})


class EndForm(forms.Form):
    on = forms.DateField(
        label=_("Hết hiệu lực từ ngày"),
        help_text=_("Ngày đầu của một kỳ; các kỳ trước ngày này vẫn theo quy định cũ."),
        widget=_date(),
        error_messages=_WRONG,
    )


class HolidaysForm(forms.Form):
    """One day off or many in a row."""

    first = forms.DateField(label=_("Từ ngày"), widget=_date(), error_messages=_WRONG)
    last = forms.DateField(
        label=_("Đến ngày"),
        required=False,
        help_text=_("Để trống: chỉ một ngày."),
        widget=_date(),
        error_messages=_WRONG,
    )
    name = forms.CharField(label=_("Dịp"), max_length=100)
    is_working = forms.TypedChoiceField(
        label=_("Ngày này"),
        choices=[("", _("Nghỉ")), ("1", _("Đi làm bù"))],
        coerce=bool,
        empty_value=False,
        required=False,
    )


class HolidayForm(forms.ModelForm):
    class Meta:
        model = Holiday
        fields = ("day", "name", "is_working")
        labels = {"day": _("Ngày"), "name": _("Dịp"), "is_working": _("Đi làm bù")}
        widgets = {"day": _date()}


class PlanSchemeForm(forms.Form):
    scheme = forms.ModelChoiceField(
        label=_("Theo chế độ"),
        queryset=ReportingScheme.objects.all(),
        error_messages={"required": _("Hãy chọn một chế độ báo cáo.")},
    )


class DueForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do đặt lại hạn"),
        max_length=300,
        error_messages={"required": _("Hãy ghi lý do đặt lại hạn nộp.")},
    )


class RankingForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=300,
        error_messages={"required": _("Hãy ghi lý do.")},
    )


def plans_for(user: Any) -> Any:
    """Plans a rule may be written for."""
    return Plan.objects.visible_to(user).order_by("-year", "slug")
