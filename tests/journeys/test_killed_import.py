"""kill -9 of an import at any moment: all of it is there, or nothing."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.db import connection

from tests.intake.papers import official
from tests.journeys.killed import ENTRY

ROOT = Path(__file__).parent.parent.parent
MOMENTS = 20
# Random names and times, and what a queue or a login writes beside the office.
VOLATILE = {"token", "stored", "created_at", "decided_at", "expires_at", "last_login"}
pytestmark = pytest.mark.django_db


class Forker:
    """The prepared process and the databases it is sent to."""

    def __init__(self, folder: Path, cells: int) -> None:
        self.folder = folder
        (folder / "private").mkdir()
        self.is_sqlite = connection.vendor == "sqlite"
        url = (
            f"sqlite:///{folder}/none" if self.is_sqlite else os.environ["DATABASE_URL"]
        )
        given = {"DATABASE_URL": url, "DEBUG": "1", "PRIVATE": f"{folder}/private"}
        given["CELLS"] = str(cells)  # of a table that is written by sets
        self.process = subprocess.Popen(
            [sys.executable, "-c", ENTRY],
            cwd=ROOT,
            env={**os.environ, **given},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, deed: str, name: str, *args: str) -> int:
        """The number of the process that does the deed."""
        assert self.process.stdin is not None
        order = [deed, str(self.folder / name), *args]
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return int(self._line())

    def end(self) -> str:
        """How the last deed ended: "done 0", "done 9" for a kill."""
        return self._line()

    def do(self, deed: str, name: str, *args: str) -> None:
        self.start(deed, name, *args)
        assert self.end() == "done 0", deed

    def told(self, name: str) -> dict[str, Any]:
        answer = self.folder / "answer"
        self.do("tell", name, str(answer))
        return json.loads(answer.read_text())

    def copy(self, name: str, source: str = "") -> None:
        """A database like `source`, or an empty one."""
        if self.is_sqlite:
            if source:
                shutil.copy(self.folder / source, self.folder / name)
            return
        like = f" TEMPLATE {source}" if source else ""
        _sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        _sql(f"CREATE DATABASE {name}{like}")

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


def _sql(statement: str) -> None:
    server = psycopg2.connect(os.environ["DATABASE_URL"])
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(statement)
    server.close()


@pytest.fixture(scope="module", params=[5_000, 30], ids=["by rows", "by sets"])
def forker(request, tmp_path_factory) -> Iterator[Forker]:
    """The office with the annex previewed ("page") and queued ("queue")."""
    folder = tmp_path_factory.mktemp("killed")
    found = Forker(folder, request.param)
    token = folder / "token"
    found.copy("page")
    found.do("load", "page")
    found.do("preview", "page", str(official(folder / "a.xlsx")), str(token))
    found.copy("queue", "page")
    found.do("queue", "queue", token.read_text())
    yield found
    found.close()


def office(told: dict[str, Any]) -> dict[str, Any]:
    """The state without what differs from one run to the next."""
    rows = {
        name: [{k: v for k, v in row.items() if k not in VOLATILE} for row in kept]
        for name, kept in told["state"].items()
        if isinstance(kept, list) and not name.startswith("intake.")
    }
    return rows | {"breaks": told["breaks"]}


def killed(forker: Forker, deed: str, source: str, *args: str) -> list[dict[str, Any]]:
    """What stands after each of the moments; the first is of a run to its end."""
    forker.copy("probe", source)
    began = time.monotonic()
    forker.do(deed, "probe", *args)
    span = time.monotonic() - began
    found = [forker.told("probe")]
    moments = random.Random(deed)
    for _ in range(MOMENTS):
        forker.copy("work", source)
        pid = forker.start(deed, "work", *args)
        time.sleep(span * moments.random())
        kill(pid)
        forker.end()
        found.append(forker.told("work"))
    return found


def kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):  # it came to its end before
        os.kill(pid, signal.SIGKILL)


def test_a_server_killed_at_any_moment_leaves_all_or_nothing(forker):
    before = office(forker.told("page"))
    token = (forker.folder / "token").read_text()

    whole, *found = killed(forker, "serve", "page", token)

    after = office(whole)
    assert len(after["targets.quota"]) == 61
    assert after["breaks"] == []
    assert all(office(told) in (before, after) for told in found)


def test_a_worker_killed_at_any_moment_leaves_all_or_nothing(forker):
    before = office(forker.told("queue"))

    whole, *found = killed(forker, "work", "queue")

    after = office(whole)
    assert len(after["targets.quota"]) == 61
    assert all(office(told) in (before, after) for told in found)
    # A job that says it is done has everything; one that has nothing is not done.
    assert all(told["jobs"][0][2] <= (office(told) == after) for told in found)


def test_a_killed_job_is_started_again_and_comes_to_its_end(forker):
    forker.copy("work", "queue")
    pid = forker.start("work", "work")
    time.sleep(0.3)
    kill(pid)
    forker.end()

    forker.do("again", "work")

    told = forker.told("work")
    assert len(told["state"]["targets.quota"]) == 61
    assert (told["jobs"], told["breaks"]) == ([[31, "", True]], [])
