"""What a person answered once is not asked again: spellings and column layouts."""

from __future__ import annotations

from collections.abc import Mapping

from accounts.journal import changeset
from accounts.models import User
from intake.models import ImportDraft, Layout
from units.models import Alias, Unit


def remember_spellings(
    answers: Mapping[str, Unit], *, by: User, draft: ImportDraft
) -> int:
    """Typed name → unit as aliases, in the journal with who and when; the number."""
    known = set(
        Alias.objects.filter(unit__in=answers.values()).values_list(
            "unit_id", "match_key"
        )
    )
    fresh = [
        Alias(
            unit=unit,
            text=text,
            reason=f"Trả lời khi nạp tệp {draft.upload.name}"[:300],
        ).derive_keys()
        for text, unit in answers.items()
    ]
    fresh = [alias for alias in fresh if (alias.unit_id, alias.match_key) not in known]
    what = "Nhớ cách viết tên đơn vị: " + ", ".join(str(alias) for alias in fresh)
    with changeset(by=by, what=what, plan_slug=draft.plan.slug) as change:
        change.save_all(fresh)
    return len(fresh)


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
