"""`read_plan`: contract.md §4; exit codes, the JSON object, and what lies on the desk."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from intake.models import PlanReading

ROOT = Path(__file__).resolve().parent.parent.parent
PLAN = ROOT / "fixtures" / "documents" / "ke-hoach-21-kh-ubnd-2021.txt"
NEWS = ROOT / "tests" / "documents" / "tin-2020.txt"


def read(path, *args):
    out, err, code = io.StringIO(), io.StringIO(), 0
    try:
        call_command("read_plan", str(path), *args, stdout=out, stderr=err)
    except CommandError as error:
        code = error.returncode
        err.write(str(error))
    return code, out.getvalue(), err.getvalue()


def test_the_draft_is_one_json_object_with_the_cleaned_text():
    code, said, _ = read(PLAN, "--json")

    draft = json.loads(said)
    span = draft["targets"][0]["source"]
    assert code == 0
    assert draft["document"]["symbol"] == "21/KH-UBND"
    assert "2.300" in draft["text"][span["start"] : span["end"]]


def test_without_json_it_counts_what_was_found():
    code, said, _ = read(PLAN)

    assert code == 0
    assert said.splitlines()[0].startswith("Kế hoạch 21/KH-UBND")
    assert "- 31 dòng của biểu" in said


def test_news_is_refused_with_its_sentence_and_its_draft():
    code, said, complaint = read(NEWS, "--json")

    questions = json.loads(said)["questions"]
    assert code == 1
    assert [question["code"] for question in questions] == ["NOT_A_PLAN"]
    assert "không phải kế hoạch" in complaint


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path):
    code, said, complaint = read(tmp_path / "khong-co.txt")

    assert (code, said) == (2, "")
    assert complaint == "Không có tệp khong-co.txt."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"%PDF-1.7", "Tệp là PDF"), (b"PK\x03\x04broken", "Tệp")],
)
def test_a_file_that_is_no_text_is_refused_in_one_sentence(tmp_path, content, sentence):
    path = tmp_path / "plan.docx"
    path.write_bytes(content)

    code, said, complaint = read(path, "--json")

    assert (code, said) == (1, "")
    assert complaint.startswith(sentence)


@pytest.mark.django_db
def test_saved_twice_it_lies_on_the_desk_once():
    read(PLAN, "--save")

    code, said, _ = read(PLAN, "--save", "--json")

    reading = PlanReading.objects.get()
    assert code == 0
    assert json.loads(said)["reading"] == reading.pk
    assert (reading.owner, str(reading)) == (None, "21/KH-UBND")


@pytest.mark.django_db
def test_what_is_no_plan_is_not_put_on_the_desk():
    code, _, _ = read(NEWS, "--save")

    assert code == 1
    assert not PlanReading.objects.exists()
