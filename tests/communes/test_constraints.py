"""Rules of the register and the sheets that the database itself keeps."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from communes.models import (
    Answer,
    Assessment,
    CriteriaSet,
    Decision,
    KeyArea,
    PilotArea,
    Recognition,
    Remark,
)
from tests.communes.register import law
from tests.office import plan, unit

NOW = dt.datetime(2025, 12, 20, 8, tzinfo=dt.UTC)
DAY = dt.date(2025, 12, 1)


def refuses(name: str, row) -> None:
    """The database refuses `row` by the constraint `name`.

    SQLite names the columns of a unique constraint, PostgreSQL the constraint.
    """
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        type(row)._base_manager.bulk_create([row])

    found = next(c for c in type(row)._meta.constraints if c.name == name)
    columns = getattr(found, "fields", ())
    text = str(broken.value)
    assert name in text or (columns and all(column in text for column in columns))


def assessment(**facts) -> Assessment:
    start = {
        "unit": unit("c00040"),
        "year": 2025,
        "criteria_set": law("28/2025/QĐ-TTg"),
    }
    return Assessment(**{**start, **facts})


def test_a_commune_has_one_sheet_a_year_and_set(sheet):
    refuses("assessment_once_per_year_and_set", assessment(unit=sheet.unit))


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("assessment_year_has_four_digits", {"year": 25}),
        ("submitted_sheet_says_when", {"state": "SUBMITTED"}),
        ("verified_sheet_says_when", {"state": "VERIFIED", "submitted_at": NOW}),
        ("returned_sheet_says_why", {"state": "RETURNED"}),
        (
            "approved_sheet_has_outcome",
            {
                "state": "APPROVED",
                "submitted_at": NOW,
                "verified_at": NOW,
                "decided_at": NOW,
            },
        ),
    ],
)
def test_a_sheet_is_never_half_decided(shipped, name, facts):
    refuses(name, assessment(**facts))


def test_a_figure_stands_once_in_a_sheet(sheet):
    Answer.objects.bulk_create([Answer(assessment=sheet, fact="plants", value="1")])

    refuses("answer_once_per_sheet", Answer(assessment=sheet, fact="plants"))


@pytest.mark.parametrize("value", ["-1", "1,5", "ba", "1e3", "1.", "NaN", " 1"])
def test_a_figure_is_an_exact_number_or_nothing(sheet, value):
    row = Answer(assessment=sheet, fact="plants", value=value)

    refuses("answer_is_exact_number", row)


def test_a_return_without_words_is_not_kept(sheet):
    row = Remark(assessment=sheet, step="RETURN", by_text="Thư ký", at=NOW)

    refuses("remark_says_something", row)


def test_an_edition_of_a_criteria_set_is_kept_once(shipped):
    old = law("28/2025/QĐ-TTg")
    row = CriteriaSet(
        document=old.document,
        unit_level="commune",
        in_force_from=DAY,
        scope="Toàn quốc",
        content=old.content,
    )

    refuses("criteria_edition_once", row)


def test_criteria_do_not_end_before_they_begin(shipped):
    old = law("28/2025/QĐ-TTg")
    row = CriteriaSet(
        document=old.document,
        unit_level="commune",
        edition=2,
        in_force_from=DAY,
        in_force_to=DAY - dt.timedelta(1),
        scope="Toàn quốc",
        content=old.content,
    )

    refuses("criteria_end_after_they_begin", row)


def test_a_document_decides_one_thing_once(shipped):
    listing = Decision.objects.get()
    row = Decision(
        document=listing.document, kind=listing.kind, effective_on=DAY, year=2025
    )

    refuses("decision_once_per_document_and_kind", row)


def test_a_decision_names_a_year_of_four_digits(shipped):
    row = Decision(
        document=plan().document, kind="WITHDRAWAL", effective_on=DAY, year=5
    )

    refuses("decision_year_has_four_digits", row)


@pytest.mark.parametrize("model", [Recognition, KeyArea])
def test_a_commune_enters_or_leaves_once_a_day(shipped, model):
    facts = {
        "unit": unit("c00040"),
        "direction": "IN",
        "decision": Decision.objects.get(),
        "effective_on": DAY,
        "year": 2025,
        **({"type": "I"} if model is KeyArea else {}),
    }
    model.objects.bulk_create([model(**facts)])
    name = "recognition" if model is Recognition else "key_area"

    refuses(f"{name}_once_per_day", model(**facts))
    later = {**facts, "effective_on": DAY + dt.timedelta(1), "year": 25}
    refuses(f"{name}_year_has_four_digits", model(**later))


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("pilot_area_names_a_place", {"phase": 1}),
        ("pilot_phase_is_one_or_two", {"phase": 3, "place": "Phường A"}),
    ],
)
def test_a_pilot_area_has_a_place_and_a_phase(db, name, facts):
    refuses(name, PilotArea(document=plan().document, **facts))


def test_a_pilot_area_is_listed_once_a_phase(db):
    document, ward = plan().document, unit("c00040")
    PilotArea.objects.bulk_create(
        [
            PilotArea(document=document, phase=1, place="Phường A"),
            PilotArea(document=document, phase=1, unit=ward),
        ]
    )

    refuses(
        "pilot_place_once_per_phase",
        PilotArea(document=document, phase=1, place="Phường A"),
    )
    refuses(
        "pilot_unit_once_per_phase", PilotArea(document=document, phase=1, unit=ward)
    )
