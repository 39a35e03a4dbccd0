"""SQLite, as the demo runs on: the web and a worker write at once, nobody is refused."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
TIMES = 40
SETUP = (
    "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings';"
    "import django; django.setup();"
    "from django.conf import settings; settings.MEDIA_ROOT = sys.argv[1];"
    "from django.core.management import call_command;"
)
LOAD = SETUP + "from tests.journeys.killed import load; load()"
OPEN = SETUP + (
    "from tests import office; office.give_quotas(); office.open_quarters();"
)
# The web: one figure after the other through the grid's own door.
WEB = SETUP + (
    "import json; from django.test import Client; from tests import office;"
    "from plans.models import Round; settings.ALLOWED_HOSTS = ['*'];"
    "client = Client();"
    "client.force_login(office.person('hoankiem'),"
    " backend='accounts.backends.RoleBackend');"
    "url = f'/entry/{Round.objects.get(period_code=\"2021-Q1\").pk}/save/';"
    "send = lambda n: client.post(url, json.dumps({'cells': [{'id': 'd002.cases',"
    " 'value': str(n + 1), 'version': n}]}), content_type='application/json');"
    "print(json.dumps([send(n).status_code for n in range(int(sys.argv[2]))]))"
)
# The worker: a change set of thirty rows after the other.
WORKER = SETUP + (
    "import json; from tests import office; from plans.models import Round;"
    "from targets.actions import CellEdit, save_grid; from units.models import Unit;"
    "round_ = Round.objects.get(period_code='2021-Q2');"
    "units = [a.unit for a in round_.plan.assigned_units.select_related('unit')];"
    "save = lambda n: save_grid(round=round_, by=None, edits={u: [CellEdit("
    "indicator='cases', value=str(n))] for u in units});"
    "print(json.dumps([len(save(n).saved) for n in range(1, int(sys.argv[2]) + 1)]))"
)
VERIFY = SETUP + "call_command('verify_journal')"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A file of its own with the office in it, for processes of their own."""
    path = tmp_path / "office.sqlite3"
    told(run(path, LOAD))
    return path


def run(path: Path, script: str, *args: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, str(path.parent / "private"), *args],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{path}", "DEBUG": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def told(process: subprocess.Popen[str]) -> str:
    out, error = process.communicate(timeout=240)
    assert process.returncode == 0, error[-2000:]
    return out


def test_the_web_and_the_worker_write_at_once_and_lose_nothing(database):
    """Without `transaction_mode: IMMEDIATE` one of the two reads, then asks to write
    after the other has written: SQLite answers "database is locked" at once, however
    long the timeout."""
    told(run(database, OPEN))

    web, worker = run(database, WEB, str(TIMES)), run(database, WORKER, str(TIMES))
    codes = json.loads(told(web).splitlines()[-1])
    saved = json.loads(told(worker).splitlines()[-1])

    assert codes == [200] * TIMES
    assert saved == [31] * TIMES
    with sqlite3.connect(database) as rows:
        assert rows.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        asked = "SELECT count(*), sum(value) FROM targets_result WHERE period_code = ?"
        assert rows.execute(asked, ["2021-Q1"]).fetchone() == (1, TIMES)
        assert rows.execute(asked, ["2021-Q2"]).fetchone() == (31, 31 * TIMES)
    told(run(database, VERIFY))
