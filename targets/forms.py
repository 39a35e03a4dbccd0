"""Forms of the quarter: filters of the board, reasons, moments."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from targets.labels import STATE


class BoardFilter(forms.Form):
    """All in the address, so that a view of the board can be sent to a colleague."""

    plan = forms.SlugField(required=False, widget=forms.HiddenInput)
    period = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)
    state = forms.ChoiceField(label=_("Trạng thái"), required=False)
    q = forms.CharField(label=_("Đơn vị"), required=False, max_length=100)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        labels = {"LATE": _("Quá hạn"), **STATE}
        del labels["LOCKED"]
        self.fields["state"].choices = [("", _("Mọi trạng thái")), *labels.items()]


class ReasonForm(forms.Form):
    """Why: what the other side will read, and the journal keeps."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi lý do.")},
    )


class ReopenForm(ReasonForm):
    until = forms.DateTimeField(
        label=_("Mở đến"),
        help_text=_("Tự đóng lại khi đến giờ này; lâu nhất 31 ngày."),
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        ),
        error_messages={
            "required": _("Hãy chọn ngày giờ đóng lại."),
            "invalid": _("Ngày giờ chưa đúng; hãy chọn lại."),
        },
    )
    field_order = ["until", "reason"]


class SubmitForm(forms.Form):
    """The unit's own word on what is missing or unusual."""

    answer = forms.CharField(
        label=_("Giải trình"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Cần khi còn chỉ tiêu chưa có số."),
    )


class EvidenceForm(forms.Form):
    """One file beside a figure."""

    file = forms.FileField(
        label=_("Tệp minh chứng"),
        allow_empty_file=True,
        help_text=_(
            "PDF, ảnh, Word hoặc Excel; tối đa 10 MB. Không gửi danh sách, hồ sơ có "
            "thông tin cá nhân hay bí mật nhà nước."
        ),
        error_messages={"required": _("Hãy chọn một tệp.")},
    )
