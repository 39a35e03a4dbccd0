"""Why figures of a large table are not let in, in the words of the small way."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts.refusals import Refusal
from intake import result_import
from intake.large_results import PARTS
from intake.staging import DIFFERING, rows
from intake.steps import Step
from plans.models import Round
from sheets.problems import Problem
from targets.models import Result
from targets.reporting import Duties
from units.models import Unit

_SHOWN = 200  # units whose refusals are told


def refused(
    round_: Round,
    troubled: set[int],
    units: dict[int, Unit],
    duties: Duties,
    **order: Any,
) -> list[Problem]:
    """What `targets.saving` says of the cells of these units; the first of them."""
    steps = _steps(sorted(troubled)[:_SHOWN], round_, units, duties)
    try:
        with transaction.atomic():
            result_import.write(round_, steps, duties=duties, **order)
            raise Refusal("Số liệu này chưa ghi được; hãy nạp lại tệp.")
    except Refusal as refusal_:
        return result_import.told(refusal_, steps, order["sheet"])


def _steps(
    troubled: Sequence[int], round_: Round, units: dict[int, Unit], duties: Duties
) -> list[Step]:
    """The differing cells of these units as the way of small tables has them."""
    codes = {t.indicator_id: t.indicator.code for t in duties.targets}
    standing = Result.objects.filter(
        unit__in=troubled, period_code=round_.period_code
    ).select_related("indicator")
    bases = {(row.unit_id, row.indicator_id): row for row in standing}
    marks = ", ".join(["%s"] * len(troubled))
    asked = f"unit_id, item_id, place, cell, {', '.join(PARTS)}"
    found = rows(
        f"SELECT {asked} FROM {DIFFERING} WHERE unit_id IN ({marks})"
        " ORDER BY place, item_id",
        troubled,
    )
    return [
        _step(
            place, cell, units[unit], codes[item], part, figure, bases.get((unit, item))
        )
        for unit, item, place, cell, *figures in found
        for part, figure in zip(PARTS, figures, strict=True)
        if figure is not None
    ]


def _step(
    place: int, cell: str, unit: Unit, code: str, part: str, figure: Any, base: Any
) -> Step:
    key = code if part == "value" else f"{code}#{part}"
    old = getattr(base, part) if base else None
    known = None if old is None else Decimal(old)
    return Step(place, cell, unit, key, known, Decimal(str(figure)), base)
