"""Figures of an office's table written down a column, and the file that is refused."""

from __future__ import annotations

from accounts.journal import changeset
from targets.models import Indicator
from tests.intake.office_books_units import NAMES, echoed, everything
from tests.intake.papers import run


def refused(path):
    """The file by command, which must refuse it and write nothing at all."""
    before = everything()
    done = run("import_annex", path)
    assert (done.code, everything()) == (1, before)
    for problem in done.answer["problems"]:
        assert problem["message"].endswith(".")
        assert all(len(text) <= 100 for text in echoed(problem["message"]))
    return done


def down(values, key: str = "cases") -> dict:
    """One written value a row, from the first unit down."""
    return {(name, key): value for name, value in zip(NAMES, values, strict=False)}


def allow_decimals() -> None:
    with changeset(by=None, what="Số lẻ") as change:
        indicator = Indicator.objects.get(code="cases")
        indicator.decimals = 2
        change.save(indicator)
