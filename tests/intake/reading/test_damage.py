"""A wounded paper gives the draft of the whole one."""

from pathlib import Path

import pytest

from intake.reading import PlanDraft, read_plan_text
from intake.reading.glyphs import fold
from tests.intake.reading.damage import WOUNDS

ROOT = Path(__file__).parents[3]
PAPERS = sorted(
    [
        *(ROOT / "fixtures/documents").glob("*.txt"),
        *(ROOT / "tests/documents/papers").glob("*.txt"),
    ]
)


def facts(draft: PlanDraft) -> set[object]:
    """Every field that does not depend on how the page was cut."""
    document = draft.document
    found: set[object] = {
        ("symbol", document.symbol),
        ("day", document.issued_on),
        ("issuer", fold(document.issuer or "")),
        ("title", fold(document.title or "")),
        ("signer", fold(document.signer or "")),
        ("capacity", fold(document.signing_capacity or "")),
    }
    found |= {("to", fold(one)) for one in document.recipients or ()}
    found |= {(c.symbol, c.kind, c.issued_on) for c in draft.citations}
    found |= {
        (t.paragraph, t.value, t.comparator, t.kind, t.baseline, t.baseline_as_of)
        for t in draft.targets
    }
    found |= {(t.paragraph, fold(t.agency), t.part, t.deadline) for t in draft.tasks}
    found |= {(c.number, len(c.requirements)) for c in draft.criteria}
    if draft.annex:
        found |= {(r.no, fold(r.unit), r.values) for r in draft.annex.rows}
        found.add(draft.annex.totals)
    return found


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.stem)
@pytest.mark.parametrize("wound", WOUNDS)
def test_a_wounded_paper_gives_the_draft_of_the_whole_one(paper, wound):
    text = paper.read_text(encoding="utf-8")
    whole = facts(read_plan_text(text))

    found = facts(read_plan_text(WOUNDS[wound](text)))

    common = len(whole & found)
    assert 2 * common / (len(whole) + len(found)) >= 0.99


def test_a_long_plan_keeps_every_agency_however_often_the_sections_repeat():
    text = PAPERS[
        [p.stem for p in PAPERS].index("ke-hoach-21-kh-ubnd-2021")
    ].read_text()
    middle = text[
        text.index("III. NỘI DUNG NHIỆM") : text.index("V. TỔ CHỨC THỰC HIỆN")
    ]

    draft = read_plan_text(text.replace(middle, middle * 6))

    assert len(draft.tasks) == 6 * 18 + 2
