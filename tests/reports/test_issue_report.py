"""`manage.py issue_report`: exit codes, frozen files, drafts that write nothing."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from accounts.models import ChangeSet
from reports.models import Report
from tests.reports.entries import enter
from tests.reports.issuing import half_a_year, word, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path, capsys):
    """`run(...)` → the file's bytes and what was said on stdout and stderr."""

    def call(period="2021-H1", form="docx", *more, plan="21/KH-UBND"):
        path = tmp_path / f"bao-cao.{form}"
        arguments = ["--plan", plan, "--period", period, "--format", form, *more]
        call_command("issue_report", *arguments, "--out", str(path))
        return path.read_bytes(), *capsys.readouterr()

    return call


@pytest.mark.parametrize("period", ["2021-Q1", "2021-H1", "2021-N9", "2021-Y"])
@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_issued_twice_is_the_same_file(quarters, run, period, form):
    first, _, _ = run(period, form)
    second, _, said = run(period, form)

    assert first == second
    assert said == ""
    assert Report.objects.get().is_issued


def test_both_files_belong_to_one_issued_report(quarters, run):
    run(form="docx")
    run(form="xlsx")

    assert Report.objects.count() == 1


def test_the_issue_is_in_the_journal(quarters, run):
    run()

    last = ChangeSet.objects.first()
    assert last.what == "Phát hành báo cáo 6 tháng đầu năm 2021"
    assert last.door == "COMMAND"


def test_a_later_correction_does_not_touch_the_issued_file(quarters, run):
    half_a_year()
    before, _, _ = run()
    enter("d271", "cases", "2021-Q1", 7)

    after, _, said = run()

    assert after == before
    assert said.startswith("Số liệu đã thay đổi sau khi phát hành")


def test_a_draft_writes_nothing_down(quarters, run):
    content, _, _ = run("2021-H1", "docx", "--draft")

    assert not Report.objects.exists()
    assert "DỰ THẢO" in words(word(content))


def test_number_and_date_may_be_given(quarters, run):
    content, _, _ = run("2021-H1", "docx", "--number", "8", "--date", "2021-07-01")

    text = words(word(content))
    assert "Số: 08/BC-UBND" in text
    assert "ngày 01 tháng 7 năm 2021" in text


def test_the_paper_bears_the_day_after_the_cut_off_unless_told(quarters, run):
    content, _, _ = run("2021-Q1")

    assert "Hà Nội, ngày 15 tháng 3 năm 2021" in words(word(content))


@pytest.mark.parametrize(
    ("period", "plan", "sentence"),
    [
        ("2021-H1", "99/KH-UBND", "Không có kế hoạch số 99/KH-UBND năm 2021"),
        ("2022-H1", "21/KH-UBND", "Không có kế hoạch số 21/KH-UBND năm 2022"),
        ("2021-H1", "xyz", "không phải số, ký hiệu văn bản"),
        ("2021-M03", "21/KH-UBND", "không gồm trọn các kỳ quý"),
    ],
)
def test_what_cannot_be_reported_is_refused_with_a_reason(
    db, run, period, plan, sentence
):
    with pytest.raises(CommandError, match=sentence) as caught:
        run(period, plan=plan)

    assert caught.value.returncode == 1


def test_a_date_before_the_cut_off_is_refused(quarters, run):
    with pytest.raises(CommandError, match="trước ngày chốt số liệu"):
        run("2021-H1", "docx", "--date", "2021-06-01")


def test_a_wrong_period_is_wrong_usage(db, run):
    with pytest.raises(CommandError, match="Kỳ báo cáo “2021-H5” không đúng"):
        run("2021-H5")


def test_a_folder_that_is_not_there_is_told(quarters, tmp_path):
    path = tmp_path / "khong-co" / "bao-cao.docx"

    with pytest.raises(CommandError, match="Không ghi được tệp") as caught:
        call_command(
            "issue_report",
            *("--plan", "21/KH-UBND", "--period", "2021-H1", "--format", "docx"),
            *("--out", str(path)),
        )

    assert caught.value.returncode == 1
