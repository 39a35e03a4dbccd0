"""A table written by sets leaves the office in the very state the small way would."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import call_command
from django.db import transaction

from accounts.journal import changeset
from accounts.verification import breaks
from plans.models import Document
from targets.models import Quota, Result
from tests import office
from tests.intake.papers import Run, official, run
from tests.intake.test_result_import import report

pytestmark = pytest.mark.django_db
Q1 = ("--period", "2021-Q1")
LATER = ("--decision", "99/QĐ-UBND", "--from", "2021-06-01")
UNNUMBERED = {
    *("id", "history_id", "change_set", "change_set_id", "upload", "token", "stored"),
    *("submission", "submission_id"),
    *("created_at", "decided_at", "expires_at", "history_date", "stored_file"),
}


def told(done: Run) -> tuple[Any, ...]:
    answer = {k: v for k, v in done.answer.items() if k != "changeset"}
    return done.code, answer, done.said


def versions() -> list[Any]:
    """Every row version of quotas, results and reports, but for its numbers."""
    found = []
    for model in (Quota, Result):
        for row in model.history.order_by("history_id").values():
            kept = {k: v for k, v in row.items() if k not in UNNUMBERED}
            found.append(sorted(kept.items(), key=lambda item: item[0]))
    return sorted(map(str, found))


def state() -> dict[str, Any]:
    """What `dump_state` says, but for the numbers of rows."""
    out = io.StringIO()
    call_command("dump_state", stdout=out)
    found = json.loads(out.getvalue())
    journal = {k: v for k, v in found.pop("journal").items() if k != "head"}
    rows = {
        name: sorted(
            str({k: v for k, v in row.items() if k not in UNNUMBERED}) for row in kept
        )
        for name, kept in found.items()
    }
    return rows | {"journal": journal}


def after(command: str, *papers: Path, args: tuple[str, ...] = ()) -> tuple[Any, ...]:
    """What is told and what stands after these imports, taken back again."""
    with transaction.atomic():
        answers = [told(run(command, paper, *args)) for paper in papers]
        found = answers, state(), versions(), list(breaks())
        transaction.set_rollback(True)
    return found


def moved(one: dict[str, Any], other: dict[str, Any]) -> list[Any]:
    """What stands in one state and not in the other."""
    names = [name for name in one if one[name] != other[name]]
    return [
        (name, *(set(one[name]) ^ set(other[name])))
        if isinstance(one[name], list)
        else (name, one[name], other[name])
        for name in names
    ]


def both(command: str, *papers: Path, args: tuple[str, ...] = ()) -> list[Any]:
    """The answers of the small way, which are those of the large way too."""
    small = after(command, *papers, args=args)
    large = after(command, *papers, args=(*args, "--large"))
    assert large[0] == small[0]
    assert moved(small[1], large[1]) == []
    assert large[2:] == small[2:]
    assert small[3] == []
    return [answer for _code, answer, _said in small[0]]


def test_a_first_table_of_quotas(tmp_path):
    first, again = both("import_annex", *[official(tmp_path / "a.xlsx")] * 2)

    assert (first["new"], again["same"], again["new"]) == (61, 61, 0)


def test_a_corrected_table_of_quotas_with_one_taken_back(tmp_path):
    first = official(tmp_path / "a.xlsx")
    second = official(tmp_path / "b.xlsx", C6=117, C7=119, D8=None, C37=None, D37=None)

    _, changed = both("import_annex", first, second)

    assert changed["changed"] == 3
    assert "W_REMOVED" in {p["code"] for p in changed["problems"]}


def test_a_later_decision_closes_and_opens(tmp_path, quotas):
    symbol, day = "99/QĐ-UBND", dt.date(2021, 5, 20)
    with changeset(by=None, what="Quyết định") as change:
        change.save(
            Document(
                slug="99-qd", kind="QĐ", symbol=symbol, symbol_key="99/qđ-ubnd",
                issuer="Ủy ban nhân dân thành phố Hà Nội", issued_on=day,
            )
        )  # fmt: skip
    paper = official(tmp_path / "a.xlsx", C6=117, C7=119, D8=None, C37=None, D37=None)

    (done,) = both("import_annex", paper, args=LATER)

    assert done["changed"] == 3


@pytest.mark.parametrize(
    "cells",
    [
        {"C6": "2,300"},
        {"B6": "Hoàn Kiếm Đông"},
        {"C37": 2301},
        {"C6": None, "D6": "-", "C7": -1, "C8": 1.5, "C9": "#DIV/0!"},
        {"G6": "0912 345 678", "H6": 5, "H5": "Cột lạ"},
    ],
)
def test_what_is_wrong_is_told_in_the_same_words(tmp_path, cells):
    both("import_annex", official(tmp_path / "a.xlsx", **cells))


@pytest.mark.usefixtures("quarters")
class TestResults:
    def test_figures_come_in_and_change(self, tmp_path):
        first = report(
            tmp_path / "a.xlsx", ["Hoàn Kiếm", 30, 16, 11], ["Ba Vì", 2, 0, 1]
        )
        second = report(
            tmp_path / "b.xlsx", ["Hoàn Kiếm", 31, None, "-"], ["PC04", 5, 5, None]
        )

        one, two, three = both("import_results", first, second, second, args=Q1)

        assert (one["new"], two["new"], two["changed"]) == (6, 2, 1)
        assert three["same"] == 3

    @pytest.mark.parametrize(
        "row",
        [["Hoàn Kiếm", 10, 16, 11], ["Hoàn Kiếm", None, 31, 11], ["PC04", 1, 1, 1]],
    )
    def test_a_broken_rule_is_refused_in_the_same_words(self, tmp_path, row):
        first = report(tmp_path / "a.xlsx", ["Hoàn Kiếm", 30, 16, 11])

        both("import_results", first, report(tmp_path / "b.xlsx", row), args=Q1)

    def test_a_ratio_comes_in_by_its_two_parts(self, tmp_path):
        papers = [ratio(tmp_path / "a.xlsx", 2, 6), ratio(tmp_path / "b.xlsx", 3, None)]
        papers.append(ratio(tmp_path / "c.xlsx", 9, None))

        one, two, three = both("import_results", *papers, args=Q1)

        assert (one["new"], two["changed"]) == (2, 1)
        assert three["problems"][0]["code"] == "E_RESULT"

    def test_a_locked_round_and_an_approved_report(self, tmp_path):
        paper = report(
            tmp_path / "a.xlsx", ["Hoàn Kiếm", 30, 16, 11], ["Ba Vì", 2, 0, 1]
        )
        approve("d002")

        (done,) = both("import_results", paper, args=Q1)

        assert {p["code"] for p in done["problems"]} == {"E_RESULT"}

    def test_a_report_of_nothing_is_one_no_more(self, tmp_path):
        own = office.submission("d002")
        own.is_nil = True
        with changeset(by=None, what="Không phát sinh") as change:
            change.save(own)

        both(
            "import_results",
            report(tmp_path / "a.xlsx", ["Hoàn Kiếm", 30, 16, 11]),
            args=Q1,
        )

    def test_the_quota_table_is_not_taken_for_results(self, tmp_path):
        shares = [
            [row["name"], int(row["cases"]), None, int(row["rehab_files"] or 0) or None]
            for row in office.annex_rows()
        ]

        (refused,) = both(
            "import_results", report(tmp_path / "a.xlsx", *shares), args=Q1
        )

        assert [p["code"] for p in refused["problems"]] == ["E_TEMPLATE"]

    def test_missing_reports_are_opened(self, tmp_path):
        round_ = office.plan().rounds.get(period_code="2021-Q1")
        round_.submissions.all().delete()

        both(
            "import_results",
            report(tmp_path / "a.xlsx", ["Hoàn Kiếm", 30, 16, 11]),
            args=Q1,
        )


def ratio(path: Path, *parts: int | None) -> Path:
    name = "Điểm phức tạp về ma túy được triệt xóa"
    book = openpyxl.Workbook()
    book.active.append(["TT", "Đơn vị", f"{name} (tử số)", f"{name} (mẫu số)"])
    book.active.append([1, "Thành phố Hà Nội", *parts])
    book.save(path)
    return path


def approve(key: str) -> None:
    own = office.submission(key)
    own.state, own.submitted_at = "APPROVED", own.round.due_at
    with changeset(by=None, what="Duyệt") as change:
        change.save(own)
