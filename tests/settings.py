"""The product's settings as the tests want them: no secrets to set, cheap passwords."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("DEBUG", "1")

from config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Files that tests upload never reach the office's private folder.
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="chi-tieu-"))
atexit.register(shutil.rmtree, MEDIA_ROOT, ignore_errors=True)
