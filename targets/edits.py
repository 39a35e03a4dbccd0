"""One edit of one cell: from what a person typed to what will be stored, or why not.

Pure. Numbers are read by the strict grammar of `sheets.numbers`; blank or a dash
clears the cell (not reported), which is never 0. The hard rules are those a figure
cannot break and be true: whole numbers, not negative, no part above its whole.
What is only unlikely is asked about in `checks.py`, not refused here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from enum import Enum
from typing import Final, Literal

from sheets.numbers import BadNumber, echo, format_number, parse_count, parse_decimal
from sheets.privacy import looks_personal
from targets.kinds import IndicatorKind
from targets.labels import GRADE
from targets.running import Before, NoPeriodFigure, derived

MAX_TEXT: Final = 5_000
MAX_NOTE: Final = 500


class _Kept(Enum):
    KEPT = "KEPT"


KEPT: Final = _Kept.KEPT
Typed = str | int | Decimal | None | Literal[_Kept.KEPT]
Words = str | Literal[_Kept.KEPT]


@dataclass(frozen=True, kw_only=True)
class CellEdit:
    """What one person wants one indicator of one unit and period to hold.

    Only the parts that are given change; None or "" clears. `version` is the one
    the cell was read at, 0 where there was nothing; None: whatever it is now.
    `nil` says "không phát sinh": 0, or 0 of 0. `stated_total` is the year's running
    total, from which the period's value is derived.
    """

    indicator: str
    version: int | None = None
    value: Typed = KEPT
    numerator: Typed = KEPT
    denominator: Typed = KEPT
    stated_total: Typed = KEPT
    text: Words = KEPT
    grade: Words = KEPT
    note: Words = KEPT
    nil: bool = False
    origin_cell: str = ""


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a stored result holds, without who and when.

    `stated_total`: the running total that `value` was derived from, None where the
    period's figure itself was typed.
    """

    value: Decimal | None = None
    stated_total: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    text: str = ""
    grade: str = ""
    note: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing reported at all; a note alone reports nothing."""
        figures = (self.value, self.numerator, self.denominator)
        return all(f is None for f in figures) and not (self.text or self.grade)

    @property
    def is_zero(self) -> bool:
        """Nothing but zeros: what a "không phát sinh" may hold."""
        figures = (self.value, self.numerator, self.denominator)
        return not any(figures) and not (self.text or self.grade)


EMPTY: Final = Content()


@dataclass(frozen=True, kw_only=True)
class Spec:
    """What the catalogue says of an indicator; `part_of` is the code of its whole."""

    code: str
    name: str
    kind: IndicatorKind
    decimals: int = 0
    part_of: str | None = None


class BadEdit(ValueError):
    """The edit is refused; the text is one Vietnamese clause without the address."""


def applied(
    edit: CellEdit, spec: Spec, old: Content, *, before: Before | None = None
) -> Content:
    """What the cell holds after `edit`; `EMPTY` where nothing is left.

    `before` is the year so far, needed where a running total is given. Raises BadEdit
    for what is not one clear figure or breaks a rule of the cell.
    """
    _refuse_foreign_parts(edit, spec)
    new = _nil(spec, old) if edit.nil else _figures(edit, spec, old)
    if edit.stated_total is not KEPT:
        new = _from_total(edit, spec, old, before or Before())
    elif new.value != old.value:
        new = replace(new, stated_total=None)
    new = replace(
        new,
        text=_words(edit.text, old.text, MAX_TEXT),
        grade=_grade(edit.grade, old.grade),
        note=_words(edit.note, old.note, MAX_NOTE),
    )
    if new.is_empty:
        if old.is_empty and new.note:
            raise BadEdit("hãy nhập số trước khi ghi chú")
        return EMPTY
    _refuse_broken_fraction(new)
    return new


def part_above_whole(
    contents: Mapping[str, Content], specs: Mapping[str, Spec]
) -> list[tuple[str, str]]:
    """Pairs (part, whole) of codes where "trong đó" is more than its whole."""
    return [
        (spec.code, spec.part_of)
        for spec in specs.values()
        if spec.part_of and _exceeds(contents, spec.code, spec.part_of)
    ]


def part_sentence(
    part: str,
    whole: str,
    contents: Mapping[str, Content],
    specs: Mapping[str, Spec],
) -> str:
    """Why the pair cannot stand: both names and both figures."""
    shown = [format_number(contents[code].value) for code in (part, whole)]
    return (
        f"“{specs[part].name}” là {shown[0]}, lớn hơn “{specs[whole].name}” là "
        f"{shown[1]}; phần «trong đó» không được vượt số chung"
    )


def figures_of(content: Content) -> str:
    """The figure as a person types it: "1.200", "4/6"; "" for nothing."""
    if content.numerator is not None or content.denominator is not None:
        pair = (content.numerator, content.denominator)
        return "/".join(format_number(part, missing="…") for part in pair)
    return format_number(content.value) or content.text or GRADE.get(content.grade, "")


def _exceeds(contents: Mapping[str, Content], part: str, whole: str) -> bool:
    left = contents.get(part, EMPTY).value
    right = contents.get(whole, EMPTY).value
    return left is not None and right is not None and left > right


def _refuse_foreign_parts(edit: CellEdit, spec: Spec) -> None:
    given = {f.name for f in fields(edit) if getattr(edit, f.name) is not KEPT}
    is_words = spec.kind is IndicatorKind.QUALITATIVE
    if spec.kind is IndicatorKind.RATIO and "value" in given:
        raise BadEdit("chỉ tiêu này gồm hai số: tử số và mẫu số")
    if spec.kind is not IndicatorKind.RATIO and given & {"numerator", "denominator"}:
        raise BadEdit("chỉ tiêu này chỉ có một số, không có tử số và mẫu số")
    if is_words and ("value" in given or edit.nil):
        raise BadEdit("chỉ tiêu này báo cáo bằng lời, không bằng số")
    if is_words and "stated_total" in given:
        raise BadEdit("chỉ tiêu này báo cáo bằng lời, không có lũy kế")
    if not is_words and given & {"text", "grade"}:
        raise BadEdit("chỉ tiêu này báo cáo bằng số, không bằng lời")


def _nil(spec: Spec, old: Content) -> Content:
    if not old.is_zero:
        raise BadEdit(
            f"đã có số {figures_of(old)}; hãy xóa số đó trước khi ghi không phát sinh"
        )
    if spec.kind is IndicatorKind.RATIO:
        return replace(old, numerator=0, denominator=0)
    return replace(old, value=Decimal(0))


def _from_total(edit: CellEdit, spec: Spec, old: Content, before: Before) -> Content:
    """The period's value behind the total that was typed; the total is kept too."""
    if edit.value is not KEPT:
        raise BadEdit("hãy nhập hoặc số trong kỳ hoặc lũy kế, không nhập cả hai")
    total = _number(edit.stated_total, None, spec.decimals)
    if total is None:
        return replace(old, value=None, stated_total=None)
    try:
        value = derived(spec.kind, total, before)
    except NoPeriodFigure as error:
        raise BadEdit(str(error)) from error
    return replace(old, value=value, stated_total=total)


