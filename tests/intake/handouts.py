"""A handout on its way: downloaded, filled in as an office does, sent back."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from sheets.handout_reading import read_handout
from sheets.readers import read_workbook
from tests import office

RESULTS = "/import/form/results/"
JSON = {"accept": "application/json"}


def round_pk(period: str = "2021-Q1") -> int:
    return office.plan().rounds.get(period_code=period).pk


def results(client: Any, unit: str = "", period: str = "2021-Q1") -> bytes:
    """The workbook of a period, of one unit or of all this person hands in."""
    answer = client.get(RESULTS, {"round": round_pk(period), "unit": unit})
    assert answer.status_code == 200, answer.content[:500]
    return answer.content


def addresses(data: bytes) -> dict[str, str]:
    """Address of each cell to fill, by its id."""
    found = read_handout(read_workbook(data)).blanks
    return {blank.id: blank.cell.address for blank in found}


def filled(data: bytes, **values: Any) -> bytes:
    """The workbook with cells typed into: `filled(data, **{"d002.cases": 30})`."""
    places, book = addresses(data), openpyxl.load_workbook(io.BytesIO(data))
    page = book[read_handout(read_workbook(data)).sheet]
    for name, value in values.items():
        page[places[name]] = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def send(
    client: Any,
    data: bytes,
    *,
    to: str = "/import/form/",
    kind: str = "xlsx",
    **fields: str,
) -> Any:
    """The file sent back for the machine's answer."""
    file = SimpleUploadedFile(f"bieu.{kind}", data)
    return client.post(to, {"file": file, **fields}, headers=JSON)


def confirm(client: Any, answer: Any) -> Any:
    token = answer.json()["token"]
    return client.post("/import/confirm/", {"token": token}, headers=JSON)


def codes(answer: Any) -> list[str]:
    return [problem["code"] for problem in answer.json()["problems"]]


def saved_by_libreoffice(data: bytes, folder: Path, kind: str) -> bytes:
    """The workbook opened and saved again by LibreOffice, as xlsx, xls or ods."""
    source, target = folder / "in" / "bieu.xlsx", folder / "out"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_bytes(data)
    profile = (folder / "profile").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}"]
    subprocess.run(
        [*command, "--convert-to", kind, "--outdir", str(target), str(source)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (target / f"bieu.{kind}").read_bytes()
