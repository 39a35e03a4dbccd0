"""Every hostile sample through the command and through the page, as its manifest says."""

from __future__ import annotations

import json
import re
import time
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from targets.models import Quota
from tests.intake.papers import PLAN, Run, run, state
from tests.sheets.annex import UNITS
from units.models import Unit

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parent.parent / "sheets" / "hostile"
FILES = json.loads((FOLDER / "manifest.json").read_text())["files"]
IDS = [file["id"] for file in FILES]
TECHNICAL = re.compile(r"Error|Exception|Traceback|root:|NoneType|object at")


def stored() -> list[tuple[str, str, Decimal]]:
    rows = Quota.objects.values_list("unit__name", "target__indicator__code", "value")
    return sorted(rows)


def base(swapped: bool = False) -> list[tuple[str, str, Decimal]]:
    codes = ("rehab-files", "cases") if swapped else ("cases", "rehab-files")
    return sorted(
        (name, code, Decimal(value))
        for name, *values in UNITS
        for code, value in zip(codes, values, strict=True)
        if value is not None
    )


def with_cell_6(value: int | None) -> list[tuple[str, str, Decimal]]:
    """The base values but for C6, the cases of Tây Hồ."""
    others = [row for row in base() if row[:2] != ("Tây Hồ", "cases")]
    fresh = [] if value is None else [("Tây Hồ", "cases", Decimal(value))]
    return sorted(others + fresh)


def as_cached(path: Path) -> list[tuple[str, str, Decimal]]:
    """What the spreadsheet program itself stored as the results of the formulas."""
    sheet = openpyxl.load_workbook(path, data_only=True).active
    rows = sheet.iter_rows(min_row=2, min_col=2, max_col=4, values_only=True)
    return sorted(
        (name, code, Decimal(value))
        for name, *values in rows
        for code, value in zip(("cases", "rehab-files"), values, strict=True)
        if value is not None
    )


def check(file: dict, done: Run, before: tuple) -> None:
    """What came out is one of the outcomes the manifest allows."""
    expect = file["expect"]
    refused = done.code == 1
    assert done.code in (0, 1)
    if expect.startswith("reject_or_exact:"):
        allowed = with_cell_6(int(expect.partition(":")[2]))
    elif expect in ("reject_or_blank", "reject_or_warn"):
        allowed = with_cell_6(None)
    elif file["id"] == "V42_shared_formula":
        allowed = as_cached(FOLDER / file["file"])
    else:
        allowed = base(swapped=file["id"] == "S03_columns_swapped")
    if expect in ("accept", "accept_or_warn"):
        assert not refused, done.said
    if re.fullmatch("reject_(file|rows|any)", expect):
        assert refused
    if refused:
        assert state() == before
        assert done.answer["problems"]
    else:
        assert stored() == allowed
        assert expect != "reject_or_warn" or "W_" in done.said
    if refused and file["must_say"]:
        assert re.search(file["must_say"], done.said)
    if refused and file["must_locate_any"]:
        assert any(place in done.said for place in file["must_locate_any"])


@pytest.mark.parametrize("file", FILES, ids=IDS)
def test_the_command_takes_or_refuses_a_sample_as_told(file, settings):
    before, units = state(), Unit.objects.count()
    began = time.monotonic()

    done = run("import_annex", FOLDER / file["file"])

    assert time.monotonic() - began < 20
    check(file, done, before)
    assert Unit.objects.count() == units
    assert not TECHNICAL.search(done.said)
    kept = list(Path(settings.MEDIA_ROOT).rglob("*")) if done.code else []
    assert [path for path in kept if path.is_file()] == []


@pytest.mark.parametrize("file", FILES, ids=IDS)
def test_the_page_answers_a_sample_with_a_sentence_and_never_fails(
    file, as_user, settings
):
    before = state()
    data = (FOLDER / file["file"]).read_bytes()
    upload = SimpleUploadedFile(file["file"], data)

    answer = as_user("quantri").post("/import/annex/", {"file": upload, "plan": PLAN})

    assert answer.status_code in (302, 413, 415, 422)
    assert answer.status_code == 302 or not TECHNICAL.search(answer.text)
    assert "<img src=x" not in answer.text
    assert state() == before
