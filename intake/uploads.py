"""Files in private storage: random names, owner, digest, expiry; no public folder."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from accounts import flat_files
from accounts.models import User
from accounts.refusals import Refusal
from intake.models import Upload
from sheets.limits import DEFAULT, MEGABYTE, Limits

FOLDER = "uploads"
_CHUNK = 1024 * 1024
_ORPHANED_AFTER = dt.timedelta(hours=1)
_FLAT_LISTS_KEPT = dt.timedelta(hours=24)


def limits() -> Limits:
    """How much of an upload is read; the installation says how large it may be."""
    return replace(DEFAULT, upload_bytes=settings.UPLOAD_MEGABYTES * MEGABYTE)


def store(source: bytes | Path, *, name: str, owner: User | None) -> Upload:
    """Keep the file until its expiry; the person's file name is only remembered."""
    stored = f"{FOLDER}/{secrets.token_hex(16)}"
    path = _path(stored)
    digest, size = hashlib.sha256(), 0
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "wb") as file:
            for chunk in _chunks(source):
                file.write(chunk)
                digest.update(chunk)
                size += len(chunk)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise Refusal(
            "Không lưu được tệp vì thư mục riêng của hệ thống đầy hoặc không ghi được; "
            "hãy báo người quản trị.",
            status=503,
        ) from error
    return Upload.objects.create(
        owner=owner,
        name=clean_name(name),
        stored=stored,
        sha256=digest.hexdigest(),
        size=size,
    )


def read(upload: Upload) -> bytes:
    """The bytes as they came; Refusal 404 when they were purged."""
    try:
        return _path(upload.stored).read_bytes()
    except OSError as error:
        raise Refusal("Tệp này không còn được giữ; hãy nạp lại.", status=404) from error


def discard(upload: Upload) -> None:
    """Forget an upload that nothing was made of, its file first."""
    _path(upload.stored).unlink(missing_ok=True)
    upload.delete()


def purge(now: dt.datetime | None = None) -> int:
    """Remove abandoned uploads past their expiry, and files no row knows of."""
    now = now or timezone.now()
    gone = list(Upload.objects.filter(expires_at__lte=now))
    for upload in gone:
        discard(upload)
    return len(gone) + _purge_orphans(now) + _purge_flat_lists(now)


def clean_name(name: str) -> str:
    """The last part of a path, printable, at most 255 characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    printable = "".join(letter for letter in last if letter.isprintable()).strip()
    return printable[-255:] or "tep"


def _chunks(source: bytes | Path) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
        return
    with source.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _purge_orphans(now: dt.datetime) -> int:
    """Files of a process that died between writing the file and its row."""
    known = set(Upload.objects.values_list("stored", flat=True))
    old = (now - _ORPHANED_AFTER).timestamp()
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    orphans = [
        path
        for path in (folder.iterdir() if folder.is_dir() else ())
        if f"{FOLDER}/{path.name}" not in known and path.stat().st_mtime < old
    ]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)


def _purge_flat_lists(now: dt.datetime) -> int:
    """Lists of the admin that were looked at and never confirmed."""
    old = (now - _FLAT_LISTS_KEPT).timestamp()
    folder = Path(settings.MEDIA_ROOT) / flat_files.FOLDER
    left = [path for path in folder.glob("*") if path.stat().st_mtime < old]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _path(stored: str) -> Path:
    return Path(settings.MEDIA_ROOT) / stored
