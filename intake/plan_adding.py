"""The form by which a person adds what the reader missed, and what it adds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Refusal
from intake.plan_additions import MOST, Addition, addition, find
from intake.plan_desk import said
from intake.plan_sections import Desk

SECTIONS = ("targets", "tasks", "citations", "criteria")
_WORDS = forms.Textarea(attrs={"rows": 3, "form": "draft"})


class AddForm(forms.Form):
    """A sentence of the paper and what it is; sent together with the section's form."""

    use_required_attribute = False
    prefix = "add"

    section = forms.ChoiceField(label=_("Là"))
    words = forms.CharField(
        label=_("Câu trong văn bản"), max_length=MOST, required=False, widget=_WORDS
    )
    paragraph = forms.CharField(label=_("hoặc số mục"), max_length=30, required=False)
    start = forms.IntegerField(
        required=False, min_value=0, widget=forms.HiddenInput(attrs={"form": "draft"})
    )

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desk = desk
        keys = [*SECTIONS, *desk.annexes]
        choices = [(key, said(key)) for key in keys]
        self.fields["section"].choices = choices
        for name in ("section", "paragraph"):
            self.fields[name].widget.attrs["form"] = "draft"
        self.fields["paragraph"].widget.attrs["placeholder"] = "II.1"

    def addition(self) -> Addition:
        """The items the sentence gives; Refusal 422 where the paper has it not."""
        if not self.is_valid():
            raise Refusal("Hãy chọn câu này là gì; câu dài nhất 5.000 ký tự.")
        data, text = self.cleaned_data, self.desk.reading.text
        section = data["section"]
        place = find(
            text,
            words=data["words"],
            paragraph=data["paragraph"],
            start=data["start"] or 0,
        )
        table = self.desk.annexes.get(section)
        wide = len(table["columns"]) if table else 0
        known = len(self.desk.draft.get(section) or ())
        return addition(section, text, place, known=known, wide=wide)
