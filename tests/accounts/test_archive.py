"""Backup and restore: what comes back is what was saved, or nothing happens at all."""

import random
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.journal import changeset
from accounts.models import Seal
from accounts.tables import checksums
from accounts.verification import breaks
from tests import office
from units.models import Alias


@pytest.fixture
def private(settings, tmp_path) -> Path:
    folder = tmp_path / "private"
    folder.mkdir()
    (folder / "uploads").mkdir()
    (folder / "uploads" / "bieu.xlsx").write_bytes(b"PK\x03\x04 \x00")
    settings.MEDIA_ROOT = str(folder)
    return folder


@pytest.fixture
def saved(quarters, private, tmp_path) -> Path:
    out = tmp_path / "sao-luu.bak"
    call_command("backup", out=out, stdout=StringIO())
    return out


def _restore(path: Path) -> None:
    call_command("restore", source=path, yes=True, stdout=StringIO())


def _add_alias() -> None:
    with changeset(by=None, what="Thêm cách viết") as change:
        change.save(Alias(unit=office.unit("d002"), text="Hoàn kiếm").derive_keys())


def test_what_comes_back_is_what_was_saved(saved, private):
    before = checksums()
    _add_alias()
    (private / "uploads" / "bieu.xlsx").unlink()

    _restore(saved)

    assert checksums() == before
    assert (private / "uploads" / "bieu.xlsx").read_bytes() == b"PK\x03\x04 \x00"
    assert list(breaks()) == []


def test_work_goes_on_after_a_restore(saved):
    _restore(saved)
    seals = Seal.objects.count()

    _add_alias()

    assert Seal.objects.count() == seals + 1
    assert list(breaks()) == []


def test_whoever_was_logged_in_must_log_in_again(as_user, saved):
    client = as_user("thuky")

    _restore(saved)

    assert client.get("/journal/").status_code == 302


@pytest.mark.parametrize("seed", range(8))
def test_one_changed_byte_is_refused_before_anything_is_touched(seed, saved):
    damaged = bytearray(saved.read_bytes())
    damaged[random.Random(seed).randrange(len(damaged))] ^= 0x10
    saved.write_bytes(damaged)
    _add_alias()
    before = checksums()

    with pytest.raises(CommandError) as refusal:
        _restore(saved)

    assert refusal.value.returncode == 1
    assert checksums() == before


def test_a_cut_archive_is_refused(saved):
    saved.write_bytes(saved.read_bytes()[:-100])

    with pytest.raises(CommandError, match="hỏng hoặc thiếu"):
        _restore(saved)


def test_another_file_is_no_archive(db, tmp_path):
    other = tmp_path / "van-ban.txt"
    other.write_text("21/KH-UBND", encoding="utf-8")

    with pytest.raises(CommandError, match="không phải là bản sao lưu"):
        _restore(other)


def test_a_file_that_is_not_there_is_named(db, tmp_path):
    with pytest.raises(CommandError, match=r"khong-co\.bak"):
        _restore(tmp_path / "khong-co.bak")


def test_nothing_is_replaced_without_yes(saved):
    before = checksums()

    with pytest.raises(CommandError, match="--yes"):
        call_command("restore", source=saved)

    assert checksums() == before


def test_a_place_that_cannot_be_written_is_named(quarters, private, tmp_path):
    out = tmp_path / "khong-co" / "sao-luu.bak"

    with pytest.raises(CommandError, match="Không ghi được"):
        call_command("backup", out=out)

    assert not out.exists()


def test_the_archive_is_for_its_owner_only(saved):
    assert saved.stat().st_mode & 0o077 == 0


def test_a_login_does_not_change_the_checksum(as_user):
    before = checksums()

    as_user("thuky")

    assert checksums() == before
