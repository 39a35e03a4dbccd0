"""The annex of 21/KH-UBND dropped in: 31 units, 2.300 and 900, twice, and spoiled.

Source: product.md promise 1; Phụ lục 21/KH-UBND (dòng 31: PC04 không giao chỉ tiêu cai
nghiện).
"""

from __future__ import annotations

import pytest

from accounts.models import ChangeSet
from plans.models import AssignedUnit
from targets.models import Quota
from tests import office
from tests.intake.papers import official, run, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "private"
    return official(tmp_path / "phu-luc.xlsx")


def test_the_annex_becomes_61_quotas_that_add_up_to_its_total_row(paper):
    done = run("import_annex", paper)

    assert (done.code, done.answer["ok"], done.answer["new"]) == (0, True, 61)
    assert [
        (total["declared"], total["computed"], total["difference"])
        for total in done.answer["totals"]
    ] == [(2300, 2300, 0), (900, 900, 0)]
    assert Quota.objects.count() == 61


def test_the_units_stand_in_the_order_of_the_paper(paper):
    run("import_annex", paper)

    keys = [row.unit.key for row in AssignedUnit.objects.select_related("unit")]

    assert keys == [office.unit_key(row) for row in office.annex_rows()]


def test_pc04_has_no_rehab_quota(paper):
    run("import_annex", paper)

    quotas = Quota.objects.filter(unit__key="pc04")

    assert [(q.target.indicator.code, q.value) for q in quotas] == [("cases", 70)]


def test_a_quota_knows_its_decision_its_day_and_its_cell(paper):
    run("import_annex", paper)

    quota = Quota.objects.get(unit__key="d002", target__indicator__code="cases")

    assert quota.decision == office.plan().document
    assert f"{quota.valid_from}" == office.YEAR_START
    assert quota.origin_cell == "Chỉ tiêu!C6"


def test_second_import_of_the_same_annex_changes_nothing(paper):
    run("import_annex", paper)
    before = state()

    again = run("import_annex", paper)

    assert (again.code, again.answer["new"], again.answer["changed"]) == (0, 0, 0)
    assert (again.answer["same"], again.answer["changeset"]) == (61, None)
    assert state() == before


def test_a_total_that_is_off_by_one_is_told_and_nothing_is_written(tmp_path, paper):
    spoiled = official(tmp_path / "lech.xlsx", C6=119)
    before = state()

    refused = run("import_annex", spoiled)

    assert refused.code == 1
    assert "Tổng ghi 2.300, cộng được 2.301, lệch +1" in refused.said
    assert refused.answer["totals"][0]["difference"] == 1
    assert state() == before


def test_a_dry_run_tells_the_same_and_writes_nothing(paper):
    before = state()

    dry = run("import_annex", paper, "--dry-run")

    assert (dry.code, dry.answer["new"], dry.answer["changeset"]) == (0, 61, None)
    assert state() == before


def test_the_journal_keeps_the_file_its_digest_and_its_place(paper, settings):
    done = run("import_annex", paper)

    line = ChangeSet.objects.get(pk=done.answer["changeset"])

    assert (line.door, line.file_name) == ("IMPORT", "phu-luc.xlsx")
    assert (settings.MEDIA_ROOT / line.stored_file).read_bytes() == paper.read_bytes()
    assert len(line.file_sha256) == 64


def test_a_correction_of_the_same_decision_keeps_the_old_figure_readable(
    tmp_path, paper
):
    run("import_annex", paper)
    corrected = official(tmp_path / "sua.xlsx", C6=117, C7=157)

    done = run("import_annex", corrected)

    assert (done.answer["new"], done.answer["changed"], done.answer["same"]) == (
        0,
        2,
        59,
    )
    quota = Quota.objects.get(unit__key="d002", target__indicator__code="cases")
    assert [version.value for version in quota.history.order_by("pk")] == [118, 117]


def test_rows_absent_from_the_file_are_named_and_not_deleted(tmp_path, paper):
    run("import_annex", paper)
    row = {"A6": None, "B6": None, "C6": None, "D6": None}
    short = official(tmp_path / "thieu.xlsx", C37=2182, D37=855, **row)

    done = run("import_annex", short)

    told = [p["message"] for p in done.answer["problems"] if p["code"] == "W_MISSING"]
    assert told == [
        "Quận Hoàn Kiếm có trong kế hoạch nhưng không có trong tệp; số cũ giữ nguyên."
    ]
    assert Quota.objects.filter(unit__key="d002").count() == 2
