"""Forms of the import desk. Plans are named by slug or symbol, periods by code."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Permission
from accounts.scoping import units_for
from intake.orders import Kind, Order, decision_named, plan_named, round_named
from plans.models import Plan, Round
from plans.periods import Period
from units.models import Unit

ACCEPTED = ".xlsx,.xls,.ods,.csv"


class UploadForm(forms.Form):
    """One file for one plan; which sheet and which decision where that is not plain."""

    kind = Kind.ANNEX
    file = forms.FileField(
        label=_("Tệp"),
        allow_empty_file=True,
        help_text=_(".xlsx, .xls, .ods hoặc .csv, đúng như cơ quan đang dùng."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )
    plan = forms.CharField(label=_("Kế hoạch"), max_length=100)
    sheet = forms.CharField(
        label=_("Trang tính"),
        max_length=100,
        required=False,
        help_text=_("Chỉ ghi khi tệp có nhiều bảng cùng kiểu."),
    )

    def __init__(
        self, data: QueryDict | None = None, files: Any = None, *, user: User
    ) -> None:
        super().__init__(data, files, auto_id=f"id_{self.kind}_%s")
        self.user = user
        self.plans = list(
            Plan.objects.filter(unit__in=units_for(user, Permission.IMPORT))
            .select_related("document")
            .order_by("-year", "slug")
        )
        choices = [(plan.slug, str(plan)) for plan in self.plans]
        self.fields["plan"].widget = forms.Select(choices=choices)
        if len(self.plans) == 1:
            self.fields["plan"].required = data is None

    def order(self) -> Order:
        """What the person asks for; raises Refusal where it names nothing."""
        return Order(
            self.kind, self._plan(), by=self.user, sheet=self.cleaned_data["sheet"]
        )

    def _plan(self) -> Plan:
        named = self.cleaned_data["plan"]
        return plan_named(named or self.plans[0].slug, by=self.user)


class AnnexForm(UploadForm):
    decision = forms.CharField(
        label=_("Số quyết định điều chỉnh"), max_length=80, required=False
    )
    valid_from = forms.DateField(
        label=_("Có hiệu lực từ"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def order(self) -> Order:
        plan, data = self._plan(), self.cleaned_data
        decision = decision_named(plan, data["decision"], data["valid_from"])
        return Order(
            Kind.ANNEX, plan, by=self.user, decision=decision, sheet=data["sheet"]
        )


class ResultsForm(UploadForm):
    kind = Kind.RESULTS
    period = forms.CharField(label=_("Kỳ báo cáo"), max_length=8)

    field_order = ("file", "plan", "period", "sheet")

    def __init__(
        self, data: QueryDict | None = None, files: Any = None, *, user: User
    ) -> None:
        super().__init__(data, files, user=user)
        rounds = Round.objects.filter(plan__in=self.plans, as_of=None)
        codes = sorted(set(rounds.values_list("period_code", flat=True)))
        choices = [(code, Period.parse(code).label) for code in codes]
        self.fields["period"].widget = forms.Select(choices=choices)

    def order(self) -> Order:
        plan, data = self._plan(), self.cleaned_data
        round_ = round_named(plan, data["period"])
        return Order(
            Kind.RESULTS, plan, by=self.user, round=round_, sheet=data["sheet"]
        )


FORMS: dict[str, type[UploadForm]] = {Kind.ANNEX: AnnexForm, Kind.RESULTS: ResultsForm}


class ColumnsForm(forms.Form):
    """Which column holds which indicator, as a person sees it."""

    def __init__(
        self, *args: Any, titles: list[str], wanted: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("— không có trong tệp —"))]
        choices += [(title, title[:100]) for title in dict.fromkeys(titles)]
        for item in wanted:
            self.fields[item.key] = forms.ChoiceField(
                label=item.name, choices=choices, required=item.required
            )

    def columns(self) -> dict[str, str]:
        return {key: title for key, title in self.cleaned_data.items() if title}


class AliasesForm(forms.Form):
    """Which unit each unknown name means; where none is chosen, none is remembered."""

    def __init__(
        self, *args: Any, names: list[str], units: list[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names, self.units = names, {str(unit.pk): unit for unit in units}
        choices = [("", _("— không nhớ —"))]
        choices += [(pk, str(unit)) for pk, unit in self.units.items()]
        for number, name in enumerate(names):
            self.fields[f"name-{number}"] = forms.ChoiceField(
                label=f"“{name}”", choices=choices, required=False
            )

    def answers(self) -> dict[str, Unit]:
        chosen = [self.cleaned_data[f"name-{n}"] for n in range(len(self.names))]
        pairs = zip(self.names, chosen, strict=True)
        return {name: self.units[pk] for name, pk in pairs if pk}
