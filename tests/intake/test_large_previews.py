"""Previews of tables too large for an object a cell, from the page to the receipt."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.verification import breaks
from intake import large, large_drafts
from targets.models import Quota, Result
from tests import office
from tests.intake.papers import confirm, official, send
from tests.intake.test_large import after, moved, state
from tests.intake.test_result_import import report

pytestmark = pytest.mark.django_db


def test_a_confirmed_preview_is_written_by_sets_too(tmp_path, as_user, monkeypatch):
    paper = official(tmp_path / "a.xlsx")
    small = after("import_annex", paper)
    monkeypatch.setattr(large, "CELLS", 30)
    desk = as_user("quantri")

    confirm(desk, send(desk, paper, json=True).json()["token"])

    assert moved(quotas_of(small[1]), quotas_of(state())) == []
    assert list(breaks()) == []


def test_a_large_preview_counts_everything_and_shows_the_first_rows(
    tmp_path, as_user, monkeypatch
):
    monkeypatch.setattr(large, "CELLS", 30)
    monkeypatch.setattr(large_drafts, "SHOWN", 5)
    desk = as_user("quantri")
    sent = send(desk, official(tmp_path / "a.xlsx"), json=True).json()

    page = desk.get(f"/import/preview/{sent['token']}/").content.decode()

    assert sent["counts"]["new"] == 61
    assert "26 dòng khác không hiện" in page
    assert page.count('title="Ô ') == 10
    assert "Xác nhận, ghi vào hệ thống" in page


def test_a_large_preview_that_no_longer_holds_is_not_written(
    tmp_path, as_user, monkeypatch
):
    monkeypatch.setattr(large, "CELLS", 30)
    monkeypatch.setattr(large_drafts, "SHOWN", 1)
    desk, paper = as_user("quantri"), official(tmp_path / "a.xlsx")
    first, second = (send(desk, paper, json=True).json() for _ in range(2))
    confirm(desk, first["token"])

    late = confirm(desk, second["token"])
    again = send(desk, paper, json=True).json()

    assert late.status_code == 409
    assert {problem["code"] for problem in late.json()["problems"]} == {"E_STALE"}
    assert again["counts"] == {"new": 0, "changed": 0, "same": 61, "problems": 0}
    assert confirm(desk, again["token"]).json()["changeset"] is None


@pytest.mark.usefixtures("quarters")
def test_confirmed_results_are_written_by_sets(tmp_path, as_user, monkeypatch):
    monkeypatch.setattr(large, "CELLS", 2)
    desk, paper = (
        as_user("quantri"),
        report(tmp_path / "a.xlsx", ["Ba Vì", 3, 1, 1]),
    )
    sent = send(desk, paper, kind="results", period="2021-Q1", json=True).json()

    done = confirm(desk, sent["token"])

    assert done.status_code == 200
    assert Result.objects.filter(unit__key="d271").count() == 3
    assert list(breaks()) == []


def test_a_file_the_installation_allows_is_read_again_when_it_is_confirmed(
    tmp_path, as_user, monkeypatch, settings
):
    monkeypatch.setattr(large, "CELLS", 30)
    settings.UPLOAD_MEGABYTES = 12
    notes = "\n".join(f"{';' * 4}{'ghi chú ' * 4_000}" for _ in range(320))
    rows = [f"{n};{row['name']};{row['cases']};{row['rehab_files']}"
            for n, row in enumerate(office.annex_rows(), 1)]  # fmt: skip
    paper = tmp_path / "lon.csv"
    paper.write_text("\n".join(["TT;Đơn vị;Số vụ án khám phá;Hồ sơ cai nghiện bắt buộc",
                                *rows, notes]), encoding="utf-8")  # fmt: skip
    desk = as_user("quantri")

    sent = send(desk, paper, json=True).json()

    assert paper.stat().st_size > 10 * 1024 * 1024
    assert confirm(desk, sent["token"]).status_code == 200
    assert Quota.objects.count() == 61


def quotas_of(found: dict[str, Any]) -> dict[str, Any]:
    return {"targets.quota": found["targets.quota"]}
