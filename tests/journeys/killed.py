"""One prepared process that forks another for each deed, so that killing one is cheap.

Told on standard input, a line a deed: [deed, database, arguments…]. Answers with the
number of the process at once and with "done" when it has ended, however it ended.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import Client

from accounts.models import User
from accounts.verification import breaks
from intake import actions, beats, jobs, large
from intake.demo import load_demo
from intake.models import Job
from intake.orders import Kind, Order, plan_named

PLAN = "21/KH-UBND"
ENTRY = (
    "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings';"
    "django.setup(); from tests.journeys.killed import main; main()"
)


def load() -> None:
    """The office in an empty database, its tables made at once and not by steps."""
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    load_demo(results=False)


def preview(paper: str, answer: str) -> None:
    """The annex lies on the desk, to be confirmed by a page or put in the queue."""
    by = User.objects.get(username="quantri")
    order = Order(Kind.ANNEX, plan_named(PLAN, by=by), by=by)
    data = Path(paper).read_bytes()
    _, draft = actions.receive(ContentFile(data, "phu-luc.xlsx"), order)
    assert draft is not None
    Path(answer).write_text(draft.token)


def queue(token: str) -> None:
    by = User.objects.get(username="quantri")
    jobs.start(token, by=by, notices_seen=True)


def serve(token: str) -> None:
    """The request that confirms, in the process that answers it."""
    browser = Client()
    user = User.objects.get(username="quantri")
    browser.force_login(user, backend="accounts.backends.RoleBackend")
    accept = {"accept": "application/json"}
    browser.post("/import/confirm/", {"token": token}, headers=accept)


def work() -> None:
    call_command("db_worker", "--batch", "--no-startup-delay", verbosity=0)


def again() -> None:
    """The silence after a kill has lasted; somebody presses "Chạy lại"."""
    job = Job.objects.get()
    beats.forget(job)
    Job.objects.update(heartbeat=job.heartbeat - dt.timedelta(minutes=3))
    job = Job.objects.get()
    assert job.has_failed or job.is_done
    jobs.again(job)
    work()


def tell(answer: str) -> None:
    """The state of the office, the breaks of its journal and of its job."""
    out = io.StringIO()
    call_command("dump_state", stdout=out)
    state = json.loads(out.getvalue())
    ends = [[job.done, job.error, bool(job.finished_at)] for job in Job.objects.all()]
    told = {"state": state, "breaks": list(breaks()), "jobs": ends}
    Path(answer).write_text(json.dumps(told))


DEEDS = {f.__name__: f for f in (load, preview, queue, serve, work, again, tell)}


def forked(deed: str, database: str, *args: str) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        settings.MEDIA_ROOT = Path(database).parent / "private"
        connection.settings_dict["NAME"] = database
        if connection.vendor == "postgresql":
            settings.MEDIA_ROOT = Path(os.environ["PRIVATE"])
            connection.settings_dict["NAME"] = Path(database).name
        DEEDS[deed](*args)
        connection.close()  # all of it is in the file then, to be copied
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def main() -> None:
    settings.ALLOWED_HOSTS, settings.BACKGROUND_ROWS = ["*"], 30
    large.CELLS = int(os.environ["CELLS"])
    for line in sys.stdin:
        order: list[Any] = json.loads(line)
        pid = forked(*order)
        say(str(pid))
        _, status = os.waitpid(pid, 0)
        say(f"done {status}")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
