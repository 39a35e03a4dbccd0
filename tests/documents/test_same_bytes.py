"""The same figures give the same bytes in every process, whatever its hash seed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from plans.periods import Period
from tests.reports.issuing import half_a_year, issued, picture

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]


def digests(path: Path, seed: str) -> str:
    command = [sys.executable, "-m", "tests.documents.rebuild", str(path)]
    env = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.parametrize("period", ["2021-H1", "2021-Y"])
def test_two_processes_make_the_same_files_of_one_snapshot(quotas, tmp_path, period):
    half_a_year(before=20)
    path = tmp_path / "so-lieu.json"
    data = issued(Period.parse(period), number="5").snapshot.data
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")

    assert digests(path, "1") == digests(path, "77")


@pytest.mark.parametrize("period", ["2021-Q1", "2021-H1", "2021-N9", "2021-Y"])
def test_made_again_the_report_is_the_file_that_was_issued(quotas, period):
    half_a_year()
    report = issued(Period.parse(period), number="5")

    again = picture(Period.parse(period)).files(number="5", dated=report.dated)

    assert again.docx == report.snapshot.file("docx")
    assert again.xlsx == report.snapshot.file("xlsx")
