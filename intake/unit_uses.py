"""What stands in the way of taking a unit list back: units that are in use by now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model

from accounts.journal import CREATED
from units.models import Unit

MOST = 20


def units_in_use(versions: Iterable[Any]) -> list[str]:
    """Why units that this change set created cannot go, one sentence a unit.

    Call inside the transaction of the undo.
    """
    made = {
        version.id
        for version in versions
        if version.instance_type is Unit and version.history_type == CREATED
    }
    uses: dict[int, Counter[str]] = {}
    for model, column in _referring():
        rows = model._base_manager.filter(**{f"{column}__in": made}).order_by("pk")
        if model is Unit:  # a list takes its own lower units along
            rows = rows.exclude(pk__in=made)
        for pk in rows.values_list(column, flat=True):
            uses.setdefault(pk, Counter())[str(model._meta.verbose_name)] += 1
    named = Unit.objects.filter(pk__in=uses).in_order()[:MOST]
    told = [_sentence(unit, uses[unit.pk]) for unit in named]
    rest = len(uses) - len(told)
    return told + ([f"… và {rest} đơn vị khác."] if rest else [])


def _referring() -> Iterator[tuple[type[Model], str]]:
    """Every table that names a unit, with the column; row versions stay anyway."""
    for relation in Unit._meta.get_fields(include_hidden=True):
        model = relation.related_model
        is_pointing = relation.auto_created and (
            relation.one_to_many or relation.one_to_one
        )
        if is_pointing and not hasattr(model, "history_type"):
            yield model, relation.field.attname


def _sentence(unit: Unit, uses: Counter[str]) -> str:
    told = ", ".join(f"{name} ({count})" for name, count in sorted(uses.items()))
    return f"{unit} đã được dùng: {told}."
