"""The scorer against a slow evaluator that was written apart from it."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from communes.scoring import load_set, score
from tests.communes.slow_evaluator import (
    FACTS_28,
    PAIRS_414,
    ZEROS_414,
    by_brute_force,
    clauses_28,
    clauses_414,
    proposal_28,
    proposal_414,
)

NATIONAL = load_set("28/2025/QĐ-TTg")
LAO_CAI = load_set("414/KH-UBND")

near = st.sampled_from
COMMUNES = st.fixed_dictionaries(
    {
        "resident_population": near([1, 200, 999, 1000, 2000, 8200])
        | st.integers(1, 30_000),
        "registered_addicts_and_users": near([0, 1, 8, 9, 40, 41])
        | st.integers(0, 200),
        "drug_use_points": st.integers(0, 3),
        "offenders_arrested": near([0, 4, 5, 8, 9]) | st.integers(0, 40),
        "plants": near([0, 499, 500, 2999, 3000]),
        "plant_area_m2": near(["0", "124.99", "125", "749.99", "750"]).map(Decimal),
        "on_key_route": st.booleans(),
        "addicts_or_users_not_exempt": st.integers(0, 1),
        "residents_breaking_drug_law": st.integers(0, 1),
        "wanted_offenders_hiding": st.integers(0, 1),
    }
)
# One value for every stretch between two thresholds.
GRID_28 = {
    "resident_population": [1, 2, 200, 1000, 10**7],
    "registered_addicts_and_users": [*range(12), *range(12, 420, 12), 20_000, 10**6],
    "drug_use_points": [0, 1, 2],
    "offenders_arrested": [0, 1],
    "plants": [0, 500, 3000],
    "plant_area_m2": [0, 125, 750],
    "on_key_route": [False, True],
    "addicts_or_users_not_exempt": [0, 1],
    "residents_breaking_drug_law": [0, 1],
    "wanted_offenders_hiding": [0, 1],
}
LONE = [name for name in FACTS_28 if name != "resident_population"]


@given(COMMUNES)
def test_a_complete_sheet_scores_as_the_clauses_read(facts):
    expected = clauses_28(facts)

    made = score(NATIONAL, facts)

    assert {r.code: r.holds for r in made.results}.items() <= expected.items()
    assert made.proposal == proposal_28(facts)


@settings(max_examples=60, deadline=None)
@given(COMMUNES, st.sets(near(LONE), min_size=1, max_size=3))
def test_incomplete_means_that_a_missing_answer_may_change_the_result(facts, missing):
    known = {name: value for name, value in facts.items() if name not in missing}
    grid = GRID_28 | {
        "registered_addicts_and_users": range(
            0,
            facts["resident_population"] // 150 + 2,
            1 + facts["resident_population"] // 3000,
        ),
        "offenders_arrested": range(
            0,
            facts["resident_population"] // 800 + 2,
            1 + facts["resident_population"] // 6000,
        ),
    }

    assert score(NATIONAL, known).proposal == by_brute_force(proposal_28, known, grid)


def populations_around(*counts):
    """Populations on both sides of every threshold that these counts may meet."""
    edges = [
        n * per + step for n in counts for per in (200, 1000, 2000) for step in (0, 1)
    ]
    return sorted({*GRID_28["resident_population"], *edges} - {0})


@settings(max_examples=40, deadline=None)
@given(COMMUNES)
def test_a_missing_population_is_weighed_over_all_populations(facts):
    known = facts | {"resident_population": None}
    people = facts["registered_addicts_and_users"], facts["offenders_arrested"]
    grid = {"resident_population": populations_around(*people)}

    assert score(NATIONAL, known).proposal == by_brute_force(proposal_28, known, grid)


@settings(max_examples=30, deadline=None)
@given(COMMUNES)
def test_a_missing_population_and_register_are_weighed_together(facts):
    known = facts | {"resident_population": None, "registered_addicts_and_users": None}
    grid = GRID_28 | {
        "resident_population": populations_around(facts["offenders_arrested"])
    }

    assert score(NATIONAL, known).proposal == by_brute_force(proposal_28, known, grid)


NAMES_414 = [
    *ZEROS_414.values(),
    *{n for pair in PAIRS_414.values() for n in pair},
    "models",
]
SHEETS_414 = st.fixed_dictionaries(
    {
        name: near([0, 0, 0, 1]) if name in ZEROS_414.values() else near([2, 2, 2, 1])
        for name in NAMES_414
    }
)


@given(SHEETS_414)
def test_lao_cai_scores_as_its_twelve_requirements_read(facts):
    made = score(LAO_CAI, facts)

    assert {r.code: r.holds for r in made.results} == clauses_414(facts)
    assert made.proposal == proposal_414(facts)


@settings(max_examples=80, deadline=None)
@given(SHEETS_414, st.sets(near(NAMES_414), max_size=4))
def test_lao_cai_is_incomplete_only_where_an_answer_matters(facts, missing):
    known = {name: value for name, value in facts.items() if name not in missing}
    grid = {name: range(4) for name in NAMES_414}

    assert score(LAO_CAI, known).proposal == by_brute_force(proposal_414, known, grid)
