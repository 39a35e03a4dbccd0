"""Synthetic data never touch a database that somebody uses."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from units.models import Unit

pytestmark = pytest.mark.django_db


def test_synthetic_data_are_refused_where_units_exist():
    before = Unit.objects.count()

    with pytest.raises(CommandError, match="cơ sở dữ liệu trống") as refused:
        call_command("seed_scale", "--size", "city")

    assert refused.value.returncode == 1
    assert Unit.objects.count() == before
