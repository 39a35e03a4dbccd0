"""The form of a new key."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import ApiToken, User
from accounts.roles import Permission

DAYS = [(30, _("30 ngày")), (90, _("90 ngày")), (365, _("1 năm"))]


class TokenForm(forms.Form):
    """What the key is for, what it may do and how long it lives."""

    name = forms.CharField(
        label=_("Dùng cho hệ thống"),
        max_length=80,
        help_text=_("Ví dụ: Trục dữ liệu của thành phố"),
    )
    scope = forms.ChoiceField(label=_("Quyền"))
    days = forms.TypedChoiceField(
        label=_("Hết hạn sau"), choices=DAYS, coerce=int, initial=90
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(ApiToken.Scope.READ.value, _("Chỉ đọc"))]
        if user.may(Permission.ENTER):
            choices.append((ApiToken.Scope.WRITE.value, _("Đọc và nhập kết quả")))
        self.fields["scope"].choices = choices
