"""Ten confirms of one preview at the same moment: one execution, nine refusals."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts.models import ChangeSet
from targets.models import Quota
from tests.intake.papers import confirm, official, send

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_ten_confirms_at_once_execute_exactly_once(tmp_path, settings, as_user):
    settings.MEDIA_ROOT = tmp_path / "private"
    clients = [as_user("quantri") for _ in range(10)]
    paper = official(tmp_path / "phu-luc.xlsx")
    token = send(clients[0], paper, json=True).json()["token"]
    before, start = ChangeSet.objects.count(), Barrier(10)

    def press(client) -> tuple[int, int]:
        start.wait(timeout=30)
        try:
            answer = confirm(client, token)
            return answer.status_code, answer.json()["changeset"]
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(press, clients))

    assert sorted(status for status, _ in answers) == [200, *[409] * 9]
    assert len({change for _, change in answers}) == 1
    assert (Quota.objects.count(), ChangeSet.objects.count()) == (61, before + 1)
