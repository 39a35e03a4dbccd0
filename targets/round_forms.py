"""What is asked when a collection is opened."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.models import Plan

_WRONG = {
    "required": _("Hãy chọn ngày."),
    "invalid": _("Ngày chưa đúng; hãy chọn lại."),
}


def _date() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AsOfForm(forms.Form):
    """A day, what is asked for, and until when."""

    day = forms.DateField(
        label=_("Số liệu đến hết ngày"), widget=_date(), error_messages=_WRONG
    )
    due = forms.DateField(label=_("Hạn nộp"), widget=_date(), error_messages=_WRONG)
    title = forms.CharField(
        label=_("Nội dung"),
        required=False,
        max_length=200,
        help_text=_("Ví dụ: số nền của kế hoạch, đối chiếu theo công văn số …"),
    )
    indicators = forms.MultipleChoiceField(
        label=_("Chỉ tiêu"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một chỉ tiêu.")},
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        targets = plan.targets.select_related("indicator").order_by("order")
        names = {t.indicator.code: t.indicator.name for t in targets}
        self.fields["indicators"].choices = [*names.items()]
