"""Workbooks of the tests of the import desk, and how they are run through it."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from django.core.management import CommandError, call_command

from accounts.models import ChangeSet
from intake.models import ImportDraft
from targets.models import Quota, Result
from tests.sheets import annex

PLAN = "21/KH-UBND"


@dataclass
class Run:
    """Exit code, the JSON object and what was said on standard error."""

    code: int
    answer: dict[str, Any]
    said: str


def run(command: str, path: Path, *args: str) -> Run:
    """One command as the shell would run it, with --json."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    try:
        call_command(
            command, str(path), "--plan", PLAN, "--json", *args, stdout=out, stderr=err
        )
    except CommandError as error:
        code = error.returncode
        err.write(str(error))
    text = out.getvalue()
    return Run(code, json.loads(text) if text else {}, err.getvalue())


def official(path: Path, **cells: Any) -> Path:
    """The annex as handed out, with some cells written over: `official(p, C9=105)`."""
    book = openpyxl.load_workbook(io.BytesIO(annex.annex()))
    for address, value in cells.items():
        book["Chỉ tiêu"][address] = value
    book.save(path)
    return path


def state() -> tuple[Any, ...]:
    """Everything an import may touch: unchanged means nothing was written."""
    quotas = Quota.objects.order_by("pk").values_list("pk", "value", "version")
    results = Result.objects.order_by("pk").values_list("pk", "value", "version")
    done = ImportDraft.objects.filter(state="DONE").count()
    return list(quotas), list(results), ChangeSet.objects.count(), done


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def send(client: Any, path: Path, kind: str = "annex", **fields: str) -> Any:
    """The file sent by a page; `json=True` asks for the machine's answer."""
    headers = {"accept": "application/json"} if fields.pop("json", None) else {}
    with path.open("rb") as file:
        data = {"file": file, "plan": PLAN, **fields}
        return client.post(f"/import/{kind}/", data, headers=headers)


def confirm(client: Any, token: str, *, json: bool = True) -> Any:
    headers = {"accept": "application/json"} if json else {}
    data = {"token": token, "accept_warnings": "1"}
    return client.post("/import/confirm/", data, headers=headers)
