"""What a person answered once is not asked again: spellings and column layouts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction

from accounts.journal import changeset
from accounts.models import User
from accounts.refusals import Refusal
from intake.actions import all_or_nothing
from intake.matching import candidates_of, plan_day
from intake.models import ImportDraft, Layout
from plans.models import Plan
from sheets.numbers import MAX_ECHO, echo
from units.models import Alias, Unit
from units.names import key


def askable(names: Iterable[str]) -> list[str]:
    """Of the names nobody knew, those whose answer can be remembered.

    A bare number names no unit, nor does a text cut short; spellings that compare
    alike are asked about once.
    """
    found = {key(name): name for name in names if len(name) < MAX_ECHO}
    return [name for told, name in found.items() if told and not told.isdecimal()]


def remember_spellings(
    answers: Mapping[str, Unit], *, by: User, draft: ImportDraft
) -> int:
    """Typed name → unit as aliases, in the journal with who and when; the number.

    Raises Refusal 409 where somebody said another unit of the plan for a name.
    """
    with all_or_nothing(), transaction.atomic():
        plan = Plan.objects.select_for_update().get(pk=draft.plan_id)
        known = _known(plan, answers)
        _check_answers(answers, known)
        fresh = [
            Alias(
                unit=unit,
                text=text,
                reason=f"Trả lời khi nạp tệp {draft.upload.name}"[:300],
            ).derive_keys()
            for text, unit in answers.items()
            if key(text) not in known
        ]
        what = "Nhớ cách viết tên đơn vị: " + ", ".join(str(alias) for alias in fresh)
        with changeset(by=by, what=what, plan_slug=plan.slug) as change:
            change.save_all(fresh)
    return len(fresh)


def _known(plan: Plan, answers: Iterable[str]) -> dict[str, Unit]:
    """Key of a spelling → the unit of the plan it is remembered for already."""
    rows = Alias.objects.filter(
        match_key__in={key(text) for text in answers},
        unit__in=candidates_of(plan, plan_day(plan)),
    )
    return {row.match_key: row.unit for row in rows.select_related("unit")}


def _check_answers(answers: Mapping[str, Unit], known: Mapping[str, Unit]) -> None:
    for text, unit in answers.items():
        other = known.get(key(text), unit)
        if other != unit:
            raise Refusal(
                f"“{echo(text)}” đã được nhớ là {other}; hãy đọc lại tệp, hoặc thu hồi "
                "câu trả lời ấy ở nhật ký rồi trả lời lại.",
                status=409,
            )


def remember_layout(
    draft: ImportDraft, columns: Mapping[str, str], *, by: User
) -> None:
    """These columns for every later file whose header reads the same."""
    signature = draft.reading.get("signature", "")
    if signature:
        Layout.objects.update_or_create(
            kind=draft.kind,
            signature=signature,
            defaults={"columns": dict(columns), "made_by": by},
        )
