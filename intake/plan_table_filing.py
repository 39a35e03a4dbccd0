"""A table of a reading as quotas, with the spellings a person settled in it."""

from __future__ import annotations

from accounts.journal import Change
from intake.plan_forms import WORDS
from intake.plan_rows import Row
from intake.plan_sections import Desk, label_of
from intake.plan_taken import taken
from plans.actions import assign_units
from plans.models import Document, Plan
from targets.models import Quota, Target
from units.models import Alias, Unit

Lines = list[tuple[int, Row]]


def file_table(
    change: Change, desk: Desk, key: str, plan: Plan, targets: dict[int, Target]
) -> None:
    """Write what one table hands out; `targets` by their number in the draft."""
    items = taken(desk, key)
    if not items or desk.names is None:
        return
    head, lines = items[0][1].form.cleaned_data, items[1:]
    units = {str(unit.pk): unit for unit in desk.names.receivers}
    given = [units[row.form.cleaned_data["unit"]] for _, row in lines]
    assign_units(change, plan, given)
    for column in range(len(desk.annexes[key]["columns"])):
        chosen = head[f"column-{column}"]
        if chosen != WORDS:
            rows = [
                Quota(
                    target=targets[int(chosen)],
                    unit=unit,
                    value=row.form.cleaned_data[f"value-{column}"],
                    decision=plan.document,
                    valid_from=plan.start,
                    origin_cell=f"{label_of(key)} kèm theo, dòng {number}",
                )
                for (number, row), unit in zip(lines, given, strict=True)
                if row.form.cleaned_data[f"value-{column}"] is not None
            ]
            change.save_all(rows)
    _remember(change, desk.annexes[key]["rows"], lines, given, plan.document)


def _remember(
    change: Change, reads: list[dict], lines: Lines, given: list[Unit], paper: Document
) -> None:
    """Names a person settled here are not asked again."""
    fresh = {}
    for (number, row), unit in zip(lines, given, strict=True):
        if not row.proposed["unit"]:
            alias = Alias(
                unit=unit,
                text=reads[number - 1]["unit"][:200],
                reason=f"Trả lời khi đọc {paper.symbol}"[:300],
            ).derive_keys()
            fresh[unit.pk, alias.match_key] = alias
    known = Alias.objects.filter(unit__in=given)
    for pair in known.values_list("unit_id", "match_key"):
        fresh.pop(pair, None)
    change.save_all([*fresh.values()])
