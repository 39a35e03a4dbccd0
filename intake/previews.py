"""What the pages of the import desk show, as finished strings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import ChangeSet, User
from accounts.roles import Permission
from accounts.scoping import units_for
from intake import drafts
from intake.desk import Desk
from intake.models import ImportDraft
from intake.steps import Deed, Step, check_unchanged, check_units
from intake.tables import Line
from sheets.numbers import format_number
from sheets.problems import Problem
from sheets.wording import Words
from targets.allocation import TotalCheck
from targets.models import Quota, Result

KINDS = Words("import", {"annex": "Biểu giao chỉ tiêu", "results": "Kết quả trong kỳ"})
SHOWN = 500


@dataclass(frozen=True)
class Box:
    """One cell of the preview: both figures as words, "" for nothing."""

    old: str = ""
    new: str = ""
    differs: bool = False
    address: str = ""


@dataclass(frozen=True)
class PreviewRow:
    number: int
    unit: str
    typed: str
    boxes: tuple[Box, ...]
    differs: bool


@dataclass(frozen=True)
class TotalRow:
    label: str
    declared: str
    computed: str
    word: str
    closes: bool
    plan: str


@dataclass(frozen=True)
class Preview:
    """The whole preview page; `rows` at most `SHOWN`.

    `is_whole`: whether the rows that stay as they are can be shown too.
    """

    labels: tuple[str, ...]
    rows: tuple[PreviewRow, ...]
    hidden: int
    figures: tuple[dict[str, str], ...]
    totals: tuple[TotalRow, ...]
    has_changes: bool
    is_whole: bool = True


def preview_of(draft: ImportDraft, by: User, *, everything: bool) -> Preview:
    """Row by row old → new; raises `Refused409` once that is no longer so."""
    order, lines, _sheet = drafts.restored(draft, by)
    desk = Desk(order)
    check_units(lines, draft.reading["units"])
    compared = desk.compare(lines)
    check_unchanged(compared, draft.reading["bases"], desk.labels)
    steps = {(s.row, s.key): s for s in compared}
    labels = desk.labels
    keys = [key for key in labels if key in draft.reading["columns"]]
    rows = [_row(line, [steps.get((line.row, key)) for key in keys]) for line in lines]
    wanted = rows if everything else [row for row in rows if row.differs]
    whole = draft.reading.get("whole")
    differs = any(row.differs for row in rows) or _assigns(draft, lines)
    return Preview(
        tuple(labels[key] for key in keys),
        tuple(wanted[:SHOWN]),
        drafts.rows_of(draft) - len(wanted[:SHOWN]),
        figures_of(draft.counts),
        tuple(_total(row, labels, desk) for row in draft.reading["totals"]),
        whole["differs"] if whole else differs,
        is_whole=not whole,
    )


def figures_of(counts: dict[str, int]) -> tuple[dict[str, str], ...]:
    names = (
        ("new", _("Ô mới")),
        ("changed", _("Ô thay đổi")),
        ("same", _("Ô giữ nguyên")),
        ("problems", _("Lỗi")),
    )
    return tuple(
        {"label": label, "value": format_number(counts.get(key, 0))}
        for key, label in names
    )


def recent(user: User, *, most: int = 20) -> list[dict[str, Any]]:
    """The last confirmed imports within this person's reach."""
    rows = (
        ImportDraft.objects.filter(
            state=ImportDraft.State.DONE,
            change_set__isnull=False,
            plan__unit__in=units_for(user, Permission.IMPORT),
        )
        .select_related("upload", "plan__document", "change_set__undone_by")
        .order_by("-decided_at")[:most]
    )
    return [
        {
            "url": reverse("import-receipt", args=[row.change_set_id]),
            "file": row.upload.name,
            "kind": KINDS[row.kind],
            "plan": str(row.plan),
            "by": _change_of(row).made_by_text,
            "at": when(_change_of(row)),
            "counts": counts_text(row.counts),
            "undone": hasattr(row.change_set, "undone_by"),
        }
        for row in rows
    ]


