"""What is stored after a save."""

from __future__ import annotations

from targets.models import Result


def stored(code="cases", unit="d002"):
    row = Result.objects.filter(unit__key=unit, indicator__code=code).first()
    return None if row is None else row.value
