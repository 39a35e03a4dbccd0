"""A figure typed by a colleague."""

from __future__ import annotations

from targets.actions import CellEdit, save_results
from tests import office


def put(round_, value, unit="d002"):
    save_results(
        round=round_,
        unit=office.unit(unit),
        cells=[CellEdit(indicator="cases", value=value)],
        by=office.person("thuky"),
    )
