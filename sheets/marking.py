"""A person's own workbook back: bad cells coloured, a comment in each, a summary.

The workbook is opened again to be changed, so that happens in a bounded child too.
Formulas stay formulas and keep what they last showed: marking changes no figure, and
the file can be sent again as it is.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, astuple
from pathlib import Path

from sheets import lines
from sheets.limits import DEFAULT, Limits
from sheets.preflight import check_size
from sheets.problems import Problem, Refused, refusal

_ROOT = Path(__file__).resolve().parent.parent


def mark_workbook(
    data: bytes,
    problems: Sequence[Problem],
    *,
    limits: Limits = DEFAULT,
    name: str = "",
) -> bytes:
    """The same workbook as .xlsx with every problem shown; old marks are cleared.

    A .csv, .xls or .ods comes back as .xlsx with its values. Raises Refused when
    the file cannot be read or is too heavy to be changed.
    """
    check_size(len(data), limits)
    told = json.dumps(
        {
            "limits": asdict(limits),
            "name": name,
            "problems": [astuple(problem) for problem in problems],
        }
    )
    answer = _run(told.encode("ascii") + b"\n" + data, limits)
    if answer.startswith(b"PK"):
        return answer
    found = [lines.decode(line) for line in answer.splitlines()]
    if not found:
        raise _failed()
    raise Refused(lines.problem_from(line) for line in found)


def _run(said: bytes, limits: Limits) -> bytes:
    """What the child answers; its temporary files vanish with their folder."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open(os.memfd_create("marking"), "w+b") as stdin,
    ):
        stdin.write(said)
        stdin.seek(0)
        try:
            done = subprocess.run(
                [sys.executable, "-s", "-m", "sheets.marker"],
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=_ROOT,
                env={"TMPDIR": folder, "PYTHONDONTWRITEBYTECODE": "1"},
                timeout=limits.seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as fault:
            raise _failed() from fault
    return done.stdout if done.returncode == 0 else b""


def _failed() -> Refused:
    return refusal(
        "E_MEMORY",
        "Không đánh dấu được lỗi vào tệp vì tệp quá nặng; hãy sửa theo danh sách lỗi "
        "trên màn hình.",
    )
