"""The file of a flat list between its preview and its confirmation."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from import_export.tmp_storages import BaseStorage

from accounts.refusals import Refusal

FOLDER = "admin-import"
GONE = "Lần nạp này đã được xác nhận hoặc đã hết hạn; nạp lại."


class PrivateStorage(BaseStorage):
    """The uploaded file between preview and confirm, in the private folder."""

    _data: bytes | None = None

    @property
    def path(self) -> Path:
        return Path(settings.MEDIA_ROOT) / FOLDER / Path(self.name).name

    def save(self, data: bytes | str) -> None:
        self.name = self.name or uuid.uuid4().hex
        self._data = data if isinstance(data, bytes) else data.encode()
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path.write_bytes(self._data)

    def read(self) -> bytes:
        """What was just saved; or else the stored file, taken away: only one gets it.

        Raises Refusal 409 for a file somebody else took, or that expired.
        """
        if self._data is not None:
            return self._data
        taken = self.path.with_name(f"{self.path.name}.taken")
        try:
            self.path.rename(taken)
        except OSError as error:
            raise Refusal(GONE, status=409) from error
        try:
            return taken.read_bytes()
        finally:
            taken.unlink(missing_ok=True)

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)
