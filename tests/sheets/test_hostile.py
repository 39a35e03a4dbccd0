"""Every sample file behaves as its manifest says, as far as this room decides.

Whether a name is a unit is decided elsewhere: for those samples the cell must come
out as typed, at its address.
"""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from sheets.book import position
from sheets.cells import Reading, ReadingKind, name_problem, read_count, read_text
from sheets.child import messages
from sheets.grid import Table, find_tables
from sheets.limits import Limits
from sheets.lines import problem_line
from sheets.problems import Problem, Refused
from sheets.readers import read_workbook
from tests.sheets.annex import UNITS, WISHES, values

FOLDER = Path(__file__).parent / "hostile"
FILES = json.loads((FOLDER / "manifest.json").read_text())["files"]
BY_ID = {file["id"]: file for file in FILES}
# Decided by the matching of names or by comparing totals, in other rooms.
NAMES = {file["id"] for file in FILES if file["cells"][:1] and file["id"][0] in "NG"}
ELSEWHERE = NAMES | {"N20_tcvn3", "S18_total_mismatch", "S03_columns_swapped"}


@dataclass
class Outcome:
    table: Table | None
    problems: list[Problem]

    @property
    def text(self) -> str:
        return " ".join(problem.message for problem in self.problems)


@cache
def outcome(file_id: str) -> Outcome:
    try:
        workbook = read_workbook(FOLDER / BY_ID[file_id]["file"])
        table = find_tables(workbook, WISHES).one()
    except Refused as refused:
        return Outcome(None, list(refused.problems))
    return Outcome(table, [*cell_problems(table)])


def cell_problems(table: Table) -> list[Problem]:
    names = [name_problem(table.cell(row, "unit")) for row in table.rows]
    counts = [reading(table, row, key).problem for row in table.rows for key in KEYS]
    return [problem for problem in (*names, *counts) if problem is not None]


KEYS = ("cases", "rehab_files")


def reading(table: Table, row, key: str) -> Reading:
    return read_count(table.cell(row, key), sheet=table.sheet)


@pytest.mark.parametrize("file_id", BY_ID)
def test_a_sample_is_taken_or_refused_as_the_manifest_says(file_id):
    file, found = BY_ID[file_id], outcome(file_id)

    if file_id in ELSEWHERE:
        assert found.table is not None
    elif file["expect"] == "reject_file":
        assert found.table is None
        assert found.problems
    elif file["expect"] in {"reject_any", "reject_rows"}:
        assert found.problems
    elif (
        file["expect"] in {"accept", "accept_or_warn"}
        and file_id != "V42_shared_formula"
    ):
        assert (values(found.table), found.problems) == (UNITS, [])


@pytest.mark.parametrize("file_id", [f["id"] for f in FILES if f["must_say"]])
def test_a_refusal_says_why(file_id):
    found = outcome(file_id)

    said = re.search(BY_ID[file_id]["must_say"], found.text)

    assert said or file_id in ELSEWHERE


@pytest.mark.parametrize("file_id", [f["id"] for f in FILES if f["must_locate_any"]])
def test_what_is_wrong_with_a_cell_is_said_at_its_address(file_id):
    found = outcome(file_id)

    wanted = BY_ID[file_id]["cells"][0]

    if found.problems:
        assert wanted in found.text
    else:
        row, _ = position(wanted)
        assert row in [r.number for r in (*found.table.rows, found.table.total) if r]


@pytest.mark.parametrize("file_id", BY_ID)
def test_no_message_is_long_english_or_technical(file_id):
    found = outcome(file_id)

    for problem in found.problems:
        assert len(problem.message) <= 320
        assert problem.message.endswith(".")
        assert not re.search(r"Error|Exception|Traceback|root:", problem.message)


READ_AND_TELL = """
import resource, sys
from sheets.problems import Refused
from sheets.readers import read_workbook
try:
    read_workbook(open(sys.argv[1], "rb").read(), name=sys.argv[1])
except Refused:
    pass
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.parametrize("file_id", sorted(f["id"] for f in FILES if f["group"] == "B"))
def test_a_bomb_takes_no_more_memory_than_its_reader_may(file_id):
    """In a process of its own: the largest child of this one may be a browser."""
    command = [sys.executable, "-c", READ_AND_TELL, FOLDER / BY_ID[file_id]["file"]]

    told = subprocess.run(command, capture_output=True, text=True, check=True)

    assert int(told.stdout) < 512 * 1024


@pytest.mark.parametrize(
    ("file_id", "name"),
    [
        ("N07_zero_width", "Tâ\u200by Hồ"),
        ("N14_img_onerror", '"><img src=x onerror=alert(1)>'),
        ("N19_newline", "Tây Hồ Phường 1"),
        ("N22_number_unit", "12345"),
        ("N05_blank_unit", ""),
    ],
)
def test_a_name_nobody_knows_comes_out_as_typed(file_id, name):
    table = outcome(file_id).table

    (row,) = [row for row in table.rows if row.number == 6]

    assert read_text(table.cell(row, "unit")) == name


@pytest.mark.parametrize(
    ("file_id", "kind", "value"),
    [
        ("V04_text_two_dots", ReadingKind.VALUE, 1234567),
        ("V41_formula_string_result", ReadingKind.VALUE, 104),
        ("V42_shared_formula", ReadingKind.VALUE, 20),
        ("V12_spaces", ReadingKind.BLANK, None),
        ("V47_empty_required", ReadingKind.BLANK, None),
        ("V14_fraction", ReadingKind.BAD, None),
    ],
)
def test_a_count_is_exact_blank_or_bad_and_nothing_between(file_id, kind, value):
    table = outcome(file_id).table

    (row,) = [row for row in table.rows if row.number == 6]

    found = reading(table, row, "cases")
    assert (found.kind, found.value) == (kind, value)


def test_values_follow_their_headers_when_columns_are_swapped():
    table = outcome("S03_columns_swapped").table

    assert values(table)[0] == ("Hoàn Kiếm", 45, 118)


def test_the_declared_total_is_kept_as_declared():
    table = outcome("S18_total_mismatch").table

    assert reading(table, table.total, "cases").value == 2350
    assert table.total.number == 33


def test_nothing_of_another_file_appears_in_an_answer():
    found = outcome("B08_xxe_file")

    assert found.table is None
    assert [problem.code for problem in found.problems] == ["E_DOCTYPE"]


def test_a_huge_text_is_not_echoed():
    found = outcome("B28_huge_cell_text")

    assert len(found.text) < 200
    assert found.problems[0].cell == "B6"


@pytest.mark.parametrize("file_id", [f["id"] for f in FILES if f["group"] != "B"])
def test_the_child_tells_what_the_parent_hears(file_id):
    name = BY_ID[file_id]["file"]
    data = (FOLDER / name).read_bytes()

    told = [
        line for line in messages(data, Limits(), name=name) if line[0] == "problem"
    ]

    try:
        heard = read_workbook(data, name=name) and []
    except Refused as refused:
        heard = [problem_line(problem) for problem in refused.problems]
    assert told == heard
