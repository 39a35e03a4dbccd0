"""Forms of the reading desk: one small form for each item of a draft.

A field left empty is skipped; an item that is skipped is not checked any further.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.labels import CYCLE, DOCUMENT_KIND, GRAIN, PART, RELATION, SCHEME
from plans.labels import choices as choices_of
from plans.symbols import BadSymbol, Symbol
from sheets.numbers import BadNumber, parse_decimal
from targets.kinds import Comparator, IndicatorKind
from targets.labels import COMPARATOR, INDICATOR_KIND, SCOPE

Choices = list[tuple[str, Any]]
TAKE, SKIP = "take", "skip"
NEW, STUB, WORDS = "new", "stub", "words"  # make one · make a stub · keep the words
OPEN = ("", _("— chưa chọn —"))
_DEEDS = [(TAKE, _("Nhận")), (SKIP, _("Bỏ qua"))]


class FigureField(forms.CharField):
    """A number as the office writes it: 2.300 is 2300, 12,5 has a decimal."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("max_length", 30)
        super().__init__(**kwargs)
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> Any:
        try:
            number = parse_decimal(super().clean(value))
        except BadNumber as error:
            raise forms.ValidationError(str(error)) from error
        if number is not None and number != round(number, 2):
            raise forms.ValidationError(_("Hãy ghi nhiều nhất hai chữ số thập phân."))
        return number


class SymbolField(forms.CharField):
    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return Symbol.parse(text).text
        except BadSymbol as error:
            raise forms.ValidationError(str(error)) from error


