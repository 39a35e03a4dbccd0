"""Files filed with plans and tasks: private storage, random names, a digest each.

What a file is, is told by its first bytes and not by its name.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from accounts.refusals import Refusal
from sheets.wording import gettext as _

FOLDER = "filed"
_KINDS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"PK\x03\x04", "application/zip"),  # Word and Excel
)


@dataclass(frozen=True)
class Stored:
    """A file that was kept: where, its digest, size and the person's name for it."""

    place: str
    sha256: str
    size: int
    name: str


def store(data: bytes, *, name: str) -> Stored:
    """Keep `data`; Refusal 413, 415 or 422 where it is no paper of an office."""
    if len(data) > settings.UPLOAD_MEGABYTES * 1024 * 1024:
        message = f"Tệp lớn hơn {settings.UPLOAD_MEGABYTES} MB; hãy quét lại nhẹ hơn."
        raise Refusal(message, status=413)
    if not data:
        raise Refusal(_("Tệp rỗng; hãy chọn tệp khác."))
    if kind_of(data) is None:
        message = "Chỉ nhận PDF, ảnh (PNG, JPEG), Word (.docx) hoặc Excel (.xlsx)."
        raise Refusal(message, status=415)
    place = f"{FOLDER}/{secrets.token_hex(16)}"
    path = Path(settings.MEDIA_ROOT) / place
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "wb") as file:
        file.write(data)
    return Stored(place, hashlib.sha256(data).hexdigest(), len(data), clean_name(name))


def drop(kept: Stored) -> None:
    """Take back what `store` kept for a row that was never written."""
    (Path(settings.MEDIA_ROOT) / kept.place).unlink(missing_ok=True)


def read(place: str, sha256: str) -> bytes:
    """The bytes as they came; Refusal 404 when they are gone or were altered."""
    try:
        data = (Path(settings.MEDIA_ROOT) / place).read_bytes()
    except OSError as error:
        raise Refusal(_("Tệp này không còn được giữ."), status=404) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        message = "Tệp trong kho không còn đúng như khi gửi; hãy báo người quản trị."
        raise Refusal(message, status=409)
    return data


def kind_of(data: bytes) -> str | None:
    """The content type by signature, None for anything else."""
    return next((kind for mark, kind in _KINDS if data.startswith(mark)), None)


def clean_name(name: str) -> str:
    """The last part of a path, printable, at most 255 characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable()).strip()[-255:] or "tep"
