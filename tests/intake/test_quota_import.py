"""Corrections and amendments of a quota table; what stays readable as of any day."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from accounts.journal import changeset
from plans.models import Document
from plans.symbols import Symbol
from targets.models import Quota
from tests import office
from tests.intake.papers import official, run, state

pytestmark = pytest.mark.django_db
JULY = "2021-07-01"
AMENDED = ("--decision", "150/QĐ-UBND", "--from", JULY)


@pytest.fixture(autouse=True)
def handed_out(tmp_path, settings):
    """The annex is in, and so is the paper of a later decision."""
    settings.MEDIA_ROOT = tmp_path / "private"
    run("import_annex", official(tmp_path / "phu-luc.xlsx"))
    symbol = "150/QĐ-UBND"
    document = Document(
        slug="150-qd-ubnd-2021",
        kind="QĐ",
        symbol=symbol,
        symbol_key=Symbol.parse(symbol).key(),
        issuer="Ủy ban nhân dân thành phố Hà Nội",
        issued_on=dt.date(2021, 6, 25),
    )
    with changeset(by=None, what="Văn bản") as change:
        change.save(document)


def cases(key: str, day: str) -> Decimal:
    rows = Quota.objects.as_of(dt.date.fromisoformat(day))
    return rows.get(unit__key=key, target__indicator__code="cases").value


def test_an_amendment_closes_the_old_figure_and_keeps_it_readable(tmp_path):
    amended = official(tmp_path / "qd150.xlsx", C6=120, C7=154)

    done = run("import_annex", amended, *AMENDED)

    assert (done.code, done.answer["changed"], done.answer["same"]) == (0, 2, 59)
    assert [cases("d002", day) for day in ("2021-06-30", JULY)] == [118, 120]
    assert Quota.objects.count() == 63


def test_the_amended_figure_names_its_own_decision(tmp_path):
    run("import_annex", official(tmp_path / "qd150.xlsx", C6=120, C7=154), *AMENDED)

    row = Quota.objects.in_force().get(
        unit__key="d002", target__indicator__code="cases"
    )

    assert row.decision.symbol == "150/QĐ-UBND"
    assert row.valid_from == dt.date.fromisoformat(JULY)


def test_the_first_annex_again_after_an_amendment_changes_nothing(tmp_path):
    run("import_annex", official(tmp_path / "qd150.xlsx", C6=120, C7=154), *AMENDED)
    before = state()

    again = run("import_annex", official(tmp_path / "phu-luc.xlsx"))

    assert (again.answer["same"], again.answer["changed"]) == (61, 0)
    assert state() == before


def test_a_correction_of_the_amendment_edits_the_amendment(tmp_path):
    run("import_annex", official(tmp_path / "a.xlsx", C6=120, C7=154), *AMENDED)

    run("import_annex", official(tmp_path / "b.xlsx", C6=121, C7=153), *AMENDED)

    assert [cases("d002", day) for day in ("2021-06-30", JULY)] == [118, 121]
    assert Quota.objects.count() == 63


def test_an_amendment_that_leaves_a_cell_blank_ends_the_quota_on_its_day(tmp_path):
    amended = official(tmp_path / "qd150.xlsx", D6=None, D37=855)

    done = run("import_annex", amended, *AMENDED)

    rows = Quota.objects.filter(unit__key="d002", target__indicator__code="rehab-files")
    assert done.code == 0
    assert [f"{row.valid_to}" for row in rows] == [JULY]
    assert "W_REMOVED" in done.said


def test_a_correction_that_leaves_a_cell_blank_takes_the_quota_away(tmp_path):
    done = run("import_annex", official(tmp_path / "sua.xlsx", D6=None, D37=855))

    rows = Quota.objects.filter(unit__key="d002", target__indicator__code="rehab-files")
    assert (done.code, rows.count()) == (0, 0)


def test_a_figure_a_later_decision_already_gives_is_not_slipped_in_before_it(tmp_path):
    run("import_annex", official(tmp_path / "a.xlsx", D36=5, D37=905), *AMENDED)

    refused = run("import_annex", official(tmp_path / "b.xlsx", D36=6, D37=906))

    assert refused.code == 1
    assert "E_LATER" in refused.said


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("--decision", "150/QĐ-UBND"), "cần cả số quyết định và ngày"),
        (("--decision", "999/QĐ-UBND", "--from", JULY), "Chưa có văn bản"),
        (("--decision", "150/QĐ-UBND", "--from", "2020-01-01"), "phải sau"),
    ],
)
def test_an_amendment_says_which_decision_and_from_when(tmp_path, args, sentence):
    refused = run("import_annex", tmp_path / "phu-luc.xlsx", *args)

    assert refused.code == 1
    assert sentence in refused.said


def test_a_dash_is_none_and_asks_nothing(tmp_path):
    done = run("import_annex", official(tmp_path / "gach.xlsx", D36="-"))

    assert (done.answer["same"], done.answer["problems"]) == (61, [])
    assert not Quota.objects.filter(unit__key="pc04").exclude(value=70).exists()


def test_a_zero_is_a_quota_of_zero(tmp_path):
    run("import_annex", official(tmp_path / "khong.xlsx", D36=0))

    row = Quota.objects.get(unit__key="pc04", target__indicator__code="rehab-files")
    assert row.value == 0


def test_the_plan_is_found_by_its_symbol_and_year(tmp_path):
    other = run("import_annex", tmp_path / "phu-luc.xlsx", "--year", "2019")

    assert other.code == 1
    assert "Không có kế hoạch" in other.said
    assert office.plan().year == 2021
