"""QĐ 28/2025/QĐ-TTg and KH 414/KH-UBND (Lào Cai): every threshold from both sides."""

from decimal import Decimal

import pytest

from communes.scoring import BadCriteria, as_json, load_set, score

NATIONAL = load_set("28/2025/QĐ-TTg")
LAO_CAI = load_set("414/KH-UBND")
QUIET = {
    "resident_population": 8200,
    "registered_addicts_and_users": 0,
    "drug_use_points": 0,
    "offenders_arrested": 0,
    "plants": 0,
    "plant_area_m2": Decimal(0),
    "on_key_route": False,
    "addicts_or_users_not_exempt": 0,
    "residents_breaking_drug_law": 0,
    "wanted_offenders_hiding": 0,
}
MET = {
    "hotspots": 0,
    "retailers": 0,
    "drug_use_points": 0,
    "suspects": 0,
    "addicts": 12,
    "addicts_on_file": 12,
    "addicts_present": 9,
    "addicts_in_treatment": 9,
    "post_rehab": 0,
    "post_rehab_on_file": 0,
    "users_present": 3,
    "users_on_file": 3,
    "households": 1450,
    "households_pledged": 1450,
    "villages": 11,
    "villages_with_tip_box": 11,
    "villages_with_hotline_board": 11,
    "models": 1,
}


def held(criteria_set, facts):
    return {r.code: r.holds for r in score(criteria_set, facts).results}


@pytest.mark.parametrize(
    ("fact", "value", "holding"),
    [
        ("registered_addicts_and_users", 8, {"4.3.a"}),
        ("registered_addicts_and_users", 9, {"4.2.a"}),
        ("registered_addicts_and_users", 40, {"4.2.a"}),
        ("registered_addicts_and_users", 41, {"4.1.a"}),
        ("drug_use_points", 0, set()),
        ("drug_use_points", 1, {"4.2.b"}),
        ("drug_use_points", 2, {"4.1.b"}),
        ("offenders_arrested", 4, {"4.3.b"}),
        ("offenders_arrested", 5, {"4.2.c"}),
        ("offenders_arrested", 8, {"4.2.c"}),
        ("offenders_arrested", 9, {"4.1.c"}),
    ],
)
def test_each_threshold_of_article_4_belongs_to_the_upper_class(fact, value, holding):
    letter = {"registered_addicts_and_users": "a", "drug_use_points": "b"}
    codes = {
        "a": {"4.1.a", "4.2.a", "4.3.a"},
        "b": {"4.1.b", "4.2.b"},
        "c": {"4.1.c", "4.2.c", "4.3.b"},
    }[letter.get(fact, "c")]

    found = held(NATIONAL, QUIET | {fact: value})

    assert {code for code in codes if found[code]} == holding


@pytest.mark.parametrize(
    ("plants", "area", "holding"),
    [
        (499, "125", {"4.2.d", "4.3.c"}),
        (500, "124.99", {"4.2.d", "4.3.c"}),
        (500, "125", {"4.2.d"}),
        (2999, "749.99", {"4.2.d"}),
        (3000, "749.99", {"4.1.d", "4.2.d"}),
        (2999, "750", {"4.1.d", "4.2.d"}),
        (3000, "750", {"4.1.d"}),
        (499, "124.99", {"4.3.c"}),
    ],
)
def test_plants_or_area_is_enough(plants, area, holding):
    found = held(NATIONAL, QUIET | {"plants": plants, "plant_area_m2": Decimal(area)})

    assert {code for code in ("4.1.d", "4.2.d", "4.3.c") if found[code]} == holding


def test_plants_alone_answer_the_clause_when_they_are_enough():
    found = held(NATIONAL, {"plants": 3000})

    assert found["4.1.d"] is True
    assert found["4.2.d"] is None


def test_the_route_alone_turns_two_criteria_into_type_one():
    busy = QUIET | {
        "registered_addicts_and_users": 41,
        "drug_use_points": 2,
        "addicts_or_users_not_exempt": 1,
    }

    assert score(NATIONAL, busy).proposal == "TYPE_III"
    assert score(NATIONAL, busy | {"on_key_route": True}).proposal == "TYPE_I"


def test_point_d_stroke_needs_two_criteria_of_type_two_or_above():
    on_route = QUIET | {"on_key_route": True, "registered_addicts_and_users": 9}

    assert held(NATIONAL, on_route)["4.1.đ"] is False
    assert held(NATIONAL, on_route | {"drug_use_points": 1})["4.1.đ"] is True
    assert held(NATIONAL, on_route)["4.2.đ"] is True


def test_a_criterion_of_type_one_counts_for_type_two():
    facts = QUIET | {
        "registered_addicts_and_users": 41,
        "drug_use_points": 1,
        "offenders_arrested": 5,
    }

    assert score(NATIONAL, facts).proposal == "TYPE_II"


def test_a_commune_without_drugs_is_proposed_without_a_question():
    made = score(NATIONAL, QUIET)

    assert made.proposal == "DRUG_FREE"
    assert made.questions == ()


