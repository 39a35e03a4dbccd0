"""The register of 14/12/2020 and the shipped criteria, over the office."""

from __future__ import annotations

import pytest

from tests.communes import register


@pytest.fixture
def shipped(db):
    """Criteria sets and the five communes of the footnote, as the product ships them."""
    register.load()


@pytest.fixture
def sheet(shipped):
    """A draft of 2025 under 28/2025/QĐ-TTg, of a ward of Hoàn Kiếm."""
    return register.draft("c00037")
