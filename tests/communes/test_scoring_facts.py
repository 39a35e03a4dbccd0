"""Figures that cannot be scored are refused, each with one sentence."""

from decimal import Decimal

import pytest

from communes.scoring import BadFacts, facts_from_json, load_set, score

NATIONAL = load_set("28/2025/QĐ-TTg")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"dan_so": 1}, "Không có số liệu “dan_so” trong bộ tiêu chí 28/2025/QĐ-TTg"),
        ({"plants": -1}, "phải là số nguyên không âm, đang là “-1”"),
        ({"plants": 1.0}, "phải là số nguyên không âm, đang là “1.0”"),
        ({"plants": "12"}, "phải là số nguyên không âm"),
        ({"plants": True}, "phải là số nguyên không âm"),
        ({"plants": Decimal(3)}, "phải là số nguyên không âm"),
        ({"plants": 10**12}, "phải là số nguyên không âm"),
        ({"resident_population": 0}, "phải là số nguyên lớn hơn 0, đang là “0”"),
        ({"plant_area_m2": 749.99}, "phải là số thập phân không âm"),
        ({"plant_area_m2": Decimal("-0.5")}, "phải là số thập phân không âm"),
        ({"plant_area_m2": Decimal("NaN")}, "phải là số thập phân không âm"),
        ({"plant_area_m2": Decimal("1e400")}, "phải là số thập phân không âm"),
        ({"plant_area_m2": Decimal("1e-400")}, "phải là số thập phân không âm"),
        ({"on_key_route": 1}, "phải là có hoặc không (true/false), đang là “1”"),
    ],
)
def test_a_bad_figure_is_refused_with_its_name_and_value(facts, words):
    with pytest.raises(BadFacts) as refused:
        score(NATIONAL, facts)

    assert len(refused.value.sentences) == 1
    assert words in refused.value.sentences[0]


def test_every_bad_figure_gets_its_own_sentence():
    with pytest.raises(BadFacts) as refused:
        score(NATIONAL, {"plants": -1, "offenders_arrested": "x" * 500})

    assert len(refused.value.sentences) == 2
    assert len(refused.value.sentences[1]) < 250


def test_whole_numbers_will_do_for_an_area():
    assert score(NATIONAL, {"plant_area_m2": 750}).results[3].holds is True


def test_facts_are_read_from_json_without_a_rounding():
    facts = facts_from_json(
        '{"plant_area_m2": 749.99, "plants": 3, "on_key_route": null}', NATIONAL
    )

    assert facts == {
        "plant_area_m2": Decimal("749.99"),
        "plants": 3,
        "on_key_route": None,
    }


@pytest.mark.parametrize("written", ['"749.99"', "749.99"])
def test_a_decimal_may_be_written_as_text(written):
    facts = facts_from_json(f'{{"plant_area_m2": {written}}}', NATIONAL)

    assert facts["plant_area_m2"] == Decimal("749.99")


@pytest.mark.parametrize("text", ["", "{", "[]", "7", '{"plants": ' + "9" * 6000 + "}"])
def test_what_is_no_json_object_is_refused_in_one_sentence(text):
    with pytest.raises(BadFacts) as refused:
        facts_from_json(text, NATIONAL)

    assert len(refused.value.sentences) == 1


@pytest.mark.parametrize(
    "written", ["NaN", "Infinity", '"1e5"', '"-1"', '"1_0"', "1.5e999999999", "[]"]
)
def test_a_strange_area_is_refused_when_scored(written):
    facts = facts_from_json(f'{{"plant_area_m2": {written}}}', NATIONAL)

    with pytest.raises(BadFacts):
        score(NATIONAL, facts)