def receipt_of(draft: ImportDraft) -> dict[str, Any]:
    """Facts of a confirmed import and every value it set."""
    change = _change_of(draft)
    facts = [
        {"label": _("Việc"), "value": change.what},
        {"label": _("Người nạp"), "value": change.made_by_text},
        {"label": _("Lúc"), "value": when(change)},
        {
            "label": _("Tệp"),
            "value": change.file_name,
            "url": reverse("import-file", args=[change.pk]),
        },
        {"label": "SHA-256", "value": change.file_sha256},
        {"label": _("Trang tính"), "value": draft.sheet},
    ]
    return {
        "facts": facts,
        "figures": figures_of(draft.counts)[:3],
        "values": values_of(change, draft),
        "undone": getattr(change, "undone_by", None),
    }


def _change_of(draft: ImportDraft) -> ChangeSet:
    """The change set of a draft that wrote something."""
    if draft.change_set is None:
        raise LookupError(draft.token)
    return draft.change_set


def values_of(change: ChangeSet, draft: ImportDraft) -> list[dict[str, str]]:
    """Each quota or result version of the change set, with the page of its unit."""
    model = Quota if draft.kind == ImportDraft.Kind.ANNEX else Result
    path = "target__indicator" if model is Quota else "indicator"
    rows = model.history.filter(change_set=change).select_related("unit", path)
    return [
        {
            "unit": str(row.unit),
            "label": _indicator(row).short_name,
            "value": format_number(row.value, missing="–"),
            "deed": _DEEDS[row.history_type],
            "cell": row.origin_cell,
            "url": f"/units/{row.unit.key}/?plan={draft.plan.slug}",
        }
        for row in rows.order_by("pk")[:2_000]
    ]


def when(change: ChangeSet) -> str:
    return timezone.localtime(change.made_at).strftime("%H:%M %d/%m/%Y")


def counts_text(counts: dict[str, int]) -> str:
    return _("mới {new}, đổi {changed}, giữ nguyên {same}").format(
        **{key: format_number(counts.get(key, 0)) for key in ("new", "changed", "same")}
    )


def problem_rows(problems: Iterable[Problem]) -> list[Problem]:
    """Refusals first, then notices, in the order of the rows."""
    return sorted(problems, key=lambda p: (p.is_warning, p.row or 0))


_DEEDS = Words("import", {"+": "giao, ghi mới", "~": "sửa", "-": "bỏ"})


def _indicator(version: Any) -> Any:
    return version.target.indicator if hasattr(version, "target") else version.indicator


def _row(line: Line, steps: Sequence[Step | None]) -> PreviewRow:
    boxes = tuple(_box(step) for step in steps)
    unit = str(line.unit)
    typed = "" if line.typed == unit else line.typed
    return PreviewRow(line.row, unit, typed, boxes, any(box.differs for box in boxes))


def _box(step: Step | None) -> Box:
    if step is None:
        return Box()
    old, new = format_number(step.old), format_number(step.new)
    return Box(old, new, step.deed is not Deed.SAME, step.cell)


def _total(row: dict[str, Any], labels: dict[str, str], desk: Desk) -> TotalRow:
    declared = None if row["declared"] is None else Decimal(row["declared"])
    check = TotalCheck(declared=declared, computed=Decimal(row["computed"]))
    target = desk.targets.get(row["key"])
    asked = target.value if target and desk.order.round is None else None
    against = TotalCheck(declared=asked, computed=check.computed)
    return TotalRow(
        labels[row["key"]],
        format_number(declared, missing=_("không ghi")),
        format_number(check.computed),
        check.word,
        check.closes or declared is None,
        f"{format_number(asked)} ({against.word})" if asked is not None else "",
    )


def _assigns(draft: ImportDraft, lines: Sequence[Line]) -> bool:
    """Whether units would join the plan's list although no figure changes."""
    if draft.kind != ImportDraft.Kind.ANNEX:
        return False
    known = set(draft.plan.assigned_units.values_list("unit_id", flat=True))
    return any(line.unit.pk not in known for line in lines)
