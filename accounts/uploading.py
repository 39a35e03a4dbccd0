"""How much of an upload is kept while a request is read: one byte over the limit.

Django writes a posted file of any size to the disk, or a view reads all of it, before
anybody can say that it is too large; even the login page would take it.
"""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler

_FILES = 20  # of the largest size in one request


class BoundedFileUploadHandler(TemporaryFileUploadHandler):
    """A temporary file whose rest is read and forgotten; `size` is the true one.

    Who compares `size` or the number of bytes with the limit finds it too large.
    """

    _kept = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        most = settings.UPLOAD_MEGABYTES * 1024 * 1024 + 1
        part = raw_data[: max(0, most - start)]
        self._kept += len(part)
        if self._kept > _FILES * most:
            raise RequestDataTooBig
        self.file.write(part)