def day_field(*, required: bool = False, **kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(required=required, widget=widget, **kwargs)


def words_field(label: Any, most: int, *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required)


class ItemForm(forms.Form):
    """One item; `deed` says whether it is taken, where it can be left out at all."""

    use_required_attribute = False

    def __init__(self, *args: Any, choices: dict[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, options in choices.items():
            if name in self.fields:
                self.fields[name].choices = options
                self.fields[name].widget.choices = options

    def clean(self) -> dict[str, Any]:
        if not self.is_taken:
            self._errors.clear()
        return self.cleaned_data

    @property
    def is_taken(self) -> bool:
        return self.cleaned_data.get("deed", TAKE) != SKIP

    def raw(self) -> dict[str, Any]:
        """What was typed, as it is kept until the next time."""
        return {name: self[name].data for name in self.fields}


class DocumentForm(ItemForm):
    symbol = SymbolField(label=_("Số, ký hiệu"), max_length=80)
    kind = forms.ChoiceField(
        label=_("Loại văn bản"), choices=[OPEN, *choices_of(DOCUMENT_KIND)]
    )
    issuer = words_field(_("Cơ quan ban hành"), 200, required=True)
    issued_on = day_field(label=_("Ngày ban hành"))
    place = words_field(_("Địa danh"), 100)
    title = forms.CharField(
        label=_("Trích yếu"), max_length=500, required=False, widget=forms.Textarea
    )
    signer = words_field(_("Người ký"), 100)
    signing_capacity = words_field(_("Quyền hạn ký"), 200)
    recipients = forms.CharField(
        label=_("Nơi nhận (mỗi dòng một nơi)"),
        max_length=5000,
        required=False,
        widget=forms.Textarea,
    )


class PlanForm(ItemForm):
    deed = forms.ChoiceField(
        label=_("Theo dõi chỉ tiêu, nhiệm vụ của văn bản này"),
        choices=[(TAKE, _("Có, là một kế hoạch")), (SKIP, _("Không, chỉ lưu văn bản"))],
    )
    unit = forms.ChoiceField(label=_("Kế hoạch của"))
    title = words_field(_("Tên gọi"), 300, required=True)
    year = forms.IntegerField(label=_("Năm"), min_value=1990, max_value=2100)
    scheme = forms.ChoiceField(label=_("Chế độ kỳ"), choices=choices_of(SCHEME))
    grain = forms.ChoiceField(label=_("Kỳ nhập"), choices=choices_of(GRAIN))


class CitationForm(ItemForm):
    deed = forms.ChoiceField(label=_("Viện dẫn này"), choices=_DEEDS)
    document = forms.ChoiceField(label=_("Là văn bản nào"))
    relation = forms.ChoiceField(label=_("Quan hệ"), choices=choices_of(RELATION))
    symbol = SymbolField(label=_("Số, ký hiệu"), max_length=80, required=False)
    kind = forms.ChoiceField(
        label=_("Loại"), choices=[OPEN, *choices_of(DOCUMENT_KIND)], required=False
    )
    issuer = words_field(_("Cơ quan ban hành"), 200)
    issued_on = day_field(label=_("Ngày"))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("document") == STUB and self.is_taken:
            for name in ("symbol", "kind"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Văn bản mới cần mục này."))
        return data


class TargetForm(ItemForm):
    deed = forms.ChoiceField(label=_("Chỉ tiêu này"), choices=_DEEDS)
    indicator = forms.ChoiceField(label=_("Trong danh mục là"))
    name = words_field(_("Tên nếu là chỉ tiêu mới"), 300)
    comparator = forms.ChoiceField(label=_("So sánh"), choices=[*COMPARATOR.items()])
    value = FigureField(label=_("Mức"))
    value_to = FigureField(label=_("đến mức"))
    unit = words_field(_("Đơn vị tính"), 40)
    kind = forms.ChoiceField(label=_("Loại"), choices=[*INDICATOR_KIND.items()])
    whole = forms.ChoiceField(label=_("Trong đó của"), required=False)
    baseline = FigureField(label=_("Số nền"))
    baseline_as_of = day_field(label=_("Số nền tính đến"))
    scope = forms.ChoiceField(label=_("Ai báo cáo"), choices=[*SCOPE.items()])
    paragraph = words_field(_("Mục"), 20)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.is_taken:
            return data
        low, high = data.get("value"), data.get("value_to")
        if data.get("comparator") == Comparator.BETWEEN and (
            low is None or high is None or high < low
        ):
            self.add_error("value_to", _("Khoảng «từ … đến …» cần hai mức tăng dần."))
        if data.get("indicator") == NEW:
            self._clean_new(data)
        return data

    def _clean_new(self, data: dict[str, Any]) -> None:
        needed = {"name": _("Hãy đặt tên cho chỉ tiêu mới.")}
        needed["unit"] = _("Chỉ tiêu mới cần đơn vị tính.")
        if data.get("kind") == IndicatorKind.SHARE:
            needed["whole"] = _("Chỉ tiêu «trong đó» phải nêu chỉ tiêu gốc.")
        for name, message in needed.items():
            if not data.get(name) and name not in self.errors:
                self.add_error(name, message)


class TaskForm(ItemForm):
    """`body-0`, `body-1` … say who each name in the paper is."""

    deed = forms.ChoiceField(label=_("Nhiệm vụ này"), choices=_DEEDS)
    title = words_field(_("Nhiệm vụ (rút gọn)"), 300, required=True)
    part = forms.ChoiceField(label=_("Vai trò"), choices=choices_of(PART))
    cycle = forms.ChoiceField(label=_("Chu kỳ"), choices=choices_of(CYCLE))
    deadline = day_field(label=_("Thời hạn"))
    deadline_text = words_field(_("Thời hạn ghi trong văn bản"), 200)
    paragraph = words_field(_("Mục"), 20)

    def __init__(
        self, *args: Any, names: list[str], choices: dict[str, Choices], **kwargs: Any
    ) -> None:
        super().__init__(*args, choices=choices, **kwargs)
        self.names = names
        for number, name in enumerate(names):
            self.fields[f"body-{number}"] = forms.ChoiceField(
                label=f"“{name[:100]}”" if name else _("Cơ quan"),
                choices=choices["body"],
            )

    def bodies(self) -> list[tuple[str, str]]:
        """Each name of the paper with what was chosen for it."""
        chosen = [self.cleaned_data[f"body-{n}"] for n in range(len(self.names))]
        return list(zip(self.names, chosen, strict=True))


class ColumnsForm(ItemForm):
    """Which target each column of the annex hands out, and what its total says."""

    deed = forms.ChoiceField(
        label=_("Biểu này"), choices=[(TAKE, _("Nhận")), (SKIP, _("Không nạp biểu"))]
    )

    def __init__(
        self, *args: Any, titles: list[str], choices: dict[str, Choices], **kwargs: Any
    ) -> None:
        super().__init__(*args, choices=choices, **kwargs)
        for number, title in enumerate(titles):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=title[:200], choices=choices["column"]
            )
            self.fields[f"total-{number}"] = FigureField(label=_("Dòng tổng ghi"))


class AnnexRowForm(ItemForm):
    deed = forms.ChoiceField(label=_("Dòng này"), choices=_DEEDS)
    unit = forms.ChoiceField(label=_("Đơn vị"))

    def __init__(self, *args: Any, titles: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, title in enumerate(titles):
            self.fields[f"value-{number}"] = FigureField(label=title[:200])


class QuestionForm(ItemForm):
    answer = forms.ChoiceField(
        label=_("Trả lời"),
        choices=[
            OPEN,
            ("keep", _("Đã đối chiếu, giữ như văn bản")),
            ("fixed", _("Đã đối chiếu, đã sửa trong bản nháp")),
        ],
    )
    note = words_field(_("Ghi chú"), 300)


class IncomingForm(forms.Form):
    """A pasted text or one file."""

    text = forms.CharField(
        label=_("Dán văn bản"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Chép nguyên trang cổng thông tin cũng được; phần thừa được bỏ."),
    )
    file = forms.FileField(
        label=_("Hoặc tệp"),
        required=False,
        allow_empty_file=True,
        help_text=_(".docx, .txt hoặc .html, tối đa 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.txt,.html,.htm"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not (data.get("text") or "").strip() and not data.get("file"):
            raise forms.ValidationError(_("Hãy dán văn bản hoặc chọn một tệp."))
        return data
