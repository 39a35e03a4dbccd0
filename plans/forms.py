"""What the lists of plans and tasks can be narrowed by."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.labels import PART


class TaskFilter(forms.Form):
    """Words of the task or the agency, and the part it has."""

    q = forms.CharField(label=_("Từ khóa"), required=False, max_length=100)
    part = forms.ChoiceField(
        label=_("Vai trò"),
        required=False,
        choices=[("", _("Tất cả")), *PART.items()],
    )
