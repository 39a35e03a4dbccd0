"""Own papers in the forms of many offices, each with its draft written by hand.

`forms/<name>.json` holds what the paper says: a rule that helps one form may not
spoil another. Figures without a baseline and names without a part are null.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from intake.plan_file import read_plan_file
from intake.reading import PlanDraft
from intake.reading.glyphs import fold

FORMS = Path(__file__).parent / "forms"
NAMES = sorted(path.stem for path in FORMS.glob("*.json"))


@pytest.fixture(scope="module", params=NAMES)
def pair(request: pytest.FixtureRequest) -> tuple[PlanDraft, dict[str, Any]]:
    expected = json.loads((FORMS / f"{request.param}.json").read_text("utf-8"))
    return read_plan_file(FORMS / expected["file"]), expected


def test_letterhead_and_signature_are_those_of_the_paper(pair):
    draft, expected = pair

    for name, value in expected["document"].items():
        found = getattr(draft.document, name)
        if name == "recipients":
            assert len(found) == value
        else:
            assert fold(found or "") == fold(value or "")


def test_every_cited_document_is_found_with_its_day(pair):
    draft, expected = pair

    found = sorted([c.symbol or "", c.issued_on or ""] for c in draft.citations)

    assert found == sorted([a or "", b or ""] for a, b in expected["citations"])


def test_targets_are_those_of_the_paper(pair):
    draft, expected = pair

    found = [
        [t.paragraph, t.value, t.unit, t.comparator, t.kind, t.part_of, t.baseline]
        for t in draft.targets
    ]

    assert found == expected["targets"]


def test_tasks_name_agency_part_and_deadline(pair):
    draft, expected = pair

    found = [[t.paragraph, t.agency, t.part, t.deadline] for t in draft.tasks]

    assert found == expected["tasks"]


def test_criteria_and_annex_are_those_of_the_paper(pair):
    draft, expected = pair

    criteria = [[one.number, len(one.requirements)] for one in draft.criteria]
    table = draft.annex and {
        "columns": list(draft.annex.columns),
        "rows": [[row.no, row.unit, list(row.values)] for row in draft.annex.rows],
        "totals": draft.annex.totals and list(draft.annex.totals),
    }

    assert criteria == expected["criteria"]
    assert table == expected["annex"]


def test_every_item_shows_the_very_words_it_came_from(pair):
    draft, _ = pair

    for item in (*draft.citations, *draft.targets, *draft.tasks):
        assert draft.text[item.source.start : item.source.end] == item.text
