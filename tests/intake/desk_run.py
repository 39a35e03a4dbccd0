"""A workbook sent to the import desk and confirmed, or refused, as a program does it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from targets.models import Quota
from tests.intake.papers import PLAN, state
from tests.sheets.annex import UNITS

JSON = {"accept": "application/json"}
Stored = list[tuple[str, str, Decimal]]


def post(client: Any, data: bytes, ending: str = "xlsx", **fields: str) -> Any:
    """The machine's answer to this file; `period` in `fields` asks for results."""
    kind = "results" if "period" in fields else "annex"
    upload = SimpleUploadedFile(f"biểu.{ending}", data)
    form = {"file": upload, "plan": PLAN, **fields}
    return client.post(f"/import/{kind}/", form, headers=JSON)


def taken(client: Any, data: bytes, ending: str = "xlsx", **fields: str) -> Any:
    """The preview's answer, after it was confirmed."""
    sent = post(client, data, ending, **fields)
    assert sent.status_code == 200, sent.json()["problems"]
    told = sent.json()
    done = client.post("/import/confirm/", {"token": told["token"]}, headers=JSON)
    assert done.status_code == 200, done.text[:500]
    return told


def refused(client: Any, data: bytes, ending: str = "xlsx", **fields: str) -> Any:
    """Why it was refused, notices left out; nothing was written."""
    before = state()
    answer = post(client, data, ending, **fields)
    assert answer.status_code in (413, 415, 422)
    assert state() == before
    told = answer.json()["problems"]
    return [problem for problem in told if problem["code"].startswith("E_")]


def stored() -> Stored:
    """(unit, indicator, value) of every quota."""
    return sorted(
        Quota.objects.values_list("unit__name", "target__indicator__code", "value")
    )


def base() -> Stored:
    """The 61 quotas of the annex."""
    codes = ("cases", "rehab-files")
    return sorted(
        (name, code, Decimal(value))
        for name, *values in UNITS
        for code, value in zip(codes, values, strict=True)
        if value is not None
    )
