"""The commands as an operator runs them: exit codes, sentences, files kept and purged."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from intake import uploads
from intake.management.commands.import_annex import Command
from intake.models import Upload
from tests.intake.papers import PLAN, official, run, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "private"
    return official(tmp_path / "phu-luc.xlsx")


def kept(settings) -> list[Path]:
    return [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_a_missing_file_is_wrong_usage(paper, tmp_path):
    assert run("import_annex", tmp_path / "khong-co.xlsx").code == 2


def test_without_json_the_operator_reads_sentences(paper):
    out = io.StringIO()

    call_command("import_annex", str(paper), "--plan", "21/KH-UBND", stdout=out)

    assert "thêm 61, đổi 0, giữ nguyên 0" in out.getvalue()
    assert "Tổng ghi 2.300, khớp với các dòng" in out.getvalue()


def test_a_sheet_that_is_not_there_is_said(paper):
    refused = run("import_annex", paper, "--sheet", "Không có")

    assert refused.code == 1
    assert "Không có" in refused.said


def test_a_refused_file_is_not_kept(paper, tmp_path, settings):
    run("import_annex", official(tmp_path / "lech.xlsx", C6=119))

    assert kept(settings) == []


def test_abandoned_uploads_go_when_their_time_is_over(paper, as_user, settings):
    send(as_user("quantri"), paper)
    assert len(kept(settings)) == 1

    uploads.purge(timezone.now() + dt.timedelta(hours=25))

    assert kept(settings) == []
    assert Upload.objects.count() == 0


def test_the_file_of_a_confirmed_import_stays(paper, settings):
    run("import_annex", paper)

    uploads.purge(timezone.now() + dt.timedelta(days=400))

    assert len(kept(settings)) == 1


def test_files_that_no_row_knows_go_too(paper, settings):
    orphan = settings.MEDIA_ROOT / "uploads" / "0123"
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(b"x")

    uploads.purge(timezone.now() + dt.timedelta(hours=2))

    assert not orphan.exists()


def test_purge_says_how_many(paper):
    out = io.StringIO()

    call_command("purge_uploads", stdout=out)

    assert out.getvalue() == "Đã xóa 0 tệp bỏ dở.\n"


@pytest.mark.parametrize(
    ("given", "kept_as"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\biểu.xlsx", "biểu.xlsx"),
        ("a\r\nb.xlsx", "ab.xlsx"),
        ("", "tep"),
        ("x" * 300 + ".xlsx", "x" * 250 + ".xlsx"),
    ],
)
def test_a_file_name_is_only_its_printable_last_part(given, kept_as):
    assert uploads.clean_name(given) == kept_as


def test_results_need_a_period(paper):
    with pytest.raises(CommandError):
        call_command("import_results", str(paper), "--plan", "21/KH-UBND")


def test_at_the_terminal_a_refusal_is_its_sentence_and_no_class_name(tmp_path):
    bad, said = tmp_path / "khong-phai.xlsx", io.StringIO()
    bad.write_bytes(b"%PDF-1.4")
    command = Command(stderr=said)
    command._called_from_command_line = True

    with pytest.raises(SystemExit) as ended:
        call_command(command, f"{bad}", "--plan", PLAN)

    assert ended.value.code == 1
    assert said.getvalue().startswith("Chưa ghi gì.")
