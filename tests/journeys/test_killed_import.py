"""kill -9 of an import at any moment: all of it is there, or nothing."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from tests.intake.papers import official

ROOT = Path(__file__).parent.parent.parent
MOMENTS = 8
SETUP = (
    "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings';"
    "import django; django.setup();"
    "from django.conf import settings; settings.MEDIA_ROOT = sys.argv[1];"
    "from django.core.management import call_command;"
)
IMPORT = SETUP + "call_command('import_annex', sys.argv[2], '--plan', '21/KH-UBND')"
QUEUE = SETUP + (
    "from pathlib import Path; from django.core.files.base import ContentFile;"
    "from accounts.models import User; from intake import actions, jobs;"
    "from intake.orders import Kind, Order, plan_named;"
    "by = User.objects.get(username='quantri');"
    "data = Path(sys.argv[2]).read_bytes();"
    "order = Order(Kind.ANNEX, plan_named('21/KH-UBND', by=by), by=by);"
    "_, draft = actions.receive(ContentFile(data, 'phu-luc.xlsx'), order);"
    "jobs.start(draft.token, by=by, notices_seen=True)"
)
WORK = SETUP + "call_command('db_worker', '--batch', '--no-startup-delay')"
AGAIN = (
    SETUP
    + (
        "from intake import jobs; from intake.models import Job;"
        "Job.objects.update(heartbeat='2021-01-01T00:00Z');"
        "jobs.again(Job.objects.get());"
    )
    + WORK.removeprefix(SETUP)
)
LOAD = SETUP + (
    "call_command('migrate', verbosity=0);"
    "from intake.demo import load_demo; load_demo(results=False)"
)


@pytest.fixture
def database(tmp_path, django_db_setup, django_db_blocker) -> Path:
    """A file of its own with the office in it, for processes that are killed."""
    path = tmp_path / "office.sqlite3"
    if connection.vendor != "sqlite":
        start(path, LOAD).wait()
        return path
    with django_db_blocker.unblock(), sqlite3.connect(path) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    return path


def start(database: Path, script: str, *args: str) -> subprocess.Popen[bytes]:
    url = f"sqlite:///{database}"
    return subprocess.Popen(
        [sys.executable, "-c", script, str(database.parent / "private"), *args],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, "DEBUG": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def found(database: Path) -> tuple[int, ...]:
    """Quotas, their versions, confirmed drafts, change sets of imports, seals."""
    asked = (
        "targets_quota",
        "targets_historicalquota",
        "intake_importdraft WHERE state = 'DONE'",
        "accounts_changeset WHERE door = 'IMPORT'",
        "accounts_seal WHERE change_set_id IN "
        "(SELECT id FROM accounts_changeset WHERE door = 'IMPORT')",
    )
    with sqlite3.connect(database) as copy:
        count = "SELECT count(*) FROM "
        return tuple(copy.execute(count + what).fetchone()[0] for what in asked)


def test_an_import_killed_at_any_moment_is_whole_or_absent(database, tmp_path):
    paper = official(tmp_path / "phu-luc.xlsx")
    probe = tmp_path / "probe.sqlite3"
    probe.write_bytes(database.read_bytes())
    began = time.monotonic()
    start(probe, IMPORT, str(paper)).wait()
    span = time.monotonic() - began
    outcomes = []

    for moment in range(MOMENTS):
        work = tmp_path / f"{moment}.sqlite3"
        work.write_bytes(database.read_bytes())
        process = start(work, IMPORT, str(paper))
        # The last half of the time is where the writing is.
        time.sleep(span * (0.5 + moment / (2 * MOMENTS)))
        process.kill()
        process.wait()
        outcomes.append(found(work))

    assert found(probe) == (61, 61, 1, 1, 1)
    assert set(outcomes) <= {(0, 0, 0, 0, 0), (61, 61, 1, 1, 1)}


def test_the_same_file_goes_in_after_a_kill(database, tmp_path):
    paper = official(tmp_path / "phu-luc.xlsx")
    process = start(database, IMPORT, str(paper))
    time.sleep(1)
    process.kill()
    process.wait()

    start(database, IMPORT, str(paper)).wait()

    assert found(database) == (61, 61, 1, 1, 1)


def test_a_worker_killed_at_any_moment_leaves_all_or_nothing(database, tmp_path):
    start(database, QUEUE, str(official(tmp_path / "phu-luc.xlsx"))).wait()
    probe = tmp_path / "probe.sqlite3"
    probe.write_bytes(database.read_bytes())
    began = time.monotonic()
    start(probe, WORK).wait()
    span = time.monotonic() - began
    outcomes = []

    for moment in range(MOMENTS):
        work = tmp_path / f"{moment}.sqlite3"
        work.write_bytes(database.read_bytes())
        process = start(work, WORK)
        time.sleep(span * (0.5 + moment / (2 * MOMENTS)))
        process.kill()
        process.wait()
        outcomes.append(found(work))
        start(work, AGAIN).wait()
        outcomes.append(found(work))

    assert found(probe) == (61, 61, 1, 1, 1)
    assert set(outcomes[::2]) <= {(0, 0, 0, 0, 0), (61, 61, 1, 1, 1)}
    assert set(outcomes[1::2]) == {(61, 61, 1, 1, 1)}