def _figures(edit: CellEdit, spec: Spec, old: Content) -> Content:
    return replace(
        old,
        value=_number(edit.value, old.value, spec.decimals),
        numerator=_count(edit.numerator, old.numerator),
        denominator=_count(edit.denominator, old.denominator),
    )


def _number(typed: Typed, old: Decimal | None, decimals: int) -> Decimal | None:
    if typed is KEPT:
        return old
    if not decimals:
        count = _count(typed, None)
        return None if count is None else Decimal(count)
    try:
        number = parse_decimal(typed)
    except BadNumber as error:
        raise BadEdit(error.message) from error
    if number is not None and number != round(number, decimals):
        raise BadEdit(
            f"“{echo(typed)}” có quá {decimals} chữ số sau dấu phẩy; hãy làm tròn"
        )
    return number


def _count(typed: Typed, old: int | None) -> int | None:
    if typed is KEPT:
        return old
    try:
        return parse_count(typed)
    except BadNumber as error:
        raise BadEdit(error.message) from error


def _words(typed: Words, old: str, most: int) -> str:
    if typed is KEPT:
        return old
    words = "".join(c for c in typed if c.isprintable() or c in "\n\t").strip()
    if len(words) > most:
        raise BadEdit(f"dài {len(words)} ký tự; hãy viết gọn trong {most} ký tự")
    if what := looks_personal(words):
        raise BadEdit(f"có vẻ chứa {what}; hãy bỏ thông tin cá nhân, chỉ ghi số lượng")
    return words


def _grade(typed: Words, old: str) -> str:
    if typed is KEPT:
        return old
    if typed and typed not in GRADE:
        choices = ", ".join(GRADE.values())
        raise BadEdit(f"mức đánh giá “{echo(typed)}” không có; hãy chọn {choices}")
    return typed


def _refuse_broken_fraction(content: Content) -> None:
    if content.numerator is None:
        return
    if content.denominator is None:
        raise BadEdit(
            f"tử số {format_number(content.numerator)} chưa có mẫu số; "
            "hãy nhập mẫu số trước"
        )
    if content.numerator > content.denominator:
        raise BadEdit(
            f"tử số {format_number(content.numerator)} lớn hơn mẫu số "
            f"{format_number(content.denominator)}; hãy kiểm tra lại hai số"
        )
