"""One file that holds the whole office: every kept table and the private files.

    CHITIEU-SAOLUU 1 <sha256 of the rest>\\n
    zip: manifest.json, tables/<table>.jsonl, files/<path>

The digest covers everything after it, so one changed byte anywhere is found before
anything is read. Rows are texts, the same from SQLite and PostgreSQL: an archive of
one can be restored into the other.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from accounts.tables import checksums, kept_models, one_instant, row_from, rows_of

MAGIC = "CHITIEU-SAOLUU 1 "
HEADER = len(MAGIC) + 64 + 1
CHUNK = 1024 * 1024


class BadArchive(Exception):
    """The archive cannot be used; the message is one Vietnamese sentence."""


@dataclass(frozen=True)
class Written:
    """What an archive holds."""

    rows: int
    files: int


def write(out: Path, *, private: Path) -> Written:
    """Save the database and `private` of this very moment into `out`, all or nothing.

    OSError when the place cannot be written; then `out` is as it was.
    """
    part = out.with_name(f".{out.name}.part")
    try:
        with tempfile.TemporaryFile(dir=out.parent) as body:
            written = _write_body(body, private)
            _seal(body, part)
        os.replace(part, out)
    finally:
        part.unlink(missing_ok=True)
    return written


def _write_body(body: IO[bytes], private: Path) -> Written:
    rows = 0
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive, one_instant():
        for model in kept_models():
            with archive.open(_member(model), "w", force_zip64=True) as member:
                for values in rows_of(model):
                    line = json.dumps(values, ensure_ascii=False)
                    member.write(line.encode() + b"\n")
                    rows += 1
        # After the rows: a file that a row names was there before the row.
        files = sorted(path for path in private.rglob("*") if path.is_file())
        for path in files:
            archive.write(path, f"files/{path.relative_to(private).as_posix()}")
        manifest = {
            "made_at": timezone.now().isoformat(),
            "migrations": _migrations(),
            "checksums": checksums(),
        }
        archive.writestr("manifest.json", json.dumps(manifest, indent=1))
    return Written(rows, len(files))


def _seal(body: IO[bytes], part: Path) -> None:
    digest = _digest(body)
    with open(part, "wb", opener=_private) as file:
        file.write(f"{MAGIC}{digest}\n".encode())
        body.seek(0)
        shutil.copyfileobj(body, file, CHUNK)
        file.flush()
        os.fsync(file.fileno())


class Archive:
    """An archive that was checked to its last byte; `rows` and `unpack` read it."""

    def __init__(self, file: IO[bytes]) -> None:
        header = file.read(HEADER).decode("ascii", "replace")
        if not header.startswith(MAGIC):
            raise BadArchive("Tệp này không phải là bản sao lưu của hệ thống.")
        if header != f"{MAGIC}{_digest(file, start=HEADER)}\n":
            raise BadArchive("Bản sao lưu bị hỏng hoặc thiếu; không có gì bị thay đổi.")
        self.zip = zipfile.ZipFile(file)
        self.manifest: dict[str, Any] = json.loads(self.zip.read("manifest.json"))
        if self.manifest["migrations"] != _migrations():
            raise BadArchive(
                "Bản sao lưu thuộc phiên bản khác; hãy cài đúng phiên bản đó, "
                "chạy migrate rồi khôi phục."
            )

    def rows(self) -> Iterator[models.Model]:
        for model in kept_models():
            with self.zip.open(_member(model)) as member:
                for line in member:
                    yield row_from(model, json.loads(line))

    def unpack(self, folder: Path) -> int:
        """Write the private files under `folder`; their number."""
        names = [name for name in self.zip.namelist() if name.startswith("files/")]
        for name in names:
            inside = PurePosixPath(name).relative_to("files")
            if ".." in inside.parts or inside.is_absolute():
                raise BadArchive("Bản sao lưu chứa đường dẫn tệp không hợp lệ.")
            target = folder / inside
            target.parent.mkdir(parents=True, exist_ok=True)
            with (
                self.zip.open(name) as source,
                open(target, "wb", opener=_private) as file,
            ):
                shutil.copyfileobj(source, file, CHUNK)
        return len(names)


def _member(model: type[models.Model]) -> str:
    return f"tables/{model._meta.db_table}.jsonl"


def _migrations() -> list[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def _digest(file: IO[bytes], start: int = 0) -> str:
    file.seek(start)
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
