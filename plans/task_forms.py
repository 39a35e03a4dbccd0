"""What the task board can be narrowed by, and what is written on one task."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.labels import DOCUMENT_KIND, PART, TASK_STATUS, choices

_DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class BoardFilter(forms.Form):
    """Plan, agency, status, day, part and words; all in the address."""

    q = forms.CharField(label=_("Từ khóa"), required=False, max_length=100)
    plan = forms.ChoiceField(label=_("Kế hoạch"), required=False)
    agency = forms.ChoiceField(label=_("Cơ quan"), required=False)
    status = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[("", _("Tất cả")), *choices(TASK_STATUS)],
    )
    until = forms.DateField(label=_("Hạn đến ngày"), required=False, widget=_DATE)
    part = forms.ChoiceField(
        label=_("Vai trò"), required=False, choices=[("", _("Tất cả")), *choices(PART)]
    )

    def __init__(
        self,
        *args: Any,
        agencies: dict[str, str],
        plans: dict[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", _("Tất cả")), *agencies.items()]
        self.fields["plan"].choices = [("", _("Tất cả")), *plans.items()]


class ReportForm(forms.Form):
    note = forms.CharField(
        label=_("Kết quả thực hiện"), max_length=5000, widget=forms.Textarea
    )
    file = forms.FileField(
        label=_("Sản phẩm"),
        required=False,
        allow_empty_file=True,
        help_text=_("PDF, ảnh, Word hoặc Excel; tối đa 10 MB."),
    )


class DecideForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do (khi trả lại)"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ExtendForm(forms.Form):
    new_due = forms.DateField(label=_("Hạn mới"), widget=_DATE)
    reason = forms.CharField(label=_("Lý do gia hạn"), max_length=500)


class AttachForm(forms.Form):
    file = forms.FileField(
        label=_("Bản ký, bản quét"),
        allow_empty_file=True,
        help_text=_("PDF hoặc ảnh; tối đa 10 MB."),
    )


class DayForm(forms.Form):
    on = forms.DateField(label=_("Hiệu lực vào ngày"), required=False, widget=_DATE)


class DocumentFilter(forms.Form):
    """Words, kind, whether its text is here, and the day; all in the address."""

    q = forms.CharField(label=_("Từ khóa"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=_("Loại văn bản"),
        required=False,
        choices=[("", _("Tất cả")), *choices(DOCUMENT_KIND)],
    )
    stub = forms.ChoiceField(
        label=_("Toàn văn"),
        required=False,
        choices=[
            ("", _("Tất cả")),
            ("held", _("đã có")),
            ("stub", _("chỉ được viện dẫn")),
        ],
    )
    on = forms.DateField(label=_("Hiệu lực vào ngày"), required=False, widget=_DATE)
