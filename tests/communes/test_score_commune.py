"""score_commune: figures of a commune judged at the keyboard, nothing stored."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests.communes.register import DRUG_FREE


@pytest.fixture
def facts(tmp_path):
    def write(content) -> str:
        path = tmp_path / "so-lieu.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return str(path)

    return write


NUMBERS = {
    name: {"false": False, "true": True}.get(text, text)
    if name in ("on_key_route", "plant_area_m2")
    else int(text)
    for name, text in DRUG_FREE.items()
}


def test_a_commune_without_drugs_is_proposed_as_such(facts, capsys):
    call_command("score_commune", "28/2025/QĐ-TTg", facts(NUMBERS), "--json")

    answer = json.loads(capsys.readouterr().out)
    assert answer["proposal"] == "DRUG_FREE"
    assert answer["set"] == "28/2025/QĐ-TTg"


def test_every_clause_of_the_decision_is_answered(facts, capsys):
    call_command("score_commune", "28/2025/QĐ-TTg", facts(NUMBERS), "--json")

    rows = json.loads(capsys.readouterr().out)["requirements"]
    assert [row["code"] for row in rows][:5] == [
        "4.1.a", "4.1.b", "4.1.c", "4.1.d", "4.1.đ",
    ]  # fmt: skip
    assert set(rows[0]) == {"code", "holds", "value", "text"}


def test_without_json_the_answer_is_sentences(facts, capsys):
    call_command(
        "score_commune", "28/2025/QĐ-TTg", facts({**NUMBERS, "drug_use_points": 1})
    )

    out = capsys.readouterr().out
    assert "4.2.b: đạt (số liệu: 1)" in out
    assert "Đề xuất: Trọng điểm phức tạp loại III." in out
    assert "Cần quyết định: Tiêu chí 4.3.b đạt theo câu chữ" in out


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("1/KH-UBND", "{}", "Không có bộ tiêu chí “1/KH-UBND”"),
        ("414/KH-UBND", "[]", "Tệp số liệu phải là một đối tượng JSON"),
        ("414/KH-UBND", "{", "không đúng dạng JSON"),
        ("414/KH-UBND", '{"xa": 1}', "Không có số liệu “xa”"),
        ("414/KH-UBND", '{"addicts": -1}', "phải là số nguyên không âm"),
        ("khong-co.json", "{}", "Không đọc được bộ tiêu chí trong tệp khong-co.json"),
    ],
)
def test_what_cannot_be_scored_is_refused_in_words(facts, name, content, sentence):
    with pytest.raises(CommandError, match=sentence) as refused:
        call_command("score_commune", name, facts(content))

    assert refused.value.returncode == 1


def test_a_file_that_is_not_there_is_refused_by_its_name(tmp_path):
    path = str(tmp_path / "mat.json")

    with pytest.raises(CommandError, match=r"Không đọc được tệp số liệu mat\.json"):
        call_command("score_commune", "414/KH-UBND", path)


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "cu.json"
    path.write_bytes('{"xã": 1}'.encode("latin-1"))

    with pytest.raises(CommandError, match="không dùng UTF-8"):
        call_command("score_commune", "414/KH-UBND", str(path))


def test_a_file_of_a_megabyte_is_no_sheet_of_a_commune(tmp_path):
    path = tmp_path / "lon.json"
    path.write_text(" " * 1_000_001)

    with pytest.raises(CommandError, match="lớn hơn 1 MB"):
        call_command("score_commune", "414/KH-UBND", str(path))