@pytest.mark.parametrize(
    "fact",
    [
        "addicts_or_users_not_exempt",
        "residents_breaking_drug_law",
        "wanted_offenders_hiding",
        "drug_use_points",
    ],
)
def test_one_of_anything_and_the_commune_is_not_drug_free(fact):
    assert score(NATIONAL, QUIET | {fact: 1}).proposal == "TYPE_III"


def test_no_offender_is_type_three_by_the_letter_and_a_person_is_asked():
    made = score(NATIONAL, QUIET | {"addicts_or_users_not_exempt": 1})

    assert made.proposal == "TYPE_III"
    assert [(q.code, q.text) for q in made.questions] == [("LITERAL_ZERO", "4.3.b")]


def test_one_offender_raises_no_question():
    facts = QUIET | {"addicts_or_users_not_exempt": 1, "offenders_arrested": 1}

    assert score(NATIONAL, facts).questions == ()


def test_an_empty_form_is_incomplete_and_passes_nothing():
    made = score(NATIONAL, {})

    assert made.proposal == "INCOMPLETE"
    assert {r.holds for r in made.results} == {None}
    assert {r.value for r in made.results} == {None}


def test_what_cannot_change_the_result_need_not_be_answered():
    quiet = QUIET | {"plants": None, "plant_area_m2": None, "on_key_route": None}

    assert score(NATIONAL, quiet).proposal == "DRUG_FREE"
    assert score(NATIONAL, quiet | {"drug_use_points": None}).proposal == "INCOMPLETE"


def test_the_score_is_given_as_the_contract_says():
    facts = QUIET | {
        "registered_addicts_and_users": 41,
        "plant_area_m2": Decimal("749.990"),
    }

    found = as_json(score(NATIONAL, facts))

    assert list(found) == ["set", "requirements", "proposal", "questions"]
    assert found["set"] == "28/2025/QĐ-TTg"
    assert [r["code"] for r in found["requirements"]] == [
        *("4.1.a", "4.1.b", "4.1.c", "4.1.d", "4.1.đ"),
        *("4.2.a", "4.2.b", "4.2.c", "4.2.d", "4.2.đ"),
        *("4.3.a", "4.3.b", "4.3.c", "6.1", "6.2", "6.3"),
    ]
    assert found["requirements"][0]["value"] == "41/8200"
    assert found["requirements"][3]["value"] == "0; 749.990"
    assert found["requirements"][4]["value"] == "false"


def test_the_questions_are_given_with_code_clause_and_sentence():
    found = as_json(score(NATIONAL, QUIET | {"wanted_offenders_hiding": 1}))

    assert found["questions"][0].keys() == {"code", "text", "message"}


def test_lao_cai_asks_twelve_things_and_passes_when_all_hold():
    found = held(LAO_CAI, MET)

    assert list(found) == [
        "1.a",
        "1.b",
        "1.c",
        "2",
        "3.a",
        "3.b",
        "3.c",
        "4",
        "5.a",
        "5.b",
        "5.c",
        "6",
    ]
    assert all(found.values())
    assert score(LAO_CAI, MET).proposal == "PASSED"


def test_nobody_after_rehab_is_all_of_them():
    assert held(LAO_CAI, {"post_rehab": 0, "post_rehab_on_file": 0})["3.c"] is True


@pytest.mark.parametrize("fact", [name for name in MET if name != "models"])
def test_one_more_of_anything_fails_lao_cai(fact):
    assert score(LAO_CAI, MET | {fact: MET[fact] + 1}).proposal == "FAILED"


@pytest.mark.parametrize("fact", list(MET))
def test_any_unanswered_figure_leaves_lao_cai_incomplete(fact):
    assert score(LAO_CAI, MET | {fact: None}).proposal == "INCOMPLETE"


def test_a_known_failure_is_final_whatever_is_missing():
    assert score(LAO_CAI, {"hotspots": 1}).proposal == "FAILED"


def test_two_parts_that_cannot_both_fill_one_whole_fail_already():
    facts = MET | {"villages": None, "villages_with_tip_box": 10}

    assert score(LAO_CAI, facts).proposal == "FAILED"


def test_a_part_above_its_whole_is_asked_about():
    made = score(LAO_CAI, MET | {"addicts_on_file": 13})

    assert [(q.code, q.text) for q in made.questions] == [
        ("PART_EXCEEDS_WHOLE", "addicts_on_file")
    ]
    assert "13" in made.questions[0].message


def test_a_province_is_key_from_four_of_six():
    province = load_set("28/2025/QĐ-TTg", unit_level="province")
    facts = QUIET | {
        "communes": 100,
        "key_communes_type_1_and_2": 3,
        "on_interprovincial_route": True,
    }
    facts |= {"drug_use_points": 5, "resident_population": 1_000_000}
    del facts["on_key_route"]

    assert score(province, facts).proposal == "NONE"
    assert score(province, facts | {"plants": 8000}).proposal == "KEY_PROVINCE"


def test_an_unknown_document_is_answered_with_the_known_ones():
    with pytest.raises(BadCriteria, match=r"414/KH-UBND") as refused:
        load_set("9/KH-UBND")

    assert "“9/KH-UBND”" in refused.value.sentences[0]
