"""The words of plans that pages print from variables are there for translators."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.plan_sections import LABELS
from plans import labels

WORDS = Path(__file__).parents[2] / "templates" / "plans" / "words.html"
TABLES = [labels.DOCUMENT_KIND, labels.RELATION, labels.SCHEME, labels.GRAIN]


@pytest.mark.parametrize("table", [*TABLES, labels.PART, labels.CYCLE, LABELS])
def test_every_word_is_listed_for_translators(table):
    listed = WORDS.read_text(encoding="utf-8")

    said = [f'{{% translate "{word}" context "plan" %}}' for word in table.values()]

    assert [line for line in said if line not in listed] == []


def test_the_table_itself_stays_vietnamese():
    assert labels.PART["LEAD"] == "Chủ trì"
    assert dict(labels.choices(labels.PART)).keys() == labels.PART.keys()
