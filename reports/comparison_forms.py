"""What is compared with what: all of it in the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.labels import choices
from plans.periods import Period
from reports.comparing_units import ORDERS, UnitsCompared
from targets.models import Indicator
from units.models import Unit

PARTS = ("Q1", "Q2", "H1", "Q3", "N9", "Q4", "Y")
WHOLE = ""


class UnitsForm(forms.Form):
    """Indicators, units and their order; the period is chosen by the tabs."""

    plan = forms.CharField(widget=forms.HiddenInput)
    period = forms.CharField(widget=forms.HiddenInput)
    indicator = forms.MultipleChoiceField(
        label=_("Chỉ tiêu"), widget=forms.CheckboxSelectMultiple, required=False
    )
    unit = forms.MultipleChoiceField(
        label=_("Đơn vị (không chọn: tất cả)"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    order = forms.ChoiceField(
        label=_("Thứ tự"), choices=choices(ORDERS), required=False
    )

    def __init__(self, page: UnitsCompared) -> None:
        super().__init__(
            initial={
                "plan": page.choice.plan.slug,
                "period": page.choice.period.code,
                "indicator": list(page.indicators),
                "unit": list(page.wanted.units),
                "order": page.wanted.order,
            }
        )
        self._offer("indicator", _names(page.offered))
        self._offer("unit", {u.key: u.full_name for u in page.eligible})

    def _offer(self, name: str, choices: Mapping[str, str]) -> None:
        self.fields[name].choices = list(choices.items())  # type: ignore[attr-defined]


class YearsForm(forms.Form):
    """One indicator, one unit or all, one part of the year."""

    indicator = forms.ChoiceField(label=_("Chỉ tiêu"))
    unit = forms.ChoiceField(label=_("Đơn vị"), required=False)
    period = forms.ChoiceField(label=_("Kỳ"))

    def __init__(
        self,
        *args: Any,
        indicators: Iterable[Indicator],
        units: Iterable[Unit],
        whole: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        every = [(WHOLE, whole)] if whole else []
        own: Any = self.fields
        own["indicator"].choices = [(x.code, x.short_name) for x in indicators]
        own["unit"].choices = [*every, *((x.key, x.full_name) for x in units)]
        own["period"].choices = [(part, part_label(part)) for part in PARTS]


def part_label(part: str) -> str:
    """ "H1" → "6 tháng đầu năm": a period without its year."""
    period = Period.parse(f"2000-{part}")
    label = period.label.removesuffix("/2000").removesuffix(" 2000")
    return label if part == "H1" else label.removesuffix(" năm")


def _names(offered: Mapping[str, Indicator]) -> dict[str, str]:
    return {code: indicator.short_name for code, indicator in offered.items()}
