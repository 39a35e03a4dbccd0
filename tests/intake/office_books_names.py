"""Names of units in an office's table: read exactly, or the whole file asked about."""

from __future__ import annotations

from tests.intake.office_books_units import (
    Book,
    everything,
    loaded,
    official_figures,
    stored,
)
from tests.intake.papers import run
from units.models import Unit

SHORT = {"Quận": "Q", "Huyện": "H", "Thị xã": "TX"}


def type_of(name: str) -> str:
    """ "Quận" of Ba Đình, "" of a force."""
    return Unit.objects.exclude(kind="COMMUNE").get(name=name).type


def asked(tmp_path, book: Book):
    """The book by command, which must refuse it and write nothing at all."""
    before = everything()
    done = run("import_annex", book.save(tmp_path / "bieu.xlsx"))
    assert done.code == 1
    assert everything() == before
    assert all(len(p["message"]) < 400 for p in done.answer["problems"])
    return done


def read_exactly(tmp_path, book: Book) -> None:
    """The book through the desk; afterwards the official figures stand, no more."""
    units = Unit.objects.count()
    loaded(book.save(tmp_path / "bieu.xlsx"))
    assert stored() == official_figures()
    assert Unit.objects.count() == units
