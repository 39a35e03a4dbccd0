"""What the pages of handouts show, as finished strings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import Permission
from communes import boards
from communes.standing import communes_on
from intake import pages, previews
from intake.drafts import problems_of
from intake.forms import ACCEPTED
from intake.handout_desk import Taken, done_handouts, steps_of
from intake.handouts import FillStep, fillable_units
from intake.models import HandoutDraft
from plans.models import Plan, Round
from targets.reporting import duties_of

SHOWN = 500


class HandoutForm(forms.Form):
    """A filled handout on its way back; it says itself what it is for."""

    file = forms.FileField(
        label=gettext_lazy("Biểu mẫu đã ghi số"),
        allow_empty_file=True,
        help_text=gettext_lazy("Tệp đã tải ở trang này; lưu .xlsx, .xls hay .ods."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )


def desk(user: User, form: HandoutForm) -> dict[str, Any]:
    """The form to send one back, what can be handed out, and what was sent last."""
    communes = communes_on(fillable_units(user), boards.day_of(boards.current_year()))
    districts = boards.parents_of(communes)
    rounds = _rounds(user)
    may_import = user.may(Permission.IMPORT)
    return {
        "form": form,
        "tabs": pages.tabs("form") if may_import else [],
        "steps": pages.steps(0),
        "rounds": rounds,
        "units": _reporters(rounds, user),
        "districts": districts,
        "city": next((unit.parent for unit in districts if unit.parent), None),
        "years": boards.years()[:6],
        "recent": [_done(row) for row in done_handouts(user)[:20]],
    }


def _rounds(user: User) -> list[Round]:
    plans = Plan.objects.visible_to(user).values("pk")
    rounds = Round.objects.filter(plan__in=plans).select_related("plan__document")
    return list(rounds.order_by("-due_at")[:24])


def _reporters(rounds: list[Round], user: User) -> list[Any]:
    """Units of the newest plan whose results this person may hand in."""
    if not rounds:
        return []
    mine = set(fillable_units(user).values_list("pk", flat=True))
    return [u for u in duties_of(rounds[0].plan).reporters if u.pk in mine]


def _done(draft: HandoutDraft) -> dict[str, Any]:
    change = draft.change_set
    assert change is not None
    return {
        "url": reverse("handout-receipt", args=[change.pk]),
        "file": draft.upload.name,
        "title": draft.title,
        "counts": previews.counts_text(draft.counts),
        "by": change.made_by_text,
        "at": previews.when(change),
        "undone": hasattr(change, "undone_by"),
    }


def preview(draft: HandoutDraft, user: User) -> dict[str, Any]:
    steps = [step for step in steps_of(draft, user) if step.is_write]
    return {
        "draft": draft,
        "figures": previews.figures_of(draft.counts),
        "notices": [p.message for p in problems_of(draft) if p.is_warning],
        "rows": [_row(step) for step in steps[:SHOWN]],
        "hidden": max(0, len(steps) - SHOWN),
        "has_changes": bool(steps),
        "steps": pages.steps(1),
    }


def refused(taken: Taken) -> dict[str, Any]:
    draft = taken.draft
    return pages.problem_context(taken.problems) | {
        "draft": draft,
        "can_mark": draft is not None and any(p.cell for p in taken.problems),
        "marked_name": "handout-marked",
        "back_url": reverse("import-form"),
    }


def refused_draft(draft: HandoutDraft) -> dict[str, Any]:
    return refused(Taken(tuple(problems_of(draft)), draft=draft))


def receipt(draft: HandoutDraft) -> dict[str, Any]:
    """Who handed in which file when, and every value it set."""
    change = draft.change_set
    assert change is not None
    facts = [
        {"label": _("Biểu"), "value": draft.title},
        {"label": _("Tệp"), "value": draft.upload.name},
        {"label": _("Người nạp"), "value": change.made_by_text},
        {"label": _("Lúc"), "value": previews.when(change)},
        {"label": "SHA-256", "value": change.file_sha256},
    ]
    names = ("unit", "label", "old", "new", "address", "url")
    written = draft.reading.get("written", [])
    return {
        "draft": draft,
        "facts": facts,
        "figures": previews.figures_of(draft.counts)[:3],
        "values": [dict(zip(names, row, strict=True)) for row in written],
        "undone": getattr(change, "undone_by", None),
        "undo_name": "handout-undo",
        "receipt_name": "handout-receipt",
        "steps": pages.steps(4),
    }


def receipt_answer(draft: HandoutDraft, *, is_first: bool) -> dict[str, Any]:
    """The receipt for a machine; the same for every further confirm, with 409."""
    change = draft.change_set_id
    done = _("Đã nạp tệp.") if change else _("Không có thay đổi.")
    return {
        "ok": is_first,
        "message": done if is_first else _("Tệp này đã được nạp rồi."),
        "changeset": change,
        "receipt": reverse("handout-receipt", args=[change]) if change else None,
        "counts": draft.counts,
    }


def upload_answer(taken: Taken) -> dict[str, Any]:
    """The answer of an upload for a machine."""
    return {
        "ok": taken.is_ok,
        "token": taken.draft.token if taken.draft and taken.is_ok else None,
        "counts": taken.counts,
        "problems": pages.problems_of(taken.problems),
        "totals": [],
    }


def _row(step: FillStep) -> dict[str, str]:
    return {
        "unit": step.unit,
        "label": step.label,
        "old": step.shown_old,
        "new": step.shown_new,
        "address": step.fill.cell,
    }
