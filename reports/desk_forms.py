"""What is filled in at the report desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.models import Plan
from plans.periods import Period
from reports.letterhead import Letterhead
from reports.report_text import Section

PERIODS = (
    ("Q1", _("Quý I")),
    ("Q2", _("Quý II")),
    ("H1", _("6 tháng đầu năm")),
    ("Q3", _("Quý III")),
    ("N9", _("9 tháng")),
    ("Q4", _("Quý IV")),
    ("H2", _("6 tháng cuối năm")),
    ("Y", _("Cả năm")),
)


class StartForm(forms.Form):
    """Which plan and which period of its year."""

    plan = forms.ModelChoiceField(
        label=_("Kế hoạch"), queryset=Plan.objects.none(), empty_label=None
    )
    period = forms.ChoiceField(label=_("Kỳ báo cáo"), choices=PERIODS)

    def __init__(self, *args: Any, plans: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser: Any = self.fields["plan"]
        chooser.queryset = plans

    def chosen(self) -> tuple[Plan, Period]:
        plan = self.cleaned_data["plan"]
        return plan, Period.parse(f"{plan.year}-{self.cleaned_data['period']}")


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class HeadForm(forms.Form):
    """The formal fields of the letter."""

    subject = forms.CharField(label=_("Trích yếu"), max_length=300)
    superior = forms.CharField(
        label=_("Cơ quan chủ quản"),
        required=False,
        max_length=300,
        help_text=_("Để trống khi Ủy ban nhân dân tỉnh, thành phố ban hành."),
    )
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=300)
    symbol = forms.CharField(
        label=_("Ký hiệu"), max_length=40, help_text=_("Phần sau số, ví dụ BC-UBND.")
    )
    place = forms.CharField(label=_("Địa danh"), max_length=100, required=False)
    capacity = forms.CharField(
        label=_("Quyền hạn, chức vụ của người ký"),
        required=False,
        max_length=300,
        widget=_lines(3),
        help_text=_("Mỗi dòng một ý, ví dụ: TM. …, KT. …, chức vụ."),
    )
    signer = forms.CharField(label=_("Người ký"), required=False, max_length=100)
    recipients = forms.CharField(
        label=_("Nơi nhận"),
        required=False,
        max_length=2000,
        widget=_lines(6),
        help_text=_("Mỗi dòng một nơi nhận; dòng cuối là Lưu."),
    )

    def letterhead(self) -> Letterhead:
        return Letterhead.from_json(
            {key: "\n".join(v.split("\r\n")) for key, v in self.cleaned_data.items()}
        )


class TextsForm(forms.Form):
    """The sections of the letter, one box each, and the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, sections: Sequence[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        heading = ""
        for part in sections:
            unnamed = _("Kết luận") if heading else _("Mở đầu")
            heading = part.heading or str(unnamed)
            self.fields[f"text-{part.key}"] = forms.CharField(
                label=heading,
                required=False,
                max_length=50_000,
                initial=part.text,
                strip=True,
                widget=forms.Textarea(attrs={"rows": 8, "class": "long"}),
            )

    @property
    def boxes(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("text-")]

    def texts(self) -> dict[str, str]:
        return {
            name.removeprefix("text-"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("text-")
        }


class IssueForm(forms.Form):
    """Number and date on the paper."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    number = forms.CharField(
        label=_("Số"),
        required=False,
        max_length=20,
        help_text=_("Để trống nếu văn thư ghi số sau, bằng tay."),
    )
    dated = forms.DateField(
        label=_("Ngày văn bản"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
    )

    def __init__(self, *args: Any, earliest: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earliest = earliest

    def clean_dated(self) -> dt.date:
        day: dt.date = self.cleaned_data["dated"]
        if day < self.earliest:
            raise forms.ValidationError(
                _("Ngày văn bản phải từ %(day)s, sau ngày chốt số liệu.")
                % {"day": self.earliest.strftime("%d/%m/%Y")}
            )
        return day
