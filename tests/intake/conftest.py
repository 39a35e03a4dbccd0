"""What every test of what comes in needs."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def private_folder(tmp_path, settings):
    """Uploads of a test are gone with it, and no other test sees them."""
    settings.MEDIA_ROOT = tmp_path / "private"
