"""The list of problem codes is a promise: the page of the docs and the code agree."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from intake.codes import CODES, status_of
from sheets.problems import Problem

ROOT = Path(__file__).parent.parent.parent


def test_every_code_stands_in_the_docs_with_its_meaning():
    told = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
    rows = [line for line in told.splitlines() if line.startswith(("| `E_", "| `W_"))]

    assert rows == [f"| `{code}` | {text} |" for code, text in sorted(CODES.items())]


def test_every_code_the_desk_uses_is_documented():
    used = {
        node.value
        for path in (ROOT / "intake").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and str(node.value).startswith(("E_", "W_"))
        and str(node.value) != "E_"
    }

    assert used <= CODES.keys()


@pytest.mark.parametrize(
    ("codes", "status"),
    [
        ([], 200),
        (["W_BLANK"], 200),
        (["E_NUMBER", "W_BLANK"], 422),
        (["E_PASSWORD"], 415),
        (["E_TOO_BIG", "E_NUMBER"], 413),
    ],
)
def test_the_status_of_a_refusal_follows_its_codes(codes, status):
    assert status_of([Problem(code, "…") for code in codes]) == status
